"""What has the shape of a date and is none: verbs and names that are months, durations that measure, records."""

import re

from extractor import lexicons
from extractor.claims.date_shapes import Expression

_AMBIGUOUS = ("may", "march", "mar", "jan", "sun")
_TITLE = re.compile(r"(?:^|[^.\s]\s)[A-Z][a-z]{3,}\s$")
_NAMED = re.compile(r"\s[A-Z][a-z]")


def is_date(text: str, one: Expression) -> bool:
    """Tell whether an expression that has the shape of a date is one.

    Args:
        text: The sentence's text.
        one: An expression in it.
    """
    return _tells_time(text, one) and not _dates_record(text, one)


def _tells_time(text: str, one: Expression) -> bool:
    if one.shape in ("month_alone", "months"):
        return _is_month(text, one)
    if one.shape == "year" and not one.preposition and _TITLE.search(text[: one.match.start()]):
        return False  # "Budget 2026: deficit at 4.3%"
    if one.shape == "span":
        return _is_period(text, one)
    if one.shape == "the_season" and not one.match[0].lower().startswith("the "):
        return one.preposition in (("by", "until") if one.match[0] == "fall" else ("by", "until", "since", "before"))
    if one.shape in ("the_season", "the_weekend"):
        return one.preposition != ""
    if one.shape == "holiday":
        return one.preposition in ("by", "since", "until", "before", "on", "after") or one.match[0].split()[-1] in (
            "Day",
            "Eve",
        )
    if one.shape == "this_very":
        return one.preposition in ("in", "during", "for", "over", "throughout")
    if one.match[0] == "next":
        return re.search(r"\bthis\syear\b", text[: one.start]) is not None
    if one.match[0] == "today":  # the day: "Today" and ", today" are most often nowadays
        return one.preposition != "" or re.search(r"\w\s$", text[: one.start]) is not None
    if one.shape == "today" and one.match[0] == "Today":
        return False
    if one.shape == "ago":
        side, short = one.match["side"].lower(), one.match["unit"].rstrip("s") in ("day", "week")
        opens = r"\s(?!that\b)\w" if side in ("after", "before") or short else r"\s(?:than|this|last|next)\b"
        return side == "ago" or not re.match(opens, text[one.end :])
    return True


def _is_month(text: str, one: Expression) -> bool:
    """``in May``, but neither ``May hopes`` nor ``May wheat``, a contract."""
    placed = one.preposition or re.search(r"\b(?:both|each)\s$", text[: one.start])
    bare = not placed and re.match(r"[A-Z]", one.match[0]) is not None
    name = re.sub(r"\W.*", "", one.match[0]).lower()
    named = one.shape == "month_alone" and _NAMED.match(text, one.end) is not None
    goods = lexicons.alternatives(lexicons.load("periods")["contracts"]["goods"])
    if one.preposition in ("", "for", "of") and re.match(rf"\s(?:[a-z-]+\s)?(?:{goods})\b", text[one.end :]):
        return False  # "February live cattle", "wheat for March delivery"
    return not bare or (name not in _AMBIGUOUS and not named)


_LOAN = re.compile(r"\b(?:lend|lent|lends|loans?|borrow\w*|repa\w+|mortgages?)\b")
_MONEY = re.compile(r"[$£€₹¥]\s?\d|\bRs\.?\s\d")
_SUPERLATIVE = re.compile(r"\b(?:first|\w{2,12}est|worst|best|least|most)\b[^,]{0,40}$")
_PORTION = re.compile(
    r"%|per\s?cent|\bpoints\b|\b(?:a|one|two)\s(?:third|quarter|half|fifth)|fold\b|doubled|tripled|halved"
)


def _is_period(text: str, one: Expression) -> bool:
    """``over the past five years``, ``by 28 percent over 12 months`` are periods; ``a loan over ten years`` is none."""
    during = ("over", "in", "during", "within", "throughout", "across")
    if one.match["which"]:
        return one.preposition in (*during, "for", "of", "")
    if one.match[0].lower().startswith("the ") and one.preposition in during:
        return True
    short = one.match["unit"].lower() in ("days", "weeks")
    if one.preposition == "in" and (short or text.startswith(" of ", one.end)):
        return False  # "has lost eight points in ten weeks, and in 30 years of polling"
    before = text[max(0, one.start - 60) : one.start]
    if _SUPERLATIVE.search(before):
        return False  # "its first cut in four years" measures
    if one.preposition == "over" and _LOAN.search(before) is None and _MONEY.search(before):
        return True  # "stole £220,000 over six years"
    return one.preposition in ("over", "in") and _PORTION.search(before) is not None


_RECORD = re.compile(
    r"(?<![Aa]t\s)\b(?:first|(?!most\sof)most|least|best|worst|\w{2,12}est|record|highs?|lows?|peak|since\srecords\sbegan|not\s(?:been\s)?seen)"
    r"\b(?:\s(?!\d)[^\s,;.]+){0,7}\s$"
)


def _dates_record(text: str, one: Expression) -> bool:
    """``the highest since 2021`` dates the record that is matched, not the number."""
    return one.preposition in ("since", "ever since") and _RECORD.search(text[: one.start][-80:]) is not None
