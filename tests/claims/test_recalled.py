from typing import Any

from cases import Case


def test_unit_of_the_sentence_before(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
