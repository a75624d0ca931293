"""The commands that read articles: ``extract PATH…`` and ``extract clean PATH…``."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from extractor import batch, writers
from extractor.articles.boilerplate import Cleaner
from extractor.articles.offsets import CleanText
from extractor.batch.outcomes import TIMEOUT
from extractor.cli.app import HELP_OPTIONS, app
from extractor.cli.messages import Messages, reported, stdout
from extractor.cli.options import (
    DEFAULT_MAX_SIZE,
    DEFAULT_MEMORY,
    FORMAT_HELP,
    Address,
    ClaimsOutput,
    CleanFormat,
    DocumentsOutput,
    Engine,
    EngineOption,
    Format,
    LogFile,
    MaxSize,
    Memory,
    Model,
    Output,
    Paths,
    Quiet,
    Running,
    Target,
    Timeout,
    VersionOption,
    Workers,
    format_of,
    target_of,
)
from extractor.cli.running import get_ready, results, survey
from extractor.cli.saving import EMPTY, claims_of, save
from extractor.records import Article

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
KEEP_HELP = "Read menus, advertisements and the like as if they were the article."
REMOVED_HELP = "Print what was removed instead: where, why, how often, and which numbers stood in it."
BOM_HELP = "Begin CSV with a byte order mark, by which Excel tells that it is UTF-8."


@app.callback(epilog=EXAMPLES)
def extract(
    paths: Paths,
    *,
    output: ClaimsOutput = None,
    format: Annotated[Format | None, typer.Option(help=f"{FORMAT_HELP} table.")] = None,  # noqa: A002 - as users say
    model: Model = None,
    bom: Annotated[bool, typer.Option("--bom", help=BOM_HELP)] = False,
    documents: DocumentsOutput = None,
    engine: EngineOption = Engine.LOCAL,
    address: Address = None,
    keep_boilerplate: Annotated[bool, typer.Option("--keep-boilerplate", help=KEEP_HELP)] = False,
    workers: Workers = None,
    timeout: Timeout = TIMEOUT,
    memory: Memory = DEFAULT_MEMORY,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    quiet: Quiet = False,
    log_file: LogFile = None,
    _version: Annotated[bool, VersionOption] = False,
) -> None:
    """Turn news articles into numeric claims that can be checked: value, unit, subject, period and cited source."""
    target = target_of(output, format, bom=bom, documents=documents, engine=engine)
    running = Running.of(workers, timeout, memory, max_size, quiet, engine, address)
    with reported(quiet=quiet, log_file=log_file) as messages:
        get_ready(paths, running)
        cleaner = Cleaner(keep=True) if keep_boilerplate else Cleaner(furniture=survey(paths, running))
        job = batch.Extracting(model=model, cleaner=cleaner)
        if isinstance(target, Target):
            save(target, paths, job, running, messages)
        else:
            findings = results(paths, job, running, messages, watched=False)
            writers.write_documents(claims_of(findings, messages), stdout(), format=target, bom=bom)


@app.command(context_settings=HELP_OPTIONS)
def clean(
    paths: Paths,
    *,
    output: Output = None,
    format: Annotated[CleanFormat | None, typer.Option(help=f"{FORMAT_HELP} text.")] = None,  # noqa: A002
    removed: Annotated[bool, typer.Option("--removed", help=REMOVED_HELP)] = False,
    workers: Workers = None,
    timeout: Timeout = TIMEOUT,
    memory: Memory = DEFAULT_MEMORY,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    quiet: Quiet = False,
    log_file: LogFile = None,
) -> None:
    """Print what of the articles is analysed: their text without menus, advertisements and the like."""
    name = format or format_of(output, writers.CLEAN_SUFFIXES) or CleanFormat.TEXT
    running = Running.of(workers, timeout, memory, max_size, quiet)
    with reported(quiet=quiet, log_file=log_file) as messages:
        job = batch.Cleaning(cleaner=Cleaner(furniture=survey(paths, running)))
        texts = _noting_empty(results(paths, job, running, messages, watched=output is not None), messages)
        writers.write_clean(texts, output or stdout(), format=name, removed=removed, inputs=paths)


def _noting_empty(
    texts: Iterable[tuple[Article, CleanText]], messages: Messages
) -> Iterator[tuple[Article, CleanText]]:
    for article, clean_text in texts:
        if not article.text.strip():
            messages.note(EMPTY.format(article.document))
        yield article, clean_text
