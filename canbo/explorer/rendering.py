"""Templates to HTML. All values are escaped: the text of articles is never trusted."""

from __future__ import annotations

from functools import cache, partial
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from canbo.explorer import assets
from canbo.explorer.words import LANGUAGES, column, day, number, say
from canbo.graph.concepts import labels
from canbo.graph.namespaces import CONCEPTS

_YEAR = 365 * 24 * 3600


@cache
def environment() -> Environment:
    """Return the templates of `canbo/explorer/templates`; a name that a template does not know is an error."""
    made = Environment(
        loader=PackageLoader("canbo.explorer", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = assets.url
    return made


def rendered(
    request: Request, template: str, values: dict[str, object], *, lang: str, status: int = 200
) -> HTMLResponse:
    """Return the page of a template; `?lang=` is remembered in a cookie that scripts cannot read."""
    # The application keeps the navigation of all route modules.
    common = {
        "lang": lang,
        "say": partial(_say, lang),
        "column": partial(column, lang=lang),
        "number": partial(number, lang=lang),
        "day": partial(day, lang=lang),
        "concept": partial(concept, lang=lang),
        "navigation": request.app.state.navigation,
        "path": request.url.path,
        "twin": partial(_twin, request),
        "other_lang": next(one for one in LANGUAGES if one != lang),
        "switch": "?" + urlencode({**request.query_params, "lang": next(one for one in LANGUAGES if one != lang)}),
    }
    html = environment().get_template(template).render({**common, **values})
    response = HTMLResponse(html, status, headers={"content-language": lang, "vary": "cookie"})
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie("lang", lang, max_age=_YEAR, httponly=True, samesite="strict")
    return response


def concept(iri: str, lang: str) -> str:
    """Return the label of a concept, the last part of its IRI where it has none; nothing for nothing.

    A name without a host is one of the schemes of canbo: `part/chairs`.
    """
    known = labels(iri if ":" in iri else CONCEPTS + iri) if iri else {}
    return known.get(lang) or known.get("vi") or iri.rpartition("/")[2]


def _say(lang: str, key: str, **values: object) -> str:
    return say(key, lang, **values)


def _twin(request: Request, form: str, table: str = "") -> str:
    """Return the URL of this page in another form."""
    path = "/home" if request.url.path == "/" else request.url.path
    asked = {name: value for name, value in request.query_params.items() if name not in ("lang", "table")}
    if table:
        asked["table"] = table
    return f"{path}.{form}" + (f"?{urlencode(asked)}" if asked else "")
