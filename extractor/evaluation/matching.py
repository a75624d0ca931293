"""Pairs the claims of two sides one to one by where their quantities stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.evaluation.gold import Label

Outcome = Literal["matched", "missed", "false"]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A gold label and the found one of the same number; only one of them for a missed or a false claim."""

    gold: Label | None
    found: Label | None

    @property
    def outcome(self) -> Outcome:
        """Whether the number was found, missed, or claims nothing."""
        if self.gold is None:
            return "false"
        return "missed" if self.found is None else "matched"

    @property
    def label(self) -> Label:
        """The gold label, or the found one of a false claim: what the pair is listed and sliced by."""
        label = self.gold or self.found
        if label is None:
            raise ValueError("a pair has at least one side")
        return label


def match(gold: Iterable[Label], found: Iterable[Label]) -> list[Pair]:
    """Pair the labels of one document: best overlap first, each at most once, whatever order they come in.

    Quantities that share a character may be paired. Overlap is the share of common characters among those of either
    span; where it is equal, the pair that stands first goes first. Gold quantities never overlap one another, so a
    better pairing than this greedy one would need a found span that bridges two of them.

    Args:
        gold: The labels of one side.
        found: The labels of the other.

    Returns:
        All pairs, missed and false claims among them, in the order of the text.
    """
    golds, founds = sorted(gold, key=_place), sorted(found, key=_place)
    ranked = sorted((-share, row, column) for row, column, share in _overlaps(golds, founds))
    column_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, column in ranked:
        if row not in column_of and column not in taken:
            column_of[row] = column
            taken.add(column)
    pairs = [
        Pair(gold=label, found=founds[column_of[row]] if row in column_of else None) for row, label in enumerate(golds)
    ]
    pairs += [Pair(gold=None, found=label) for column, label in enumerate(founds) if column not in taken]
    return sorted(pairs, key=lambda pair: (_place(pair.label), pair.gold is None))


def _place(label: Label) -> tuple[int, int, str]:
    # The whole label comes last, so that two at one place keep their order however they were given.
    return label.claim.quantity.start, label.claim.quantity.end, repr(label)


def _overlaps(golds: Sequence[Label], founds: Sequence[Label]) -> Iterable[tuple[int, int, float]]:
    for row, label in enumerate(golds):
        one = label.claim.quantity
        for column, other in enumerate(founds):
            two = other.claim.quantity
            common = min(one.end, two.end) - max(one.start, two.start)
            if common > 0:
                yield row, column, common / (max(one.end, two.end) - min(one.start, two.start))
