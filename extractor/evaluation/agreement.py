"""How far two labellers agree: the scores of one against the other, and Krippendorff's alpha.

Krippendorff, K. (2004), Reliability in Content Analysis: alpha is 1 where labellers always agree, and 0 where they
agree as often as chance would have it. Fields are compared over the numbers that both labelled; that a claim says
nothing in a field is a value of that field, too.

Detection is a matter of unitizing, for which alpha is approximated: each character of the sentences in which either
labeller found a claim is one unit, which each labeller put inside or outside of a quantity. Sentences without a claim
are left out, for they would raise alpha by as much as an article has of them.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeAlias

import krippendorff
import numpy
from numpy.typing import NDArray
from pandas import DataFrame

from extractor.errors import InputError
from extractor.evaluation.fields import FIELDS, SLICES, to_plain
from extractor.evaluation.gold import LabelledArticle
from extractor.evaluation.matching import Pair
from extractor.evaluation.scoring import evaluate_labels
from extractor.records import Claim

Codes: TypeAlias = NDArray[numpy.int64]
"""Of shape (2, units): what each of the two labellers made of each unit, as a number."""


def _plainly(shown: Callable[[Claim], str | None]) -> Callable[[Claim], str | None]:
    return lambda claim: None if (text := shown(claim)) is None else to_plain(text)


COLUMNS = ["field", "first", "second", "tp", "fp", "fn", "f1", "low", "high", "agreement", "alpha"]
NOMINAL: dict[str, Callable[[Claim], str | None]] = {
    **{name: FIELDS[name].shown for name in ("unit", "bound", "change", "kind", "status")},
    **{name: _plainly(FIELDS[name].shown) for name in ("entity", "source name")},
    "period": lambda claim: f"{claim.period.from_} {claim.period.to}" if claim.period else None,
    **{name: SLICES[name] for name in ("dimension", "source kind", "source scope")},
}
"""The fields whose values are names, of which two are the same or not."""

UNSCORED = [name for name in NOMINAL if name not in FIELDS]


def agree(first: Sequence[LabelledArticle], second: Sequence[LabelledArticle]) -> DataFrame:
    """Return how far two labellers agree, field by field, over the documents that both labelled.

    Args:
        first: The labels of one.
        second: The labels of the other.

    Returns:
        A frame with a row per field: ``first`` and ``second``, how many claims of each say something in it; ``tp``,
        ``fp``, ``fn``, ``f1`` with its bounds ``low``, ``high``, for which the first counts as gold; ``agreement``, the
        share of the numbers labelled by both in which they agree; ``alpha``, where values are names and vary, else not
        a number. Fields that are not scored have the last two only.

    Raises:
        InputError: The two have no document in common.
    """
    others = {article.document: article for article in second}
    shared = [article for article in first if article.document in others]
    if not shared:
        names = ", ".join(article.document for article in second)
        raise InputError(
            names, "was not labelled by the first labeller", "compare two labellings of the same documents"
        )
    evaluation = evaluate_labels(shared, {name: article.labels for name, article in others.items()})
    pairs = [pair for _, pair in evaluation.pairs]
    scores = evaluation.scores.rename(columns={"gold": "first", "found": "second"}).set_index("field")
    scores = scores.reindex([*FIELDS, *UNSCORED])
    alphas = {"found": detection_alpha(pairs)} | {name: nominal_alpha(pairs, value) for name, value in NOMINAL.items()}
    scores["alpha"] = scores.index.map(alphas).astype("float64")
    for name in UNSCORED:
        scores.loc[name, "agreement"] = _share_equal(pairs, NOMINAL[name])
    return scores.reset_index()[COLUMNS].astype(dict.fromkeys(("first", "second"), "Int64"))


def nominal_alpha(pairs: Iterable[Pair], value: Callable[[Claim], str | None]) -> float:
    """Return Krippendorff's alpha of one field over the numbers that both sides labelled.

    Args:
        pairs: Pairs of labels; those of one side only are passed over.
        value: What a claim says in the field.

    Returns:
        Alpha for nominal data; not a number if all values are the same, where there is no chance to correct for.
    """
    values = [
        [value(pair.gold.claim), value(pair.found.claim)]
        for pair in pairs
        if pair.gold is not None and pair.found is not None
    ]
    codes = {name: code for code, name in enumerate(dict.fromkeys(chain.from_iterable(values)))}
    return _alpha(numpy.array([[codes[name] for name in row] for row in values], dtype=numpy.int64).reshape(-1, 2).T)


def detection_alpha(pairs: Iterable[Pair]) -> float:
    """Return Krippendorff's alpha of where quantities stand, approximated as the module says.

    Args:
        pairs: All pairs of both sides.

    Returns:
        Alpha over characters; not a number without any.
    """
    documents: dict[str, list[Pair]] = {}
    for pair in pairs:
        documents.setdefault(pair.label.claim.document, []).append(pair)
    return _alpha(numpy.concatenate([numpy.empty((2, 0), dtype=numpy.int64), *map(_code, documents.values())], axis=1))


def _code(pairs: Sequence[Pair]) -> Codes:
    """Return for each character of one document's sentences whether each side put it inside a quantity."""
    end = max(label.claim.sentence.end for pair in pairs for label in (pair.gold, pair.found) if label)
    inside = numpy.zeros((2, end), dtype=numpy.int64)
    stated = numpy.zeros(end, dtype=bool)
    for pair in pairs:
        for side, label in enumerate((pair.gold, pair.found)):
            if label:
                quantity, sentence = label.claim.quantity, label.claim.sentence
                inside[side, quantity.start : quantity.end] = 1
                stated[sentence.start : sentence.end] = True
    return inside[:, stated]


def _alpha(codes: Codes) -> float:
    if len(numpy.unique(codes)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def _share_equal(pairs: Iterable[Pair], value: Callable[[Claim], str | None]) -> float:
    equal = [value(pair.gold.claim) == value(pair.found.claim) for pair in pairs if pair.gold and pair.found]
    return sum(equal) / len(equal) if equal else float("nan")
