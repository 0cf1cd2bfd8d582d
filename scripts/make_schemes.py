#!/usr/bin/env python3
"""Write the SKOS concept schemes, ontology/schemes.ttl and indicators.ttl, from the tables in ontology/tables/.

    python scripts/make_schemes.py [--check]

Run it after a change of a table that `[[scheme]]` in ontology/tables/concepts.toml names. `--check` writes
nothing and ends with status 1 where a file is not what the tables give.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
BASE = "https://w3id.org/canbo/"
HEAD = """\
# Written by scripts/make_schemes.py from ontology/tables/*.toml: change those, then run it again.
@prefix canbo: <https://w3id.org/canbo/def#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

ABOUT = """
<https://w3id.org/canbo/{name}> a owl:Ontology ;
    dcterms:title "{vi}"@vi, "{en}"@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
"""
FILES = {
    "schemes.ttl": ABOUT.format(name="schemes", vi="Các bộ khái niệm của canbo", en="Concept schemes of canbo"),
    "indicators.ttl": ABOUT.format(name="indicators", vi="Chỉ tiêu chuẩn của canbo", en="Standard indicators of canbo"),
}


def schemes(file: str) -> str:
    """Return the text of a file: its schemes as they are declared, concepts in the order of their table."""
    parts = [HEAD + FILES[file]]
    for scheme in _table("concepts")["scheme"]:
        if scheme.get("file", "schemes.ttl") != file:
            continue
        declared = _table(scheme["table"])
        concepts = [*declared.get(scheme.get("tops"), ()), *declared[scheme["key"]]]
        parts.append(_scheme(scheme, concepts))
        spellings = scheme.get("spellings", "aliases")
        parts.extend(_concept(scheme["id"], concept, concept.get(spellings, [])) for concept in concepts)
    return "\n".join(parts)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((ONTOLOGY / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


def _scheme(scheme: dict[str, Any], concepts: list[dict[str, Any]]) -> str:
    above = [concept for concept in concepts if "broader" not in concept]
    tops = ",\n        ".join(f"<{BASE}{scheme['id']}/{concept['id']}>" for concept in above)
    return (
        f"<{BASE}{scheme['id']}> a skos:ConceptScheme ;\n"
        f"    skos:prefLabel {_text(scheme['vi'], 'vi')}, {_text(scheme['en'], 'en')} ;\n"
        f"    skos:hasTopConcept\n        {tops} .\n"
    )


def _concept(scheme: str, concept: dict[str, Any], spellings: list[str]) -> str:
    kind = "skos:Concept, org:Role" if scheme == "role" else "skos:Concept"
    lines = [f"<{BASE}{scheme}/{concept['id']}> a {kind}", *_about(scheme, concept, spellings)]
    return " ;\n    ".join(lines) + " .\n"


def _about(scheme: str, concept: dict[str, Any], spellings: list[str]) -> Iterator[str]:
    yield f"skos:prefLabel {_text(concept['vi'], 'vi')}, {_text(concept['en'], 'en')}"
    if concept.get("alt"):
        yield "skos:altLabel " + ", ".join(_text(name, "vi") for name in concept["alt"])
    # A label may be preferred or hidden, not both (SKOS integrity condition S13).
    hidden = [text for text in dict.fromkeys(spellings) if text != concept["vi"]]
    if hidden:
        yield "skos:hiddenLabel " + ", ".join(_text(alias, "vi") for alias in hidden)
    if "notation" in concept:
        yield f"skos:notation {json.dumps(concept['notation'], ensure_ascii=False)}"
    definitions = [
        _text(concept[f"definition_{lang}"], lang) for lang in ("vi", "en") if f"definition_{lang}" in concept
    ]
    if definitions:
        yield "skos:definition " + ", ".join(definitions)
    yield from (f"skos:exactMatch <{match}>" for match in concept.get("match", ()))
    if "unit" in concept:
        yield f"canbo:unitKind <{BASE}unit-kind/{concept['unit']}>"
    yield f"skos:inScheme <{BASE}{scheme}>"
    if "broader" in concept:
        yield f"skos:broader <{BASE}{scheme}/{concept['broader']}>"
    else:
        yield f"skos:topConceptOf <{BASE}{scheme}>"


def _text(text: str, language: str) -> str:
    """Return a Turtle literal; JSON escapes quotes and backslashes as Turtle does."""
    return f"{json.dumps(text, ensure_ascii=False)}@{language}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Write the concept schemes, ontology/*.ttl, from ontology/tables/*.toml."
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say whether the files are up to date")
    args = parser.parse_args()
    stale = False
    for name in FILES:
        path = ONTOLOGY / name
        text = schemes(name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale = True
        if args.check:
            print(f"ontology/{name} is out of date: run python scripts/make_schemes.py", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and args.check else 0


if __name__ == "__main__":
    sys.exit(main())
