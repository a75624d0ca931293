import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.articles.offsets import CleanText, Reason

TEXT = "Exports rose 4%.\nSubscribe today!\nImports fell 2%.\n"
PROMOTION = Reason("promotion")


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, Reason]]]:
    text = draw(st.text(max_size=60))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return text, [(start, end, PROMOTION) for start, end in zip(edges[::2], edges[1::2], strict=False)]


def test_clean_text_is_what_was_not_cut() -> None:
    clean = CleanText.without(TEXT, [(17, 34, PROMOTION)])
    assert clean.text == "Exports rose 4%.\nImports fell 2%.\n"
    assert clean.removed[0].text == "Subscribe today!\n"


def test_span_behind_a_removal_moves_back() -> None:
    clean = CleanText.without(TEXT, [(17, 34, PROMOTION)])
    start = clean.text.index("2%")
    assert TEXT[slice(*clean.to_original(start, start + 2))] == "2%"


def test_span_over_a_removal_covers_it() -> None:
    clean = CleanText.without(TEXT, [(17, 34, PROMOTION)])
    assert clean.to_original(0, len(clean.text)) == (0, len(TEXT))


def test_span_that_ends_at_a_removal_does_not_reach_into_it() -> None:
    clean = CleanText.without(TEXT, [(17, 34, PROMOTION)])
    assert clean.to_original(0, 17) == (0, 17)


@pytest.mark.parametrize(("position", "expected"), [(0, 0), (16, 16), (17, 17), (25, 17), (34, 17), (35, 18), (51, 34)])
def test_position_in_a_removal_is_that_of_the_next_kept_character(position: int, expected: int) -> None:
    assert CleanText.without(TEXT, [(17, 34, PROMOTION)]).to_clean(position) == expected


def test_everything_can_be_removed() -> None:
    clean = CleanText.without(TEXT, [(0, len(TEXT), PROMOTION)])
    assert (clean.text, clean.to_original(0, 0), clean.to_clean(5)) == ("", (0, 0), 0)


@pytest.mark.parametrize("cuts", [[(0, 5), (4, 8)], [(-1, 3)], [(50, 99)], [(9, 4)]])
def test_impossible_cuts_are_refused(cuts: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlaps another or reaches beyond"):
        CleanText.without(TEXT, [(*cut, PROMOTION) for cut in cuts])


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_impossible_spans_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not in a clean text"):
        CleanText.without(TEXT, []).to_original(*span)


@given(cut_texts())
def test_each_character_is_kept_or_removed_once(cut_text: tuple[str, list[tuple[int, int, Reason]]]) -> None:
    text, cuts = cut_text
    clean = CleanText.without(text, cuts)
    spans = sorted([*clean.kept, *((span.start, span.end) for span in clean.removed)])
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(text[span.start : span.end] == span.text for span in clean.removed)
    for position, character in enumerate(clean.text):
        start, end = clean.to_original(position, position + 1)
        assert text[start:end] == character
        assert clean.to_clean(start) == position
