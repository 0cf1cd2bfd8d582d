"""One declaration of the fact tables: statement classes, documentation and the contract agree with it."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from canbo.extractors.statements import STATEMENTS, Evidence, Figure, Meeting, Span, plain
from canbo.ontology import table

ROOT = Path(__file__).parents[1]
_EVIDENCE = Evidence(Span(0, 1), Span(0, 1))


@pytest.mark.parametrize("kind", STATEMENTS, ids=lambda kind: str(kind.table))
def test_statement_classes_have_the_declared_columns(kind: type) -> None:
    declared = [column["name"] for column in table("facts")[kind.table]["columns"]]
    inner = {"evidence", "rule", *getattr(kind, "inner", ())}
    assert [f.name for f in fields(kind) if f.name not in inner] == declared


def test_every_table_has_a_class() -> None:
    assert {kind.table for kind in STATEMENTS} == set(table("facts"))


def test_rows_are_the_strings_of_the_contract() -> None:
    figure = Figure(
        evidence=_EVIDENCE,
        rule="r",
        indicator="thu ngân sách",
        measure="achieved",
        value=Decimal("26.0"),
        total=Decimal("3.4E1"),
    )
    assert figure.row() == {
        "indicator": "thu ngân sách", "measure": "achieved", "value": "26", "unit": "", "total": "34",
        "qualifier": "exact", "place": "", "period": "", "basis": "",
    }  # fmt: skip
    assert Meeting(evidence=_EVIDENCE, rule="r", title="Hội nghị").row()["ordinal"] == ""


@pytest.mark.parametrize(("value", "text"), [("1.50E3", "1500"), ("-33.330", "-33.33"), ("0.0", "0"), ("100", "100")])
def test_decimals_are_written_plainly(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_the_contract_lists_the_same_columns() -> None:
    contract = ROOT.parent / "shared" / "evaluation" / "FACTS.md"
    if not contract.is_file():
        pytest.skip("no contract beside the project")
    text = contract.read_text(encoding="utf-8")
    for name, declared in table("facts").items():
        section = text.split(f"\n## {name} ")[1].split("\n## ")[0]
        columns = re.findall(r"^\| ([a-z]+) \|", section, re.MULTILINE)
        listed = [c for c in columns if c not in ("column", "measure")] or columns
        own = [c["name"] for c in declared["columns"] if not c.get("extra") and c["name"] != "measure"]
        assert listed == own
