"""Lays out what a reader sees of a page in blocks, in reading order, and takes down where its links stand."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractor.articles.main_text import Block
from extractor.lexicons import load

# What a browser does not show, or shows as something to press rather than to read.
UNSEEN = frozenset(
    {"audio", "button", "canvas", "datalist", "dialog", "iframe", "input", "map", "meter", "noscript", "object"}
    | {"option", "progress", "script", "select", "style", "svg", "template", "textarea", "title", "video"}
)
PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"}
    | {"hr", "html", "legend", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table"}
    | {"tbody", "tfoot", "thead", "ul"}
)
# What stands between two blocks; of two of these the greater string is the stronger break.
LINE, PARAGRAPH = "\n", "\n\n"

LINES = frozenset({"li", "tr"})
CELLS = frozenset({"td", "th"})

# White space as HTML counts it: the no-break space and its kin are text.
WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
# The last of each is how pages add words for screen readers alone, as "opens in a new tab" in the midst of a sentence;
# the class names are those of Bootstrap, WordPress and the HTML5 Boilerplate.
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01]", re.IGNORECASE)
HIDDEN_CLASSES = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"})
SPACES = re.compile(r" {2,}")
AROUND_BREAK = re.compile(r" ?([\t\n]) ?")
PARAGRAPH_BREAK = re.compile(r"\n{2,}")
NAME_PARTS = re.compile(r"[^a-z]+")
# No page has it (``markup.NO_XML``).
MARK = "\uffff"


@dataclass
class Layout:
    """Walks a page once, without recursion, and lays its text out in blocks.

    Attributes:
        blocks: What is finished.
        line: The pieces of the block under work.
        gap: What separates that block from the one before.
        tags: The block elements that are open, innermost last.
        preformatted: How many ``pre`` elements are open.
        asides: How many elements that the page marks as asides are open.
        targets: The labels and addresses of the links in the block under work.
        links: Those of finished blocks, each with the number of its block and its place in it.
    """

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    gap: str = ""
    tags: list[str] = field(default_factory=lambda: [""])
    preformatted: int = 0
    asides: int = 0
    targets: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[int, int, str, str]] = field(default_factory=list)

    def read(self, tree: Any) -> list[Block]:
        """Return the blocks of a page, given its root element."""
        from lxml import etree

        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            unseen = _is_unseen(element)
            if event == "start" and unseen:
                walk.skip_subtree()
            elif event == "start":
                self._open(element.tag)
                self.asides += _is_aside(element)
                self._write(self._mark(element) if element.tag == "a" else element.text)
            else:
                if not unseen:
                    self._close(element.tag)
                    self.asides -= _is_aside(element)
                self._write(element.tail)
        self._break(PARAGRAPH)
        return self.blocks

    def _open(self, tag: str) -> None:
        if tag == "br":
            self.line.append("\n")
        elif tag in CELLS:
            self.line.append("\t")
        elif tag in LINES or tag in PARAGRAPHS:
            self._break(LINE if tag in LINES else PARAGRAPH)
            self.tags.append(tag)
            self.preformatted += tag == "pre"

    def _mark(self, link: Any) -> str | None:
        """Return the label of a link with a mark before it, which tells later where it stands."""
        label, url = link.text or "", link.get("href", "")
        words = WHITE_SPACE.sub(" ", label).strip()
        if len(link) or not words or self.preformatted or not url.lower().startswith(("http://", "https://")):
            return label
        self.targets.append((words, url))
        blank = label[: len(label) - len(label.lstrip())]
        return f"{blank}{MARK}{label.lstrip()}"

    def _finish(self, text: str) -> str:
        """Return the text of a block without the marks of its links, whose places are taken down."""
        parts = text.split(MARK)
        for number, part in enumerate(parts[1:], start=1):
            label, url = self.targets.pop(0)
            if part.startswith(label):
                self.links.append((len(self.blocks), sum(map(len, parts[:number])), label, url))
        return "".join(parts)

    def _close(self, tag: str) -> None:
        if tag in LINES or tag in PARAGRAPHS:
            self._break(LINE if tag in LINES else PARAGRAPH)
            self.tags.pop()
            self.preformatted -= tag == "pre"

    def _write(self, text: str | None) -> None:
        if text:
            self.line.append(text if self.preformatted else WHITE_SPACE.sub(" ", text))

    def _break(self, gap: str) -> None:
        """Finish the block under work; of the breaks between two blocks, the strongest separates them."""
        text = "".join(self.line) if self.preformatted else AROUND_BREAK.sub(r"\1", SPACES.sub(" ", "".join(self.line)))
        self.line.clear()
        # Two line breaks in a row are how old pages begin a paragraph.
        for part in PARAGRAPH_BREAK.split(text):
            if part.strip():
                text_of_block = self._finish(part.strip("\t\n "))
                self.blocks.append(Block(text=text_of_block, gap=self.gap, tag=self.tags[-1], aside=self.asides > 0))
                self.gap = PARAGRAPH
        if text.strip():
            self.gap = gap
        elif self.blocks:
            self.gap = max(self.gap, gap)


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in UNSEEN
        or "hidden" in element.attrib
        or bool(HIDDEN_STYLE.search(element.get("style", "")))
        or not HIDDEN_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _is_aside(element: Any) -> bool:
    """Tell whether the page marks an element by its classes or its id as a pointer to something else."""
    names = f"{element.tag} {element.get('class', '')} {element.get('id', '')}".lower()
    return not _aside_names().isdisjoint(NAME_PARTS.split(names))


@cache
def _aside_names() -> frozenset[str]:
    return frozenset(load("boilerplate")["aside"]["names"])
