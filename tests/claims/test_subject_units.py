from typing import Any

from cases import Case


def test_unit_is_the_subject(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
