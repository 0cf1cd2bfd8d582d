"""Write the expected answer of every catalogue query on the bundled examples: `make answers`.

tests/test_answers.py compares with them. Run it after a rule or query has changed, and read the difference before it
is kept: each changed line is a changed answer.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ANSWERS = ROOT / "tests" / "golden" / "answers"


def answer(name: str, store: object) -> str:
    """Return the answer of a query on the examples, with the example values of its required parameters."""
    from canbo.graph.catalogue import load
    from canbo.graph.query import run
    from canbo.graph.results import write
    from canbo.graph.store import Store

    assert isinstance(store, Store)
    query = load(name)
    values = {p.name: p.example for p in query.parameters if p.required}
    if query.form != "SELECT":
        values["document"] = "01-ngan-son-tong-ket-2022"  # one article shows what the triples of all are like
    out = io.StringIO()
    write(run(store.oxigraph, query, values), "csv" if query.form == "SELECT" else "ntriples", out)
    text = out.getvalue().replace("\r\n", "\n")
    # triples come in the order of the store
    return text if query.form == "SELECT" else "".join(sorted(text.splitlines(keepends=True)))


def main() -> int:
    """Build the examples and write one file for each query."""
    from canbo import api
    from canbo.graph.catalogue import load, names

    ANSWERS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        api.build([ROOT / "examples" / "articles"], Path(scratch) / "store")
        with api.open_store(Path(scratch) / "store") as store:
            for name in names():
                ending = "csv" if load(name).form == "SELECT" else "nt"
                (ANSWERS / f"{name}.{ending}").write_text(answer(name, store), encoding="utf-8")
    print(f"{len(names())} answers in {ANSWERS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
