"""HTML to text: what a reader sees on a page, in reading order, and which of it is the article."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractor.articles.main_text import Block, find_headline, find_main
from extractor.lexicons import load
from extractor.records import Article, Link

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
# libxml2 stops at a NUL, and lxml takes none of the others in a text that it is given; a form feed is white space.
NO_XML = {
    **dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF], "\ufffd"),
    **{code: chr(code) for code in b"\t\n\r"},
    0x0C: " ",
}
# The same characters written by number, which libxml2 lets pass.
CHARACTER_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,4})(?![0-9a-f])|0*([0-9]{1,5})(?![0-9]));?", re.IGNORECASE)
# No page has it (``NO_XML``).
MARK = "\uffff"
# What a text that holds HTML has: a tag that ends a block or a link, or breaks a line.
SIGN = re.compile(r"</(?:a|article|blockquote|body|div|h[1-6]|li|p|section|span|table)>|<br ?/?>|<p>", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def read_page(html: str, *, document: str) -> Article:
    """Read a web page.

    The text is what a reader sees: block elements become paragraphs with a blank line between them, list items and
    table rows lines of their own, table cells are set apart by tabs, white space is collapsed as browsers do it.

    Args:
        html: The page's source, decoded.
        document: The path of the page.

    Returns:
        The article. ``main_blocks`` are the spans of its text that hold the main content; all of the text where none
        could be told from the rest.
    """
    tree = _parse(html)
    if tree is None:
        return Article(document=document, text="", main_blocks=())
    layout = _Layout()
    blocks = layout.read(tree)
    text = "".join(block.gap + block.text for block in blocks)
    page = _extract(tree)
    main = find_main(blocks, main_text=page.text or "", title=page.title or "")
    spans = list(_spans(blocks))
    return Article(
        document=document,
        text=text,
        title=page.title,
        date=page.date,
        url=page.url,
        outlet=page.sitename,
        authors=tuple(name.strip() for name in (page.author or "").split(";") if name.strip()),
        main_blocks=tuple(spans[index] for index in main.blocks) if main.blocks else tuple(spans),
        headline=None if main.headline is None else spans[main.headline],
        links=tuple(_links(layout.links, spans)),
    )


def is_html(text: str) -> bool:
    """Tell whether a text that might be plain is the source of a page, or a part of one."""
    return SIGN.search(text) is not None


def lay_out_page(html: str, *, document: str) -> Article:
    """Read what a web page shows, without looking for its main text: that takes most of the time of ``read_page``.

    Args:
        html: The page's source, decoded.
        document: The path of the page.

    Returns:
        The article with its text, headline and address.
    """
    tree = _parse(html)
    if tree is None:
        return Article(document=document, text="")
    layout = _Layout()
    blocks = layout.read(tree)
    spans = list(_spans(blocks))
    headline = find_headline(blocks, " ".join(tree.xpath("//title/text() | //meta[@property='og:title']/@content")))
    return Article(
        document=document,
        text="".join(block.gap + block.text for block in blocks),
        url=next(iter(tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")), None),
        headline=None if headline is None else spans[headline],
        links=tuple(_links(layout.links, spans)),
    )


def _parse(html: str) -> Any:
    """Return the root element of a page, None for a page without any."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # libxml2 takes bytes only where a declaration names another encoding than the one they are in.
    source = CHARACTER_REFERENCE.sub(_without_controls, XML_DECLARATION.sub("", html).translate(NO_XML))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing in it
        return None


def _without_controls(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return NO_XML[code] if code in NO_XML else reference.group()


def _extract(tree: Any) -> Any:
    """Return trafilatura's document: title, date and url of the page, and its main text, each None if not found."""
    from trafilatura import bare_extraction, extract_metadata

    # A library leaves it to its user what is logged; without this, trafilatura's warnings would reach the screen.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    # The day of first publication, and only where the page states it: no guess from digits in the running text.
    dates = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
    page = bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=True,
        date_extraction_params=dates,
    )
    return page or extract_metadata(tree, date_config=dates)


def _spans(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    position = 0
    for block in blocks:
        position += len(block.gap)
        yield position, position + len(block.text)
        position += len(block.text)


def _links(links: list[tuple[int, int, str, str]], spans: Sequence[tuple[int, int]]) -> Iterator[Link]:
    for block, offset, label, url in links:
        start = spans[block][0] + offset
        yield Link(text=label, start=start, end=start + len(label), url=url)


@dataclass
class _Layout:
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
