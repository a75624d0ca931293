"""The shapes of date expressions, as the lexicon of periods lists them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims import absolute_dates, relative_dates
from extractor.claims.calendars import UNKNOWN, Ends, View

_RESOLVERS = absolute_dates.RESOLVERS | relative_dates.RESOLVERS
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A date expression as the pattern finds it, before it is known what it means.

    Attributes:
        shape: The id of its shape.
        match: The match of the shape alone, with the shape's own groups.
        preposition: The preposition before it in lower case, or an empty string.
        start: Where it begins, its preposition included.
        end: Where it ends, without a full stop that is not an abbreviated month's.
    """

    shape: str
    match: re.Match[str]
    preposition: str
    start: int
    end: int

    def ends(self, view: View) -> Ends:
        """Return its first and last day, month or year, whatever the preposition says."""
        resolver = _RESOLVERS.get(self.shape)
        return resolver(self.match.groupdict(), self.match[0], view) if resolver else UNKNOWN


@cache
def _words() -> dict[str, str]:
    """What the placeholders in the shapes of dates stand for; names are written with capitals."""
    lexicon = lexicons.load("periods")
    months = [name.capitalize() for name in lexicon["months"]]
    weekdays = [form for name in lexicon["weekdays"] for form in (name.capitalize(), name.upper())]
    numbers = [word for word, number in lexicons.load("numerals")["units"].items() if number]
    return {
        "{month}": rf"(?-i:(?:{lexicons.alternatives(months)})\.?)",
        "{day}": r"\d{1,2}(?:st|nd|rd|th)?",
        "{year}": r"(?:1[5-9]|20)\d{2}",
        "{which_year}": r"(?:last|this|next)\syear",
        "{part}": rf"(?:{lexicons.alternatives(lexicon['parts'])})",
        "{weekday}": rf"(?-i:{lexicons.alternatives(weekdays)})",
        "{count}": rf"(?:an?|few|several|(?:a\s)?couple\sof|{lexicons.alternatives(numbers)})",
        "{unit}": r"(?:day|week|month|quarter|year|decade)s?",
        "{holiday}": rf"(?:{lexicons.alternatives(lexicon['holidays'])})",
        "{season}": rf"(?:{lexicons.alternatives(lexicon['seasons'])})",
        "{edge}": r"(?:(?:early|late|mid|end|(?:the\s)?(?:end|start|beginning|middle|close|turn)\sof)[\s-])",
        "{spans}": rf"(?:{lexicons.alternatives(lexicon['relative']['spans'])})",
        "{references}": rf"(?:{lexicons.alternatives(lexicon['references']['phrases'])})",
    }


@cache
def _shapes() -> dict[str, str]:
    shapes = {}
    for shape in lexicons.load("periods")["shapes"]:
        regex = shape["regex"]
        for name, meaning in _words().items():
            regex = regex.replace(name, meaning)
        shapes[shape["id"]] = rf"(?i:{regex})(?!\w)"
    return shapes


@cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(_shapes()[name])


@cache
def _any_shape() -> re.Pattern[str]:
    """One pattern for all shapes; the names of its groups are the ids of the shapes."""
    preposition = lexicons.alternatives(lexicons.load("periods")["prepositions"])
    shapes = "|".join(
        rf"(?P<{name}>{re.sub(r'[(][?]P<[a-z_0-9]+>', '(?:', shape)})" for name, shape in _shapes().items()
    )
    return re.compile(rf"(?<![\w$£€.-])(?:(?P<preposition>(?i:{preposition}))\s)?(?:{shapes})")


@cache
def _hint() -> re.Pattern[str]:
    """What every date holds some of, found much faster than the shapes are: a year, an ordinal, a name or a unit."""
    lexicon = lexicons.load("periods")
    names = {*lexicon["months"], *lexicon["weekdays"], *lexicon["seasons"], *lexicon["holidays"]}
    words = lexicons.alternatives([*names, *lexicon["hints"]["words"]])
    return re.compile(rf"(?:1[5-9]|20)\d\d|\b[QH]\d|\d[QH]|\d(?:st|nd|rd|th)\b|(?<![^\W_])(?:{words})", re.I)


def find_expressions(text: str) -> Iterator[Expression]:
    """Yield the expressions of a text that have the shape of a date."""
    if _hint().search(text) is None:
        return
    for found in _any_shape().finditer(text):
        shape = found.lastgroup or ""
        match = _shape(shape).match(text, found.start(shape))
        if match is not None:
            full_stop = match[0].endswith(".") and re.findall(r"\w+", match[0])[-1] not in _SHORT_MONTHS
            yield Expression(
                shape=shape,
                match=match,
                preposition=(found["preposition"] or "").lower(),
                start=found.start(),
                end=match.end() - full_stop,
            )
