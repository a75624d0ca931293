from dataclasses import replace
from typing import Any

import pytest
from labelling import to_label
from pandas import DataFrame

from extractor.errors import InputError
from extractor.evaluation import Label, LabelledArticle, agree

MARKED = ("rose [12%] to", "to [$4.5 billion] in", "runs [300] stores", "reach [$2 million] by")


def labelling(*labels: Label) -> list[LabelledArticle]:
    return [LabelledArticle(document="acme.txt", labels=labels)]


def of_kinds(*kinds: str, **fields: Any) -> list[LabelledArticle]:
    return labelling(*(to_label(words, kind=kind, **fields) for words, kind in zip(MARKED, kinds, strict=True)))


def figures(first: list[LabelledArticle], second: list[LabelledArticle]) -> DataFrame:
    return agree(first, second).set_index("field")


def test_same_labels_agree(labelled: LabelledArticle) -> None:
    table = figures([labelled], [labelled])
    assert (table["agreement"] == 1).all()
    assert (table["f1"].dropna() == 1).all()
    # Of bounds there is one only, and where values do not vary, chance cannot be told from agreement.
    assert table["alpha"].isna()["bound"]
    assert (table["alpha"].dropna() == 1).all()


def test_alpha_of_a_field_is_that_worked_out_by_hand() -> None:
    one, other = of_kinds("change", "level", "level", "level"), of_kinds("change", "level", "level", "share")
    # Of 8 values 2 are change, 5 level, 1 share; they disagree in 1 of 4 pairs, by chance in 34 of 56.
    row = figures(one, other).loc["kind"]
    assert (row["agreement"], row["alpha"]) == pytest.approx((3 / 4, 1 - (1 / 4) / (34 / 56)))


def test_saying_nothing_is_a_value_of_its_own() -> None:
    one, other = of_kinds(*["level"] * 4, source="Acme"), of_kinds(*["level"] * 4)
    row = figures(one, other).loc["source kind"]
    assert (row["agreement"], row["alpha"]) == pytest.approx((0, 1 - 1 / (32 / 56)))


def test_alpha_of_detection_is_over_characters() -> None:
    text = "about 1234"
    one, other = (labelling(to_label(words, text=text, subject=None)) for words in ("[1234]", "[12]34"))
    # Of 10 characters, both put 2 inside and 6 outside; 6 of 20 codes are inside, 14 outside.
    row = figures(one, other).loc["found"]
    assert row["alpha"] == pytest.approx(1 - (2 / 10) / (1 - (6 * 5 + 14 * 13) / (20 * 19)))


def test_labellers_can_be_swapped(labelled: LabelledArticle) -> None:
    second = replace(
        labelled,
        labels=(
            to_label("rose [12]% to", value=12, subject="sales rose", alternatives=["sales"]),
            *labelled.labels[2:],
            to_label("A [third] of its", value=1 / 3, period=("in 2024", "2024", None)),
        ),
    )
    one, other = figures([labelled], [second]), figures([second], [labelled])
    columns = ["tp", "f1", "low", "high", "agreement", "alpha"]
    assert one[columns].equals(other[columns])
    assert one["first"].equals(other["second"].rename("first"))
    assert one.loc["subject exact", "agreement"] == 1


def test_fields_that_are_not_scored_have_alpha_only(labelled: LabelledArticle) -> None:
    table = figures([labelled], [labelled])
    assert list(table.index[-3:]) == ["dimension", "source kind", "source scope"]
    assert table.loc["dimension", ["first", "second", "tp", "f1"]].isna().all()


def test_only_documents_that_both_labelled_count(labelled: LabelledArticle) -> None:
    more = [labelled, LabelledArticle(document="other.txt", labels=(to_label(MARKED[0], document="other.txt"),))]
    assert figures(more, [labelled]).loc["found", "f1"] == 1


def test_labellings_of_different_documents_are_an_error(labelled: LabelledArticle) -> None:
    other = replace(labelled, document="other.txt")
    with pytest.raises(InputError, match=r"other\.txt: was not labelled by the first labeller; compare"):
        agree([labelled], [other])
