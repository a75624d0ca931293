"""The command line: ``extract PATH…``, ``extract clean PATH…``, ``extract evaluate`` and ``extract agreement``."""

import gc

from extractor.cli.app import app
from extractor.cli.articles import clean, extract
from extractor.cli.options import CleanFormat, Format, ScoreFormat
from extractor.cli.scores import agreement, evaluate

__all__ = ["CleanFormat", "Format", "ScoreFormat", "agreement", "app", "clean", "evaluate", "extract", "main"]


def main() -> None:
    """Run the command line; the ``extract`` script begins here."""
    try:
        app(prog_name="extract")
    finally:
        # All memory goes with the process: to look for garbage in it once more takes a tenth of a second.
        gc.freeze()
