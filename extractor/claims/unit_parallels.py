"""Units that a bare number takes because its phrase repeats an earlier one: ``225 metres long and`` *32* ``wide``."""

import re
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.lenders import HEDGES

_EXTENT = re.compile(  # 32 "wide", "longer" and the like are differences
    r"\s(?:wide|long|tall|high|deep|across|thick|broad|in\s(?:diameter|length|width|height|depth))\b"
)
_JOINED = re.compile(rf"(?:,|\band|\bbut|\bor)\s(?P<preposition>to|at|by|from|for|in)\s{HEDGES}$")
_LED_ON = re.compile(  # "income 8 per cent" to 96m: what stands between the joint and the preposition
    rf"(?:,|;|\band|\bwhile)\s(?P<name>(?:[\w’'&-]+\s){{1,4}})(?P<preposition>to|at|by|from)\s{HEDGES}$"
)
_PLACES = r"(?:in|on|at|for|from|under|among|with|during)"
_PLACED_ALIKE = re.compile(  # "44.6 Celsius in Delhi and" 43 "in Agra"
    rf"\s{_PLACES}\s(?:[\w’'.-]+\s){{0,5}}?[\w’'.-]+(?:,|,?\s(?:and|but|or|versus|against|to))\s{HEDGES}$"
)
_PLACED = re.compile(rf"\s{_PLACES}\s")
_LATEST = re.compile(r"\b(?:last|past|previous|first|next|final|opening|other)\s$")  # "in his last" eight
_FINER = {"minute": "second", "hour": "minute", "foot": "inch", "stone": "pound"}  # "3 minutes" 12
_NOT = re.compile(rf"(?:\s(?:an?|per|each)\s\w+)?,?\s(?:and\s|but\s)?not\s{HEDGES}$")  # "7,000 steps a day, not" 10,000
_OUT_OF = re.compile(r",?\sout\sof\s(?:a\s(?:possible|total(?:\sof)?)\s|more\sthan\s|some\s|about\s)?$")
_RIVALS = re.compile(r"\s(?:to|against)\s(?:[A-Z][\w.’'-]*\s){0,4}(?:for\s(?:[A-Z][\w.’'-]*\s){1,4})?$")
_MARGIN = re.compile(r"\b(?:majority|margin|lead|by)\s(?:of\s)?(?:\w+\s)?$")
_MOVED_BY = re.compile(r"\b(?:up|down)\s(?:by\s)?$")
_NEAR_BASE = 24  # characters from a percentage to what it is "up" by
_AGO = re.compile(r"\s(?:ago|earlier|before|later|on)\b")
_WANTED = re.compile(
    r"\b(?:it|that|this|they|them|theirs|hers|\w+['’]s)\s(?:to\sbe|is|was|were|are)\s(?:now\s|only\s|just\s|about\s)?$"
)


def parallel_lender(sent: Span, one: Found, before: list[Found]) -> Found | None:
    """Return the number before whose phrase that of a bare number repeats, and whose unit it so leaves out.

    Args:
        sent: The parsed sentence.
        one: A number without a unit.
        before: The quantities before it in the sentence, in order.
    """
    measured = [other for other in reversed(before) if other.unit is not None]
    if not measured:
        return None
    text, last = sent.text, measured[0]
    if _EXTENT.match(text, one.end):
        return next((other for other in measured if other.dimension == "length"), None)
    gap = text[_end_of(last) : one.start]
    if _NOT.fullmatch(gap) or (last.dimension == "count" and _OUT_OF.fullmatch(gap) and _is_part(last, one)):
        return last
    if gap == " " and last.unit in _FINER and last.end > last.number_end:
        return replace(last, unit=_FINER[last.unit])
    if _LATEST.search(gap):
        return next((other for other in measured if _is_set_in(text, other)), None)
    if _PLACED_ALIKE.fullmatch(gap) and _PLACED.match(text, one.end) and last.dimension not in ("age", "rank"):
        return last
    if is_gapped(sent, last, one):
        return last
    if joined := _JOINED.search(text[max(0, one.start - 48) : one.start]):
        return _led_alike(text, joined["preposition"], before)
    if (led := _LED_ON.search(text, _end_of(last), one.start)) and _is_name(sent, led.start("name"), led.end("name")):
        return _led_alike(text, led["preposition"], before)
    votes = next((other for other in measured if other.unit == "vote"), None)
    if votes is not None and (_RIVALS.fullmatch(gap) or _MARGIN.search(text[max(0, one.start - 24) : one.start])):
        return votes
    return _sentenced(sent, one, measured)


_GAP_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$|and\b|in\b|at\b|on\b|for\b)")
_GAP = re.compile(
    rf"(?:\s\([^()]*\))?(?:,|;|,?\s(?:and|while|but))\s(?P<name>(?:[\w’'&.-]+\s){{0,4}}[\w’'&.-]+,?\s){HEDGES}$"
)


def is_gapped(sent: Span, lender: Found, one: Found) -> bool:
    """Tell a clause that leaves out verb and unit: ``gave the bloc 18 seats and the present coalition`` *15*.

    Args:
        sent: The parsed sentence.
        lender: The number before.
        one: The number that may go on with it.
    """
    if lender.dimension in ("time", "age", "rank", "multiple") or not _GAP_ENDS.match(sent.text, one.end):
        return False
    gap = _GAP.fullmatch(sent.text, _end_of(lender), one.start)
    return gap is not None and _is_name(sent, gap.start("name"), gap.end("name"))


def _is_name(sent: Span, start: int, end: int) -> bool:
    """Whether the words are a noun phrase alone: ``the present coalition``, ``the front one``."""
    name = sent.text[start:end].rstrip(" ,")
    span = sent.char_span(start, start + len(name), alignment_mode="expand")
    return (
        span is not None
        and all(token.tag_ in _NOMINAL for token in span)
        and span[-1].tag_ in ("NN", "NNS", "NNP", "NNPS", "CD")
    )


_NOMINAL = ("DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$", "POS", "CD", "HYPH")


def _is_set_in(text: str, other: Found) -> bool:
    """Whether a count is what others are in: ``24 goals in`` *31 games*."""
    return other.dimension == "count" and re.search(r"\bin\s(?:\w+\s)?$", text[: other.start]) is not None


def _end_of(found: Found) -> int:
    return max(found.end, found.unit_span[1] if found.unit_span else 0)


def _is_part(part: Found, whole: Found) -> bool:
    return (part.value or 0) <= (whole.value or 0)


def _led_alike(text: str, preposition: str, before: list[Found]) -> Found | None:
    """``rose to 78.4 years from 77.5, and to`` *81.1*: the number before that the same preposition leads to."""
    led = re.compile(rf"\b{preposition}\s{HEDGES}[$£€₹]?$")
    last = before[-1].unit
    return next(
        (
            other
            for other in reversed(before)
            if other.unit is not None
            and other.dimension not in ("age", "rank")
            and led.search(text[max(0, other.start - 32) : other.start])
            and (preposition not in ("in", "for") or (other.dimension == "time" and last == other.unit))
        ),
        None,
    )


def _sentenced(sent: Span, one: Found, measured: list[Found]) -> Found | None:
    """``jailed for 14 years; her brother got`` *eight*: the length of a term goes on as that of the term before."""
    terms = lexicons.load("quantities")["terms"]
    token = syntax.token_at(sent, one.start, one.end)
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in ("for", "with") else token.head
    given = verb.lemma_.lower() in terms["verbs"] and token.dep_ in (*syntax.OBJECTS, "pobj")
    if not given or not lexicons.mentions(sent.text, tuple(terms["words"])):
        return None
    return next((other for other in measured if other.dimension == "time"), None)


def expected_measure(text: str, one: Found, before: list[Found]) -> Found | None:
    """``9 millimetres of rain, where we'd expect`` *90*: the measure that is set against what is usual."""
    if not _EXPECTED.search(text[max(0, one.start - 48) : one.start]):
        return None
    others = ("age", "rank", "time")
    return next((other for other in reversed(before) if other.unit is not None and other.dimension not in others), None)


_EXPECTED = re.compile(
    r"\b(?:market|analysts?|economists?|traders|forecasters|consensus|investors|brokers|city)\s(?:\w+\s){0,3}?"
    r"(?:expected|forecast|predicted|looked\sfor|pencilled\sin|penciled\sin|hoped\sfor|reckoned\son)\s"
    r"(?:(?:about|around|nearly|some|just|only)\s)?$|"
    r"\b(?:where|when|while|but|and)\s(?:\w+\s|\w+['’]d\s){1,3}?(?:expect|hope\sfor|want|need|normally\s\w+|usually\s\w+)\s"
    r"(?:(?:about|around|nearly|some|at\sleast)\s)?$"
)


def moved_by_points(text: str, one: Found, before: list[Found]) -> Found | None:
    """``jumped nine basis points, while the 10-year was up`` *three* ``at 4.11 per cent``: points alike."""
    moved = _MOVED_BY.search(text[max(0, one.start - 16) : one.start]) and _TO_SHARE.match(text, one.end)
    return next((other for other in reversed(before) if other.unit == "basis point"), None) if moved else None


_TO_SHARE = re.compile(r"\s(?:at|to)\s[\d.]+\s?(?:%|per\s?cent|pc\b)")


def points_behind_share(text: str, one: Found, before: list[Found]) -> bool:
    """Tell the points that a share moved by from its per cent: ``polled 23 per cent, up`` *four*."""
    share = before[-1] if before else None
    if share is None or share.unit != "percent" or one.start - share.end > _NEAR_BASE:
        return False
    behind = re.match(r"\s*(?:[.,;:)]|$|\s(?:on|from|since|in|and)\b)", text[one.end :])
    return _MOVED_BY.search(text[share.end : one.start]) is not None and behind is not None


def stands_for_measure(text: str, one: Found, before: list[Found]) -> Found | None:
    """``An ambulance takes 19 minutes; she wants it to be`` *12*: the number that a pronoun stands for."""
    if not _WANTED.search(text[max(0, one.start - 32) : one.start]):
        return None
    return next(
        (other for other in reversed(before) if other.unit is not None and not _AGO.match(text, other.end)), None
    )
