"""Claims to files: with what is told of the documents, what failed, and a journal to go on from."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from extractor import batch, writers
from extractor.cli.messages import Messages
from extractor.cli.options import Running, Target
from extractor.cli.running import results
from extractor.cli.summary import Summary
from extractor.records import Claim, DocumentSummary
from extractor.writers.phrases import counted

EMPTY = "{}: note: the document is empty"


def save(target: Target, paths: list[str], job: batch.Extracting, running: Running, messages: Messages) -> None:
    """Write the claims of articles to a file or folder, and all that stands beside it.

    Until everything stands, what is finished is kept in a journal beside it, so that the same command, whenever it was
    killed, goes on where it was.
    """
    if target.url is None:
        _save_here(target, paths, job, running, messages)
        return
    from extractor.articles import remote  # brings fsspec, which comes with extractor[ray]

    with TemporaryDirectory() as beside:
        local = replace(target, path=Path(beside, target.path.name), url=None)
        _save_here(local, paths, job, running, messages)
        remote.put(Path(beside), target.url)


def _save_here(target: Target, paths: list[str], job: batch.Extracting, running: Running, messages: Messages) -> None:
    summary = Summary()
    journal = batch.Journal(target.path.with_name(f"{target.path.name}.journal"), job=job)
    with closing(journal):
        finished = journal.resume()
        if finished is not None:
            messages.note(f"{journal.path}: goes on from {finished:,} finished documents")
            _remove_leftovers(target)
        _write(target, paths, job, running, messages, journal, summary)
        if not target.parts:
            writers.describe_table(target.path, writers.CLAIM_COLUMNS)
        if target.documents:
            writers.describe_table(target.documents, writers.DOCUMENT_COLUMNS)
        journal.remove()
    messages.summary(summary.lines())


def claims_of(findings: Iterable[batch.Finding], messages: Messages) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Yield each document with its claims; tell of those that are empty, and of numbers in what was removed."""
    removed = 0
    for finding in findings:
        removed += finding.summary.removed_numbers
        if finding.summary.status == "empty":
            messages.note(EMPTY.format(finding.summary.document))
        yield finding.summary.document, finding.claims
    if removed:
        messages.note(f"note: {counted(removed, 'number')} in removed text; see extract clean --removed")


def _write(
    target: Target,
    paths: list[str],
    job: batch.Extracting,
    running: Running,
    messages: Messages,
    journal: batch.Journal,
    summary: Summary,
) -> None:
    failures: list[batch.Failure] = []
    with ExitStack() as stack:
        table = target.documents and stack.enter_context(writers.open_documents(target.documents, inputs=paths))

        def hear(outcome: batch.Finding | batch.Failure) -> None:
            summary.add(outcome)
            if isinstance(outcome, batch.Failure):
                failures.append(outcome)
            if table:
                table.add(asdict(_summary(outcome)))

        def documents() -> Iterator[tuple[str, Sequence[Claim]]]:
            found = results(paths, job, running, messages, watched=True, journal=journal, heard_by=[hear])
            try:
                yield from claims_of(found, messages)
            except typer.Exit:  # there were only failures
                writers.write_failures(failures, target.path)
                raise
            writers.write_failures(failures, target.path)

        if target.parts:
            writers.write_parts(documents(), target.path, format=target.format, inputs=paths)
        else:
            writers.write_documents(documents(), target.path, format=target.format, bom=target.bom, inputs=paths)


def _summary(outcome: batch.Finding | batch.Failure) -> DocumentSummary:
    if isinstance(outcome, batch.Finding):
        return outcome.summary
    return DocumentSummary(document=outcome.document, status="failed", problem=f"{outcome.problem}; {outcome.remedy}")


def _remove_leftovers(target: Target) -> None:
    for path in (target.path, target.documents, writers.failures_path(target.path)):
        if path is not None:
            writers.remove_leftovers(path)
