"""The commands that tell how good the claims are: ``extract evaluate`` and ``extract agreement``."""

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.app import HELP_OPTIONS, app
from extractor.cli.messages import reported, stdout
from extractor.cli.options import Model, ScoreFormat

Scores = Annotated[ScoreFormat, typer.Option("--format", help="How to write the scores.")]
LABELS_HELP = "A .jsonl file of labels, or a folder of them."
Labels = Annotated[Path, typer.Argument(help=LABELS_HELP, show_default=False)]
GOLD_HELP = "Labels: a folder of .jsonl files, one claim record per line, or one such file."
FLOORS_HELP = "Fail if a score is below its floor in floors.json of the gold folder."
AGAINST_HELP = "Compare with what an earlier run wrote with --format json."


@app.command(context_settings=HELP_OPTIONS)
def evaluate(
    *,
    gold: Annotated[Path, typer.Option(metavar="PATH", help=GOLD_HELP)] = Path("gold"),
    corpus: Annotated[Path, typer.Option(metavar="FOLDER", help="The articles that are labelled.")] = Path("corpus"),
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write an HTML report, errors included.")] = None,
    format: Scores = ScoreFormat.TABLE,  # noqa: A002 - as users say
    floors: Annotated[bool, typer.Option("--floors", help=FLOORS_HELP)] = False,
    against: Annotated[Path | None, typer.Option(metavar="FILE", help=AGAINST_HELP)] = None,
    model: Model = None,
) -> None:
    """Score the claims found in labelled articles: precision, recall and F1 of each field."""
    if against and format == ScoreFormat.CSV and not report:
        raise typer.BadParameter("CSV holds the scores only; compare as table or json.", param_hint="'--against'")
    from extractor.evaluation.command import evaluate_corpus  # brings pandas and scipy, which take a second

    with reported() as messages:
        problems = evaluate_corpus(
            gold, corpus, stdout(), format=format.value, report=report, floors=floors, against=against, model=model
        )
        for problem in problems:
            messages.problem(problem)


@app.command(context_settings=HELP_OPTIONS)
def agreement(first: Labels, second: Labels, *, format: Scores = ScoreFormat.TABLE) -> None:  # noqa: A002
    """Say how far two labellers agree: the scores of one against the other, and Krippendorff's alpha."""
    from extractor.evaluation.command import compare_labellers

    with reported():
        compare_labellers(first, second, stdout(), format=format.value)
