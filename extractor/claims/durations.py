"""Durations that only say when another number holds: ``212 messages`` *in four days*; they claim nothing."""

import re

from spacy.tokens import Span, Token

from extractor.claims import syntax
from extractor.claims.found import Found

_SPANS = ("hour", "day", "night", "week", "month")  # "ran 100 metres in 10 seconds" measures
_WITHIN = re.compile(
    r"\bin\s(?:(?:just|only|about|around|under|over|less\sthan|more\sthan|nearly|almost|the)\s){0,2}$", re.I
)
_TIME_AND_AGAIN = re.compile(  # "for the second time in" four months: an ordinal is no claim, nor is its span
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))\s(?:[\w-]+\s){1,2}in\s(?:\w+\s)?$"
)
_BEFORE_IT = re.compile(
    r"\s(?:before|after|ahead\sof|into|from)\s(?:the|a|an|its|his|her|their|polling|voting|election)\b"
)
_PREVIOUS = re.compile(r"\bfrom\s(?:the|its|their)\s(?:previous|prior|preceding|past|last)\s$")
_RECORD = re.compile(r"\b(?:first|only|\w{3,}est|most|least|best|worst|high|low|record|peak)\b", re.I)


def without_settings(sent: Span, found: list[Found]) -> list[Found]:
    """Leave out the durations that only date another quantity of their clause.

    Args:
        sent: The parsed sentence.
        found: Its quantities, in order.
    """
    return [one for one in found if not _dates_another(sent, one, found)]


def _dates_another(sent: Span, one: Found, found: list[Found]) -> bool:
    if one.dimension != "time" or one.unit not in _SPANS or one.end <= one.number_end:
        return False
    text = sent.text
    before = text[max(0, one.start - 48) : one.start]
    if _TIME_AND_AGAIN.search(before) or _PREVIOUS.search(before):
        return True
    if not _WITHIN.search(before) and not _BEFORE_IT.match(text, one.end):
        return False
    if text.startswith(" of ", one.end) or _RECORD.search(before.rpartition(",")[2]):
        return False  # "in 30 years of polling", "the hottest day in 16 years"
    verb = syntax.governing_verb(syntax.token_at(sent, one.start, one.end))
    return verb is not None and any(
        other.dimension not in ("time", "age", "rank") and other.end <= one.start and _governs(verb, sent, other)
        for other in found
    )


def _governs(verb: Token, sent: Span, other: Found) -> bool:
    """Whether a quantity stands in the clause of a verb."""
    return syntax.governing_verb(syntax.token_at(sent, other.start, other.end)) == verb
