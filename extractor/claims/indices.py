"""Levels and moves of stock market indices, which are in points: ``The Nasdaq dropped`` *212* ``to`` *17,804*."""

import re
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

_CLAUSE = 90  # characters in which an index is named before its level
_TO_A_LEVEL = re.compile(r"(?:,\sor\s[^,]{2,16},)?\s(?:to|at)\s[\d,.]+")


def moves_index(sent: Span, one: Found, before: list[Found]) -> bool:
    """``the Nasdaq dropped`` *212* ``to 17,804``: what an index moved by is in points.

    Args:
        sent: The parsed sentence.
        one: The number that it may have moved by.
        before: The quantities before it in the sentence.
    """
    verb = syntax.token_at(sent, one.start, one.end).head
    moved = syntax.is_move(verb) or verb.lower_ == "by"
    return moved and _TO_A_LEVEL.match(sent.text, one.end) is not None and stands_for_index(sent.text, one, before)


@cache
def _indices() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicons.alternatives(lexicons.load('quantities')['points']['indices'])})(?!\w)")


def stands_for_index(text: str, one: Found, before: list[Found]) -> bool:
    """``the Nifty 50 ended flat at`` *25,509*: the level of an index is in points.

    Args:
        text: The sentence's text.
        one: The number that may be its level.
        before: The quantities before it in the sentence.
    """
    start = max((other.end for other in before if other.dimension == CURRENCY), default=0)
    return _indices().search(text, max(start, one.start - _CLAUSE), one.start) is not None
