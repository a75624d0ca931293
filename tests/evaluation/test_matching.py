from hypothesis import given
from hypothesis import strategies as st
from labelling import to_label

from extractor.evaluation import Label, Pair, match

TEXT = "0123456789" * 6


def spans(*ends: tuple[int, int]) -> list[Label]:
    return [to_label(f"{TEXT[:start]}[{TEXT[start:end]}]", text=TEXT, value=1, subject=None) for start, end in ends]


def places(pairs: list[Pair]) -> list[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    def place(label: Label | None) -> tuple[int, int] | None:
        return (label.claim.quantity.start, label.claim.quantity.end) if label else None

    return [(place(pair.gold), place(pair.found)) for pair in pairs]


def test_overlapping_spans_are_paired() -> None:
    pairs = match(spans((0, 5), (10, 15)), spans((3, 8), (10, 15)))
    assert places(pairs) == [((0, 5), (3, 8)), ((10, 15), (10, 15))]
    assert [pair.outcome for pair in pairs] == ["matched", "matched"]


def test_spans_that_only_touch_are_not_paired() -> None:
    pairs = match(spans((0, 5)), spans((5, 8)))
    assert places(pairs) == [((0, 5), None), (None, (5, 8))]
    assert [pair.outcome for pair in pairs] == ["missed", "false"]


def test_best_overlap_goes_first() -> None:
    assert places(match(spans((0, 10)), spans((0, 3), (2, 10)))) == [(None, (0, 3)), ((0, 10), (2, 10))]


def test_second_best_takes_what_is_left() -> None:
    assert places(match(spans((0, 10), (12, 16)), spans((0, 14), (13, 16)))) == [
        ((0, 10), (0, 14)),
        ((12, 16), (13, 16)),
    ]


def test_found_twice_counts_once() -> None:
    assert [pair.outcome for pair in match(spans((0, 5)), spans((0, 5), (0, 5)))] == ["matched", "false"]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda it: (it[0], it[0] + it[1])), max_size=8)


@given(gold=SPANS, found=SPANS, data=st.data())
def test_order_does_not_matter(gold: list[tuple[int, int]], found: list[tuple[int, int]], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(gold)), data.draw(st.permutations(found))
    assert match(spans(*gold), spans(*found)) == match(spans(*shuffled[0]), spans(*shuffled[1]))


@given(gold=SPANS, found=SPANS)
def test_each_label_is_in_one_pair(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    pairs = places(match(spans(*gold), spans(*found)))
    assert sorted(place for place, _ in pairs if place) == sorted(gold)
    assert sorted(place for _, place in pairs if place) == sorted(found)


@given(gold=SPANS, found=SPANS)
def test_nothing_that_could_be_paired_is_left(gold: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    pairs = places(match(spans(*gold), spans(*found)))
    missed = [place for place, other in pairs if place and not other]
    false = [other for place, other in pairs if other and not place]
    assert not [(a, b) for a in missed for b in false if max(a[0], b[0]) < min(a[1], b[1])]
