"""The command line: ``extract PATH…``, ``extract clean PATH…``, ``extract evaluate`` and ``extract agreement``."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, TypeVar

import typer
from typer.core import TyperGroup

from extractor import __version__, writers
from extractor.articles.boilerplate import clean as clean_article
from extractor.articles.reading import read_articles
from extractor.errors import ExtractorError, InputError, OutputError
from extractor.records import Article, Claim
from extractor.writers.phrases import harmless

if TYPE_CHECKING:
    from extractor.pipeline import Extractor

ResultT = TypeVar("ResultT")

HELP_OPTIONS = {"help_option_names": ["--help", "-h"]}
EXAMPLES = """
[bold]Examples[/bold]

extract article.txt
  [dim]a table of the claims in one article[/dim]

extract news/ -o claims.csv --bom
  [dim]a spreadsheet for a folder of articles; .json, .jsonl, .parquet, .html work, too[/dim]

extract article.html --format jsonl | jq .quantity.value
  [dim]one JSON record per claim for the next program[/dim]

extract evaluate --report report.html
  [dim]how good the claims are, by the labels in gold/ of the articles in corpus/[/dim]

extract ./clean
  [dim]a file that is called like a command[/dim]

The exit status is 0 if all went well, 1 if some input could not be processed, 2 if the command was not understood.
"""


class PathsOrCommand(TyperGroup):
    """A group that takes paths itself, and gives way to a subcommand only if its name comes first."""

    # Groups stop reading options at the first argument; here options may follow the paths.
    allow_interspersed_args = True

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Parse the arguments for the subcommand that they begin with, or else for the group itself."""
        if args and (command := self.commands.get(args[0])):
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run whichever of the two the context was made for."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)


app = typer.Typer(
    name="extract",
    cls=PathsOrCommand,
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="",
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings=HELP_OPTIONS,
)


class Messages:
    """What the user is told on standard error; ``failed`` says whether anything could not be processed."""

    def __init__(self, *, progress: bool) -> None:
        self.failed = False
        self._progress = progress and sys.stderr is not None and sys.stderr.isatty()

    def problem(self, problem: object) -> None:
        """Tell why an input or the output could not be processed."""
        self.failed = True
        self.note(problem)

    def note(self, note: object) -> None:
        """Tell something that is worth knowing."""
        self.show_progress("")
        typer.echo(f"extract: {harmless(str(note))}", err=True)

    def show_progress(self, line: str) -> None:
        """Show how far it got in place of the line before; an empty line takes that away."""
        if self._progress:
            typer.echo(f"\r\x1b[2K{harmless(line)[: get_terminal_size().columns - 1]}", nl=False, err=True)


class Format(StrEnum):
    """How claims are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


class CleanFormat(StrEnum):
    """How cleaned text is written."""

    TEXT = "text"
    JSONL = "jsonl"


class ScoreFormat(StrEnum):
    """How scores are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


PATHS_HELP = "Articles: .txt, .md, .html, .jsonl with one article per line, folders of these, or - for standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=PATHS_HELP, show_default=False)]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
]
FORMAT_HELP = "How to write; told by the suffix of FILE if left out, else"
BOM_HELP = "Begin CSV with a byte order mark, by which Excel tells that it is UTF-8."
Scores = Annotated[ScoreFormat, typer.Option("--format", help="How to write the scores.")]
LABELS_HELP = "A .jsonl file of labels, or a folder of them."
Labels = Annotated[Path, typer.Argument(help=LABELS_HELP, show_default=False)]
GOLD_HELP = "Labels: a folder of .jsonl files, one claim record per line, or one such file."
FLOORS_HELP = "Fail if a score is below its floor in floors.json of the gold folder."
AGAINST_HELP = "Compare with what an earlier run wrote with --format json."
VersionOption = typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")


@app.callback(epilog=EXAMPLES)
def extract(
    paths: Paths,
    *,
    output: Output = None,
    format: Annotated[Format | None, typer.Option(help=f"{FORMAT_HELP} table.")] = None,  # noqa: A002 - as users say
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline to parse with.")] = None,
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    _version: Annotated[bool, VersionOption] = False,
) -> None:
    """Turn news articles into numeric claims that can be checked: value, unit, subject, period and cited source."""
    name = format or _format_of(output, writers.SUFFIXES) or Format.TABLE
    if name == Format.PARQUET and output is None:
        raise typer.BadParameter("Parquet is not for reading on screen; name a file with -o.", param_hint="'--format'")
    if bom and name != Format.CSV:
        raise typer.BadParameter(f"only CSV has a byte order mark, not {name}.", param_hint="'--bom'")
    with _reported(output) as messages:
        results = _results(paths, _extraction(model), messages)
        documents = ((article.document, claims) for article, claims in results)
        writers.write_documents(documents, _target(output), format=name, bom=bom, inputs=paths)


@app.command(context_settings=HELP_OPTIONS)
def clean(
    paths: Paths,
    *,
    output: Output = None,
    format: Annotated[CleanFormat | None, typer.Option(help=f"{FORMAT_HELP} text.")] = None,  # noqa: A002
) -> None:
    """Print what of the articles is analysed: their text without menus, advertisements and the like."""
    name = format or _format_of(output, writers.CLEAN_SUFFIXES) or CleanFormat.TEXT
    with _reported(output) as messages:
        writers.write_clean(_results(paths, clean_article, messages), _target(output), format=name, inputs=paths)


@app.command(context_settings=HELP_OPTIONS)
def evaluate(
    *,
    gold: Annotated[Path, typer.Option(metavar="PATH", help=GOLD_HELP)] = Path("gold"),
    corpus: Annotated[Path, typer.Option(metavar="FOLDER", help="The articles that are labelled.")] = Path("corpus"),
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write an HTML report, errors included.")] = None,
    format: Scores = ScoreFormat.TABLE,  # noqa: A002
    floors: Annotated[bool, typer.Option("--floors", help=FLOORS_HELP)] = False,
    against: Annotated[Path | None, typer.Option(metavar="FILE", help=AGAINST_HELP)] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline to parse with.")] = None,
) -> None:
    """Score the claims found in labelled articles: precision, recall and F1 of each field."""
    if against and format == ScoreFormat.CSV and not report:
        raise typer.BadParameter("CSV holds the scores only; compare as table or json.", param_hint="'--against'")
    from extractor.evaluation.command import evaluate_corpus  # brings pandas and scipy, which take a second

    with _reported(None) as messages:
        problems = evaluate_corpus(
            gold, corpus, _stdout(), format=format.value, report=report, floors=floors, against=against, model=model
        )
        for problem in problems:
            messages.problem(problem)


@app.command(context_settings=HELP_OPTIONS)
def agreement(first: Labels, second: Labels, *, format: Scores = ScoreFormat.TABLE) -> None:  # noqa: A002
    """Say how far two labellers agree: the scores of one against the other, and Krippendorff's alpha."""
    from extractor.evaluation.command import compare_labellers

    with _reported(None):
        compare_labellers(first, second, _stdout(), format=format.value)


def main() -> None:
    """Run the command line; the ``extract`` script begins here."""
    app(prog_name="extract")


def _format_of(output: Path | None, suffixes: Mapping[str, str]) -> str | None:
    try:
        return writers.format_of(output, suffixes=suffixes) if output else None
    except OutputError as error:
        raise typer.BadParameter(str(error), param_hint="'--output'") from error


def _target(output: Path | None) -> Path | BinaryIO:
    return output or _stdout()


def _stdout() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    # Bytes, because the locale must not decide the encoding of results.
    return sys.stdout.buffer


def _extraction(model: str | None) -> Callable[[Article], list[Claim]]:
    @cache
    def pipeline() -> "Extractor":
        from extractor import load  # brings spaCy, which takes seconds: only if there is an article to read

        return load(model) if model else load()

    return lambda article: pipeline().extract_article(article)


def _results(
    paths: list[str], process: Callable[[Article], ResultT], messages: Messages
) -> Iterator[tuple[Article, ResultT]]:
    """Yield each article that can be read with what comes of it; if there are only problems, exit without output."""
    done = False
    standard_input = getattr(sys.stdin, "buffer", None)
    for number, article in enumerate(read_articles(paths, standard_input=standard_input), start=1):
        if isinstance(article, InputError):
            messages.problem(article)
            continue
        if not article.text.strip():
            messages.note(f"{article.document}: note: the document is empty")
        messages.show_progress(f"{number}: {article.document}")
        try:
            result = process(article)
        except InputError as error:
            messages.problem(error)
        except ExtractorError:
            raise
        except Exception as error:  # one article must not cost the others
            reason = f"{type(error).__name__}: {error}"
            messages.problem(f"{article.document}: internal error ({reason}); please report it")
        else:
            done = True
            yield article, result
    if messages.failed and not done:
        raise typer.Exit(1)


@contextmanager
def _reported(output: Path | None) -> Iterator[Messages]:
    """Turn errors into messages and the exit status."""
    # Not where results go to standard output: they, or the pager that shows them, may take the same terminal.
    messages = Messages(progress=output is not None)
    try:
        yield messages
    except OSError as error:
        # Python would complain once more when it flushes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # If a pipe is closed, whoever read the results has enough.
        if not isinstance(error, BrokenPipeError):
            messages.problem(f"standard output cannot be written ({error.strerror}); name a file with -o")
    except ExtractorError as error:
        messages.problem(error)
    finally:
        messages.show_progress("")
    if messages.failed:
        raise typer.Exit(1)
