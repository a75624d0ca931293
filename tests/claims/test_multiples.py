from typing import Any

from cases import Case


def test_multiple_or_rank(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
