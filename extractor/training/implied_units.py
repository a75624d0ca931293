"""Fits which unit a bare number implies: ``python -m extractor.training.implied_units --gold gold --corpus corpus``.

Every number whose label or mark has a unit that is not written with it, or none, is an example: a choice between the
units in reach and none. They come from the development articles of the gold set and from the passages in
``implied_units.toml`` beside this module, which were written for it. While the weights are fitted, the numbers before
have the units of their labels; while they are scored, those that the weights give.
"""

import re
import sys
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Span

from extractor import pipeline
from extractor.claims.assembly import read_claims
from extractor.claims.implied_units import imply_units, is_bare
from extractor.claims.unit_options import unit_options
from extractor.evaluation import read_gold
from extractor.records import Article, Claim
from extractor.training.logit import Example, cross_validate, fit, to_text
from extractor.training.sources import CountedScore

# By cross-validation as many numbers are right with penalties of 1 to 4.
PENALTY = 2.0
LEAST = 3
# Numbers that the rules leave bare are those that the weights must tell.
BARE_WEIGHT = 2.0
# The gold set is labelled by several, article by article, and counts more.
OWN_WEIGHT = 2.0
FOLDS = 6
PASSAGE = "passage"
# What has units of its own kind, whatever stands before: ages, ranks, and "three times".
_OTHER = ("age", "rank", "multiple")

Number = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Text:
    """A labelled text, read as far as the rules go.

    Attributes:
        name: What it is called.
        claims: Its claims.
        sentences: Its parsed sentences.
        units: For each claim that is labelled, the unit that its label has.
        written: The numbers whose labels have the words of the unit beside them.
    """

    name: str
    claims: Sequence[Claim]
    sentences: Sequence[Span]
    units: Mapping[Number, str | None]
    written: frozenset[Number]


def _read_text(name: str, parse: pipeline.Parse, labels: Mapping[Number, tuple[str | None, bool]]) -> Text:
    claims, sentences = read_claims(parse.doc, parse.chosen, text=parse.doc.text, document=name)
    told: dict[Number, tuple[str | None, bool]] = {}
    for span in map(_span, claims):
        label = next((one for (start, end), one in labels.items() if start < span[1] and span[0] < end), None)
        if label is not None:
            told[span] = label
    return Text(
        name=name,
        claims=claims,
        sentences=sentences,
        units={span: unit for span, (unit, _) in told.items()},
        written=frozenset(span for span, (_, written) in told.items() if written),
    )


def _span(claim: Claim) -> Number:
    return claim.quantity.start, claim.quantity.end


def read_gold_texts(gold: Path, corpus: Path, extractor: pipeline.Extractor) -> Iterator[Text]:
    """Yield the development articles of a gold set."""
    for one in read_gold(gold, corpus=corpus):
        if one.split != "dev" or one.article is None:
            continue
        for parse in extractor.parse(one.article):
            clean, begin = parse.cleaned.to_clean, parse.start
            quantities = [label.claim.quantity for label in one.labels]
            labels = {
                (clean(each.start) - begin, clean(each.end) - begin): (
                    each.unit,
                    each.unit is not None and each.unit_text is not None,
                )
                for each in quantities
            }
            yield _read_text(one.document, parse, labels)


def read_passages(extractor: pipeline.Extractor) -> Iterator[Text]:
    """Yield the passages that were written for this: in ``[640|patient]`` the unit stands behind the bar."""
    with Path(__file__).with_name("implied_units.toml").open("rb") as file:
        written = tomllib.load(file)["passages"]
    for number, marked in enumerate(written):
        text, labels = _unmarked(marked.strip())
        for parse in extractor.parse(Article(document=f"{PASSAGE} {number}", text=text)):
            yield _read_text(f"{PASSAGE} {number}", parse, labels)


_MARK = re.compile(r"\[(?P<number>[^\]|]+)\|(?P<unit>[^\]]*)\]")


def _unmarked(marked: str) -> tuple[str, dict[Number, tuple[str | None, bool]]]:
    """The text of a passage without its marks, and the units of the numbers that were marked."""
    text, last = "", 0
    labels: dict[Number, tuple[str | None, bool]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        labels[len(text), len(text) + len(mark["number"])] = (mark["unit"] or None, False)
        text += mark["number"]
        last = mark.end()
    return text + marked[last:], labels


def to_examples(text: Text) -> Iterator[Example]:
    """Yield the choices of a text, the numbers before each with the units of their labels."""
    starts = [sent.start_char for sent in text.sentences]
    read: list[Claim] = []
    for claim in text.claims:
        quantity, span = claim.quantity, _span(claim)
        labelled = span in text.units and span not in text.written
        bare = replace(claim, quantity=replace(quantity, unit=None, dimension="dimensionless"))
        if labelled and quantity.unit_text is None and quantity.dimension not in _OTHER and is_bare(bare):
            unit = text.units[span]
            found = unit_options(bare, text.sentences[bisect_right(starts, quantity.start) - 1], read)
            right = [one.unit == unit for one in found]
            if unit is None or any(right):
                own = 1.0 if text.name.startswith(PASSAGE) else OWN_WEIGHT
                yield Example(
                    group=text.name,
                    weight=own * (BARE_WEIGHT if quantity.unit is None else 1.0),
                    options=[(), *(tuple(map(sys.intern, one.features)) for one in found)],
                    right=[unit is None, *right],
                )
        read.append(replace(claim, quantity=replace(quantity, unit=text.units.get(span, quantity.unit))))


def score(rows: Sequence[tuple[Text, Mapping[str, float]]]) -> CountedScore:
    """Return how well the weights beside each text tell the units of the numbers that the rules leave bare."""
    right = given = there = 0
    for text, weights in rows:
        for was, one in zip(text.claims, imply_units(text.claims, text.sentences, weights=weights), strict=True):
            span = _span(one)
            if is_bare(was) and span in text.units and span not in text.written:
                given += one.quantity.unit is not None
                there += text.units[span] is not None
                right += one.quantity.unit is not None and one.quantity.unit == text.units[span]
    return CountedScore(right=right, given=given, cited=there)


def fit_texts(texts: Sequence[Text]) -> dict[str, float]:
    """Return the weights that the labels of some texts give."""
    return fit([one for text in texts for one in to_examples(text)], penalty=PENALTY, least=LEAST)


def fit_weights(texts: Sequence[Text]) -> tuple[dict[str, float], list[str]]:
    """Return the weights, and notes on what they were fitted on and how well they do."""
    written = [text for text in texts if text.name.startswith(PASSAGE)]
    examples = [one for text in texts for one in to_examples(text)]
    notes = [
        "Weights of the features by which a bare number takes a unit; see claims/unit_options.py.",
        f"Origin: extractor.training.implied_units fitted them on {len(texts) - len(written)} development articles of",
        f"the gold set and {len(written)} passages written for it: {len(examples)} numbers without a unit beside them,",
        f"{sum(not one.right[0] for one in examples)} of which have one.",
        f"Penalty {PENALTY}, features found {LEAST} times at least.",
    ]
    rows = cross_validate(texts, fit_texts, folds=FOLDS)
    for name, part in (("gold set", False), ("passages", True)):
        scored = [row for row in rows if row[0].name.startswith(PASSAGE) == part]
        notes.append(f"Cross-validated where the rules tell none, on the {name}: {score(scored)}.")
    return fit_texts(texts), notes


def main(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the weights go.")] = Path("implied_unit.tsv"),
    gold: Annotated[Path, typer.Option(help="The folder of the gold labels.")] = Path("gold"),
    corpus: Annotated[Path, typer.Option(help="The folder of the articles that these label.")] = Path("corpus"),
) -> None:
    """Fit the weights by which a bare number takes a unit, and score them by cross-validation."""
    extractor = pipeline.load()
    weights, notes = fit_weights([*read_gold_texts(gold, corpus, extractor), *read_passages(extractor)])
    output.write_text(to_text(weights, notes), encoding="utf-8")
    typer.echo("\n".join(notes))


if __name__ == "__main__":
    typer.run(main)
