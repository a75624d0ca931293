"""When a number holds: which date of the sentence governs it."""

from spacy.tokens import Span

from extractor.claims import syntax
from extractor.claims.dates import Dated
from extractor.claims.found import Found
from extractor.records import Period


def find_period(
    sent: Span, found: Found, dates: list[Dated], others: list[Found], last: Period | None
) -> Period | None:
    """Return the period of a number: the date that governs it in syntax, the nearest where several do.

    Args:
        sent: The parsed sentence.
        found: The quantity.
        dates: What ``find_dates`` gave for ``sent.text``.
        others: All quantities of the sentence: a date between two numbers belongs to the one before it.
        last: The last period of the article, which "over the same period" takes up.

    Returns:
        The period with offsets in the text of ``sent.doc``, or None.
    """
    best: tuple[int, Dated] | None = None
    for dated in dates:
        if dated.start < found.end and found.start < dated.end:
            continue
        if not _governs(sent, dated, found):
            continue
        cost = _distance(found, dated, others)
        if best is None or cost < best[0]:
            best = (cost, dated)
    if best is None:
        return None
    dated = best[1]
    from_, to = (last.from_, last.to) if dated.reference and last else (dated.from_, dated.to)
    base = sent.start_char
    return Period(
        text=sent.text[dated.start : dated.end], start=base + dated.start, end=base + dated.end, from_=from_, to=to
    )


def _distance(found: Found, dated: Dated, others: list[Found]) -> int:
    """Characters between number and date; each other number between them weighs as much as half a line."""
    first, second = (found.end, dated.start) if found.start < dated.start else (dated.end, found.start)
    between = sum(1 for other in others if other is not found and first <= other.start < second)
    return second - first + 40 * between + (0 if found.start < dated.start else 10)


def _governs(sent: Span, dated: Dated, found: Found) -> bool:
    """Whether the clause of the date is the number's own, one above it, or one coordinated with it."""
    clause = _clause(sent, dated.start, dated.end)
    if clause is None:
        return True
    number = syntax.token_at(sent, found.start, found.end)
    above = {number.i, *(head.i for head in syntax.ancestors(number))}
    if clause in above:
        return True
    verb = sent.doc[clause]
    return verb.dep_ == "conj" and verb.head.i in above and number.head.i != verb.head.i


def _clause(sent: Span, start: int, end: int) -> int | None:
    token = syntax.token_at(sent, start, end)
    for head in [token, *syntax.ancestors(token)]:
        if head.pos_ in syntax.VERBAL and head.dep_ not in ("aux", "auxpass", "amod"):
            return head.i
    return None
