"""Drops what is not article: navigation, promotion, credits, notices and runs of blank lines."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from extractor.articles.breaks import LINE_BREAK, find_cuts
from extractor.articles.candidates import Paragraph
from extractor.articles.evidence import plain
from extractor.articles.offsets import CleanText, Reason
from extractor.articles.promotion import find_promotion
from extractor.articles.sites import LEADING, NO_FURNITURE, SiteFurniture, digest_line, is_long_enough, site_of
from extractor.lexicons import load
from extractor.records import Article

OUTSIDE = Reason("outside the main text")
SITE_FURNITURE = Reason("site furniture")
MARKUP = Reason("markup")

# What shares more than this with other articles is another version of them, not an article with their furniture.
MOST_SHARED = 0.5
# Longer lines are no furniture; it also bounds the work on a line without end.
LONGEST_FURNITURE = 300
# How long lines are where an editor or a mail program has wrapped them.
WRAPPED = range(50, 101)


@dataclass(frozen=True)
class _Piece:
    """A line of the document text, or its part inside or outside the main text, without the white space around."""

    start: int
    end: int
    main: bool = True


def clean(article: Article, furniture: SiteFurniture = NO_FURNITURE) -> CleanText:
    """Remove what is not article from an article.

    Of a web page everything outside its main blocks goes first, and then what is known for furniture of its site. Each
    other line is held against the lexicon ``boilerplate``: furniture by its form, promotion by adding up evidence. Runs
    of blank lines shrink to one, and between two neighbours exactly one break remains, the stronger of those that stood
    around what was removed.

    Args:
        article: The article as it was read.
        furniture: The lines that stand on many articles of its site, where a survey was made.

    Returns:
        The clean text, with each removed stretch, its offsets in the document text and the reason.
    """
    pieces = list(_find_pieces(article.text, article.main_blocks))
    reasons = [None if piece.main else OUTSIDE for piece in pieces]
    for index in _find_site_furniture(pieces, article, furniture):
        reasons[index] = SITE_FURNITURE
    see = _without_markup(article)
    for index, piece in enumerate(pieces):
        if reasons[index] is None and not see(piece):
            reasons[index] = MARKUP
    lines = [index for index, reason in enumerate(reasons) if reason is None]
    found = _judge([pieces[index] for index in lines], article.text, see)
    for index, reason in zip(lines, found, strict=True):
        reasons[index] = reason
    cuts = list(find_cuts([(piece.start, piece.end) for piece in pieces], reasons, article.text))
    return CleanText.without(article.text, [*cuts, *_cut_markup(article.markup, cuts)])


@dataclass(frozen=True, kw_only=True)
class Cleaner:
    """Cleans articles, each with what is known of its site; plain data, so that any process can be told.

    Attributes:
        furniture: The lines that stand on many articles of a site, by what ``site_of`` calls it.
        keep: Whether all is kept: menus, advertisements and the like are read as if they were the article.
    """

    furniture: Mapping[str, SiteFurniture] = field(default_factory=dict)
    keep: bool = False

    def __call__(self, article: Article) -> CleanText:
        """Return the clean text of an article."""
        if self.keep:
            return CleanText.without(article.text, _cut_markup(article.markup, []))
        return clean(article, self.furniture.get(site_of(article), NO_FURNITURE))

    @property
    def digest(self) -> str:
        """What clean texts depend on beside the article."""
        known = [(site, sorted(one.lines), sorted(one.leading)) for site, one in sorted(self.furniture.items())]
        return hashlib.sha256(repr((self.keep, known)).encode("utf-8", "surrogatepass")).hexdigest()


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


def _find_site_furniture(pieces: list[_Piece], article: Article, furniture: SiteFurniture) -> list[int]:
    """Return the indices of the main pieces that are furniture of the site."""
    if not furniture.lines:
        return []
    texts = {index: article.text[piece.start : piece.end] for index, piece in enumerate(pieces) if piece.main}
    headline = article.headline[0] if article.headline else 0
    opening = [index for index in texts if pieces[index].start >= headline][:LEADING]
    found = [
        index
        for index, text in texts.items()
        if is_long_enough(text) and digest_line(text) in (furniture.leading if index in opening else furniture.lines)
    ]
    shared = sum(len(texts[index]) for index in found)
    return found if shared <= MOST_SHARED * sum(map(len, texts.values())) else []


def _last_edge(edges: list[int], position: int) -> int:
    index = bisect_right(edges, position) - 1
    return edges[index] if index >= 0 else -1


def _cut_markup(
    markup: Iterable[tuple[int, int]], cuts: Sequence[tuple[int, int, Reason]]
) -> Iterator[tuple[int, int, Reason]]:
    """Yield the parts of the markup that are not cut with their lines."""
    starts = [start for start, _, _ in cuts]
    for start, end in markup:
        before = bisect_right(starts, start)
        begin = max(start, cuts[before - 1][1]) if before else start
        stop = min(end, starts[before]) if before < len(cuts) else end
        if begin < stop:
            yield begin, stop, MARKUP


def _without_markup(article: Article) -> Callable[[_Piece], str]:
    """Return what tells of a line what a reader sees of it."""
    text, starts = article.text, [start for start, _ in article.markup]

    def see(piece: _Piece) -> str:
        if not starts:
            return text[piece.start : piece.end]
        inside = article.markup[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
        edges = [piece.start, *(edge for span in inside for edge in span), piece.end]
        return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)).strip()

    return see


def _judge(pieces: list[_Piece], text: str, see: Callable[[_Piece], str]) -> list[Reason | None]:
    """Return for each line of the main text why it goes, None where it stays."""
    lines = [plain(see(piece)) for piece in pieces]
    reasons = [_name_furniture(line) for line in lines]
    for promotion in find_promotion(list(_find_paragraphs(pieces, lines, reasons, text))):
        reason = Reason("promotion", promotion.score, promotion.evidence)
        for index in range(promotion.paragraph.first, promotion.paragraph.last):
            reasons[index] = reason
    _add_weak(lines, reasons)
    return reasons


def _name_furniture(line: str) -> Reason | None:
    if len(line) > LONGEST_FURNITURE:
        return None
    return next((reason for pattern, reason in _furniture() if pattern.fullmatch(line)), None)


def _find_paragraphs(
    pieces: list[_Piece], lines: list[str], reasons: list[Reason | None], text: str
) -> Iterator[Paragraph]:
    """Yield the paragraphs: mostly a line each, several lines where text is wrapped."""
    first, parted = 0, False
    for index, line in enumerate(lines):
        following = index + 1
        breaks = _count_breaks(pieces[index : following + 1], text)
        wrapped = (
            breaks == 1
            and len(line) in WRAPPED
            and line[-1] not in '.!?:”"'
            and text[pieces[following].start].islower()
        )
        if not wrapped:
            yield Paragraph(first, following, " ".join(lines[first:following]), parted, gone=reasons[first] is not None)
            first, parted = following, breaks > 1


def _count_breaks(neighbours: list[_Piece], text: str) -> int:
    """Return how many line breaks part two neighbours, 0 after the last line."""
    between = [(before.end, after.start) for before, after in pairwise(neighbours)]
    return sum(len(LINE_BREAK.findall(text, *gap)) for gap in between)


def _add_weak(lines: list[str], reasons: list[Reason | None]) -> None:
    weak = load("boilerplate")["weak"]
    words = set(weak["words"])
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and reasons[last] is None and lines[last] in words:
            last += 1
        beside = any(0 <= index < len(lines) and reasons[index] for index in (first - 1, last))
        if last - first > 1 or (last > first and beside):
            reasons[first:last] = [Reason(weak["reason"])] * (last - first)
        first = last + 1


@cache
def _furniture() -> tuple[tuple[re.Pattern[str], Reason], ...]:
    return tuple(
        (re.compile(entry["pattern"]), Reason(entry["reason"], evidence=(entry["id"],)))
        for entry in load("boilerplate")["furniture"]
    )
