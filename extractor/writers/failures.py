"""What could not be processed, beside the output: one JSON object per document, or no file if there is none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from extractor.errors import OutputError
from extractor.writers.files import open_output
from extractor.writers.jsonl import to_json


class Failed(Protocol):
    """A document that nothing came of."""

    def to_dict(self) -> dict[str, Any]:
        """Return what is known of it as plain data."""


def failures_path(output: Path) -> Path:
    """Return where the failures of a run stand that writes to ``output``: ``claims.failures.jsonl``."""
    return output.with_name(f"{output.stem}.failures.jsonl")


def write_failures(failures: Sequence[Failed], output: Path) -> None:
    """Write the failures of a run, or remove those of an earlier one if there are none.

    Args:
        failures: What could not be processed, in the order of the input.
        output: Where the results of the run stand.

    Raises:
        OutputError: They cannot be written.
    """
    path = failures_path(output)
    if failures:
        with open_output(path) as stream:
            stream.writelines(to_json(failure.to_dict()) + b"\n" for failure in failures)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be removed ({error.strerror}); remove it, it is of an earlier run"
        ) from error
