"""Where sentences begin and end in running news text, and which of them hold a number.

Splitting comes before parsing, so that sentences without a number are never parsed. Lines are sentences or hold whole
sentences, as headings and list items do, unless the text is wrapped at a fixed width.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from extractor import lexicons

_BOUNDARY = re.compile(
    # A stop counts before a capital.
    r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>["”'’)\]»]*+)(?P<gap>\s++)(?=["“'‘(\[«]{0,4}[A-Z0-9$£€¥₹#@])
      | (?P<glued>[.!?]["”])(?=[A-Z][a-z])""",
    re.VERBOSE,
)
_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n++[ \t]*+")
_LETTERS = re.compile(r"(?:U\.S|U\.K|E\.U|U\.N|D\.C)$")
_WORD = re.compile(r"[A-Z][\w’']+")
_INITIAL = re.compile(r"(?:^|[\s(.\"“])[A-Z]$")
_MARKER = re.compile(r"(?:[-*•‣–·>]|#{1,6}|\d{1,2}[.)])[ \t]+")

# Of the single line breaks of a wrapped text at least so many fall within a sentence. Lists and headings, which break
# after full lines, stay far below; e-mails and wire copy at 60 to 80 columns lie above 0.5.
WRAPPED_SHARE = 0.4
_WRAPPED_WIDTH = 40

# Of 9,434 sentences with a number in 924 news articles, three have more than 500 characters and none has 860. A longer
# one is a list, a table or no language; it is cut at white space, because the parser's memory and much of the work on a
# number grow with its sentence.
LONGEST_SENTENCE = 1_000
# The longest word of those articles, an address, has 87 characters.
LONGEST_WORD = 200
# The longest of those articles has 60,000 characters.
LONGEST_STRETCH = 100_000

_ENDLESS = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}+")


def without_endless_words(text: str) -> str:
    """Return the text with words of more than ``LONGEST_WORD`` characters, which are data, blanked; offsets stay."""
    return _ENDLESS.sub(lambda word: " " * len(word[0]), text)


def split_stretches(sentences: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield sentences in runs that are read together: all of an article's, or parts of a text beyond an article's size.

    So time and memory grow linearly with any text. What a name, a quotation or a citation tells of other sentences does
    not reach from one stretch to the next.

    Args:
        sentences: The spans of a text's sentences.

    Yields:
        The sentences in runs of at least one, each of at most ``LONGEST_STRETCH`` characters.
    """
    stretch: list[tuple[int, int]] = []
    for start, end in sentences:
        if stretch and end - stretch[0][0] > LONGEST_STRETCH:
            yield stretch
            stretch = []
        stretch.append((start, end))
    if stretch:
        yield stretch


# The texts of a batch of articles are split twice: before they are parsed, and to tell what their pronouns stand for.
@lru_cache(maxsize=64)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of the sentences, headings and list items of a text, without surrounding white space.

    Args:
        text: The clean text of one article.

    Returns:
        The spans in order; sentences of more than ``LONGEST_SENTENCE`` characters are cut into several.
    """
    spans: list[tuple[int, int]] = []
    wrapped = _is_wrapped(text)
    start = 0
    for line_break in _LINE_BREAK.finditer(text):
        if wrapped and line_break[0].count("\n") == 1 and _continues(text, line_break):
            continue
        spans.extend(_split_line(text, start, line_break.start()))
        start = line_break.end()
    spans.extend(_split_line(text, start, len(text)))
    return tuple(spans)


def _continues(text: str, line_break: re.Match[str]) -> bool:
    before = text[max(0, line_break.start() - 1) : line_break.start()]
    line = line_break.start() - text.rfind("\n", 0, line_break.start()) - 1
    return line >= _WRAPPED_WIDTH and before not in '.!?:…"”' and not _MARKER.match(text, line_break.end())


def _is_wrapped(text: str) -> bool:
    breaks = [match for match in _LINE_BREAK.finditer(text) if match[0].count("\n") == 1 and match.end() < len(text)]
    inside = sum(1 for match in breaks if text[match.end()].islower() and _continues(text, match))
    return bool(breaks) and inside >= WRAPPED_SHARE * len(breaks)


@cache
def _abbreviations() -> re.Pattern[str]:
    words = lexicons.load("abbreviations")
    always = lexicons.alternatives(words["always"])
    number = lexicons.alternatives(words["before_number"])
    return re.compile(rf"(?<![\w])(?:(?P<always>{always})|(?P<number>{number}))$")


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    marker = _MARKER.match(text, start, end)
    begin = marker.end() if marker else start
    for match in _BOUNDARY.finditer(text, begin, end):
        stop = match.end("close") if match["stop"] else match.end()
        if match["stop"] == "." and not match["close"] and _is_abbreviation(text, match):
            continue
        spans.append((begin, stop))
        begin = match.end()
    spans.append((begin, end))
    trimmed = [span for first, last in spans if (span := _trim(text, first, last)) is not None]
    return [part for first, last in trimmed for part in _cut(text, first, last)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence whole, or in parts where it is too long: cut before a word, or within one without end."""
    while end - start > LONGEST_SENTENCE:
        within = range(start + LONGEST_SENTENCE, start, -1)
        stop = next((at for at in within if text[at].isspace()), start + LONGEST_SENTENCE)
        part = _trim(text, start, stop)
        if part is not None:
            yield part
        start = stop
    part = _trim(text, start, end)
    if part is not None:
        yield part


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    found = _abbreviations().search(before)
    if found is not None:
        return found["always"] is not None or text[match.end() : match.end() + 1].isdigit()
    if _LETTERS.search(before) is not None:  # "the U.S. Senate", but "in the U.S. The Senate"
        following = _WORD.match(text, match.end())
        return following is not None and following[0].lower() not in STOP_WORDS
    return _INITIAL.search(before) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def _number_pattern() -> re.Pattern[str]:
    numerals = lexicons.load("numerals")
    words = [
        word
        for table in ("units", "tens", "scales", "groups", "plurals", "multiples", "multiple_verbs")
        for word in numerals[table]
    ]
    ordinals = lexicons.alternatives([word for word in numerals["ordinals"] if word != "first"])
    fractions = lexicons.alternatives(numerals["fractions"])
    return re.compile(
        rf"\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|(?<![\w])(?:{lexicons.alternatives(words)}|{fractions}|{ordinals})(?!\w)|fold\b", re.I
    )


def holds_number(text: str) -> bool:
    """Tell whether a sentence holds anything that may be a number, in digits or words."""
    return _number_pattern().search(text) is not None
