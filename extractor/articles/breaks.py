"""Where to cut, so that between two neighbours exactly one break remains of those around what was removed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.articles.offsets import Reason

BLANK_LINES = Reason("blank lines")
LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# One blank line separates paragraphs; what goes beyond says nothing.
MOST_BREAKS = 2


def find_cuts(
    pieces: Sequence[tuple[int, int]], reasons: Sequence[Reason | None], text: str
) -> Iterator[tuple[int, int, Reason]]:
    """Yield the stretches to remove: the marked pieces with their breaks, and superfluous blank lines.

    Args:
        pieces: Half-open spans of ``text``, in order; between them stands nothing but white space.
        reasons: For each piece why it goes, None where it stays.
        text: The document text.

    Yields:
        Start, end and reason of each stretch, counted in the document text, in order and disjoint.
    """
    yield from _merge(_cut(pieces, reasons, text))


def _cut(
    pieces: Sequence[tuple[int, int]], reasons: Sequence[Reason | None], text: str
) -> Iterator[tuple[int, int, Reason]]:
    kept_end, gone = 0, list[tuple[int, int, Reason]]()
    for (start, end), reason in zip(pieces, reasons, strict=True):
        if reason is not None:
            gone.append((start, end, reason))
            continue
        yield from _cut_between(kept_end, gone, start, text=text, outer=kept_end == 0)
        kept_end, gone = end, []
    yield from _cut_between(kept_end, gone, len(text), text=text, outer=True)


def _cut_between(
    start: int, gone: list[tuple[int, int, Reason]], end: int, *, text: str, outer: bool
) -> Iterator[tuple[int, int, Reason]]:
    """Yield what goes between two kept pieces: all but the strongest break, or all where only one side has a piece."""
    gaps = list(zip([start, *(cut[1] for cut in gone)], [*(cut[0] for cut in gone), end], strict=True))
    breaks = [[found.end() for found in LINE_BREAK.finditer(text, *gap)] for gap in gaps]
    strongest = -1 if outer else max(range(len(gaps)), key=lambda number: min(len(breaks[number]), MOST_BREAKS))
    for number, (left, right) in enumerate(gaps):
        enough = breaks[number][MOST_BREAKS - 1] if len(breaks[number]) > MOST_BREAKS else right
        if number == strongest:
            # The indentation of what follows stays.
            yield enough, breaks[number][-1] if len(breaks[number]) > MOST_BREAKS else enough, BLANK_LINES
        else:
            # The break after a removed piece goes with it; the one before the first goes with that one.
            reason = gone[max(number - 1, 0)][2] if gone else BLANK_LINES
            yield left, enough, reason
            yield enough, right, BLANK_LINES
        yield from gone[number : number + 1]


def _merge(cuts: Iterable[tuple[int, int, Reason]]) -> Iterator[tuple[int, int, Reason]]:
    """Join neighbouring stretches that go for the same reason."""
    joined: tuple[int, int, Reason] | None = None
    for start, end, reason in cuts:
        if start == end:
            continue
        if joined and joined[1] == start and joined[2] == reason:
            joined = (joined[0], end, reason)
        else:
            if joined:
                yield joined
            joined = (start, end, reason)
    if joined:
        yield joined
