"""The explorer: a local web site over one store, read-only, in Vietnamese and English (`canbo serve`).

Pages are made on the server and work without JavaScript. Each has its own URL, the path of the IRI of what it is about,
and twins of the same answers as JSON, CSV and Turtle. `canbo.explorer.pages` lists the route modules.
"""
