"""Drops what is not article: navigation, promotion, credits, notices and runs of blank lines."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractor.articles.breaks import LINE_BREAK, find_cuts
from extractor.articles.offsets import CleanText
from extractor.lexicons import load
from extractor.records import Article

OUTSIDE = "outside the main text"
PROMOTION = "promotion"

# Words that somebody is quoted with are his, not the publisher's. A quotation may run on into the next paragraph.
QUOTED = re.compile(r'“[^“”]*(?:”|$)|"[^"]*(?:"|$)')
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
WORDS = re.compile(r"\w+")

# Three points are two features of a publisher's own voice, or one and two that advice shares with promotion. In the 924
# news texts that the lexicon was checked on, 38 passages reach it, all promotion; at 2.5 advice from a column on saving
# goes as well, at 3.5 passages such as "Sign up to get an email from our reporter" stay.
LEAST_EVIDENCE = 3.0
# A call that a site has put into somebody's words, as below a tweet, does not make them promotion.
LEAST_PROMOTIONAL_SHARE = 0.5
# What a heading needs of its own to go with the promotion below it: more than an imperative, which headings often are.
LEAST_HEADING_EVIDENCE = 1.5
MOST_HEADING_WORDS = 12
# Repetition is no proof: live blogs and transcripts repeat their lines. It only tips the scale.
REPETITION_EVIDENCE = {1: 0.0, 2: 0.5}
MOST_REPETITION_EVIDENCE = 1.0
# Longer paragraphs and lines are article: the longest promotion in the same texts has 217 characters. It also bounds
# the work on a line without end.
LONGEST_PROMOTION = 1200
LONGEST_FURNITURE = 300
# How long lines are where an editor or a mail program has wrapped them.
WRAPPED = range(50, 101)


@dataclass(frozen=True)
class _Piece:
    """A line of the document text, or its part inside or outside the main text, without the white space around."""

    start: int
    end: int
    main: bool = True


def clean(article: Article) -> CleanText:
    """Remove what is not article from an article.

    Of a web page everything outside its main blocks goes first. Then each line is held against the lexicon
    ``boilerplate``: furniture by its form, promotion by adding up evidence. Runs of blank lines shrink to one, and
    between two neighbours exactly one break remains, the stronger of those that stood around what was removed.

    Args:
        article: The article as it was read.

    Returns:
        The clean text, with each removed stretch, its offsets in the document text and the reason.
    """
    pieces = list(_find_pieces(article.text, article.main_blocks))
    reasons = [None if piece.main else OUTSIDE for piece in pieces]
    lines = [index for index, piece in enumerate(pieces) if piece.main]
    found = _judge([pieces[index] for index in lines], article.text)
    for index, reason in zip(lines, found, strict=True):
        reasons[index] = reason
    return CleanText.without(
        article.text,
        find_cuts([(piece.start, piece.end) for piece in pieces], reasons, article.text),
    )


def _find_pieces(text: str, main_blocks: tuple[tuple[int, int], ...] | None) -> Iterator[_Piece]:
    edges = None if main_blocks is None else sorted({edge for block in main_blocks for edge in block})
    inside = set() if main_blocks is None else {start for start, end in main_blocks if start < end}
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        cuts = [] if edges is None else edges[bisect_right(edges, position) : bisect_right(edges, end - 1)]
        for start, stop in pairwise([position, *cuts, end]):
            part = text[start:stop]
            if part.strip():
                left = start + len(part) - len(part.lstrip())
                main = edges is None or _last_edge(edges, left) in inside
                yield _Piece(left, left + len(part.strip()), main)
        position = end


def _last_edge(edges: list[int], position: int) -> int:
    index = bisect_right(edges, position) - 1
    return edges[index] if index >= 0 else -1


def _judge(pieces: list[_Piece], text: str) -> list[str | None]:
    """Return for each line of the main text why it goes, None where it stays."""
    lines = [text[piece.start : piece.end] for piece in pieces]
    keys = [" ".join(line.split()).casefold() if len(line) <= LONGEST_PROMOTION else "" for line in lines]
    times = Counter(keys)
    reasons = [_name_furniture(line) for line in lines]
    for first, last in _find_paragraphs(pieces, lines, text):
        paragraph = " ".join(lines[first:last])
        if reasons[first] is None and _promotion_evidence(paragraph, times=times[keys[first]]) >= LEAST_EVIDENCE:
            reasons[first:last] = [PROMOTION] * (last - first)
    _add_headings(lines, keys, reasons)
    _add_weak(keys, reasons)
    return reasons


def _name_furniture(line: str) -> str | None:
    if len(line) > LONGEST_FURNITURE:
        return None
    return next((reason for pattern, reason in _furniture() if pattern.fullmatch(line)), None)


def _promotion_evidence(paragraph: str, *, times: int) -> float:
    if len(paragraph) > LONGEST_PROMOTION:
        return 0.0
    promotional, found = 0, set[int]()
    sentences = SENTENCE_END.split(QUOTED.sub("“”", paragraph))
    for sentence in sentences:
        here = {index for index, (pattern, _) in enumerate(_promotion()) if pattern.search(sentence)}
        promotional += len(sentence) if any(_promotion()[index][1] > 0 for index in here) else 0
        found |= here
    if promotional < LEAST_PROMOTIONAL_SHARE * sum(map(len, sentences)):
        return 0.0
    evidence = sum(_promotion()[index][1] for index in sorted(found))
    return evidence + REPETITION_EVIDENCE.get(times, MOST_REPETITION_EVIDENCE)


def _find_paragraphs(pieces: list[_Piece], lines: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that make one paragraph, as half-open index ranges: mostly one, several where text is wrapped."""
    first = 0
    for index, line in enumerate(lines):
        following = index + 1
        wrapped = (
            following < len(lines)
            and len(line) in WRAPPED
            and line[-1] not in '.!?:”"'
            and lines[following][0].islower()
            and len(LINE_BREAK.findall(text, pieces[index].end, pieces[following].start)) == 1
        )
        if not wrapped:
            yield first, following
            first = following


def _add_headings(lines: list[str], keys: list[str], reasons: list[str | None]) -> None:
    """Mark the headings that stand directly above promotion, each time that they stand, or that promote themselves."""
    above = [
        index
        for index, (reason, following) in enumerate(pairwise(reasons))
        if reason is None
        and following == PROMOTION
        and len(WORDS.findall(lines[index][:200])) <= MOST_HEADING_WORDS
        and lines[index][-1] not in ".;,"
    ]
    times, times_above = Counter(keys), Counter(keys[index] for index in above)
    for index in above:
        always = times[keys[index]] == times_above[keys[index]] > 1
        if always or _promotion_evidence(lines[index], times=1) >= LEAST_HEADING_EVIDENCE:
            reasons[index] = PROMOTION


def _add_weak(keys: list[str], reasons: list[str | None]) -> None:
    weak = load("boilerplate")["weak"]
    words = set(weak["words"])
    first = 0
    while first < len(keys):
        last = first
        while last < len(keys) and reasons[last] is None and keys[last] in words:
            last += 1
        beside = any(0 <= index < len(keys) and reasons[index] for index in (first - 1, last))
        if last - first > 1 or (last > first and beside):
            reasons[first:last] = [weak["reason"]] * (last - first)
        first = last + 1


@cache
def _furniture() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_compile(entry["pattern"]), entry["reason"]) for entry in load("boilerplate")["furniture"])


@cache
def _promotion() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((_compile(entry["pattern"]), entry["weight"]) for entry in load("boilerplate")["promotion"])


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("'", "['’]"), re.IGNORECASE)
