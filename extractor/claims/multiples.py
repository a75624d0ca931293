"""Ranks and multiples, whose words are read as a whole: ``No. 2``, ``second-largest``, ``fivefold``, ``doubled``."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from extractor import lexicons
from extractor.claims.found import Found


class _Pattern(NamedTuple):
    """A pattern of the lexicon, with what a text must hold for it to be tried."""

    id: str
    needs: re.Pattern[str]
    regex: re.Pattern[str]


@cache
def _patterns() -> tuple[list[_Pattern], list[_Pattern]]:
    lexicon, numbers = lexicons.load("quantities"), lexicons.load("numerals")
    lists = {
        "{ordinal}": rf"(?i:{lexicons.alternatives([word for word in numbers['ordinals'] if word != 'first'])})",
        "{number}": rf"(?i:{lexicons.alternatives({**numbers['units'], **numbers['tens'], **numbers['scales']})})",
        "{multiple_verb}": lexicons.alternatives(numbers["multiple_verbs"]),
        "{multiple_word}": lexicons.alternatives(numbers["multiples"]),
    }

    def compiled(entries: list[dict[str, Any]]) -> list[_Pattern]:
        result = []
        for entry in entries:
            regex = entry["regex"]
            for name, words in lists.items():
                regex = regex.replace(name, words)
            # A look-behind needs one width: "(?<=\b(?:a|bc))" is written out as alternatives of fixed width.
            flags = re.VERBOSE | (re.I if "multiple" in entry["id"] else 0)
            result.append(_Pattern(entry["id"], lexicons.needed(entry), re.compile(_fixed_width(regex), flags)))
        return result

    return compiled(lexicon["rank"]), compiled(lexicon["multiple"])


def _fixed_width(regex: str) -> str:
    def written_out(match: re.Match[str]) -> str:
        return "(?:" + "|".join(rf"(?<=\b{word})" for word in match[1].split("|")) + ")"

    return re.sub(r"\(\?<=\\b\(\?:([\w|]+)\)\)", written_out, regex)


def find_multiples(text: str) -> Iterator[Found]:
    """Ranks and multiples, whose words are read as a whole."""
    lowered = text.lower()
    ranks, multiples = ([one for one in group if one.needs.search(lowered)] for group in _patterns())
    end = -1
    for name, _, pattern in ranks:
        for match in pattern.finditer(text):
            if match.start() < end:
                continue
            group = next(key for key, value in match.groupdict().items() if value)
            start = match.start(group) if name == "rank-predicate" else match.start()
            stop = match.end(group) if name == "rank-predicate" else match.end()
            yield _whole(match, group, (start, stop), name, "rank", None)
    taken: list[tuple[int, int]] = []
    for name, _, pattern in multiples:
        for match in pattern.finditer(text):
            if any(match.start() < stop and begin < match.end() for begin, stop in taken):
                continue  # "1.3 times as wide" is read once
            taken.append(match.span())
            group = next(key for key, value in match.groupdict().items() if value and not key.startswith("unit"))
            named = next((key for key, value in match.groupdict().items() if key.startswith("unit") and value), None)
            unit = match.span(named) if named else None
            start = match.start(group)
            yield _whole(match, group, (start, match.end()), name, "multiple", unit)


def _whole(
    match: re.Match[str], group: str, span: tuple[int, int], rule: str, dimension: str, unit: tuple[int, int] | None
) -> Found:
    value = _value_of(match[group])
    return Found(
        start=span[0],
        end=span[1],
        number_start=match.start(group),
        number_end=match.end(group),
        value=value,
        unit="times" if dimension == "multiple" else None,
        unit_span=unit,
        dimension=dimension,
        rule=rule,
    )


def _value_of(word: str) -> float:
    lexicon = lexicons.load("numerals")
    for table in ("units", "tens", "scales", "ordinals", "multiples", "multiple_verbs"):
        if word.lower() in lexicon[table]:
            return float(lexicon[table][word.lower()])
    return float(re.sub(r"(?:st|nd|rd|th)$", "", word.replace(",", "")))
