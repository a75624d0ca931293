"""Which dates are those of a comparison's base, and so do not date the number that is compared."""

import re

from extractor import lexicons
from extractor.claims.date_shapes import Expression

_COMPARED = ("ago", "step", "same", "year_ago", "relative", "relative_season")
_SAME = re.compile(
    r"\b(?:on|over|than|from|to|with|against)\sthe\s(?:same|equivalent|corresponding)\s\w+\s(?:in\s|of\s)?$"
)  # "on the same sale"
_AMOUNT = re.compile(r"(?:%|per\s?cent|percent|points?|[mb]illion|trillion|crore|lakh|\d[\w.,]*)\s$")
_BEFORE = 60  # characters before a date that tell what it is the date of
_PLACED = r"(?:in|at|on|for|of|from|during|seen\sin|hit\sin|set\sin|reached\sin)\s"
_LEVEL = re.compile(  # "below its level in 2019", "half the total of February"
    r"\b(?:above|below|from|than|of|short\sof|half|third|quarters?|twice|double|triple|times)"
    rf"\s(?:the|its|their|an?|pre-\w+)\s(?:\S+\s){{0,2}}(?:levels?|peaks?|highs?|lows?|averages?|totals?|figure|record)\s{_PLACED}$"
    rf"|\b(?:above|below|from|than|of)\spre-\w+\slevels?\s{_PLACED}$"
)
_AS_MUCH = re.compile(rf"\bas\s\w+\s(?:\w+\s){{0,2}}as\s(?:{_PLACED})?$")  # "twice as long as two years ago"
_WILL = re.compile(r"\b(?:will|would|to\sbe|(?:is|are|set|due)\sto)\b[^;,]*$")
_TO_AMOUNT = re.compile(r"\bto\s[$£€₹¥]?\d[\w.,]*(?:\s?(?:%|\w+))?\s$")


def is_base(text: str, one: Expression, preposition: str) -> bool:
    """Tell the date of a comparison's base: ``from a year earlier``, ``compared with 2019``, ``up 4% on last year``.

    Args:
        text: The sentence's text.
        one: An expression in it.
        preposition: The preposition that is its own, or an empty string.
    """
    if preposition == "from" and _starts(text, one):
        return False
    amount = one.shape in _COMPARED or _AMOUNT.search(text[: one.start][-12:])
    if preposition == "from" and (not is_interval(one) or one.shape == "same") and amount:
        return True
    if preposition in ("on", "over") and one.shape in ("same", "step", "relative"):
        return True
    if one.preposition in ("on", "over") and one.shape == "ago" and one.match["side"] != "ago":
        return True  # "a rise of 64% on a year earlier"
    if preposition == "on" and one.shape in ("relative_season", "year", "month"):
        return True  # "up 26% on last summer": nothing happens on a summer
    if one.preposition == "on" and re.match(r"[’']s\s", text[one.end :]):
        return True  # "a saving of 18 grams on last year's model"
    if _SAME.search(text[: one.match.start()]):
        return True
    told = text[max(0, one.start - _BEFORE) : one.start + (len(preposition) + 1 if preposition else 0)]
    if _LEVEL.search(told) or _AS_MUCH.search(told):
        return True
    if re.match(r"\s(?:levels?|peaks?|highs?|lows?|averages?|baseline)\b", text[one.end :]):
        return True  # "92% of their 2019 level"
    if preposition.endswith("than"):
        return False  # "no later than 2030"
    words = lexicons.load("periods")["base"]["words"]
    before = text[max(0, one.start - 24) : one.start + (len(preposition) + 1 if preposition else 0)]
    return (
        re.search(rf"\b(?:{lexicons.alternatives(words)})\s(?:(?:in|at|on|for|the|during|that\sof)\s)*$", before, re.I)
        is not None
    )


def _starts(text: str, one: Expression) -> bool:
    """``to €1.90`` from 1 September, ``will cost 5% more`` from next April: from then on, nothing is compared."""
    if one.match[0].lower().startswith("next ") or re.match(r"\sonwards?\b", text[one.end :]):
        return True
    dated = one.shape in ("day", "day_american", "month", "month_alone")
    before = text[: one.start]
    return dated and (_WILL.search(before[-80:]) is not None or _TO_AMOUNT.search(before[-40:]) is not None)


def is_interval(one: Expression) -> bool:
    """Tell whether both ends of an expression stand whatever preposition is before it: ``from January to April``."""
    return one.shape in lexicons.load("periods")["intervals"]["shapes"]
