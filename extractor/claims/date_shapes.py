"""The shapes of date expressions, as the lexicon of periods lists them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor import lexicons
from extractor.claims import absolute_dates, relative_dates, weekday_dates
from extractor.claims.calendars import UNKNOWN, Ends, View

_RESOLVERS = absolute_dates.RESOLVERS | relative_dates.RESOLVERS | weekday_dates.RESOLVERS
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_LONGEST_PREPOSITION = 20  # characters of "by no later than" and a few blanks


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
        "{month}": rf"(?-i:(?:{lexicons.alternatives(months)})\b\.?)",
        "{day}": r"\d{1,2}(?:st|nd|rd|th)?",
        "{ordinal}": r"\d{1,2}(?:st|nd|rd|th)",
        "{year}": r"(?:(?:1[5-9]|20)\d{2}|2100)",
        "{quarter}": r"(?:[QH][1-4]|[1-4][QH])",
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


class Shape(NamedTuple):
    """A shape, with what a text must hold one of for it to be searched for."""

    id: str
    regex: str
    needs: frozenset[str]


@cache
def shapes() -> list[Shape]:
    """Return the shapes of dates in the order in which they are tried."""
    found = []
    for shape in lexicons.load("periods")["shapes"]:
        regex = shape["regex"]
        for name, meaning in _words().items():
            regex = regex.replace(name, meaning)
        needs = frozenset(word.lower() for word in shape["needs"])
        found.append(Shape(shape["id"], rf"(?<![\w$£€.-])(?i:{regex})(?!\w)", needs))
    return found


@cache
def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


@cache
def _preposition() -> re.Pattern[str]:
    prepositions = lexicons.alternatives(lexicons.load("periods")["prepositions"])
    return re.compile(rf"(?<![\w$£€.-])({prepositions})\s\Z", re.I)


@cache
def _hint() -> re.Pattern[str]:
    """What the shapes need: a placeholder is found as the group of its name, a word as it stands."""
    needs = {need for shape in shapes() for need in shape.needs}
    names = [f"(?P<{need[1:-1]}>{_words()[need]})" for need in sorted(needs & set(_words()))]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(names)}|{lexicons.alternatives(needs - set(_words()))})", re.I)


def find_expressions(text: str) -> Iterator[Expression]:
    """Yield the expressions of a text that have the shape of a date."""
    hints = {f"{{{hint.lastgroup}}}" if hint.lastgroup else hint[0].lower() for hint in _hint().finditer(text)}
    tried = [shape for shape in shapes() if not hints.isdisjoint(shape.needs)]
    searched = [(shape.id, _pattern(shape.regex).search(text)) for shape in tried]
    at = 0
    while candidates := [_expression(shape, match, text, at) for shape, match in searched if match is not None]:
        first = min(candidates, key=lambda one: (one.start, not one.preposition))
        yield first
        at = first.match.end()
        searched = [
            (shape, match if match.start() >= at else match.re.search(text, at))
            for shape, match in searched
            if match is not None
        ]


def _expression(shape: str, match: re.Match[str], text: str, at: int) -> Expression:
    """The expression of a match, with the preposition between ``at`` and it."""
    preposition = _preposition().search(text, max(at, match.start() - _LONGEST_PREPOSITION), match.start())
    full_stop = match[0].endswith(".") and re.findall(r"\w+", match[0])[-1] not in _SHORT_MONTHS
    return Expression(
        shape=shape,
        match=match,
        preposition=preposition[1].lower() if preposition else "",
        start=preposition.start() if preposition else match.start(),
        end=match.end() - full_stop,
    )
