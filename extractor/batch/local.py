"""The runner for one machine: processes that load the model once, and results in the order of the input."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from extractor.articles.raw import RawDocument, in_megabytes
from extractor.batch.journal import Journal
from extractor.batch.outcomes import OUT_OF_MEMORY, Failure, FailureKind, Job, Limits, count_cores
from extractor.errors import ExtractorError, InputError

ResultT = TypeVar("ResultT")
Found = RawDocument | InputError

logger = logging.getLogger(__name__)

# Enough that no process waits for the next batch, few enough that their documents are no burden.
BATCHES_PER_WORKER = 3
# How many batches may be finished or under work while the first of them is not: a document that takes its whole time
# holds up its successors' place in the output, not their work. At nine claims an article, that is up to 37,000 claims.
MOST_BATCHES = 256
# What is parsed together, and lost together by a kill: a third of a second of work, so that a time limit of minutes is
# reached by a document, not by a batch, and all processes end at the same time. On 84 news articles, batches of four
# take 4% more time than those of eight, and those of 32 no less.
BATCH_DOCUMENTS = 8
BATCH_BYTES = 40_000
# A single document that is longer may well need limits.
ORDINARY_BYTES = 80_000
# Documents for which nothing is to be done make no batch of their own.
MOST_SLOTS = 1_000
# A pool that broke so often without finishing a batch in between will not mend.
MOST_BREAKS = 3


def run(
    found: Iterable[Found], job: Job[ResultT], limits: Limits, *, journal: Journal | None = None
) -> Iterator[ResultT | Failure]:
    """Work on documents, and yield what comes of them in their order, whichever is finished first.

    A document whose process crashes, holds too much memory or takes too long is tried once more alone, and then given
    up; all others are not affected. A single document of ordinary size is worked on in this process, without limits.

    Args:
        found: The documents, and errors in the place of those that cannot be read; they are asked for as there is room.
        job: What is to be done with each.
        limits: How many processes work, and what a document may cost.
        journal: Where findings are kept, and looked for first. Only for a job that yields findings.

    Yields:
        One result or failure for each document, in their order.

    Raises:
        ExtractorError: The job cannot be done, or the journal cannot be written.
    """
    waiting = iter(found)
    first = list(islice(waiting, 2))
    if len(first) < 2:
        if not any(isinstance(one, RawDocument) and len(one.data) > ORDINARY_BYTES for one in first):
            yield from _run_here(first, job)
            return
        limits = replace(limits, workers=1)
    runner = Runner(job, limits, journal)
    try:
        yield from runner.run(chain(first, waiting))
    finally:
        runner.close()


def _run_here(found: Sequence[Found], job: Job[ResultT]) -> Iterator[ResultT | Failure]:
    for one in found:
        yield from [Failure.of(one)] if isinstance(one, InputError) else job.start()([one])


@dataclass
class _Slot:
    """The place of one document in the output: what came of it, or the key under which the journal has that."""

    outcome: Any = None
    key: bytes | None = None


@dataclass
class _Batch:
    """Documents that stand one after another, and those of them that are to be worked on, by their place."""

    slots: list[_Slot] = field(default_factory=list)
    raws: dict[int, RawDocument] = field(default_factory=dict)
    unfinished: int = 0


@dataclass(frozen=True)
class _Task:
    """Some documents of a batch that are worked on together, or, the second time, one alone."""

    batch: _Batch
    places: tuple[int, ...]
    again: bool = False


class Runner(Generic[ResultT]):
    """Processes at work on documents, for as many runs as there are to be."""

    def __init__(self, job: Job[ResultT], limits: Limits, journal: Journal | None = None) -> None:
        from extractor.batch.process import Pool  # brings pebble and asyncio, which one document can do without

        self._limits = replace(limits, workers=limits.workers or count_cores())
        self._journal = journal
        self._pool = Pool(job, self._limits)
        self._tasks: dict[Future[Any], _Task] = {}
        self._breaks = 0

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def run(self, found: Iterable[Found]) -> Iterator[ResultT | Failure]:
        """Yield what comes of the documents, as the function ``run`` does, but always in processes."""
        batches = self._batches(found)
        window: deque[_Batch] = deque()
        exhausted, most_tasks = False, BATCHES_PER_WORKER * self._limits.workers
        while window or not exhausted:
            while not exhausted and len(window) < MOST_BATCHES and len(self._tasks) < most_tasks:
                batch = next(batches, None)
                exhausted = batch is None
                if batch is not None:
                    window.append(batch)
                    if batch.raws:
                        self._submit(_Task(batch, tuple(batch.raws)))
            while window and not window[0].unfinished:
                yield from self._outcomes(window.popleft())
            if self._tasks:
                for future in wait(self._tasks, return_when=FIRST_COMPLETED).done:
                    self._collect(self._tasks.pop(future), future)

    def _batches(self, found: Iterable[Found]) -> Iterator[_Batch]:
        """Yield batches of documents to be worked on, with those between them for which nothing is to be done."""
        batch, size = _Batch(), 0
        for one in found:
            slot = _Slot()
            if isinstance(one, InputError):
                slot.outcome = Failure.of(one)
            elif self._journal is not None:
                slot.key = self._journal.key(one)
            if isinstance(one, RawDocument) and not (self._journal and slot.key and self._journal.has(slot.key)):
                if batch.raws and size + len(one.data) > BATCH_BYTES:
                    yield batch
                    batch, size = _Batch(), 0
                batch.raws[len(batch.slots)] = one
                batch.unfinished += 1
                size += len(one.data)
            batch.slots.append(slot)
            if len(batch.raws) == BATCH_DOCUMENTS or len(batch.slots) == MOST_SLOTS:
                yield batch
                batch, size = _Batch(), 0
        yield batch

    def _outcomes(self, batch: _Batch) -> Iterator[Any]:
        for slot in batch.slots:
            if slot.outcome is None and self._journal is not None and slot.key is not None:
                yield self._journal.get(slot.key)
            else:
                yield slot.outcome

    def _submit(self, task: _Task) -> None:
        future = self._pool.submit([task.batch.raws[place] for place in task.places])
        self._tasks[future] = task

    def _collect(self, task: _Task, future: "Future[Any]") -> None:
        """Put a task's outcomes in their places, or see to it that its documents are tried again."""
        try:
            outcomes = future.result()
        except ExtractorError:
            raise
        except BrokenExecutor as error:
            self._mend(task, error)
        except Exception as error:
            self._retry(task, error)
        else:
            self._breaks = 0
            for place, outcome in zip(task.places, outcomes, strict=True):
                self._finish(task.batch, place, outcome)
            if self._journal is not None:
                self._journal.save(now=False)

    def _finish(self, batch: _Batch, place: int, outcome: Any) -> None:
        slot = batch.slots[place]
        if self._journal is not None and slot.key is not None and not isinstance(outcome, Failure):
            # From here on it is read back, so that what waits for its turn takes no memory.
            self._journal.put(slot.key, outcome)
        else:
            slot.outcome = outcome
        del batch.raws[place]
        batch.unfinished -= 1

    def _retry(self, task: _Task, error: Exception) -> None:
        kind, problem, remedy = self._reason(error)
        if task.again:
            (place,) = task.places
            document = task.batch.raws[place].document
            failure = Failure(document=document, kind=kind, problem=problem, remedy=remedy)
            self._finish(task.batch, place, failure)
            return
        names = ", ".join(task.batch.raws[place].document for place in task.places)
        logger.warning("%s while working on %s; each is tried once more alone", problem, names)
        for place in task.places:
            self._submit(_Task(task.batch, (place,), again=True))

    def _reason(self, error: Exception) -> tuple[FailureKind, str, str]:
        code = getattr(error, "exitcode", None)
        if isinstance(error, TimeoutError):
            limit = f"took longer than {self._limits.timeout:g} s"
            return "timeout", limit, "split it, leave it out, or raise --timeout"
        if isinstance(error, MemoryError) or code == OUT_OF_MEMORY:
            limit = f"needed more than {in_megabytes(self._limits.memory)} of memory"
            return "memory", limit, "split it, leave it out, or raise --memory"
        if code is not None:
            return "crash", f"crashed the process that read it (exit code {code})", "please report it"
        return "error", f"internal error ({type(error).__name__}: {error})", "please report it"

    def _mend(self, task: _Task, error: Exception) -> None:
        """Start a new pool in place of one that broke, and give it what the old one was at work on."""
        self._breaks += 1
        if self._breaks > MOST_BREAKS:
            raise ExtractorError(f"the worker processes cannot be started ({error}); use fewer --workers") from error
        logger.warning("the worker processes broke down (%s); they are started anew", error)
        tasks = [task, *self._tasks.values()]
        self._tasks.clear()
        self._pool.restart()
        for unfinished in tasks:
            self._submit(unfinished)
