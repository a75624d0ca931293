"""Bytes to text: which encoding a file is in, asked of the surest witness first."""

import codecs
import re

from extractor.errors import InputError

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)

# What browsers read when a page declares the name on the left (WHATWG Encoding Standard, "Names and labels"), by the
# names of Python's codecs. A page whose declaration could be read byte by byte is not in UTF-16, whatever it says.
WEB_CODECS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "x-sjis": "cp932",
}

# The standard has browsers look for the declaration in the first 1024 bytes; pages that put scripts first exceed it.
DECLARATION_BYTES = 4096
DECLARATIONS = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE),
    re.compile(rb"""<meta\s[^>]{0,400}?charset\s*+=\s*+["']?\s*+([\w.:-]+)""", re.IGNORECASE),
)

# A codec that reads this as anything else is not one that a page can declare in plain letters: UTF-7, EBCDIC, escapes.
PLAIN_LETTERS = b'<meta charset="x"> +AGE- \\u0041'

# Prose holds no control characters but tabs, line and page breaks. Random or compressed bytes hold one in ten, UTF-16
# without a mark one in two; one in a hundred leaves room for the stray NUL of a broken export.
CONTROL_CHARACTERS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
MOST_CONTROL_SHARE = 0.01

# Text in another encoding hardly ever forms a UTF-8 sequence by accident, so that four good ones to each bad byte
# are proof of UTF-8 with damage, where guessing would spoil every accent of the text instead of one character.
GOOD_PER_BAD = 4

# Statistics need material: English in windows-1252 with one to four curly quotes or accents came out as Asian letters
# in all four cases tried, with eight or more in none. Below this many, and among plain letters, the western encoding is
# the better guess; Cyrillic or Asian text holds more high bytes than plain ones.
HIGH_BYTES = bytes(range(128, 256))
FEW_HIGH_BYTES = 32


def decode(data: bytes, *, document: str, declared: str | None = None) -> str:
    r"""Return the text that the bytes of a file stand for.

    Asked in turn: the byte order mark, strict UTF-8, the page's own declaration, damaged UTF-8, statistics. Line ends
    stay as they are, ``\r\n`` included.

    Args:
        data: The whole file.
        document: The path, for the error.
        declared: The encoding that the page itself names, as ``declared_encoding`` finds it.

    Returns:
        The text, without byte order mark.

    Raises:
        InputError: The bytes are no text, or none of the above can read them.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if len(data) - len(data.translate(None, CONTROL_CHARACTERS)) > MOST_CONTROL_SHARE * len(data):
        raise InputError(document, "is not text", "give plain text, HTML or JSON Lines, or convert it to text first")
    for codec in filter(None, ("utf-8", _web_codec(declared) if declared else None)):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    damaged = data.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if len(re.findall(r"[^\x00-\x7f]", damaged)) - bad >= GOOD_PER_BAD * bad:
        return damaged
    return _guess(data, document=document)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page names in its XML declaration or a ``meta`` element, None if it names none."""
    head = data[:DECLARATION_BYTES]
    for declaration in DECLARATIONS:
        if found := declaration.search(head):
            return found[1].decode("ascii", "replace")
    return None


def _web_codec(label: str) -> str | None:
    """Return the Python codec that a browser would use for a label, None for labels that no text can have."""
    try:
        codec = WEB_CODECS.get(label.lower()) or codecs.lookup(label).name
        codec = WEB_CODECS.get(codec, codec)
        known = PLAIN_LETTERS.decode(codec) == PLAIN_LETTERS.decode("ascii")
    except (LookupError, ValueError):
        return None
    return codec if known else None


def _guess(data: bytes, *, document: str) -> str:
    from charset_normalizer import from_bytes

    high = len(data) - len(data.translate(None, HIGH_BYTES))
    if high < FEW_HIGH_BYTES and high < len(data) / 2:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass  # one of the five bytes that this encoding leaves open
    best = from_bytes(data).best()
    if best is None:
        raise InputError(document, "is in no encoding that can be told", "save it as UTF-8")
    return str(best)
