"""What ``extract evaluate`` and ``extract agreement`` do once their arguments are read."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Literal

import extractor
from extractor.errors import InputError
from extractor.evaluation.agreement import agree
from extractor.evaluation.comparison import Comparison, compare, read_run
from extractor.evaluation.export import to_csv, to_csv_text, to_json, to_json_text, to_records
from extractor.evaluation.floors import find_shortfalls, read_floors
from extractor.evaluation.gold import check_gold, read_gold, read_labels
from extractor.evaluation.report import to_report
from extractor.evaluation.scoring import Evaluation, evaluate
from extractor.evaluation.table import write_agreement, write_scores
from extractor.writers.files import open_output

Format = Literal["table", "json", "csv"]

FLOORS = "floors.json"


def evaluate_corpus(
    gold: Path,
    corpus: Path,
    output: BinaryIO,
    *,
    format: Format = "table",  # noqa: A002 - as users say
    report: Path | None = None,
    floors: bool = False,
    against: Path | None = None,
    model: str | None = None,
) -> Sequence[InputError | str]:
    """Extract the claims of a corpus, and write how they compare with its gold.

    Args:
        gold: The folder of labels, or a file of it.
        corpus: The folder of the articles.
        output: Where the scores go, as UTF-8.
        format: How the scores are written.
        report: Where the HTML report goes.
        floors: Whether to hold the scores against ``floors.json`` of the gold folder.
        against: What an earlier run wrote as JSON, to compare with.
        model: The spaCy pipeline to parse with.

    Returns:
        What the user must be told of: what is wrong with the gold, in which case nothing was evaluated, or which scores
        are below their floor.

    Raises:
        ExtractorError: Something cannot be read, written or loaded.
    """
    if problems := check_gold(gold, corpus=corpus):
        return problems
    # Both before the work, which takes a while, so that a wrong name is told at once.
    earlier = read_run(against) if against else None
    limits = read_floors((gold if gold.is_dir() else gold.parent) / FLOORS) if floors else {}
    articles = read_gold(gold, corpus=corpus)
    pipeline = extractor.load(model) if model else extractor.load()
    claims = [
        claim for labelled in articles if labelled.article for claim in pipeline.extract_article(labelled.article)
    ]
    evaluation = evaluate(articles, claims)
    comparison = compare(evaluation, earlier) if earlier else None
    if report:
        with open_output(report, inputs=[gold, corpus, *([against] if against else [])]) as stream:
            stream.write(to_report(evaluation, comparison=comparison).encode("utf-8"))
    _write(evaluation, output, format=format, comparison=comparison)
    return find_shortfalls(evaluation, limits)


def compare_labellers(
    first: Path,
    second: Path,
    output: BinaryIO,
    *,
    format: Format = "table",  # noqa: A002
) -> None:
    """Write how far two labellers agree.

    Args:
        first: The labels of one: a file, or a folder of such files.
        second: The labels of the other.
        output: Where the figures go, as UTF-8.
        format: How they are written.

    Raises:
        InputError: Labels cannot be read, or the two have no document in common.
    """
    agreement = agree(read_labels(first), read_labels(second))
    if format == "table":
        write_agreement(agreement, output)
    else:
        text = to_json_text(to_records(agreement)) if format == "json" else to_csv_text(agreement)
        output.write(text.encode("utf-8"))


def _write(evaluation: Evaluation, output: BinaryIO, *, format: Format, comparison: Comparison | None) -> None:  # noqa: A002
    if format == "table":
        write_scores(evaluation, output, comparison=comparison)
    else:
        text = to_json_text(to_json(evaluation, comparison=comparison)) if format == "json" else to_csv(evaluation)
        output.write(text.encode("utf-8"))
