"""The runner for many machines: Ray actors, each with a process that loads the model once.

Only what fails with a machine is Ray's to mend: its batches are given to other actors. Within an actor the runner for
one machine is at work, so that faults of documents cost, and are told, exactly what they do there.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import ray
from ray.exceptions import RayError, RayTaskError

from extractor.articles import remote
from extractor.articles.raw import MAX_SIZE, RawDocument
from extractor.batch.local import BATCH_BYTES, BATCH_DOCUMENTS, Runner
from extractor.batch.outcomes import Failure, Job, Limits
from extractor.errors import ExtractorError, InputError

ResultT = TypeVar("ResultT")
Item = str | RawDocument | InputError
"""A document for an actor: the address of one that it reads itself, or one that was read from a larger file."""

logger = logging.getLogger(__name__)

# One batch is worked on while the next one is on its way.
BATCHES_PER_ACTOR = 2
# How many batches may be finished or under work while the first of them is not, as in the runner for one machine.
MOST_BATCHES = 1_000
# A batch that failed with so many machines is more likely to blame than they are.
MOST_LOSSES = 5


def run(
    paths: Iterable[str],
    job: Job[ResultT],
    limits: Limits,
    *,
    address: str | None = None,
    max_size: int = MAX_SIZE,
) -> Iterator[ResultT | Failure]:
    """Work on documents on a Ray cluster, and yield what comes of them in the order of the paths.

    Args:
        paths: Files and folders, by paths that every machine of the cluster can read, or by URLs.
        job: What is to be done with each document.
        limits: How many actors work, with a processor core each, and what a document may cost; 0 workers are as many
            as the cluster has cores.
        address: The cluster; None for the one that this process is in, or else for this machine.
        max_size: How many bytes a document may have.

    Yields:
        One result or failure for each document.

    Raises:
        ExtractorError: The cluster cannot be reached, or loses every machine that a batch is given to.
    """
    try:
        ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, logging_level=logging.WARNING)
    except (RayError, OSError, RuntimeError, ValueError) as error:
        raise ExtractorError(f"{address}: the Ray cluster cannot be reached ({error}); check --address") from error
    count = limits.workers or int(ray.cluster_resources().get("CPU", 1))
    actor_type = ray.remote(num_cpus=1)(_Actor)
    driver = _Driver(lambda: actor_type.remote(job, replace(limits, workers=1), max_size), count)
    try:
        yield from driver.run(_batches(paths, max_size))
    finally:
        driver.close()


class _Actor:
    """A processor core of the cluster at work on documents."""

    def __init__(self, job: Job[Any], limits: Limits, max_size: int) -> None:
        self._runner = Runner(job, limits)
        self._max_size = max_size

    def ready(self) -> None:
        """Do nothing: an answer tells that the actor has found its place."""

    def work(self, items: Sequence[Item]) -> list[Any]:
        """Return what comes of the documents, in their order."""
        return list(self._runner.run(self._read(items)))

    def _read(self, items: Sequence[Item]) -> Iterator[RawDocument | InputError]:
        for item in items:
            if isinstance(item, str):
                yield from remote.read(item, max_size=self._max_size)
            else:
                yield item


@dataclass
class _Batch:
    """Some documents and what came of them, once it is known."""

    items: Sequence[Item]
    outcomes: list[Any] | None = None
    losses: int = 0


class _Driver:
    """Gives batches to actors as they have room, and keeps each until its outcomes are here.

    Args:
        start: What starts one more actor, which may have to wait for a machine.
        count: How many actors there are to be.
    """

    def __init__(self, start: Callable[[], Any], count: int) -> None:
        self._start = start
        self._actors: list[Any] = []
        self._room: deque[Any] = deque()
        self._lost: deque[_Batch] = deque()
        self._awaited: dict[Any, tuple[Any, _Batch | None]] = {}
        for _ in range(count):
            self._add()

    def close(self) -> None:
        """End all actors."""
        for actor in self._actors:
            ray.kill(actor)

    def run(self, batches: Iterator[Sequence[Item]]) -> Iterator[Any]:
        """Yield the outcomes of the batches in their order."""
        window: deque[_Batch] = deque()
        exhausted = False
        while window or not exhausted:
            while self._room and (self._lost or (not exhausted and len(window) < MOST_BATCHES)):
                if self._lost:
                    self._give(self._lost.popleft())
                    continue
                items = next(batches, None)
                exhausted = items is None
                if items is not None:
                    window.append(_Batch(items))
                    self._give(window[-1])
            while window and window[0].outcomes is not None:
                yield from window.popleft().outcomes or ()
            if window or not exhausted:
                self._collect()

    def _add(self) -> None:
        actor = self._start()
        self._actors.append(actor)
        self._awaited[actor.ready.remote()] = (actor, None)

    def _give(self, batch: _Batch) -> None:
        actor = self._room.popleft()
        self._awaited[actor.work.remote(batch.items)] = (actor, batch)

    def _collect(self) -> None:
        """Fetch the outcomes of a finished batch at once, for they are lost with the machine that they are on."""
        (done,), _ = ray.wait(list(self._awaited), num_returns=1)
        actor, batch = self._awaited.pop(done)
        try:
            outcomes = ray.get(done)
        except RayTaskError as error:
            cause = error.cause
            raise (
                cause if isinstance(cause, ExtractorError) else ExtractorError(f"Ray: {error}; please report it")
            ) from error
        except RayError as error:
            self._lose(actor, batch, error)
        else:
            self._room.extend([actor] if batch is not None else [actor] * BATCHES_PER_ACTOR)
            if batch is not None:
                batch.outcomes = outcomes

    def _lose(self, actor: Any, batch: _Batch | None, error: Exception) -> None:
        """Give a lost actor's batch to another, and start one in its place for when there is a machine."""
        if actor in self._actors:
            self._actors.remove(actor)
            self._room = deque(one for one in self._room if one != actor)
            ray.kill(actor)
            self._add()
        if batch is not None:
            batch.losses += 1
            if batch.losses > MOST_LOSSES:
                raise ExtractorError(f"the Ray cluster lost a batch {MOST_LOSSES} times; check its machines") from error
            logger.warning("a machine or process was lost (%s); its batch is given to another", type(error).__name__)
            self._lost.append(batch)


def _batches(paths: Iterable[str], max_size: int) -> Iterator[list[Item]]:
    """Yield batches of addresses, and of the documents that stand many in one file, which is read here as a stream."""
    batch: list[Item] = []
    size = 0
    for item in _items(paths, max_size):
        batch.append(item)
        size += len(item.data) if isinstance(item, RawDocument) else 0
        if len(batch) == BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _items(paths: Iterable[str], max_size: int) -> Iterator[Item]:
    for path in paths:
        for found in remote.find(path):
            if isinstance(found, str) and remote.holds_many(found):
                yield from remote.read(found, max_size=max_size)
            else:
                yield found
