import math
from collections.abc import Sequence
from dataclasses import replace

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from labelling import to_label
from nervaluate import Evaluator
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from extractor.errors import InputError
from extractor.evaluation import Evaluation, LabelledArticle, evaluate
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.metrics import SCORES
from extractor.records import Claim

COUNTED = {
    "found": (3, 1, 1),
    "exact span": (2, 2, 2),
    "value": (3, 1, 1),
    "unit": (3, 1, 1),
    "bound": (3, 1, 1),
    "change": (1, 0, 1),
    "kind": (2, 2, 2),
    "subject": (8 / 3, 4 / 3, 4 / 3),
    "subject exact": (2, 2, 2),
    "entity": (3, 0, 1),
    "period": (1, 1, 1),
    "source": (2, 0, 1),
    "source name": (1, 0, 1),
    "status": (3, 1, 1),
    "claim": (2, 2, 2),
}
"""True positives, false positives and false negatives of ``found`` against ``labelled``, counted by hand."""


def by_field(scores: DataFrame) -> DataFrame:
    return scores.set_index("field")


def exact_claims(article: LabelledArticle) -> list[Claim]:
    return [label.claim for label in article.labels]


class TestScores:
    def test_counts_are_those_counted_by_hand(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        scores = by_field(evaluate([labelled], found).scores)
        assert list(scores.index) == list(FIELDS)
        for field, counts in COUNTED.items():
            assert tuple(scores.loc[field, ["tp", "fp", "fn"]]) == pytest.approx(counts), field

    def test_ratios_come_from_the_counts(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        change = by_field(evaluate([labelled], found).scores).loc["change"]
        assert (change["precision"], change["recall"], change["f1"]) == pytest.approx((1, 1 / 2, 2 / 3))
        assert (change["gold"], change["found"]) == (2, 1)

    def test_agreement_is_over_matched_pairs(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        scores = by_field(evaluate([labelled], found).scores)
        # Where neither of the two says anything, they agree.
        assert scores["agreement"][["found", "change", "kind", "claim"]].tolist() == pytest.approx(
            [1, 2 / 3, 2 / 3, 2 / 3]
        )

    def test_perfect_prediction(self, labelled: LabelledArticle) -> None:
        scores = evaluate([labelled], exact_claims(labelled)).scores
        assert (scores[["precision", "recall", "f1", "low", "high", "agreement"]] == 1).all(axis=None)

    def test_empty_prediction(self, labelled: LabelledArticle) -> None:
        scores = evaluate([labelled], []).scores
        assert scores["precision"].isna().all()
        assert (scores[["tp", "fp", "recall", "f1", "low", "high"]] == 0).all(axis=None)
        assert by_field(scores)["fn"].to_dict() == {field: tp + fn for field, (tp, _, fn) in COUNTED.items()}

    def test_article_without_claims(self, found: list[Claim]) -> None:
        scores = by_field(evaluate([LabelledArticle(document="acme.txt", labels=())], found).scores)
        assert (scores.loc["found", "fp"], scores.loc["found", "f1"]) == (4, 0)
        assert math.isnan(scores.loc["found", "recall"])

    def test_nothing_at_all(self) -> None:
        evaluation = evaluate([LabelledArticle(document="acme.txt", labels=())], [])
        assert list(evaluation.scores.columns) == ["split", *SCORES]
        assert evaluation.scores.empty
        assert evaluation.slices.empty
        assert evaluation.reliability.empty

    def test_claims_of_other_documents_are_an_error(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        with pytest.raises(InputError, match=r"news/acme\.txt: is not in the gold set"):
            evaluate([labelled], [replace(found[0], document="news/acme.txt")])

    @given(data=st.data())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    def test_order_does_not_matter(self, data: st.DataObject, labelled: LabelledArticle, found: list[Claim]) -> None:
        labels = tuple(data.draw(st.permutations(labelled.labels)))
        shuffled = evaluate([replace(labelled, labels=labels)], data.draw(st.permutations(found)))
        ordered = evaluate([labelled], found)
        assert_frame_equal(shuffled.scores, ordered.scores)
        assert_frame_equal(shuffled.slices, ordered.slices)


class TestSplits:
    @pytest.fixture
    def evaluation(self, labelled: LabelledArticle, found: list[Claim]) -> Evaluation:
        return evaluate(
            [labelled, rename(labelled, "held.txt", split="test")], [*found, *renamed(found[:1], "held.txt")]
        )

    def test_report_apart(self, evaluation: Evaluation) -> None:
        scores = evaluation.scores.set_index(["split", "field"])
        assert scores.loc[("dev", "found"), ["tp", "fp", "fn"]].tolist() == [3, 1, 1]
        assert scores.loc[("test", "found"), ["tp", "fp", "fn"]].tolist() == [1, 0, 3]

    def test_slices_add_up(self, evaluation: Evaluation) -> None:
        keys = ["split", "field"]
        totals = evaluation.scores.groupby(keys)[["tp", "fp", "fn"]].sum()
        for _, part in evaluation.slices.groupby("slice"):
            assert_frame_equal(part.groupby(keys)[["tp", "fp", "fn"]].sum(), totals)

    def test_slices_go_by_the_label(self, evaluation: Evaluation) -> None:
        slices = evaluation.slices.set_index(["split", "slice", "of", "field"])
        # The claim that was found as a level is a change; the false claim is in the slice that it says itself.
        assert slices.loc[("dev", "kind", "change", "found"), ["tp", "fp", "fn"]].tolist() == [1, 0, 0]
        assert slices.loc[("dev", "kind", "share", "found"), ["tp", "fp", "fn"]].tolist() == [0, 1, 0]
        assert slices.loc[("dev", "source scope", "none", "found"), ["tp", "fp", "fn"]].tolist() == [0, 1, 1]
        assert slices.loc[("test", "document", "held.txt", "found"), ["tp", "fp", "fn"]].tolist() == [1, 0, 3]


class TestIntervals:
    def test_one_document_is_resampled_by_claims(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        row = by_field(evaluate([labelled], found).scores).loc["found"]
        assert 0 <= row["low"] < row["f1"] < row["high"] <= 1

    def test_several_documents_are_resampled_as_a_whole(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        # All documents being alike, it does not matter which of them are drawn.
        names = ["a.txt", "b.txt", "c.txt"]
        claims = [claim for name in names for claim in renamed(found, name)]
        scores = evaluate([rename(labelled, name) for name in names], claims).scores
        assert scores["low"].tolist() == pytest.approx(scores["f1"].tolist())
        assert scores["high"].tolist() == pytest.approx(scores["f1"].tolist())

    def test_single_claim_has_none(self, labelled: LabelledArticle) -> None:
        scores = evaluate([replace(labelled, labels=labelled.labels[:1])], []).scores
        assert scores["low"].isna().all()

    def test_runs_are_the_same(self, labelled: LabelledArticle, found: list[Claim]) -> None:
        assert_frame_equal(evaluate([labelled], found).scores, evaluate([labelled], found).scores)


CELL = 20
CELLS = st.lists(
    st.tuples(*[st.none() | st.tuples(st.integers(0, 9), st.integers(10, CELL)) for _ in range(2)]), max_size=10
)


@given(cells=CELLS)
@settings(max_examples=50)
def test_detection_counts_are_those_of_nervaluate(cells: list[tuple[tuple[int, int] | None, ...]]) -> None:
    """Each cell of the text holds at most one span of either side, for what bridges two is paired otherwise there."""
    text = "x" * CELL * len(cells)
    sides = [
        [(CELL * row + span[0], CELL * row + span[1]) for row, cell in enumerate(cells) if (span := cell[side])]
        for side in range(2)
    ]
    gold, found = ([to_label(f"{text[:a]}[{text[a:b]}]", text=text, subject=None) for a, b in side] for side in sides)
    judgements = evaluate(
        [LabelledArticle(document="acme.txt", labels=tuple(gold))], [label.claim for label in found]
    ).judgements
    ours = judgements.groupby("field")[["tp", "fp", "fn"]].sum().reindex(FIELDS, fill_value=0)
    theirs = count_with_nervaluate(*sides)
    assert ours.loc["found"].tolist() == [theirs.correct + theirs.partial, theirs.spurious, theirs.missed]
    assert ours.loc["exact span", "tp"] == theirs.correct


def count_with_nervaluate(*sides: Sequence[tuple[int, int]]) -> object:
    # Its ends are inclusive.
    true, predicted = ([[{"label": "q", "start": a, "end": b - 1} for a, b in side]] for side in sides)
    return Evaluator(true, predicted, tags=["q"], loader="dict").evaluate()["overall"]["partial"]


def rename(article: LabelledArticle, document: str, **changes: object) -> LabelledArticle:
    labels = tuple(replace(label, claim=replace(label.claim, document=document)) for label in article.labels)
    return replace(article, document=document, labels=labels, **changes)


def renamed(claims: Sequence[Claim], document: str) -> list[Claim]:
    return [replace(claim, document=document) for claim in claims]


def test_tables_are_frames_with_plain_columns(labelled: LabelledArticle, found: list[Claim]) -> None:
    slices = evaluate([labelled], found).slices
    assert list(slices.columns[:4]) == ["split", "slice", "of", "field"]
    assert slices["slice"].unique().tolist() == [
        "kind",
        "dimension",
        "status",
        "source kind",
        "source scope",
        "document",
    ]
    assert all(pandas.api.types.is_integer_dtype(slices[name]) for name in ("gold", "found"))
