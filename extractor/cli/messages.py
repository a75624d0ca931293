"""What the user is told: problems, notes, progress and the summary on standard error, the same in a log file."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from extractor.errors import ExtractorError, OutputError
from extractor.writers.files import refuse_link
from extractor.writers.phrases import harmless

if TYPE_CHECKING:
    from extractor.cli.progress import Progress

logger = logging.getLogger("extractor")


class Messages:
    """What is told on standard error; ``failed`` says whether anything could not be processed.

    Args:
        quiet: Whether to tell of problems alone.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.failed = False
        self.progress: Progress | None = None
        self._quiet = quiet

    def problem(self, problem: object) -> None:
        """Tell why an input or the output could not be processed."""
        self.failed = True
        logger.error("%s", harmless(str(problem)))
        self._tell(f"extract: {harmless(str(problem))}")

    def note(self, note: object) -> None:
        """Tell something that is worth knowing."""
        logger.info("%s", harmless(str(note)))
        if not self._quiet:
            self._tell(f"extract: {harmless(str(note))}")

    def summary(self, lines: list[str]) -> None:
        """Tell at the end what came of it all."""
        for line in lines:
            logger.info("%s", harmless(line))
            if not self._quiet:
                self._tell(harmless(line))

    def _tell(self, line: str) -> None:
        if self.progress is not None:
            self.progress.print(line)
        else:
            typer.echo(line, err=True)


@contextmanager
def reported(*, quiet: bool = False, log_file: Path | None = None) -> Iterator[Messages]:
    """Turn errors into messages and the exit status, and keep a log if there is to be one."""
    messages = Messages(quiet=quiet)
    handler: logging.Handler | None = None
    try:
        handler = _start_log(log_file) if log_file else None
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
        if handler is not None:
            logger.removeHandler(handler)
            handler.close()
    if messages.failed:
        raise typer.Exit(1)


def _start_log(path: Path) -> logging.Handler:
    refuse_link(path)
    try:
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name another log file") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def stdout() -> BinaryIO:
    """Return standard output for bytes, because the locale must not decide the encoding of results."""
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    return sys.stdout.buffer
