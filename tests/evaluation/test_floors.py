from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.evaluation import Evaluation, LabelledArticle, evaluate, find_shortfalls, read_floors
from extractor.records import Claim

ROOT = Path(__file__).parents[2]


@pytest.fixture
def evaluation(labelled: LabelledArticle, found: list[Claim]) -> Evaluation:
    return evaluate([labelled], found)


def test_scores_above_their_floors_pass(evaluation: Evaluation) -> None:
    assert find_shortfalls(evaluation, {"dev": {"found": 0.75, "claim": 0.5}, "acme.txt": {"found": 0.75}}) == []


def test_each_score_below_its_floor_is_named(evaluation: Evaluation) -> None:
    assert find_shortfalls(evaluation, {"dev": {"found": 0.76, "claim": 0.9}, "acme.txt": {"kind": 0.6}}) == [
        f"{name}, below its floor of {floor}; see what broke with --against, or lower the floor for a stated reason"
        for name, floor in [
            ("found of dev: F1 is 0.750", "0.760"),
            ("claim of dev: F1 is 0.500", "0.900"),
            ("kind of acme.txt: F1 is 0.500", "0.600"),
        ]
    ]


def test_floor_of_what_was_not_measured_fails(evaluation: Evaluation) -> None:
    (problem,) = find_shortfalls(evaluation, {"test": {"found": 0.5}})
    assert problem.startswith("found of test: not measured, but its floor is 0.500")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "is not floors by split and field"),
        ('{"dev": 0.5}', "is not floors by split and field"),
        ('{"dev": {"claims": 0.5}}', "dev has no field 'claims'; use found, exact span"),
        ('{"dev": {"claim": 50}}', "claim of dev is 50; write"),
        ('{"dev": {"claim": true}}', "claim of dev is True; write"),
    ],
)
def test_floors_have_one_form(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(InputError) as told:
        read_floors(path)
    assert problem in str(told.value)


def test_missing_floors_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_floors(tmp_path / "floors.json")


def test_floors_of_this_repository_can_be_read() -> None:
    assert "claim" in read_floors(ROOT / "gold" / "floors.json")["dev"]
