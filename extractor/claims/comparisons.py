"""Movements told by words beside a number: ``up from``, ``lower at``, ``fewer than in May``; and bases and goals."""

import re
from dataclasses import dataclass

from extractor import lexicons
from extractor.claims.found import Found
from extractor.records import Change


@dataclass(frozen=True)
class Movement:
    """The word that says that the subject moved, the direction, and whether the number is the amount of the move."""

    direction: Change
    amount: bool


_HEDGED = (
    r"(?:(?:about|around|nearly|almost|just|over|under|below|above|some|a|an|more|less|than|roughly|only|as|much|low|high"
    r"|little|record|by|past)\s){0,4}"
)
_SIGN = r"[$£€₹]?"
_BASE = re.compile(
    r"\b(?:from\s(?:(?:about|around|nearly|almost|just|under|over|some|an?|the|its|their|his|her|last|previous|prior|revised"
    r"|estimated|year's|more|less|than|roughly|record|peak|high|low|of|recent|initial|original|between)\s){0,3}"
    r"(?:[$£€₹]?[\d.,]+\s?[\w%]*,?\sor\s)?|than\s(?:the|a|an|its|their|his|her|last|previous)\s(?:\w+\s){0,5})[$£€₹]?$",
    re.I,
)


def is_base(text: str, start: int) -> bool:
    """Tell whether what begins there is the base of a comparison: ``from`` *9,000*."""
    return _BASE.search(text[max(0, start - 48) : start]) is not None


_NO_GOAL = re.compile(
    r"(?:\b(?:equal|equivalent|amount(?:s|ed|ing)?|compared|according|relative|proportional|next)\sto\s(?:\w+\s){0,2}"
    r"|\bof\s(?:which|whom|them)\s(?:\w+\s)?|\b(?:short|shy|clear)\sof\s(?:[\w-]+\s){0,3}"
    r"|(?:,|\bfar|\bwell|\bstill|\bjust|\bslightly|\bmuch)\s(?:below|above|beyond|over|under)\s(?:the|its|their|an?)\s(?:[\w-]+\s){0,3})$"
)
_SHORT_OF = re.compile(r"\s(?:\w+\s){0,2}(?:short|shy)\sof\b|\s(?:below|above)\s(?:the|its|their|an?)\b")
_GOAL = re.compile(rf"(?<!up\s)(?<!close\s)\bto\s{_HEDGED}{_SIGN}$")


def is_apart(text: str, found: Found) -> bool:
    """Tell ``equal to`` *three months*, ``of which`` *€31 million*, *₹48,000* ``short of the target``: none moved."""
    if _NO_GOAL.search(text[max(0, found.start - 32) : found.start]):
        return True
    return _SHORT_OF.match(text, found.end) is not None and _ABOVE_EARLIER.match(text, found.end) is None


def is_goal(text: str, start: int) -> bool:
    """Tell where a move ends, ``fell by half to`` *24*, from what it is by."""
    return _GOAL.search(text[max(0, start - 48) : start]) is not None


_UP_DOWN = r"(?P<word>up|down|raised(?=\sby)|lifted(?=\sby)|cut(?=\sby)|reduced(?=\sby))"
# What may stand between a level and what is said of it: "34 days in 2024, up from 26".
_MOVED = re.compile(
    rf"(?:[^;:()]{{0,40}}?\([^()]{{1,12}}\))?(?:\s\(|[^;:()]{{0,120}}?,\s)(?:(?:which|that|itself)\s(?:was|is|were)\s)?(?:still\s|also\s)?{_UP_DOWN}\s(?!to\b|until\b|and\b)"
    rf"(?:from\s{_HEDGED})?"
)
_MORE_THAN = re.compile(
    r"\s(more|higher|longer|less|fewer|lower|shorter|cheaper|dearer)\s(?:[\w’'-]+\s){0,6}?than\s"
    r"(?:(?:in|at|on|during|for|before|we|it|they|he|she)\s)?(?:(?:the|this|that)\s)?"
    r"(?:(?:an?\s|same\s|previous\s|prior\s)?(?:year|month|quarter|week|time|period|point|stage|date|decade|pandemic)\b"
    r"|(?:we|they|he|she|it|I)\s\w+|last\s|[12]\d{3}\b|usual\b|before\b|\w+\s(?:years|months|weeks|decades)\s(?:ago|earlier|before)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_COMPARATIVES = ("higher", "lower", "firmer", "weaker")
_ABOVE_EARLIER = re.compile(
    r"\s(?P<word>above|below|ahead\sof|behind|up\son|down\son)\s(?:(?:the|its|their|that)\s)?"
    r"(?:(?:prior|previous|preceding|same|last|a)\s(?:year|month|quarter|week|period|season|summer|winter|spring|autumn)\b"
    r"|year-(?:earlier|ago)\b|(?:1[89]|20)\d\d\b)"
)
_BEHIND = re.compile(
    r"\s(?P<word>ahead|up|down|higher|lower|firmer|weaker)(?=[\s.,;)]|$)(?!\s(?:of|than|to|from|for|among|in|on\sthe\sground|there)\b)"
)


def told_behind(text: str, found: Found, others: list[Found]) -> Movement | None:
    """``34 days, up from 26``; ``9% fewer than in May``: the comparison with an earlier time stands behind."""
    match = _MOVED.match(text, found.end)
    if match and _is_what_moved(text, found, match, others):
        return Movement("up" if match["word"] in ("up", "raised", "lifted") else "down", amount=False)
    if match := _MORE_THAN.match(text, found.end):
        return Movement("up" if match[1] in ("more", "higher", "longer", "dearer") else "down", amount=True)
    if match := _ABOVE_EARLIER.match(text, found.end):
        return Movement("up" if match["word"] in ("above", "ahead of", "up on") else "down", amount=True)
    paid = re.search(
        r"\b(?:with|put|puts|putting|paid|pay|paying)\s$", text[max(0, found.start - 8) : found.start], re.I
    )
    match = _BEHIND.match(text, found.end)
    if match and not paid and (found.dimension == "percentage" or match["word"] in _COMPARATIVES):
        return Movement("up" if match["word"] in ("ahead", "up", "higher", "firmer") else "down", amount=True)
    return None


def told_by_comparative(text: str, found: Found) -> Movement | None:
    """``climbed $2, with 116,000 head,`` *4,000* ``fewer than a year ago``: the comparative decides over the verb."""
    match = _MORE_THAN.match(text, found.end)
    if match is None or (found.unit_span is not None and found.dimension == "count"):
        return None
    return Movement("up" if match[1] in ("more", "higher", "longer", "dearer") else "down", amount=True)


def is_of_a_vote(text: str, found: Found) -> bool:
    """Tell a tally, ``fell by`` *31* ``votes to`` *24*, from what something rose or fell by or to."""
    first = text[: found.start].endswith("by ") and re.match(r"\svotes\sto\s", text[found.end :])
    return found.unit == "vote" and (first is not None or text[: found.start].endswith("votes to "))


def _is_what_moved(text: str, found: Found, match: re.Match[str], others: list[Found]) -> bool:
    """Whether it is this number that moved: of ``54.7% at two hospitals, down from 61.2%`` the first."""
    at = match.start("word")
    base = next((one for one in others if match.end() - 1 <= one.start <= match.end() + 8), None)
    between = [one for one in others if found.start < one.start < at and one.dimension != "age"]
    if " from " not in match[0][match.start("word") - match.start() :] or base is None:
        return all(one.dimension == "time" for one in between)
    if base.rule.startswith("number") and re.match(
        r"\s(?:in|out\sof)\s(?:every\s)?\w+", text[base.end : base.end + 20]
    ):
        return found.dimension == "percentage" or "fraction" in found.rule
    return _may_move(found, base) and not any(_may_move(one, base) for one in between)


def _may_move(one: Found, base: Found) -> bool:
    """Whether a number is of the kind of the base it may have moved from; a bare one may have left out any unit."""
    if base.unit is None or base.rule == "elided":
        return one.dimension not in ("percentage", "time") or one.dimension == base.dimension
    return one.dimension == base.dimension


_AMOUNT = (
    rf"(?:by\s)?{_HEDGED}{_SIGN}[\d.,/-]*\d\s?(?:%|per\s?cent|[a-z]+)?(?:,?\sor\s[^,;]{{1,24}}|\s\([^)]{{1,24}}\))?,?"
)
_MOVED_TO = re.compile(rf"\b(?P<word>up|down|off|higher|lower)\s{_AMOUNT}\s(?:to|at)\s{_HEDGED}{_SIGN}$")
_WENT = re.compile(
    rf"\b(?:go|goes|going|gone|went|moved?|moves|moving|pushe[ds])\s(?P<word>above|below|past|over|under)\s{_SIGN}$"
)
_COMPARATIVE_AT = re.compile(rf"\b(?P<word>\w+(?:\s\w+)?),?\sat\s{_HEDGED}{_SIGN}$")


def told_before(text: str, found: Found) -> Movement | None:
    """``down 2% at`` *$63.46*; ``lamb is easier at`` *€7.05*: a word of comparison stands before."""
    before = text[max(0, found.start - 72) : found.start]
    if match := _MOVED_TO.search(before):
        return Movement("up" if match["word"] in ("up", "higher") else "down", amount=False)
    if match := _WENT.search(before):
        return Movement("up" if match["word"] in ("above", "past", "over") else "down", amount=False)
    if (match := _COMPARATIVE_AT.search(before)) is None:
        return None
    comparatives = lexicons.load("changes")["comparatives"]
    words = (match["word"].lower(), match["word"].lower().rpartition(" ")[2])
    direction: Change | None = next((comparatives[word] for word in words if word in comparatives), None)
    return Movement(direction, amount=False) if direction else None


_OR_AGAIN = re.compile(rf",?\sor\s{_HEDGED}")


def said_again(text: str, found: Found, others: list[Found]) -> Found | None:
    """Return the quantity of which this is another expression: ``by nine minutes, or about`` *15 per cent*."""
    if text.startswith(" of ", found.end):
        return None  # "12,400 jobs, or six percent of its workforce": a share
    before = (one for one in others if one.start < found.start)
    ends = ((one, max(one.end, one.unit_span[1] if one.unit_span else 0)) for one in before)
    return next((one for one, end in ends if _OR_AGAIN.fullmatch(text, end, found.start)), None)


def from_one_to_other(found: Found, others: list[Found], text: str) -> Change | None:
    """``will go from £12.60 to`` *£13.05*: a verb that has no direction of its own, told by the two numbers."""
    before = next((one for one in reversed(others) if one.end <= found.start), None)
    if before is None or before.value is None or found.value is None or not is_base(text, before.start):
        return None
    if not re.fullmatch(rf"(?:[^,;.\d]{{0,40}})\sto\s{_HEDGED}", text[before.end : found.start]):
        return None
    if before.value == found.value:
        return None
    return "up" if before.value < found.value else "down"


def compared_with(text: str, found: Found, others: list[Found]) -> Found | None:
    """Return the move with which another is compared: ``prices rose 4.9%, compared with`` *4.5%* ``in August``."""
    before = next((one for one in reversed(others) if one.end <= found.start), None)
    if before is None or before.unit != found.unit or found.dimension != "percentage":
        return None
    between = text[before.end : found.start]
    return before if re.search(r"\bcompared\s(?:with|to)\s$", between) and ";" not in between else None


_GAPPED_BY = re.compile(r",?\s(?:and\s|while\s)?(?:the\s|its\s|their\s)?(?:[\w’'&-]+\s){1,4}by\s$")


def goes_on(text: str, found: Found, others: list[Found]) -> Found | None:
    """Return the move that a clause without its verb goes on with: ``sales fell by 9%, and profits by`` *12%*."""
    before = next((one for one in reversed(others) if one.end <= found.start), None)
    if before is None or not _GAPPED_BY.search(text[before.end : found.start]):
        return None
    return before
