"""The commands that read articles: ``extract PATH…`` and ``extract clean PATH…``."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from extractor import batch, writers
from extractor.articles.offsets import CleanText
from extractor.batch.outcomes import TIMEOUT
from extractor.cli.app import HELP_OPTIONS, app
from extractor.cli.messages import Messages, reported, stdout
from extractor.cli.options import (
    DEFAULT_MAX_SIZE,
    DEFAULT_MEMORY,
    FORMAT_HELP,
    CleanFormat,
    Format,
    LogFile,
    MaxSize,
    Memory,
    Model,
    Output,
    Paths,
    Quiet,
    Running,
    Timeout,
    VersionOption,
    Workers,
    format_of,
)
from extractor.cli.running import results
from extractor.cli.summary import Summary
from extractor.records import Article, Claim

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
EMPTY = "{}: note: the document is empty"
BOM_HELP = "Begin CSV with a byte order mark, by which Excel tells that it is UTF-8."


@app.callback(epilog=EXAMPLES)
def extract(
    paths: Paths,
    *,
    output: Output = None,
    format: Annotated[Format | None, typer.Option(help=f"{FORMAT_HELP} table.")] = None,  # noqa: A002 - as users say
    model: Model = None,
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    workers: Workers = None,
    timeout: Timeout = TIMEOUT,
    memory: Memory = DEFAULT_MEMORY,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    quiet: Quiet = False,
    log_file: LogFile = None,
    _version: Annotated[bool, VersionOption] = False,
) -> None:
    """Turn news articles into numeric claims that can be checked: value, unit, subject, period and cited source."""
    name = format or format_of(output, writers.SUFFIXES) or Format.TABLE
    if name == Format.PARQUET and output is None:
        raise typer.BadParameter("Parquet is not for reading on screen; name a file with -o.", param_hint="'--format'")
    if bom and name != Format.CSV:
        raise typer.BadParameter(f"only CSV has a byte order mark, not {name}.", param_hint="'--bom'")
    running = Running.of(workers, timeout, memory, max_size, quiet, log_file)
    with reported(quiet=quiet, log_file=log_file) as messages:
        if output is None:
            findings = results(paths, batch.Extracting(model=model), running, messages, watched=False)
            writers.write_documents(_claims(findings, messages), stdout(), format=name)
        else:
            _extract_to(output, paths, name, batch.Extracting(model=model), running, messages, bom=bom)


def _extract_to(
    output: Path,
    paths: list[str],
    name: str,
    job: batch.Extracting,
    running: Running,
    messages: Messages,
    *,
    bom: bool,
) -> None:
    """Write the claims to a file, with what could not be processed beside it, and go on where an earlier run ended."""
    summary = Summary()
    failures: list[batch.Failure] = []

    def hear(outcome: batch.Finding | batch.Failure) -> None:
        summary.add(outcome)
        if isinstance(outcome, batch.Failure):
            failures.append(outcome)

    def documents() -> Iterator[tuple[str, Sequence[Claim]]]:
        found = results(paths, job, running, messages, watched=True, journal=journal, heard_by=[hear])
        try:
            yield from _claims(found, messages)
        except typer.Exit:  # there were only failures
            writers.write_failures(failures, output)
            raise
        writers.write_failures(failures, output)

    with closing(batch.Journal(output.with_name(f"{output.name}.journal"), job_digest=job.digest)) as journal:
        writers.write_documents(documents(), output, format=name, bom=bom, inputs=paths)
        journal.remove()
    messages.summary(summary.lines())


def _claims(findings: Iterable[batch.Finding], messages: Messages) -> Iterator[tuple[str, Sequence[Claim]]]:
    for finding in findings:
        if finding.summary.status == "empty":
            messages.note(EMPTY.format(finding.summary.document))
        yield finding.summary.document, finding.claims


@app.command(context_settings=HELP_OPTIONS)
def clean(
    paths: Paths,
    *,
    output: Output = None,
    format: Annotated[CleanFormat | None, typer.Option(help=f"{FORMAT_HELP} text.")] = None,  # noqa: A002
    workers: Workers = None,
    timeout: Timeout = TIMEOUT,
    memory: Memory = DEFAULT_MEMORY,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    quiet: Quiet = False,
    log_file: LogFile = None,
) -> None:
    """Print what of the articles is analysed: their text without menus, advertisements and the like."""
    name = format or format_of(output, writers.CLEAN_SUFFIXES) or CleanFormat.TEXT
    running = Running.of(workers, timeout, memory, max_size, quiet, log_file)
    with reported(quiet=quiet, log_file=log_file) as messages:
        texts = results(paths, batch.Cleaning(), running, messages, watched=output is not None)
        writers.write_clean(_noting_empty(texts, messages), output or stdout(), format=name, inputs=paths)


def _noting_empty(
    texts: Iterable[tuple[Article, CleanText]], messages: Messages
) -> Iterator[tuple[Article, CleanText]]:
    for article, clean_text in texts:
        if not article.text.strip():
            messages.note(EMPTY.format(article.document))
        yield article, clean_text
