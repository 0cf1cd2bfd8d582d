"""The entity layer: which statements of many articles are of one person, body, meeting, instrument or place.

`run` goes through the steps; `persons`, `meetings` and `instruments` compare, with scores that explain themselves;
`shared` keeps what its key alone identifies; `judgements` are the user's decisions.
"""
