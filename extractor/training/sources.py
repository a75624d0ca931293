"""Fits whom the article cites for a number: ``python -m extractor.training.sources FOLDER --gold gold``.

The folder holds articles in ``text/`` and, in ``attributions.jsonl``, one line for each with all its attributions:
their source, cue and content as lists of spans in the text. PolNeAR has this form (Newell et al., "An Attribution
Relations Corpus for Political News", LREC 2018).

Every quantity of a sentence that is parsed at run time is an example. So that the weights of rare cues are learned too,
words of all sentences are taken for numbers as well, and count less. The development articles of the gold set, labelled
as the claim record has it, are few and count more.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Span

from extractor import pipeline
from extractor.claims import local_money, quantities, ranking
from extractor.claims.names import find_names
from extractor.claims.quotations import find_quotations
from extractor.claims.sources import Sources, likeliest
from extractor.errors import InputError
from extractor.evaluation import read_gold
from extractor.records import Article
from extractor.training.logit import Example, fit, fold_of, to_text

# Chosen by cross-validation over the training articles.
PENALTY = 3.0
LEAST = 20
WORD_WEIGHT = 0.4
OWN_WEIGHT = 2.0
WORDS = 2
FOLDS = 5
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

# What the claim record asks beyond the labels, added to the fitted weights: who merely posts a figure is no source; of
# a chain the innermost is ("citing the IMF"), as of nested quotations; plans, which PolNeAR attributes, cite nobody.
# The rest are constructions of business news that political news hardly has. With half of these F1 is half a point
# better on PolNeAR's development articles and one point worse on other news; with half as much again it is the reverse.
PRIORS = {
    "deed": -1.5,
    "intent": -1.75,
    "aim": -2.25,
    "behind after": -2.25,
    "before the conjunct that is told": -2.0,
    "appraised": 2.0,
    "number asked": 2.0,
    "source asked others": 1.5,
    "told within a quotation": 9.0,
    "what was foretold": 2.0,
    "beside what was foretold": -1.5,
    "pattern=revised": 3.0,
    "pattern=label": 3.0,
    "pattern=cited": 5.0,
    "figure of a forecast": 2.0,
    "root foretells": 1.0,
    "source is mute": -2.0,
    "unlisted cue": -0.5,
}

Spans = list[list[int]]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A number, or a word taken for one, as a choice between its candidates and nobody.

    Attributes:
        example: The choice; nobody is its first option.
        spans: The phrases of the candidates.
        quantity: Whether it is a quantity.
        cited: Whether the labels give it a source.
        own: Whether the article is one of this package's gold set.
    """

    example: Example
    spans: list[tuple[int, int]]
    quantity: bool
    cited: bool
    own: bool = False


def read_labels(folder: Path) -> dict[str, list[dict[str, Spans]]]:
    """Return the attributions of each article of a folder, by the article's file name.

    Raises:
        InputError: The folder holds no ``attributions.jsonl``, or one that is not as it should be.
    """
    path = folder / "attributions.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {row["document"]: row["attributions"] for row in rows}
    except (OSError, ValueError, KeyError) as error:
        raise InputError(str(path), f"no attributions can be read: {error}", "give a folder that holds them") from error


def label(folder: Path, extractor: pipeline.Extractor) -> Iterator[Labelled]:
    """Yield the labelled numbers and words of the articles of a folder, in the order of their names."""
    labels = read_labels(folder)
    for path in sorted((folder / "text").glob("*.txt")):
        article = Article(document=path.name, text=path.read_text(encoding="utf-8"))
        for parse in extractor.parse(article):
            yield from label_parse(path.name, parse, labels.get(path.name, []))


def label_gold(gold: Path, corpus: Path, extractor: pipeline.Extractor) -> Iterator[Labelled]:
    """Yield the labelled numbers of the development articles of a gold set; sources of other sentences are none."""
    for one in read_gold(gold, corpus=corpus):
        if one.split != "dev" or one.article is None:
            continue
        claims = [label.claim for label in one.labels]
        attributions = [
            {
                "source": [[claim.source.start, claim.source.end]],
                "content": [[claim.quantity.start, claim.quantity.end]],
            }
            for claim in claims
            if claim.source is not None and claim.source.scope == "sentence" and claim.source.kind != "reference"
        ]
        for parse in extractor.parse(one.article):
            for labelled in label_parse(one.document, parse, attributions):
                if labelled.quantity:
                    yield replace(labelled, example=replace(labelled.example, weight=OWN_WEIGHT), own=True)


def label_parse(name: str, parse: pipeline.Parse, attributions: Sequence[dict[str, Spans]]) -> Iterator[Labelled]:
    """Yield the labelled numbers and words of a parsed article.

    Args:
        name: What the article is called.
        parse: Its sentences.
        attributions: Its labels.
    """
    names = find_names(parse.doc.text, ((one.text, one.label_) for one in parse.doc.ents))
    quotations = find_quotations(parse.doc.text)

    def original(start: int, end: int) -> tuple[int, int]:
        return parse.cleaned.to_original(parse.start + start, parse.start + end)

    for sentences, quantity in ((parse.chosen, True), (parse.sentences, False)):
        sources = Sources(sentences, names, quotations)
        for at, sent in enumerate(sentences):
            for start, end in _quantities(sent) if quantity else _words(sent):
                source = _source_of(attributions, original(start, end)[0])
                candidates, alone = sources.candidates(at, start, end)
                spans = [(one.start, one.end) for one in candidates]
                right = [_overlaps(original(*span), source, parse.cleaned.document_text) for span in spans]
                example = Example(
                    group=name,
                    weight=1.0 if quantity else WORD_WEIGHT,
                    options=[tuple(map(sys.intern, one)) for one in (alone, *(one.features for one in candidates))],
                    right=[not any(right), *right],
                )
                yield Labelled(example=example, spans=spans, quantity=quantity, cited=bool(source))


def _quantities(sent: Span) -> list[tuple[int, int]]:
    found = quantities.find_quantities(sent, local=local_money.local_currencies(sent.doc.text))
    return [(sent.start_char + one.start, sent.start_char + one.end) for one in found]


def _words(sent: Span) -> list[tuple[int, int]]:
    """A few words of the sentence, evenly spread, that a number might stand in place of."""
    nouns = [token for token in sent if token.pos_ in ("NOUN", "NUM", "PROPN", "ADJ")]
    pace = max(1, len(nouns) // WORDS)
    first = sent.start * 7919 % pace  # a prime, so that sentences begin at different places
    return [(token.idx, token.idx + len(token)) for token in nouns[first::pace][:WORDS]]


def _source_of(attributions: Sequence[dict[str, Spans]], position: int) -> Spans:
    """The source of the innermost attribution whose content covers a position."""
    over = [
        one for one in attributions if one["source"] and any(start <= position < end for start, end in one["content"])
    ]
    inner = min(over, key=lambda one: sum(end - start for start, end in one["content"]), default=None)
    return inner["source"] if inner is not None else []


def _overlaps(span: tuple[int, int], source: Spans, text: str) -> bool:
    """Whether a phrase is the labelled source, or stands before the relative pronoun that is."""
    start, end = span
    relative = text[end : end + 6].lower().lstrip(" ,").startswith(("who", "that", "whic"))
    reach = end + 6 if relative else end
    return any(start < last and first < reach for first, last in source)


@dataclass(frozen=True, kw_only=True)
class Score:
    """How well sources are found: counts of quantities."""

    right: int
    given: int
    cited: int

    def __str__(self) -> str:
        precision, recall = self.right / max(self.given, 1), self.right / max(self.cited, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"F1 {100 * f1:.1f} (P {100 * precision:.1f}, R {100 * recall:.1f})"


class CountedScore(Score):
    """A score that tells of how many numbers it is."""

    def __str__(self) -> str:
        return f"{super().__str__()} of {self.cited}"


def score(rows: Iterable[tuple[Labelled, dict[str, float]]], threshold: float) -> Score:
    """Return how well the weights beside each labelled quantity find its source."""
    right = given = cited = 0
    for one, weights in rows:
        cited += one.cited
        chance, best = _best(one, weights)
        given += chance > threshold
        right += chance > threshold and best
    return Score(right=right, given=given, cited=cited)


def _best(one: Labelled, weights: dict[str, float]) -> tuple[float, bool]:
    """The chance of the likeliest source, and whether it is right."""
    if not one.spans:
        return 0.0, False
    totals = [ranking.score(option, weights) for option in one.example.options]
    best, chance = likeliest(one.spans, ranking.probabilities([*totals[1:], totals[0]]))
    return chance, one.example.right[best + 1]


def cross_validate(labelled: Sequence[Labelled]) -> list[tuple[Labelled, dict[str, float]]]:
    """Return each labelled quantity with weights that were fitted on the articles of the other folds."""
    folds = [fold_of(one.example.group, FOLDS) for one in labelled]
    rows = []
    for fold in range(FOLDS):
        others = [one.example for one, own in zip(labelled, folds, strict=True) if own != fold]
        weights = with_priors(fit(others, penalty=PENALTY, least=LEAST))
        rows += [(one, weights) for one, own in zip(labelled, folds, strict=True) if own == fold and one.quantity]
    return rows


def with_priors(weights: dict[str, float]) -> dict[str, float]:
    """Return the weights with what the claim record asks beyond the labels."""
    return weights | {name: weights.get(name, 0.0) + prior for name, prior in PRIORS.items()}


def fit_weights(labelled: Sequence[Labelled], held_back: Sequence[Labelled] = ()) -> tuple[dict[str, float], list[str]]:
    """Return the weights, and notes on what they were fitted on and how well they do.

    Args:
        labelled: What to fit on, and to cross-validate by article.
        held_back: What to score on besides.
    """
    weights = with_priors(fit([one.example for one in labelled], penalty=PENALTY, least=LEAST))
    numbers = [one for one in labelled if one.quantity and not one.own]
    own = [one for one in labelled if one.own]
    articles, cited = len({one.example.group for one in labelled if not one.own}), sum(one.cited for one in numbers)
    rest = len(labelled) - len(numbers) - len(own)
    notes = [
        "Weights of the features by which the source of a number is chosen; see claims/sources.py.",
        f"Origin: extractor.training.sources fitted them on {articles} articles of PolNeAR (Newell et al., LREC 2018):",
        f"{len(numbers)} quantities, {cited} attributed, and {rest} words that count less;",
        f"and {len(own)} of the gold set, {sum(one.cited for one in own)} attributed, weighing {OWN_WEIGHT}.",
        f"Penalty {PENALTY}, features found {LEAST} times at least, prior {PRIORS}.",
    ]
    rows = cross_validate(labelled)
    for name, part in (("PolNeAR", numbers), ("the gold set", own)):
        scored = [row for row in rows if row[0].own == (part is own)] if part else []
        notes += [f"Cross-validated on {name}, threshold {at}: {score(scored, at)}" for at in THRESHOLDS if scored]
    rows = [(one, weights) for one in held_back if one.quantity]
    notes += [f"On articles not fitted on, threshold {at}: {score(rows, at)}" for at in THRESHOLDS if rows]
    return weights, notes


def main(
    folder: Path,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the weights go.")] = Path("attribution.tsv"),
    check: Annotated[Path | None, typer.Option(help="A folder of the same form to score on.")] = None,
    gold: Annotated[Path | None, typer.Option(help="The folder of the gold labels, to fit on as well.")] = None,
    corpus: Annotated[Path, typer.Option(help="The folder of the articles that these label.")] = Path("corpus"),
) -> None:
    """Fit the weights by which sources are ranked, and score them by cross-validation."""
    extractor = pipeline.load()
    labelled = [*label(folder, extractor), *(label_gold(gold, corpus, extractor) if gold is not None else ())]
    weights, notes = fit_weights(labelled, list(label(check, extractor)) if check is not None else [])
    output.write_text(to_text(weights, notes), encoding="utf-8")
    typer.echo("\n".join(notes))


if __name__ == "__main__":
    typer.run(main)
