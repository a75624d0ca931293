"""Shares of a poll that leave out their per cent: ``The Greens are unchanged at`` *12*, ``up`` *four*."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from extractor.claims import syntax
from extractor.records import Claim

_SPEAKS_OF_POLL = re.compile(
    r"\b(?:polls?|polled|polling|pollsters?|surveys?|surveyed|voters|electorate|respondents|votes?|elections?)\b", re.I
)
_STANDING = re.compile(
    r"\b(?:at|on|with|to|is|was|are|were|had|has|have|gets?|got|polls|polled|leads|led|trails|trailed|scored?|took|won)\s"
    r"(?:(?:just|only|about|around|nearly|almost|some|now|over|under|still)\s){0,2}$"
)
_MOVED = re.compile(
    r"(?:\b(?:up|down)|,\s(?:a\s)?(?:gain|rise|fall|drop|slip|swing)\sof)\s(?:by\s|about\s|just\s|only\s)?$"
)
_BASED = re.compile(r"\b(?:up|down)\sfrom\s(?:\w+\s)?$")
_PAIRED = re.compile(r"\b(?:lead|leads|led|ahead|trail\w*|behind|won|wins)(?:\sby)?\s(?P<first>[\d.]+)(?:\sto\s|-|–)$")
_LED_BY = re.compile(r"\b(?:leads?|led|ahead|behind|trails?|trailed)\sby\s(?:just\s|only\s|about\s)?$")
_LEADING = re.compile(r"\b(?:lead|leads|led|ahead)\s(?:by\s)?$")
_PAIRS = re.compile(r"(?:\sto\s|-|–)[\d.]+(?![\d%])(?!\s(?:per|seats|votes|games|goals|points|percent)\b)")
_SIDES = re.compile(
    r",?\s(?:(?:are|were|is|was)\s)?(?:against|opposed|in\sfavou?r|undecided|unsure|for\sit|disapprov\w+)\b"
)
_ENDS = re.compile(
    r"[\"”’)]?(?:[.,;:!?)]|$|\s(?:in|on|from|since|while|and|but|after|with|for|to|among|a|now|points?)\b)"
)
_INDEX = re.compile(r"\b(?:index|shares|stocks|season|league|games?|match(?:es)?)\b", re.I)
_NEAR = 40  # characters of a clause
_POINTS = "percentage point"


def reports_poll(claims: Sequence[Claim], sentences: Sequence[Span]) -> bool:
    """Tell a text that gives the shares of a poll or survey.

    Args:
        claims: Its claims.
        sentences: Its parsed sentences.
    """
    shares = sum(one.quantity.unit == "percent" and one.kind == "share" for one in claims)
    return shares > 0 and any(_SPEAKS_OF_POLL.search(sent.text) for sent in sentences)


def with_share(claim: Claim, sent: Span, before: Sequence[Claim]) -> Claim:
    """Return the claim, a bare number of a text that reports a poll as a share or as the points that it moved by.

    Args:
        claim: The claim of the number.
        sent: Its parsed sentence.
        before: The claims before it, in order, with their units.
    """
    if claim.quantity.unit == "point":
        if _INDEX.search(sent.text):
            return claim
        return replace(claim, quantity=replace(claim.quantity, unit=_POINTS, dimension="percentage"))
    unit = _polled_unit(claim, sent, before) if claim.quantity.dimension == "dimensionless" else None
    if unit is None:
        return claim
    quantity = replace(claim.quantity, unit=unit, dimension="percentage")
    kind = "change" if unit == _POINTS else "share" if claim.kind == "level" else claim.kind
    return replace(claim, quantity=quantity, kind=kind)


def _polled_unit(claim: Claim, sent: Span, before: Sequence[Claim]) -> str | None:
    quantity = claim.quantity
    if not 1 <= (quantity.value or 0) < 100:
        return None
    text, start, end = sent.text, quantity.start - sent.start_char, quantity.end - sent.start_char
    last = before[-1] if before else None
    beside = last is not None and last.sentence.start == claim.sentence.start
    led = text[max(0, start - _NEAR) : start]
    if (
        last is not None
        and beside
        and last.quantity.unit == "percent"
        and _MOVED.search(led)
        and _ENDS.match(text, end)
    ):
        return _POINTS
    if _LED_BY.search(led) and _ENDS.match(text, end):
        return _POINTS
    if _PAIRED.search(led) or (_PAIRS.match(text, end) and _LEADING.search(led)):
        return "percent"
    nearest = next((one.quantity.unit for one in reversed(before) if one.quantity.unit is not None), "percent")
    if nearest not in ("percent", _POINTS):
        return None
    stands = _ENDS.match(text, end) and (_STANDING.search(led) or _BASED.search(led)) and _is_answer(sent, start, end)
    if stands or (beside and _SIDES.match(text, end)):
        return "percent"
    return None


def _is_answer(sent: Span, start: int, end: int) -> bool:
    """Whether a name is what stands at the number: a candidate, a party; no other thing that is counted."""
    verb = syntax.governing_verb(syntax.token_at(sent, start, end))
    subject = syntax.subject_of(verb) if verb is not None else None
    named = [token for token in sent if token.idx < sent.start_char + start][-3:]
    rated = subject is not None and subject.lemma_.lower() in _RATED
    return rated or any(one.pos_ == "PROPN" for one in ([subject] if subject is not None else named))


# What polls give besides parties and candidates.
_RATED = (
    "rating",
    "support",
    "approval",
    "share",
    "popularity",
    "backing",
    "figure",
    "rival",
    "opponent",
    "party",
    "bloc",
)
