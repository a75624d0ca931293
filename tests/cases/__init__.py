"""Tables of cases: an entry is a sentence with the expected spans in square brackets, and what to expect of them.

What to expect stands under the columns of ``extractor.writers.rows``, one value for all spans or a list with one for
each; ``"none"`` is an empty cell. ``before`` and ``after`` are the text around the sentence, ``date`` is the article's,
``xfail`` tells what does not work yet. ``\\[`` is a bracket of the text itself.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BRACKET = re.compile(r"(\\?)([\[\]])")


@dataclass(frozen=True)
class Case:
    """A text with the spans that are expected in it.

    Attributes:
        text: The text without its marks.
        start: Where the sentence begins that the spans stand in.
        end: Where it ends.
        spans: The expected spans; they count in ``text``.
        expected: For each span its text, as ``quantity``, and what the entry says of it.
        date: The article's date, where the entry gives one.
    """

    text: str
    start: int
    end: int
    spans: list[tuple[int, int]]
    expected: list[dict[str, Any]]
    date: str | None = None


def read_cases(table: str) -> list[Any]:
    """Return the cases of a table as parameters of a test, each named as its entry."""
    text = Path(__file__).with_name(f"{table}.toml").read_text(encoding="utf-8")
    return [_to_parameter(name, entry) for name, entry in tomllib.loads(text).items()]


def _to_parameter(name: str, entry: dict[str, Any]) -> Any:
    reason = entry.pop("xfail", None)
    marks = [pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True)] if reason else []
    return pytest.param(_to_case(**entry), id=name, marks=marks)


def _to_case(*, sentence: str, before: str = "", after: str = "", date: str | None = None, **fields: Any) -> Case:
    text, spans = _without_marks(sentence)
    for name, value in fields.items():
        if isinstance(value, list) and len(value) != len(spans):
            raise ValueError(f"{sentence}: {name} has {len(value)} values for {len(spans)} spans")
    expected = [
        {"quantity": text[start:end]} | {name: _cell(value, number) for name, value in fields.items()}
        for number, (start, end) in enumerate(spans)
    ]
    base = len(before)
    moved = [(base + start, base + end) for start, end in spans]
    return Case(before + text + after, base, base + len(text), moved, expected, date)


def _without_marks(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    text, edges, end = "", [], 0
    for match in BRACKET.finditer(sentence):
        text, end = text + sentence[end : match.start()], match.end()
        if match[1]:
            text += match[2]
        elif match[2] == "[]"[len(edges) % 2]:
            edges.append(len(text))
        else:
            raise ValueError(f"{sentence}: brackets do not pair")
    return text + sentence[end:], list(zip(edges[::2], edges[1::2], strict=True))


def _cell(value: Any, number: int) -> Any:
    value = value[number] if isinstance(value, list) else value
    return None if value == "none" else pytest.approx(value) if isinstance(value, float) else value
