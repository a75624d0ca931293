"""Fits where a source is carried on: ``python -m extractor.training.continuations --gold gold --corpus corpus``.

Every number without an attribution of its own is an example: a choice between the sources of other sentences in reach
and nobody. They come from the development articles of the gold set and from the passages in ``continuations.toml``
beside this module, which were written for it. While the weights are fitted, what stands before is answered as the
labels have it; while they are scored, as the weights themselves do.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from spacy.tokens import Span

from extractor import pipeline
from extractor.claims import continuations, local_money, quantities
from extractor.claims.attributions import Attribution, Cited
from extractor.claims.names import Names, find_names
from extractor.claims.quotations import Quotation, find_quotations
from extractor.claims.reports import Reports
from extractor.claims.sources import find_cited
from extractor.evaluation import read_gold
from extractor.records import Article
from extractor.training.logit import Example, cross_validate, fit, to_text
from extractor.training.sources import CountedScore

# By cross-validation F1 differs by less than a point and a half between penalties of 1.5 and 6.
PENALTY = 3.0
LEAST = 3
# The gold set is labelled by several, article by article, and counts more.
OWN_WEIGHT = 2.0
FOLDS = 6
# What the claim record and the labelling guide ask, of which the texts have few cases: how a poll was made, standards
# and plans are the article's own news; a source that the reader knows already closes its paragraph.
PRIORS = {
    "sign=methods & sort=poll": -3.0,
    "subject=standard": -1.5,
    "subject is the source & verb=intends": -2.0,
    "closing pronoun": 1.5,
    "closing subject is another & verb=acts": -1.75,
    "closing common": 0.5,
}

Number = tuple[int, int]
PASSAGE = "passage"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A labelled text, read as far as the sources of other sentences.

    Attributes:
        name: What it is called.
        sentences: Its parsed sentences.
        quantities: The spans of the quantities of each.
        cited: Whom it cites in the sentences themselves.
        names: Its names.
        quotations: Its quotations.
        labels: For the quantities that are labelled, and of which no attribution of their own was found, where the
            phrase of their source in another sentence stands; None where nobody is cited.
    """

    name: str
    sentences: Sequence[Span]
    quantities: Sequence[Sequence[Number]]
    cited: Cited
    names: Names
    quotations: Sequence[Quotation]
    labels: Mapping[Number, Number | None]

    def decode(self, weights: Mapping[str, float]) -> dict[Number, Attribution]:
        """Return whom the weights have cited for the labelled quantities."""
        found = continuations.carry(
            self.cited, self.sentences, self.quantities, self.names, self.quotations, weights=weights
        )
        return {span: one for span, one in found.items() if span in self.labels}


def read_text(name: str, parse: pipeline.Parse, labels: Mapping[Number, Number | None]) -> Text:
    """Return a text as far as the sources of other sentences.

    Args:
        name: What it is called.
        parse: Its sentences.
        labels: The source of each number, both by their spans in the clean text.
    """
    names = find_names(parse.doc.text, ((one.text, one.label_) for one in parse.doc.ents))
    quotations = find_quotations(parse.doc.text)
    local = local_money.local_currencies(parse.doc.text)
    spans = [
        [
            (sent.start_char + one.start, sent.start_char + one.end)
            for one in quantities.find_quantities(sent, local=local)
            if one.dimension != "age"  # which the article itself tells
        ]
        for sent in parse.chosen
    ]
    cited = find_cited(parse.chosen, spans, names, quotations)
    begin = parse.start
    moved = {
        (start - begin, end - begin): (source[0] - begin, source[1] - begin) if source is not None else None
        for (start, end), source in labels.items()
    }
    return Text(
        name=name,
        sentences=parse.chosen,
        quantities=spans,
        cited=cited,
        names=names,
        quotations=quotations,
        labels={
            span: source
            for row in spans
            for span in row
            for number, source in moved.items()
            if span not in cited.numbers and number[0] < span[1] and span[0] < number[1]
        },
    )


def read_gold_texts(gold: Path, corpus: Path, extractor: pipeline.Extractor) -> Iterator[Text]:
    """Yield the development articles of a gold set; numbers cited in their own sentences are left out."""
    for one in read_gold(gold, corpus=corpus):
        if one.split != "dev" or one.article is None:
            continue
        claims = [label.claim for label in one.labels]
        for parse in extractor.parse(one.article):
            clean = parse.cleaned.to_clean
            labels: dict[Number, Number | None] = {}
            for claim in claims:
                source = claim.source
                if source is None or source.kind == "reference":
                    told = None
                elif source.scope == "paragraph":
                    told = (clean(source.start), clean(source.end))
                else:
                    continue
                labels[clean(claim.quantity.start), clean(claim.quantity.end)] = told
            yield read_text(one.document, parse, labels)


def read_passages(extractor: pipeline.Extractor) -> Iterator[Text]:
    """Yield the passages that were written for this.

    The ``{source}`` before a ``[number]`` tells it, else the next one; of other numbers nobody does.
    """
    with Path(__file__).with_name("continuations.toml").open("rb") as file:
        written = tomllib.load(file)["passages"]
    for number, marked in enumerate(written):
        text, told = _unmarked(marked.strip())
        for parse in extractor.parse(Article(document=f"{PASSAGE} {number}", text=text)):
            local = local_money.local_currencies(parse.doc.text)
            every = [
                (sent.start_char + one.start, sent.start_char + one.end)
                for sent in parse.chosen
                for one in quantities.find_quantities(sent, local=local)
            ]
            labels = {
                span: next((source for (start, end), source in told if start < span[1] and span[0] < end), None)
                for span in every
            }
            yield read_text(f"{PASSAGE} {number}", parse, labels)


_MARK = re.compile(r"[\[\]{}]")


def _unmarked(marked: str) -> tuple[str, list[tuple[Number, Number]]]:
    """The text of a passage without its marks, and the numbers that another sentence tells, each with its source."""
    text, begin = "", 0
    numbers: list[Number] = []
    sources: list[Number] = []
    for part in re.split(r"([\[\]{}])", marked):
        if not _MARK.fullmatch(part):
            text += part
        elif part in "[{":
            begin = len(text)
        else:
            (sources if part == "}" else numbers).append((begin, len(text)))
    told = [(one, next((source for source in reversed(sources) if source[0] < one[0]), sources[0])) for one in numbers]
    return text, told


def to_examples(text: Text) -> Iterator[Example]:
    """Yield the choices of a text, what stands before them answered as the labels have it."""
    reports = Reports(text.cited, text.sentences, text.quantities, text.names, text.quotations)
    for index, spans in enumerate(text.quantities):
        taken: list[Attribution] = []
        labelled = [span for span in spans if span in text.labels]
        for span in labelled:
            source = text.labels[span]
            options = reports.options(index, *span)
            right = [_is_at(one.attribution, source) for one in options]
            taken += [one.attribution for one, is_right in zip(options, right, strict=True) if is_right]
            if options and (source is None or any(right)):
                yield Example(
                    group=text.name,
                    weight=1.0 if text.name.startswith(PASSAGE) else OWN_WEIGHT,
                    options=[(), *(tuple(map(sys.intern, one.features)) for one in options)],
                    right=[source is None, *right],
                )
        if labelled:
            reports.settle(index, taken)


def _is_at(one: Attribution, source: Number | None) -> bool:
    return source is not None and one.source.start < source[1] and source[0] < one.source.end


def score(rows: Sequence[tuple[Text, Mapping[str, float]]]) -> CountedScore:
    """Return how well the weights beside each text find the sources of other sentences."""
    right = given = cited = 0
    for text, weights in rows:
        found = text.decode(weights)
        given += len(found)
        cited += sum(source is not None for source in text.labels.values())
        right += sum(_is_at(one, text.labels[span]) for span, one in found.items())
    return CountedScore(right=right, given=given, cited=cited)


def fit_texts(texts: Sequence[Text]) -> dict[str, float]:
    """Return the weights that the labels of some texts give."""
    weights = fit([one for text in texts for one in to_examples(text)], penalty=PENALTY, least=LEAST)
    return weights | {name: weights.get(name, 0.0) + prior for name, prior in PRIORS.items()}


def fit_weights(texts: Sequence[Text]) -> tuple[dict[str, float], list[str]]:
    """Return the weights, and notes on what they were fitted on and how well they do."""
    written = [text for text in texts if text.name.startswith(PASSAGE)]
    examples = [one for text in texts for one in to_examples(text)]
    notes = [
        "Weights of the features by which the source of another sentence tells a number; see claims/continuity.py.",
        f"Origin: extractor.training.continuations fitted them on {len(texts) - len(written)} development articles of",
        f"the gold set and {len(written)} passages written for it: {len(examples)} numbers with no source of their",
        f"own, {sum(not one.right[0] for one in examples)} of them told elsewhere.",
        f"Penalty {PENALTY}, features found {LEAST} times at least,",
        f"prior {PRIORS}.",
    ]
    rows = cross_validate(texts, fit_texts, folds=FOLDS)
    for name, part in (("gold set", False), ("passages", True)):
        scored = [row for row in rows if row[0].name.startswith(PASSAGE) == part]
        notes.append(f"Cross-validated on the {name}: {score(scored)}.")
    return fit_texts(texts), notes


def main(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the weights go.")] = Path("continuation.tsv"),
    gold: Annotated[Path, typer.Option(help="The folder of the gold labels.")] = Path("gold"),
    corpus: Annotated[Path, typer.Option(help="The folder of the articles that these label.")] = Path("corpus"),
) -> None:
    """Fit the weights by which a source is carried on, and score them by cross-validation."""
    extractor = pipeline.load()
    weights, notes = fit_weights([*read_gold_texts(gold, corpus, extractor), *read_passages(extractor)])
    output.write_text(to_text(weights, notes), encoding="utf-8")
    typer.echo("\n".join(notes))


if __name__ == "__main__":
    typer.run(main)
