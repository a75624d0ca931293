"""Numbers in words: cardinals of any length, fractions, dozens and vague plurals, and their values.

Works on plain strings, in time linear in their length.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractor import lexicons

WordStyle = Literal["words", "fraction", "plural"]


class InWords(NamedTuple):
    """A number in words: its span in the text, its value, how it is written, and the factor of the scale it ends in."""

    start: int
    end: int
    value: float
    style: WordStyle
    scale: float = 1.0


class _Tables(NamedTuple):
    pattern: re.Pattern[str]
    cardinals: dict[str, float]
    scales: dict[str, float]
    fractions: dict[str, float]
    plurals: dict[str, float]


@cache
def _tables() -> _Tables:
    lexicon = lexicons.load("numerals")
    cardinals = {**lexicon["units"], **lexicon["tens"]}
    scales = {**lexicon["scales"], **lexicon["groups"]}
    words = lexicons.alternatives([*cardinals, *scales, *lexicon["fractions"], *lexicon["plurals"]])
    pattern = re.compile(rf"(?:(?<![\w$£€-])|(?<=-))(?:{words})(?!\w)", re.I)
    return _Tables(pattern, cardinals, scales, lexicon["fractions"], lexicon["plurals"])


def find_words(text: str) -> Iterator[InWords]:
    """Yield each number in words; a scale word by itself counts only behind an article (``a million``)."""
    tables = _tables()
    words = list(tables.pattern.finditer(text))
    index = 0
    while index < len(words):
        match = words[index]
        word = match[0].lower()
        if word in tables.cardinals or (word in tables.scales and _article_before(text, match.start())):
            number, index = _read_number(text, words, index)
            yield number
            continue
        if word in tables.fractions:
            yield from _read_lone_fraction(text, match, tables.fractions[word])
        elif word in tables.plurals:
            yield InWords(match.start(), match.end(), tables.plurals[word], "plural")
        elif word in tables.scales and (vague := _vague_before(text, match.start())) is not None:
            yield InWords(vague, match.end(), tables.scales[word], "plural")
        index += 1


def _article_before(text: str, position: int) -> re.Match[str] | None:
    return re.search(r"(?<!\w)an?[ -]$", text[max(0, position - 4) : position], re.I)


def _vague_before(text: str, position: int) -> int | None:
    """Where ``several`` begins that stands before a scale word: ``several`` *hundred*."""
    near = max(0, position - 12)
    words = lexicons.alternatives(lexicons.load("numerals")["vague"]["words"])
    match = re.search(rf"(?<!\w)(?:{words})\s$", text[near:position], re.I)
    return near + match.start() if match else None


def _read_number(text: str, words: list[re.Match[str]], index: int) -> tuple[InWords, int]:
    """Read the longest well-formed number that starts at ``words[index]``; return it and the next index."""
    tables = _tables()
    first = words[index]
    total, current, last, end = 0.0, 0.0, "", first.start()
    scale = 1.0
    begin = first.start()
    style: WordStyle = "words"
    if first[0].lower() in tables.scales:
        article = _article_before(text, begin)
        begin -= len(article[0]) if article else 0
        current, last = 1.0, "one"
    while index < len(words):
        match = words[index]
        word, gap = match[0].lower(), text[end : match.start()].lower()
        if match.start() != first.start() and not _joins(gap, last, word, words[index + 1 : index + 3]):
            break
        if word in tables.fractions:
            share = _fraction_after(text[end : match.end() + 4].lower(), total + current, last)
            if share is None:
                break
            total, current, style = share, 0.0, "words" if "and" in gap else "fraction"
            end, index = match.end(), index + 1
            break
        if word in tables.scales:
            total, current = _scaled(total, current, tables.scales[word])
            scale *= tables.scales[word]
        elif gap == " point ":
            decimals, index = _decimals(text, words, index)
            end = words[index - 1].end()
            return InWords(begin, end, total + current + decimals, style), index
        else:
            current += tables.cardinals[word]
            scale = 1.0
        last, end, index = word, match.end(), index + 1
    return InWords(begin, end, total + current, style, scale), index


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    if scale <= 100:  # "three hundred", "two dozen" go on: "three hundred thousand"
        return total, max(current, 1.0) * scale
    if current == 0 and total:  # "lakh crore"
        return total * scale, 0.0
    return total + max(current, 1.0) * scale, 0.0


def _decimals(text: str, words: list[re.Match[str]], index: int) -> tuple[float, int]:
    """Read the digits behind ``point``: ``two point`` *four five*."""
    cardinals = _tables().cardinals
    digits, end = "", words[index].start()
    while (
        index < len(words)
        and cardinals.get(words[index][0].lower(), 10) < 10
        and text[end : words[index].start()].strip(" ") == ""
        and len(digits) < 6
    ):
        digits += str(int(cardinals[words[index][0].lower()]))
        end, index = words[index].end(), index + 1
    return float(f"0.{digits}"), index


def _joins(gap: str, last: str, word: str, following: list[re.Match[str]]) -> bool:
    tables = _tables()
    if word in tables.fractions:
        return gap in (" ", "-", " and a ", "-and-a-", " and one ")
    if word in tables.scales:
        return gap in (" ", "-") and (last in tables.cardinals or last in tables.scales)
    if gap == " point ":
        return last in tables.cardinals and tables.cardinals[word] < 10
    if last in tables.scales:
        return gap in (" ", " and ", "-") or (gap == ", " and _goes_on(tables.scales[last], following))
    tens = tables.cardinals.get(last, 0)
    return gap in (" ", "-") and tens >= 20 and tables.cardinals[word] < 10


def _goes_on(scale: float, following: list[re.Match[str]]) -> bool:
    """Whether the words behind a comma are a smaller group of one number: ``two million,`` *three hundred and six*."""
    if len(following) < 2 or scale < 1000:
        return False
    group, rest = following
    gap = rest.string[group.end() : rest.start()].lower()
    return _tables().scales.get(group[0].lower(), scale) < scale and gap in (" and ", " ")


def _fraction_after(tail: str, value: float, last: str) -> float | None:
    """Return the value of a number with the fraction in ``tail``: "two" + " and a half", "two" + "-thirds"."""
    tables = _tables()
    match = re.match(r"(.*?)([a-z]+)( of)?", tail)
    gap, word = (match[1], match[2]) if match else ("", "")
    if (joined := re.match(r" and (?:a|one) (\w+)|-and-a-(\w+)", tail)) is not None:
        return value + tables.fractions[joined[1] or joined[2]] * tables.scales.get(last, 1.0)
    if word in ("quarter", "quarters") and gap == " " and not tail.rstrip().endswith(" of"):
        return None  # "three quarters" by itself is time
    if 0 < value < 10 and value == int(value) and word.endswith("s") == (value != 1):
        return value * tables.fractions[word]
    return None


_NO_SHARE = re.compile(
    r"(?<!\w)(?:first|second|1st|2nd|other|better|latter|one and an?|and an?|time|in|front|back)[ -]$"
)  # halves of games, "cut in half"
_HALVED = re.compile(r"\b(?:by|of|under|around|roughly|to)\s$")  # "cut by half"
_POINT = re.compile(r"[ -](?:of )?(?:an? )?(?:percentage[ -])?poin")  # "a quarter point"
_SHARED = re.compile(r"\s+(?:of|an?|the|its|their|his|her|as|that|this|those|these|our)\b|-a-")
_MEASURED = re.compile(
    r"\s*(?:[.,;:)]|$)|\s(?:in|as|to|since|from|on|compared|last|this|and|while|when|over|during|between|at|after|before|because|but|amid|due|thanks|despite|within|by|or|if|though|although|under|for)\b"
)


def _read_lone_fraction(text: str, match: re.Match[str], value: float) -> Iterator[InWords]:
    """Read ``a third``, ``half the``, ``a quarter of``; leave ordinals, halves of games and quarters of years."""
    word = match[0].lower()
    before = text[max(0, match.start() - 14) : match.start()].lower()
    after = text[match.end() : match.end() + 28].lower()
    article = re.search(r"(?<!\w)(?:an?|one|nearly|almost|over|about|than)[ -]$", before)
    scaled = re.match(r"[ -](?:million|billion|trillion|dozen)\b", after)
    if word == "half":
        if _NO_SHARE.search(before):
            return
        if scaled or _POINT.match(after):  # "half million", "half-point"
            yield InWords(match.start(), match.end(), value, "fraction")
            return
        opens = _DOES.match(after) and _OPENS.search(before)
        if (
            not _SHARED.match(after)
            and not article
            and not opens
            and not (_HALVED.search(before) and _MEASURED.match(after))
        ):
            return
    elif not (word == "quarter" and (scaled or _POINT.match(after))) and not (
        article
        and (
            re.match(r"\s+of\b", after) or _COMPARES.match(after) or _ends_measure(before, after) or _DOES.match(after)
        )
    ):
        return
    begin = match.start()
    if article and re.match(r"(?:an?|one)[ -]$", article[0]):
        begin -= len(article[0])
    yield InWords(begin, match.end(), value, "fraction")


_COMPARES = re.compile(  # "a third brighter than before", "a quarter less fuel", "a tenth as massive as ours"
    r"\s(?:(?:more|less|fewer)\b|[a-z]{3,12}er\sthan\b|(?:high|low|larg|small|bigg|cheap|dear|fast|slow|short|long|bright|dimm|heavi|light|strong|weak|wid|tall|deep|warm|cold|cool|hott|great|few|rich|poor|clean|old|young|thinn|thick|safe?r?|quick|dri|wett|busi)er\s*(?:[.,;:)]|$)|as\s[a-z]{3,12}\s(?:as\b|[a-z]+\sas\b)|off\b)"
)
_DOES = re.compile(
    r"\s(?:(?:now|also|still|only|never|already|even|actually|then|later)\s)?"
    r"(?:had|have|are|were|say|said|want\w*|expect\w*|think|thought|would|will|plan\w*|support\w*|oppose\w*|agree[d]?|disagree[d]?"
    r"|back(?:ed)?|did|do|felt|feel|knew|know|believe[d]?|voted?|chose|preferr?e?d?|report(?:ed)?|cited?|named|blamed?|favou?r(?:ed)?"
    r"|came|come|went|go|live[d]?|died|survived|own(?:ed)?|work(?:ed)?|earn(?:ed)?|failed|need(?:ed)?|remain(?:ed)?|could|cannot|can)\b"
)
# Where a clause begins whose subject is *half*: "where only half agreed".
_OPENS = re.compile(
    r"(?:^|[,;:—–]|\b(?:only|just|about|nearly|almost|roughly|barely|where|and|but|while|that|which|another|of\swhom))\s*$"
)
_LED = re.compile(
    r"(?:by|almost|nearly|about|over|than|around|roughly|to|as|up|down|another|fell|rose|slid|sank|shrank|grew|lost|shed|fallen"
    r"|risen|grown|slipped|dropped|dipped|climbed|jumped|gained|plunged|tumbled|surged|soared|declined|increased|decreased)"
    r" an? $"
)


def _ends_measure(before: str, after: str) -> bool:
    """``fell by a third``, ``almost a quarter``: nothing follows that "third" could be the ordinal of."""
    led = _LED.search(before)
    return led is not None and _MEASURED.match(after) is not None
