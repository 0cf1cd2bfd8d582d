"""The route modules, in the order of the navigation. To add one, write its name here.

A route module has `ROUTES`, a sequence of Starlette routes (`canbo.explorer.page.page_routes` makes those of a page
with its twins), and may have `NAVIGATION`, pairs of a word of ontology/tables/explorer.toml and the path it leads to,
and `prepare(snapshot)`, which works out what its pages need of a new state of the store before that is shown.
"""

MODULES = ("home", "search", "person", "place", "body", "meeting", "instrument", "indicator", "article", "checks")
