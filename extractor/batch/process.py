"""Worker processes: how they start, what they may take, and that none outlives the command."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import connection
from pathlib import Path
from typing import Any

from pebble import ProcessPool

from extractor.articles.raw import RawDocument
from extractor.batch.outcomes import OUT_OF_MEMORY, Job, Limits, Work

# Vocabulary and caches grow with every new word, in 8,000 articles from 180 to 230 MB; then a process starts anew.
BATCHES_PER_PROCESS = 1_000


def get_ready(modules: Sequence[str]) -> None:
    """Have modules imported, in the background, by the process from which those of all pools are forked.

    Each of them then begins with the modules at hand, and so does each that takes the place of one that was given up.
    Only where a fork is safe, which on macOS it is not once numpy is loaded; elsewhere each imports for itself. Without
    effect once there is such a process.
    """
    if sys.platform != "linux":
        return
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([*modules])
    with _uninterrupted():
        forkserver.ensure_running()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let the user's interruption wait, and keep it from what is started: half a start would complain at length."""
    if sys.platform != "linux":
        yield
        return
    from multiprocessing import resource_tracker

    # It lets the signal through when it starts.
    resource_tracker.ensure_running()
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


class Pool:
    """Processes of ``pebble`` that do one job; a batch that outlasts the time limit is ended with its process."""

    def __init__(self, job: Job[Any], limits: Limits) -> None:
        self._job = job
        self._limits = limits
        self._pool = self._start()

    def submit(self, raws: Sequence[RawDocument]) -> "Future[Any]":
        """Have a batch worked on; the future holds its outcomes, or why its process ended."""
        with _uninterrupted():  # with the first batch the processes start
            return self._pool.schedule(_work_on, args=[raws], timeout=self._limits.timeout)

    def restart(self) -> None:
        """Give up all processes with what they are at work on, and start new ones."""
        self.close()
        self._pool = self._start()

    def close(self) -> None:
        """End all processes; nothing waits for that, because they hold nothing that anybody else needs."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # an omission of pebble's
        threading.Thread(target=self._pool.join, daemon=True).start()

    def _start(self) -> ProcessPool:
        # Not by fork, which would copy this process with whatever its threads are in the midst of.
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        return ProcessPool(
            max_workers=self._limits.workers,
            max_tasks=BATCHES_PER_PROCESS,
            initializer=_prepare,
            initargs=[self._job, self._limits.memory],
            context=context,
        )


class _State:
    """What a worker process keeps: its job, and the work once the job is started."""

    job: Job[Any]
    memory: int
    work: Work[Any] | None = None


def _prepare(job: Job[Any], memory: int) -> None:
    _State.job, _State.memory = job, memory
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work_on(raws: Sequence[RawDocument]) -> list[Any]:
    try:
        if _State.work is None:
            # Here rather than in the initializer, so that its errors reach the user.
            _State.work = _State.job.start()
            _limit_memory(_State.memory)
        return _State.work(raws)
    except MemoryError:
        # A process in which memory ran out may be in any state.
        os._exit(OUT_OF_MEMORY)


def _limit_memory(memory: int) -> None:
    """Let the system refuse memory beyond the limit; only Linux does."""
    status = Path("/proc/self/status")
    if sys.platform != "linux" or not status.exists():
        return
    import resource

    sizes = dict(line.split(":", 1) for line in status.read_text().splitlines() if line.startswith(("VmData", "VmRSS")))
    reserved, used = (int(sizes[name].split()[0]) * 1024 for name in ("VmData", "VmRSS"))
    # The system counts what is reserved, such as stacks of idle threads; we mean what is used.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = max(reserved - used, 0) + memory
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))


def _end_with_parent() -> None:
    """End this process when the command has gone, as by ``kill -9``, however long its document would still take."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
