"""How far a run has got, on a terminal: documents, claims, words a second, time left."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar


class Progress:
    """A bar on standard error that gives way to messages, and vanishes at the end.

    Args:
        total: How many bytes of input there are, None if unknown: then there is neither a bar nor a time left.
    """

    def __init__(self, total: int | None) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns: list[ProgressColumn] = [TextColumn("{task.description}"), TimeElapsedColumn()]
        if total is not None:
            columns[1:] = [BarColumn(), TextColumn("{task.percentage:.0f}%"), TimeRemainingColumn()]
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=total)
        self._counts = [0, 0, 0]

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def advance(self, *, weight: int, words: int, claims: int) -> None:
        """Count one more document, its words and claims, and the bytes of input that it took."""
        self._counts = [self._counts[0] + 1, self._counts[1] + words, self._counts[2] + claims]
        documents, all_words, all_claims = self._counts
        rate = all_words / max(self._bar.tasks[0].elapsed or 0.0, 0.1)
        description = f"{documents:,} documents, {all_claims:,} claims, {rate:,.0f} words/s"
        self._bar.update(self._task, advance=weight, description=description)

    def print(self, line: str) -> None:
        """Print a line above the bar."""
        self._console.print(line, markup=False)
