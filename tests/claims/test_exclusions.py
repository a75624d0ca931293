import re
from pathlib import Path
from typing import Any

from cases import Case
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims import exclusions, multiples
from extractor.claims.exclusions import excluded_spans
from extractor.claims.sentences import holds_number


def test_numbers_that_claim_nothing(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected


def test_excluded_spans_tell_their_pattern() -> None:
    text = "Born on 14 March 2019."
    assert ("14 March 2019", "day-month") in {(text[start:end], name) for start, end, name in excluded_spans(text)}


@given(st.text(max_size=80))
def test_excluded_spans_of_any_text_lie_in_it(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in excluded_spans(text))


def sentences_of_all_tables() -> list[str]:
    tables = [table.read_text() for table in Path(__file__).parent.parent.joinpath("cases").glob("*.toml")]
    return [re.sub(r"\\?([\[\]])", "", text) for table in tables for text in re.findall(r'"(.{12,})"', table)]


def test_patterns_match_only_texts_that_hold_what_they_need() -> None:
    patterns = [*exclusions._patterns(), *(one for group in multiples._patterns() for one in group)]
    texts = sentences_of_all_tables()
    missed = [
        (name, match[0])
        for name, needs, pattern in patterns
        for text in texts
        for match in pattern.finditer(text)
        if holds_number(match[0]) and not needs.search(text.lower())
    ]
    assert len(texts) > 500
    assert missed == []
