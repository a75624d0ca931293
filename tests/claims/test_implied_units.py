from typing import Any

from cases import Case


def test_unit_that_the_text_implies(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
