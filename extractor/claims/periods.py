"""When a number holds: which date of the sentence governs it."""

import re

from spacy.tokens import Span, Token

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
    if _describes(sent.text, found):
        return None
    best: tuple[int, Dated] | None = None
    for dated in dates:
        if _dates_another(sent.text, found, dated, others):
            continue
        if dated.start < found.end and found.start < dated.end:
            continue
        between = sent.text[min(found.end, dated.end) : max(found.start, dated.start)]
        if any(mark in between for mark in '"“”') or not _governs(sent, dated, found):
            continue  # what frames a quotation dates the speech, not the number
        cost = _distance(found, dated, others)
        if best is None or cost < best[0]:
            best = (cost, dated)
    if best is None:
        return None
    dated = best[1]
    from_, to = dated.from_, dated.to
    if dated.reference and last:
        from_, to = (_in_year(end, dated.year) for end in (last.from_, last.to))
    base = sent.start_char
    return Period(
        text=sent.text[dated.start : dated.end], start=base + dated.start, end=base + dated.end, from_=from_, to=to
    )


def _dates_another(text: str, found: Found, dated: Dated, others: list[Found]) -> bool:
    """``to 2.3% in April from 3.2% in March``: a date right behind the base of a comparison is the base's alone."""
    owner = next((one for one in others if 0 < dated.start - one.end <= 2), None)
    if owner is None or owner is found:
        return False
    return re.search(r"\b(?:from|than|versus|against|with)\s(?:\w+\s){0,2}$", text[: owner.start]) is not None


def _describes(text: str, found: Found) -> bool:
    """``a five-year contract``, ``two-bedroom``: a measure that describes holds without a date."""
    if found.dimension in ("multiple", "rank"):
        return False
    hyphened = "-" in text[found.number_end : found.end] or text[found.end : found.end + 1] == "-"
    return hyphened or found.dimension == "age"


def _in_year(end: str | None, year: str | None) -> str | None:
    """Return an ISO date moved to another year: ``the same period of 2024``."""
    return year + end[4:] if end and year else end


def _distance(found: Found, dated: Dated, others: list[Found]) -> int:
    """Characters between number and date; each other number between them weighs as much as half a line."""
    first, second = (found.end, dated.start) if found.start < dated.start else (dated.end, found.start)
    between = sum(1 for other in others if other is not found and first <= other.start < second)
    return second - first + 40 * between + (0 if found.start < dated.start else 10)


def _governs(sent: Span, dated: Dated, found: Found) -> bool:
    """Whether the clause of the date is the number's own, one above it, or one coordinated with it."""
    clause = _clause(sent, dated.start, dated.end)
    if clause is None or (found.end <= dated.start and _adjoins(sent, found.end, dated.start)):
        return True
    number = syntax.token_at(sent, found.start, found.end)
    chain = [number, *syntax.ancestors(number)]
    above = {head.i for head in chain}
    verb = sent.doc[clause]
    if clause in above:
        return not _in_earlier_clause(sent, dated, chain, verb)
    if verb.dep_ in ("relcl", "acl") and verb.head.i in above and verb.head.i in (number.i, number.head.i):
        return True
    return verb.dep_ == "conj" and verb.head.i in above and number.head.i != verb.head.i


def _adjoins(sent: Span, start: int, end: int) -> bool:
    """Whether no verb and no comma stands between a number and the date behind it."""
    between = sent.char_span(start, end, alignment_mode="contract")
    if between is None:
        return True
    return '"' not in between.text and not any(
        token.pos_ in syntax.VERBAL or token.text in (",", ";", "—", "–", "(") for token in between
    )


def _in_earlier_clause(sent: Span, dated: Dated, chain: list[Token], verb: Token) -> bool:
    """``held 0.4% in 2023, but volumes grow``: a date that closes a clause does not reach the next subject."""
    lower = next(
        (head for head in chain if head.dep_ == "conj" and head.head.i == verb.i and head.pos_ in syntax.VERBAL), None
    )
    if lower is None or sent.start_char + dated.start < verb.idx:
        return False
    return any(child.dep_ in syntax.SUBJECTS for child in lower.children)


def _clause(sent: Span, start: int, end: int) -> int | None:
    token = syntax.token_at(sent, start, end)
    for head in [token, *syntax.ancestors(token)]:
        if head.pos_ in syntax.VERBAL and head.dep_ not in ("aux", "auxpass", "amod"):
            return head.i
    return None
