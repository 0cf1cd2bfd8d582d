"""A made-up Viet Nam and the articles its papers write of it: what the benchmarks read (`benchmarks/README.md`).

From the bottom up: `data` and `dice` (words and chance), `names`, `places`, `seats`, `careers` (who held which office
when), `world`, `figures`, `events` (what happened), `phrases`, `mentions`, `scene`, `page` (how an article tells it),
`write` (files).
"""
