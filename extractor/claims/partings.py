"""What keeps a date from a number, by the words around the two: speech, quotations, comparisons, plans."""

import datetime
import re

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.dates import Dated
from extractor.claims.found import Found

_RECORD = re.compile(
    r"\b(?:first|last|most|least|best|worst|\w{2,12}est|record)\b[^,;]{0,40}\s(?:in|for|over)\s(?:\w+\s){0,2}$"
)


def describes(text: str, found: Found) -> bool:
    """Tell whether a number describes, and holds without a date: ``a five-year contract``, ``two-bedroom``.

    Args:
        text: The sentence's text.
        found: The quantity in it.
    """
    if found.dimension in ("multiple", "rank"):
        return False
    standards = lexicons.load("periods")["scope"]["standards"]
    if re.match(rf"\s(?:{lexicons.alternatives(standards)})\b", text[found.end :]):
        return True  # "above the 3% ceiling"
    if found.dimension == "time" and _RECORD.search(text[: found.start]):
        return True  # "the hottest day in 16 years"
    return "-" in text[found.number_end : found.end] or re.match(r"-[^\W\d]", text[found.end :]) is not None


def parts(
    sent: Span, found: Found, dated: Dated, others: list[Found], *, ahead: bool, today: datetime.date | None
) -> bool:
    """Tell whether a date is that of something else than a number, whatever the syntax says.

    Args:
        sent: The parsed sentence.
        found: The quantity.
        dated: The date.
        others: All quantities of the sentence.
        ahead: Whether the wording makes the number a forecast.
        today: The article's day, where it is known.
    """
    text = sent.text
    if (ahead and _is_over(dated, today)) or _is_of_projection(text, dated, today) or _dates_speech(sent, dated):
        return True
    if found.dimension == "multiple" and found.end <= dated.start and _is_of_base(sent, found):
        return True  # "more than double the year-ago figure"
    if _is_whole(text, found, others) or _is_possessor(text, found, dated):
        return True
    if dated.start > found.end and _NOW.match(text, found.end):
        return True  # "has offered 4.5% now and 3% in January"
    if dated.end <= found.start and _STANDARD.search(text[: found.start]):
        return True  # "on Wednesday, ten times the guideline of 15"
    first, second = (found.end, dated.start) if found.start < dated.start else (dated.end, found.start)
    framed = _is_framed(text[first:second], after=dated.start > found.start)
    return framed or _dates_another(sent, found, dated, others)


_NOW = re.compile(r"\s(?:now|currently|at\spresent)\b")
_STANDARD = re.compile(
    r"\b(?:ceiling|limit|cap|threshold|target|goal|minimum|maximum|guideline|norm|capacity)s?\sof\s(?:(?:about|around|only|just)\s)?$"
)


def opens_when(text: str, found: Found, dated: Dated) -> bool:
    """Tell whether a clause with "when" tells of the date what the number is: ``from a year ago, when it was`` *$472*.

    Args:
        text: The sentence's text.
        found: The quantity in it.
        dated: The date in it.
    """
    return found.start > dated.end and re.match(r",?\swhen\s[^,;]*$", text[dated.end : found.start]) is not None


def _is_over(dated: Dated, today: datetime.date | None) -> bool:
    """``on Tuesday cut its forecast to 1.8%``: no forecast is for a day that is over."""
    to = dated.near[1]
    return dated.is_day and today is not None and to is not None and to <= today.isoformat()


_PROJECTED = re.compile(r"\b(?:projected|forecast|predicted|estimated|expected|anticipated|made)\s$")


_FORESEEN = re.compile(
    r"\b(?:it|he|she|they|we|who|which)\s(?:had\s)?(?:projected|forecast|predicted|estimated|expected|penciled\sin)\s$"
)


def _is_of_projection(text: str, dated: Dated, today: datetime.date | None) -> bool:
    """``against 1.5% projected in February``: the date is over, and that of the projection."""
    to = dated.near[1]
    if _FORESEEN.search(text[: dated.start]):
        return True  # "the 1% that it forecast in March"
    over = today is not None and to is not None and len(to) > len("2025") and to < today.isoformat()[: len(to)]
    return over and _PROJECTED.search(text[: dated.start]) is not None


def _is_of_base(sent: Span, found: Found) -> bool:
    """``double the figure`` *in 2022*, but not ``to triple its staff`` *by 2027*."""
    verb = syntax.token_at(sent, found.start, found.end).pos_ in syntax.VERBAL
    return not verb and re.match(r"\s(?:the|its|their|that\sof)\s", sent.text[found.end :]) is not None


def _is_possessor(text: str, found: Found, dated: Dated) -> bool:
    """``some $300 short of`` *last week's* ``record``, but not ``hopes to take 50 in`` *next month's* ``election``."""
    placed = re.search(r"\b(?:in|at|on|during|for)\s$", text[: dated.start]) is not None
    return found.end <= dated.start and text.startswith("'s ", dated.end) and not placed


def _is_whole(text: str, found: Found, others: list[Found]) -> bool:
    """``14 of its`` *31* ``shops``, ``of the`` *90* ``voters, 60 came``: the whole is, whenever its part is dated."""
    if re.fullmatch(r"(?:Out\s)?[Oo]f\s(?:the|its|their|some)\s(?:\w+\s)?", text[: found.start]):
        return True
    of = re.search(r"\sof\s(?:its|their|his|her)\s$", text[: found.start])
    return of is not None and any(other.end <= of.start() <= other.end + _PART for other in others)


_PART = 12  # characters of the noun between a part and its whole: "14 shops of its 31"


_CLOSED = re.compile(r"[,.!?][\"”]|[\"“]\s*[A-Z]")


def _is_framed(between: str, *, after: bool) -> bool:
    """Whether a quotation, a parenthesis or a semicolon parts the date from the number."""
    quoted = between.count('"') % 2 or between.count("“") != between.count("”")
    if quoted and (not after or _CLOSED.search(between)):
        return True  # what frames a quotation dates the speech, not the number; a few words in quotes are the article's
    opened, closed = between.count("("), between.count(")")
    return (after and (opened > closed or ";" in between)) or (not after and closed > opened)


_REACHED = re.compile(r"\bto\s(?:(?:a|an|about|around|nearly|almost|over|some|just|roughly|record|only)\s)*$")
_MOVES_ON = re.compile(r"\bfrom\s(?:(?:a|an|about|around|nearly|almost|over|some|just|roughly|record|only)\s)*$")
# "up from 4", but neither "more than 4" nor "had waited longer than 52 weeks", which are bounds.
_BASE = re.compile(
    r"(?:\b(?:from|versus|against|with)|(?<![\w%])(?:\d\S*\s(?:\S+\s)?\w+\s|\b(?:rather|other)\s)than)\s(?:\w+\s){0,2}$"
)


def _dates_another(sent: Span, found: Found, dated: Dated, others: list[Found]) -> bool:
    """Whether the date is that of a move to the number, of a part of it, or of the base it is compared with."""
    text = sent.text
    between = text[found.end : dated.start]
    stretch = dated.lasting or text.startswith("since ", dated.start)
    ahead = dated.lasting and re.search(r"\b(?:next|coming|following)\b", text[dated.start : dated.end]) is not None
    to_come = found.end <= dated.start and (
        ahead or found.dimension == "multiple"
    )  # "to triple to 120 over the next year"
    if stretch and not to_come and _REACHED.search(text[: found.start]) and _is_moved(sent, found):
        return True  # "grew 28 percent over 12 months to 1,840": what is reached holds at the end
    if _MOVES_ON.search(text[: found.start]) and re.match(r"\s(?:\w+\s)?to\s", between):
        return any(found.end < other.start < dated.start for other in others)  # "from 11.4 to just over nine by 2028"
    if _ANOTHER.search(between):
        return True  # "three debates are planned, the first on Oct. 1"
    since = stretch or re.search(r"\bsince\s[^,;]*$", text[found.end : dated.start])
    if since and _ADDED.search(between):
        return True  # "27 per cent, down two points since March"
    if re.search(r"\bthan\s(?:for|in|at|on|of|those|that)\b[^,;]*$", between):
        return True  # "60 cents more than for a like journey today"
    apart = lexicons.alternatives(lexicons.load("periods")["scope"]["apart"])
    if re.search(rf"\b(?:{apart})\b[^,]*$", between):
        return True  # "47 goals, including 21 last term"
    return _dates_base(text, found, dated, others)


_ADDED = re.compile(
    r",\s(?:up|down|an?\s(?:\w+\s)?(?:swing|rise|increase|gain|jump|drop|fall|decline|loss|climb)\s(?:of|by))\s"
)
_ANOTHER = re.compile(
    r"[,;:–—(]\s(?:and\s)?(?:the\s)?(?:first|second|third|last|next|latest|most\srecent|others?|another|rest)"
    r"(?:\sof\s(?:them|which))?\s(?:was\s|is\s|came\s|due\s|expected\s|planned\s)?$"
)


def _is_moved(sent: Span, found: Found) -> bool:
    """Whether something moves to the number: ``pointed to 3,000 officers in post since April`` tells of no move."""
    number = syntax.token_at(sent, found.start, found.end)
    return found.dimension == "multiple" or any(syntax.is_move(one) for one in syntax.ancestors(number, 6))


def _dates_base(text: str, found: Found, dated: Dated, others: list[Found]) -> bool:
    """``to 2.3% in April from 3.2% in March``: a date right behind the base of a comparison is the base's alone."""
    starts = _STARTS.match(text, dated.start)
    if starts and any(0 < dated.start - one.end < _EFFECT and _is_compared(text, one) for one in others):
        return _is_compared(text, found)  # "cut to 4% from" *5%* "with effect from April 1"
    owner = next((one for one in others if 0 < dated.start - one.end <= 2), None)
    if owner is not None and dated.is_day and _is_compared(text, owner) and _SETS.search(text[: owner.start]):
        return owner is found  # "raised its target to 16.50 from" *15* "on Friday"
    if owner is not None and not _alike(owner, found):
        return False  # "340 sheep have vanished from three counties since May"
    if owner is not None and owner is not found and (word := _BASE.search(text[: owner.start])):
        return not word.start() < found.start < owner.start  # "from one in seven a decade ago"
    before = [one for one in others if one.end <= dated.start]
    if not before or found.end > dated.start:
        return False
    base = next((one for one in reversed(before) if _BASE.search(text[: one.start])), None)
    if base is None or base is found or found.start > base.start or not _alike(base, found):
        return False
    word = _BASE.search(text[: base.start])
    if word is not None and word.start() < found.start:
        return False  # "against" *1* "in 8 in August"
    return not re.search(r"\bto\b|[;,]", text[base.end : dated.start])


_STARTS = re.compile(r"(?:from|effective|starting|beginning)\s")
_EFFECT = 20  # characters of " with effect "
_SETS = re.compile(
    r"\b(?:rais|lift|hik|boost|increas|upgrad|cut|lower|reduc|trimm?|slash|downgrad|revis|chang)(?:ed|es|ing|s)?\s(?!by\b)[^,;]*\bto\s[^,;]*$"
)


def _is_compared(text: str, found: Found) -> bool:
    """``up from`` *4*: whether a number is the base of a comparison."""
    return _BASE.search(text[: found.start]) is not None


def _alike(one: Found, other: Found) -> bool:
    """Whether two numbers may be compared: they do not count things of another name."""
    if one.unit is None or other.unit is None:
        return True
    return one.dimension == other.dimension and (one.dimension != "count" or one.unit == other.unit)


def _dates_speech(sent: Span, dated: Dated) -> bool:
    """``said on Tuesday``, ``figures released last week``: the date is that of the report."""
    if not (dated.is_day or dated.months):
        near = dated.near
        if near[0] is None or len(near[0]) != len("2025-01-31"):
            return False
    scope = lexicons.load("periods")["scope"]
    speech = lexicons.alternatives(scope["speech"])
    before = re.search(rf"(?<![\w-])(?:{speech})\s(?:\w+\s)?$", sent.text[: dated.start][-30:])
    if before is None:
        return False
    start = len(sent.text[: dated.start][:-30]) + before.start()
    word = syntax.token_at(sent, start, start + 1)
    return word.pos_ in syntax.VERBAL or word.lemma_.lower() in scope["reports"] or word.pos_ in ("ADP", "ADV", "ADJ")
