import json
from dataclasses import replace
from pathlib import Path

import pytest
from labelling import to_label

from extractor.errors import InputError
from extractor.evaluation import Evaluation, LabelledArticle, Run, compare, evaluate, read_run, to_json
from extractor.evaluation.export import to_json_text
from extractor.records import Claim


def keep(evaluation: Evaluation, path: Path) -> Run:
    file = path / "old.json"
    file.write_text(to_json_text(to_json(evaluation)))
    return read_run(file)


@pytest.fixture
def old(labelled: LabelledArticle, found: list[Claim], tmp_path: Path) -> Run:
    return keep(evaluate([labelled], found), tmp_path)


def test_same_run_differs_in_nothing(labelled: LabelledArticle, found: list[Claim], old: Run) -> None:
    comparison = compare(evaluate([labelled], found), old)
    assert (comparison.scores[["difference", "low", "high"]] == 0).all(axis=None)
    assert comparison.changes.empty
    assert (comparison.relabelled, comparison.unshared) == ((), ())


def test_fixed_and_broken_claims_are_listed(labelled: LabelledArticle, found: list[Claim], old: Run) -> None:
    new = [
        replace(found[0], kind="change", status="forecast"),
        found[1],
        labelled.labels[2].claim,
        to_label("in [2024]. It", value=2024).claim,
    ]
    changes = compare(evaluate([labelled], new), old).changes
    assert changes[["unit", "quantity", "change", "fields"]].to_numpy().tolist() == [
        ["21-24", "12%", "broken", "status"],
        ["21-24", "12%", "fixed", "kind"],
        ["false 44-48", "2024", "broken", "found"],
        ["58-61", "300", "fixed", "found"],
        ["87-97", "$2 million", "broken", "found"],
        ["false 122-127", "third", "fixed", "found"],
    ]


def test_difference_is_that_of_the_scores(labelled: LabelledArticle, found: list[Claim], old: Run) -> None:
    scores = compare(evaluate([labelled], found[:3]), old).scores.set_index("field")
    # Without the false claim, precision is 3/3 for 3/4, and F1 6/7 for 6/8.
    row = scores.loc["found"]
    assert (row["old"], row["new"], row["difference"]) == pytest.approx((6 / 8, 6 / 7, 6 / 7 - 6 / 8))
    assert 0 <= row["low"] <= row["difference"] <= row["high"]


def test_interval_is_drawn_in_pairs(labelled: LabelledArticle, found: list[Claim], tmp_path: Path) -> None:
    # Each document gains as much as the others, so that the gain is certain, however the documents differ.
    names = ["a.txt", "b.txt", "c.txt"]
    articles = [
        replace(
            labelled,
            document=name,
            labels=tuple(replace(label, claim=replace(label.claim, document=name)) for label in labelled.labels),
        )
        for name in names
    ]
    before, after = (
        [replace(claim, document=name) for name in names for claim in claims] for claims in (found, found[:3])
    )
    scores = compare(evaluate(articles, after), keep(evaluate(articles, before), tmp_path)).scores
    row = scores.set_index("field").loc["found"]
    assert (row["low"], row["high"]) == pytest.approx((row["difference"], row["difference"]))


def test_changed_labels_are_told(labelled: LabelledArticle, found: list[Claim], old: Run) -> None:
    relabelled = replace(labelled, labels=labelled.labels[:3])
    assert compare(evaluate([relabelled], found), old).relabelled == ("acme.txt",)


def test_other_documents_are_left_out(labelled: LabelledArticle, found: list[Claim], old: Run) -> None:
    other = LabelledArticle(document="other.txt", labels=())
    assert compare(evaluate([labelled, other], found), old).unshared == ("other.txt",)
    comparison = compare(evaluate([other], []), old)
    assert comparison.unshared == ("acme.txt", "other.txt")
    assert comparison.scores.empty
    assert comparison.changes.empty


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"units": [{"document": "a"}], "documents": []}'])
def test_other_files_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"old\.json: is not an evaluation that this version wrote; write it with"):
        read_run(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_run(tmp_path / "none.json")


def test_json_says_nothing_but_quantities(labelled: LabelledArticle, found: list[Claim]) -> None:
    text = json.dumps(to_json(evaluate([labelled], found)))
    assert "$4.5 billion" in text
    assert "said sales" not in text
    assert "NaN" not in text
