"""IRIs are readable, safe, and do not depend on order."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.graph import settings
from canbo.graph.iris import Iris, dated, escaped, local_names, slug
from canbo.graph.keys import name_key, sort_key
from canbo.ontology import gazetteer


def test_slugs_are_readable() -> None:
    assert slug("Huyện ủy Ngân Sơn") == "huyen-uy-ngan-son"
    assert slug("43-NQ/TW") == "43-nq-tw"


def test_long_slugs_are_cut_and_stay_apart() -> None:
    one, other = slug("hội nghị " * 40 + "một"), slug("hội nghị " * 40 + "hai")
    assert len(one) <= 100
    assert one != other


def test_a_slug_of_signs_only_is_not_empty() -> None:
    assert slug("%") != slug("…")
    assert slug("%")


def test_article_names_are_escaped_one_for_one() -> None:
    assert escaped("dev_01") == "dev_01"
    assert escaped("2023/bài 1") == "2023%2Fbài%201"
    assert escaped("..") == "%2E%2E"


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_names_never_share_an_iri(one: str, other: str) -> None:
    import unicodedata

    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert escaped(one) != escaped(other)


@given(st.text(min_size=1, max_size=30))
def test_every_name_gives_a_valid_iri(name: str) -> None:
    iri = Iris(settings.DEFAULT_BASE).article(name)
    assert ox.NamedNode(iri).value == iri
    assert "/" not in iri.removeprefix(f"{settings.DEFAULT_BASE}article/")


def test_a_shared_slug_gets_a_hash_whatever_the_order() -> None:
    things = {"a": "Nông Bình Cường", "b": "Nông Bình Cương", "c": "Lò Văn Tám"}
    names = local_names(things)
    assert names["c"] == "lo-van-tam"
    assert names["a"] != names["b"]
    assert names["a"].startswith("nong-binh-cuong-")
    assert names == local_names(dict(reversed(things.items())))


def test_places_carry_their_code() -> None:
    unit = gazetteer.find("Sìn Hồ")[0]
    assert Iris("http://example.org/").place(unit).value == f"http://example.org/place/sin-ho-{unit.code}"


@pytest.mark.parametrize(
    ("value", "kind"), [("2023", "gYear"), ("2023-07", "gYearMonth"), ("2023-07-06", "date"), ("hôm qua", "string")]
)
def test_the_precision_of_a_date_is_its_datatype(value: str, kind: str) -> None:
    assert dated(value).datatype.value.endswith(f"#{kind}")


def test_the_base_can_be_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANBO_BASE", "https://data.example.org/id/")
    assert settings.base() == "https://data.example.org/id/"
    monkeypatch.setenv("CANBO_BASE", "data.example.org")
    with pytest.raises(settings.SettingError, match="CANBO_BASE"):
        settings.base()


def test_vietnamese_order() -> None:
    names = ["Đinh Văn A", "Ân", "An", "Dũng", "Ẩn", "Ăn", "Dương", "Bình", "Ấn"]
    assert sorted(names, key=sort_key) == ["An", "Ăn", "Ân", "Ẩn", "Ấn", "Bình", "Dũng", "Dương", "Đinh Văn A"]


def test_names_are_one_whatever_case_and_tone_place() -> None:
    assert name_key("Hoà Bình") == name_key("HÒA  BÌNH")
    assert name_key("Nông Bình Cường") != name_key("Nông Bình Cương")
