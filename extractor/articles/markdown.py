"""Markdown to what a reader sees of it: which characters are markup, and where its links lead.

The document text stays as it was written, so that offsets count in the source; the clean text is without the markup.
Inline markup is found by patterns after CommonMark 0.31: parsers of it do not tell where in the source it stands.
"""

import re
from dataclasses import dataclass

from extractor.records import Link

# A label may hold brackets once, as the marker "[source]" in a link does. Bounded: a text may be brackets all through.
LINK = re.compile(
    r"(?P<image>!)?\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,500})\]"
    r"(?:\([ \t]{0,3}<?(?P<url>https?://[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?"
    r"(?:[ \t]{1,3}[\"'(][^\n]{0,300}?[\"')])?[ \t]{0,3}\)|\[(?P<name>[^\[\]\n]{0,100})\])"
)
DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n]{1,100})\]:[ \t]{1,8}<?(?P<url>https?://[^\s<>]{1,2000})>?"
    r"(?:[ \t]{1,8}[\"'(].{0,300})?$",
    re.M,
)
# What stands at the beginning of a line, alone on it, or around words.
BLOCK = re.compile(
    r"^(?: {0,3}#{1,6}[ \t]+| {0,3}(?:>[ \t]?)+)|(?<![ \t])[ \t]{1,8}#{1,6}[ \t]{0,8}$"
    r"|^ {0,3}(?:[-*_][ \t]*){3,}$|^ {0,3}=+[ \t]*$"
    r"|^ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?)?[ \t]*$|^ {0,3}```.*$",
    re.M,
)
STRONG = re.compile(r"(?P<open>\*\*|__|~~)(?=\S)(?P<inside>[^\n]{1,1000}?)(?<=\S)(?P=open)")
EMPHASIS = re.compile(r"(?<![\w*_])(?P<open>[*_])(?=[^\s*_])(?P<inside>[^\n*_]{1,500}?)(?<=\S)(?P=open)(?![\w*_])")
# A label that is a bare marker of a source keeps its brackets: "[source](https://…)" reads "[source]".
MARKER = re.compile(r"(?:source|link|\d{1,3})", re.IGNORECASE)
# What makes a text without a file's suffix Markdown.
SIGN = re.compile(r"^#{1,6} \S|\]\(https?://", re.M)


@dataclass(frozen=True, kw_only=True)
class Markup:
    """What is not to be read of a Markdown text.

    Attributes:
        spans: Half-open spans of the markup, in order and disjoint.
        links: Where the links lead, by the spans of their labels.
    """

    spans: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()


def is_markdown(text: str) -> bool:
    """Tell whether a text that might be plain has Markdown's headings or links."""
    return SIGN.search(text) is not None


def find_markup(text: str) -> Markup:
    """Return the markup of a Markdown text.

    Args:
        text: The source; offsets count in it.

    Returns:
        Headings' signs, marks of quotation, rules, emphasis, images, and of links all but the label.
    """
    targets = {found["name"].casefold(): found["url"] for found in DEFINITION.finditer(text)}
    spans = [found.span() for found in DEFINITION.finditer(text)]
    links: list[Link] = []
    for found in LINK.finditer(text):
        url = found["url"] or targets.get((found["name"] or found["label"]).casefold())
        if url is None:
            continue
        start, end = found.span("label")
        if found["image"]:
            spans.append(found.span())
            continue
        if MARKER.fullmatch(found["label"]):
            start, end = start - 1, end + 1
        spans += [(found.start(), start), (end, found.end())]
        links.append(Link(text=text[start:end], start=start, end=end, url=url))
    spans += [found.span() for found in BLOCK.finditer(text)]
    for pattern in (STRONG, EMPHASIS):
        for found in pattern.finditer(text):
            width = len(found["open"])
            spans += [(found.start(), found.start() + width), (found.end() - width, found.end())]
    return Markup(spans=tuple(_disjoint(spans)), links=tuple(links))


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        begin = max(start, kept[-1][1]) if kept else start
        if begin < end:
            kept.append((begin, end))
    return kept
