from typing import Any

from cases import Case


def test_time_and_wording(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
