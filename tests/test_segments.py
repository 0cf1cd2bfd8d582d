"""Spans parted into segments: for any set of spans no letter is lost, doubled or under the wrong span."""

from hypothesis import given
from hypothesis import strategies as st

from canbo.extractors.statements import Span
from canbo.graph.segments import lanes, segments

TEXT = st.text(alphabet=st.sampled_from("aằ 😀\n\u0301đ"), max_size=40)


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXT)
    edge = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edge, edge), max_size=12))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(text_and_spans(), st.sets(st.integers(-3, 50)))
def test_segments_are_the_text_and_cover_each_span_exactly(given_: tuple[str, list[Span]], cuts: set[int]) -> None:
    text, spans = given_
    found = segments(len(text), spans, cuts)
    assert "".join(text[s.begin : s.end] for s in found) == text
    assert all(s.begin < s.end for s in found)
    for number, span in enumerate(spans):
        covered = [place for s in found if number in s.covers for place in range(s.begin, s.end)]
        assert covered == list(range(span.begin, span.end))
    edges = {s.begin for s in found}
    assert {cut for cut in cuts if 0 < cut < len(text)} <= edges


@given(text_and_spans())
def test_no_two_spans_of_a_lane_share_a_letter(given_: tuple[str, list[Span]]) -> None:
    _, spans = given_
    spans = [span for span in spans if span.begin < span.end]
    found = lanes(spans)
    for a in range(len(spans)):
        for b in range(a):
            apart = spans[a].end <= spans[b].begin or spans[b].end <= spans[a].begin
            assert apart or found[a] != found[b]


def test_what_lies_outside_the_text_is_left_out() -> None:
    assert [(s.begin, s.end, s.covers) for s in segments(4, [Span(-2, 1), Span(3, 9)])] == [
        (0, 1, (0,)),
        (1, 3, ()),
        (3, 4, (1,)),
    ]


def test_the_short_span_has_the_lane_next_to_the_words() -> None:
    assert lanes([Span(0, 20), Span(2, 6), Span(8, 12)]) == [1, 0, 0]
