import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from targets import TARGETS, check

CASES = sorted((Path(__file__).parent / "cases").iterdir())
NEWS = """
Sales rose 4% to £1.2bn , “ said ” Jane Doe . ½ $ 5 million per cent According to Reuters 2024 in May [source] ( ) — 5️⃣
٣ ５ 1e999999 -0 NaN 9,9,9 1/2/3 No. 2 34-fold 12–15 the company it
"""
CONTROLS = ["\u202e", "\u0301", "\ufeff", "\u2028", "\x85", "\x1b[31m", "\x00", "\n", "\n\n", "\r\n", "\t", ""]
WORDS = st.sampled_from(NEWS.split()) | st.sampled_from(CONTROLS) | st.text(max_size=6)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)
TAGS = st.sampled_from(
    ["p", "div", "b", "li", "td", "table", "br", "pre", "script", "style", "svg", "h1", "html", "body"]
)
MARKUP = st.recursive(
    TEXTS.map(lambda text: text[:80])
    | st.sampled_from(["<!--", "-->", "<![CDATA[", "</", "&#0;", "&#x202e;", "<p hidden>"]),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}" + (f"</{made[0]}>" if made[2] else "")
    ),
    max_leaves=12,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.fixed_dictionaries(
    {"text": TEXTS | VALUES}, optional=dict.fromkeys(("id", "title", "date", "url"), VALUES)
)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-8-sig", "shift_jis"])


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


@pytest.mark.parametrize("kept", CASES, ids=lambda kept: kept.name)
def test_kept_case_breaks_no_promise(kept: Path) -> None:
    check(kept.name.partition("-")[0], kept.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_at_all(target: str) -> None:
    check(target, b"")


@settings(max_examples=150)
@given(TEXTS, ENCODINGS)
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    check("cleaner", b"\0" + encoded(text, encoding))
    check("pipeline", b"\0" + encoded(text, encoding))


@settings(max_examples=100)
@given(MARKUP, ENCODINGS)
def test_any_page(page: str, encoding: str) -> None:
    check("pipeline", b"\1" + encoded(page, encoding))


@settings(max_examples=100)
@given(RECORDS | VALUES)
def test_any_json_record(record: object) -> None:
    check("pipeline", b"\2" + json.dumps(record).encode())


@settings(max_examples=200)
@given(st.sampled_from(list(TARGETS)), st.binary(max_size=300))
def test_any_bytes(target: str, data: bytes) -> None:
    check(target, data)


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_of_numbers(text: str) -> None:
    check("grammar", text.encode("utf-8", "surrogatepass"))
