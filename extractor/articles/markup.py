"""HTML to text: what a reader sees on a page, in reading order, and which of it is the article."""

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.articles.layout import Layout
from extractor.articles.main_text import Block, find_headline, find_main
from extractor.records import Article, Link

# libxml2 stops at a NUL, and lxml takes none of the others in a text that it is given; a form feed is white space.
NO_XML = {
    **dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF], "\ufffd"),
    **{code: chr(code) for code in b"\t\n\r"},
    0x0C: " ",
}
# The same characters written by number, which libxml2 lets pass.
CHARACTER_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,4})(?![0-9a-f])|0*([0-9]{1,5})(?![0-9]));?", re.IGNORECASE)
# What a text that holds HTML has: a tag that ends a block or a link, or breaks a line.
SIGN = re.compile(r"</(?:a|article|blockquote|body|div|h[1-6]|li|p|section|span|table)>|<br ?/?>|<p>", re.IGNORECASE)
ADDRESS = re.compile(r"https?\b|\bwww\b|[@/]", re.IGNORECASE)
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
    layout = Layout()
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
        authors=tuple(_names(page.author, outlet=page.sitename)),
        main_blocks=tuple(spans[index] for index in main.blocks) if main.blocks else tuple(spans),
        headline=None if main.headline is None else spans[main.headline],
        links=tuple(_links(layout.links, spans)),
    )


def _names(authors: str | None, *, outlet: str | None) -> Iterator[str]:
    """Yield the names of a page's authors; some pages give their own name or address among them."""
    for name in (authors or "").split(";"):
        if name.strip() and not ADDRESS.search(name) and name.strip() != outlet:
            yield name.strip()


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
    layout = Layout()
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
