"""A run over articles, as a command sees it: results come in, everything else is told."""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

import typer

from extractor import batch
from extractor.articles.files import STANDARD_INPUT, may_hold_several, read_raw, total_size
from extractor.articles.raw import RawDocument
from extractor.articles.sites import Lines, SiteFurniture, Survey
from extractor.cli.messages import Messages
from extractor.cli.options import Engine, Running
from extractor.errors import ExtractorError, InputError

ResultT = TypeVar("ResultT")

# What processes that find claims import: what started them, what runs them, and what they do.
NEEDED = ("extractor.cli", "extractor.batch.process", "extractor.pipeline")


def results(
    paths: Sequence[str],
    job: batch.Job[ResultT],
    running: Running,
    messages: Messages,
    *,
    watched: bool,
    journal: batch.Journal | None = None,
    heard_by: Sequence[Callable[[ResultT | batch.Failure], None]] = (),
) -> Iterator[ResultT]:
    """Yield what comes of each article; what cannot be processed is told, and without any result the command ends.

    Args:
        paths: What to read.
        job: What to do with each article.
        running: How to work.
        messages: Whom to tell.
        watched: Whether to show progress where standard error is a terminal. Not where results go to standard output:
            they, or the pager that shows them, may take the same terminal.
        journal: Where findings are kept until the output stands.
        heard_by: Who else is given each result and failure, in order.
    """
    done = False
    weights: deque[int] = deque()

    with _progress(paths, running, messages, shown=watched and not running.quiet):
        outcomes = outcomes_of(paths, job, running, journal=journal, weights=weights)
        for outcome in outcomes:
            for listener in heard_by:
                listener(outcome)
            weight, (words, claims) = weights.popleft() if weights else 0, _counts(outcome)
            if messages.progress is not None:
                messages.progress.advance(weight=weight, words=words, claims=claims)
            if isinstance(outcome, batch.Failure):
                messages.problem(outcome)
                continue
            done = True
            yield outcome
    if messages.failed and not done:
        raise typer.Exit(1)


def get_ready(paths: Sequence[str], running: Running) -> None:
    """Have what the articles need loaded, in the background, if there may be so many that processes will need it."""
    if running.engine == Engine.LOCAL and may_hold_several(paths):
        from extractor.batch.process import get_ready  # brings pebble and asyncio, which one document can do without

        get_ready(NEEDED)


def survey(paths: Sequence[str], running: Running) -> Mapping[str, SiteFurniture]:
    """Return the lines that stand on many of the articles of a site, none where there are few articles.

    Standard input is left out: it can be read only once.
    """
    named = [path for path in paths if path != STANDARD_INPUT]
    if running.engine == Engine.LOCAL and not may_hold_several(named):
        return {}
    counted = Survey()
    for outcome in outcomes_of(named, batch.Surveying(), running):
        if isinstance(outcome, Lines):  # what cannot be read is told when its claims are looked for
            counted.add(outcome)
    return counted.finish()


def outcomes_of(
    paths: Sequence[str],
    job: batch.Job[Any],
    running: Running,
    *,
    journal: batch.Journal | None = None,
    weights: deque[int] | None = None,
) -> Iterator[Any]:
    """Yield what comes of each article, a result of the job or a failure, wherever the work is to be done.

    Args:
        paths: What to read.
        job: What to do with each article.
        running: How to work, and where.
        journal: Where findings are kept until the output stands; a cluster keeps none.
        weights: Where the weights of the articles are put as they are read, in order; a cluster tells none.

    Raises:
        ExtractorError: The work cannot be done, as by a cluster without Ray.
    """
    if running.engine == Engine.RAY:
        try:
            from extractor.batch import ray_cluster
        except ImportError as error:
            remedy = "install it with pip install 'extractor[ray]'"
            raise ExtractorError(f"--engine ray needs {error.name}; {remedy}") from error
        return ray_cluster.run(paths, job, running.limits, address=running.address, max_size=running.max_size)
    found = read_raw(paths, standard_input=getattr(sys.stdin, "buffer", None), max_size=running.max_size)
    return batch.run(_weighed(found, weights), job, running.limits, journal=journal)


def _weighed(
    found: Iterator[RawDocument | InputError], weights: deque[int] | None
) -> Iterator[RawDocument | InputError]:
    for one in found:
        if weights is not None:
            weights.append(one.weight if isinstance(one, RawDocument) else 0)
        yield one


def _progress(
    paths: Sequence[str], running: Running, messages: Messages, *, shown: bool
) -> AbstractContextManager[object]:
    if not shown or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from extractor.cli.progress import Progress

    messages.progress = Progress(total_size(paths) if running.engine == Engine.LOCAL else None)
    return messages.progress


def _counts(outcome: object) -> tuple[int, int]:
    """The words and claims of a document, where the job counts them."""
    if isinstance(outcome, batch.Finding):
        return outcome.summary.words, outcome.summary.claims
    return 0, 0
