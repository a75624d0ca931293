from typing import Any

from cases import Case


def test_unit_left_out(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
