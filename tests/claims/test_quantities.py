from typing import Any

from cases import Case


def test_quantities_of_a_sentence(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
