from typing import Any

from cases import Case
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.exclusions import excluded_spans


def test_numbers_that_claim_nothing(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected


def test_excluded_spans_tell_their_pattern() -> None:
    text = "Born on 14 March 2019."
    assert ("14 March 2019", "day-month") in {(text[start:end], name) for start, end, name in excluded_spans(text)}


@given(st.text(max_size=80))
def test_excluded_spans_of_any_text_lie_in_it(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in excluded_spans(text))
