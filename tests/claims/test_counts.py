from typing import Any

from cases import Case


def test_counted_noun_is_the_unit(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected
