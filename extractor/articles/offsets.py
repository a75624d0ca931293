"""Clean text is made of slices of the document text; this module knows which, and translates positions both ways."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Self

from extractor.records import Removed


@dataclass(frozen=True)
class Reason:
    """Why a stretch is left out; the fields are those of ``Removed``."""

    name: str
    score: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CleanText:
    """The article without what does not belong to it.

    Every character of the document text is either kept or in exactly one removed stretch; nothing is ever inserted.

    Attributes:
        document_text: The text as it was read.
        text: The kept slices of the document text, one after another.
        removed: The stretches left out, in order and disjoint, with offsets into the document text.
        kept: The half-open spans of the document text that ``text`` is made of, in order and disjoint.
    """

    document_text: str
    text: str
    removed: tuple[Removed, ...]
    kept: tuple[tuple[int, int], ...]

    @classmethod
    def without(cls, document_text: str, cuts: Iterable[tuple[int, int, Reason]]) -> Self:
        """Cut stretches out of a document text.

        Args:
            document_text: The text as it was read.
            cuts: Start, end and reason of each stretch, half-open, in any order; empty stretches are passed over.

        Returns:
            The clean text with everything else kept.

        Raises:
            ValueError: Two stretches overlap, or one reaches beyond the text.
        """
        removed: list[Removed] = []
        kept: list[tuple[int, int]] = []
        position = 0
        for start, end, reason in sorted((cut for cut in cuts if cut[0] != cut[1]), key=lambda cut: cut[:2]):
            if not position <= start < end <= len(document_text):
                raise ValueError(f"the stretch {start}:{end} overlaps another or reaches beyond the text")
            if position < start:
                kept.append((position, start))
            removed.append(
                Removed(
                    text=document_text[start:end],
                    start=start,
                    end=end,
                    reason=reason.name,
                    score=reason.score,
                    evidence=reason.evidence,
                )
            )
            position = end
        if position < len(document_text):
            kept.append((position, len(document_text)))
        text = "".join(document_text[start:end] for start, end in kept)
        return cls(document_text=document_text, text=text, removed=tuple(removed), kept=tuple(kept))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the clean text into one of the document text.

        Within one kept slice both spans hold the same characters. A span that runs over a removal covers what was
        removed as well: it goes from its first character to its last one.

        Args:
            start: First character, counted in the clean text.
            end: End, exclusive, counted in the clean text.

        Returns:
            The half-open span, counted in the document text.

        Raises:
            ValueError: The span is not one of the clean text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"the span {start}:{end} is not in a clean text of {len(self.text)} characters")
        first = self._original(start)
        return (first, first) if start == end else (first, self._original(end - 1) + 1)

    def to_clean(self, position: int) -> int:
        """Translate a position in the document text into one in the clean text.

        Args:
            position: A position in the document text, its length included.

        Returns:
            The same character's position in the clean text; for a removed one, that of the next kept character.

        Raises:
            ValueError: The position is outside the document text.
        """
        if not 0 <= position <= len(self.document_text):
            raise ValueError(f"the position {position} is not in a text of {len(self.document_text)} characters")
        index = bisect_right(self.kept, position, key=lambda span: span[0]) - 1
        if index < 0:
            return 0
        start, end = self.kept[index]
        return self._clean_starts[index] + min(position, end) - start

    @cached_property
    def _clean_starts(self) -> tuple[int, ...]:
        """Where each kept slice begins in the clean text, and the clean text's length at the end."""
        return tuple(accumulate((end - start for start, end in self.kept), initial=0))

    def _original(self, position: int) -> int:
        if not self.kept:
            return 0
        index = min(bisect_right(self._clean_starts, position), len(self.kept)) - 1
        return self.kept[index][0] + position - self._clean_starts[index]
