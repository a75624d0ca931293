"""Citations that cover a paragraph: closing ones, bare link markers, and sentences that only point on.

Reads the paragraph's text, not its parse: the citing sentence need not hold a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.names import Names, bare_name
from extractor.claims.parts import POSSESSIVE
from extractor.records import Source

_JOINS = r"(?:(?:of|and|for|de|del|di|van|von|y|e|et|und|og|och|&)\s(?:the\s|la\s|der\s)?)?"
_NAME = rf"(?P<name>[A-Z][\w&.'’-]*(?:\s{_JOINS}[A-Z][\w&.'’-]*){{0,6}}?)"
_BEHIND_NAMES = (
    *("article", "report", "story", "newspaper", "website", "survey", "study", "data", "figures", "release"),
    *("statement", "filing", "bulletin", "database", "index", "accounts"),
)
_CLOSE = rf"(?:['’]s?)?(?:\s(?:[a-z-]+\s){{0,2}}(?:{'|'.join(_BEHIND_NAMES)}))?[.\s)]*$"


@dataclass(frozen=True)
class Reference:
    """A citation and the part of the paragraph that it covers: from the citation before it to itself."""

    source: Source
    start: int
    end: int

    @property
    def gives(self) -> bool:
        """Whether the source gives a figure of its own, so that it covers nothing that others did."""
        return (self.source.cue or "").lower() in lexicons.load("cues")["givers"]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], list[re.Pattern[str]]]:
    lexicon = lexicons.load("cues")
    participles = lexicons.alternatives(lexicon["participles"])
    prepositions = lexicons.alternatives([word for word in lexicon["prepositions"] if word != "per"])
    markers = lexicons.alternatives(lexicon["markers"])
    bare = re.compile(
        rf"""(?P<bracket>\[\s?(?:[Ss]ource|\d{{1,3}}|[Ll]ink)\s?\])
           | (?:(?<=[\w%)”"’][.!?])|(?<=[\w%)”"’][.!?]\s))(?P<glued>Source)\.?(?=\s*$)
           | (?<=[a-z]\s)(?P<trailing>source)(?=\s*\.?\s*$)
           | (?<=[\w,]\s)(?P<adverbial>{markers})(?=\s*\.?\s*$)""",
        re.VERBOSE,
    )
    closing = re.compile(
        rf"(?<!\w)(?P<cue>(?i:{prepositions})|(?:as\s)?(?:{participles})\s(?:by|in))\s(?:the\s)?{_NAME}{_CLOSE}"
    )
    pointing = [re.compile(pattern.replace("{name}", _NAME) + _CLOSE) for pattern in lexicon["pointers"]]
    return bare, closing, pointing


def find_references(text: str, paragraphs: list[tuple[int, int]], names: Names) -> list[Reference]:
    """Return the citations that cover (part of) a paragraph, in order.

    Args:
        text: The clean text; all offsets count in it.
        paragraphs: The spans of its paragraphs.
        names: The names of the article.
    """
    found: list[Reference] = []
    before: tuple[int, int] | None = None
    for start, end in paragraphs:
        inside = list(_in_paragraph(text[start:end], start, names))
        if before and inside and _CREDIT.match(text, start):
            alone = inside[0]  # a line of its own credits the paragraph or the list above it
            covered = max((one.end for one in found if before[0] <= one.start < before[1]), default=before[0])
            inside[0] = Reference(alone.source, covered, alone.end)
        found.extend(inside)
        goes_on = before is not None and _ITEM.match(text, before[0]) and _ITEM.match(text, start)
        before = (before[0] if before is not None and goes_on else start, end)
    return found


_CREDIT = re.compile(r"\(?(?:Data\s)?(?:Sources?|Data|Figures|Numbers|Statistics|Via):", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]{0,4}[•*–-][ \t]")


def _in_paragraph(paragraph: str, base: int, names: Names) -> Iterator[Reference]:
    """Bare markers anywhere, a named citation at the close; each covers back to the one before it."""
    covered = base
    for source in sorted(_sources(paragraph, base, names), key=lambda source: source.start):
        end = max(source.end, source.start)
        yield Reference(source, covered, end)
        covered = end


def _sources(paragraph: str, base: int, names: Names) -> Iterator[Source]:
    bare, closing, pointing = _patterns()
    last_word = (paragraph.rstrip(". )").rsplit(None, 1) or [""])[-1]
    for match in bare.finditer(paragraph) if "[" in paragraph or last_word.endswith(_ends_of_markers()) else ():
        group = next(name for name, value in match.groupdict().items() if value)
        start, end = match.span(group)
        if group == "trailing" and paragraph[:start].split()[-1].lower() in lexicons.load("cues")["before_source"]:
            continue
        yield Source(
            text=paragraph[start:end],
            start=base + start,
            end=base + end,
            name=None,
            kind="reference",
            scope="paragraph",
            cue=None,
        )
    if not ("A" <= last_word[:1] <= "Z" or last_word in _BEHIND_NAMES):
        return
    last = max((match.end() for match in _STOP.finditer(paragraph)), default=0)
    for pattern in (*pointing, closing):
        cited = pattern.search(paragraph, last)
        if cited is None:
            continue
        name = bare_name(cited["name"])
        if name is None or _is_plan(paragraph, cited):
            continue
        start = cited.start("name")
        end = start + len(POSSESSIVE.sub("", cited["name"].rstrip(".")))
        text = paragraph[start:end]
        yield Source(
            text=text,
            start=base + start,
            end=base + end,
            name=names.full_form(name),
            kind="named",
            scope="paragraph",
            cue=cited["cue"],
        )
        return


_STOP = re.compile(r"(?<!\b[A-Z])[.!?]\s+(?=[A-Z\"“])")  # but for "U.S. Steel"


@cache
def _ends_of_markers() -> tuple[str, ...]:
    """What the last word of a paragraph ends with that closes with a bare marker without brackets."""
    return ("source", "Source", *(marker.split()[-1] for marker in lexicons.load("cues")["markers"]))


def _is_plan(paragraph: str, match: re.Match[str]) -> bool:
    return re.search(r"\b(?:Plan|Act|Bill|Agreement|Treaty)\b", paragraph[match.start("name") :]) is not None
