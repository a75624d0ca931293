"""The options that commands share, and the formats they write."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor import __version__, writers
from extractor.articles.raw import MAX_SIZE
from extractor.batch.outcomes import MEMORY, Limits
from extractor.errors import OutputError

MEGABYTE = 1_000_000


class Format(StrEnum):
    """How claims are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"


class CleanFormat(StrEnum):
    """How cleaned text is written."""

    TEXT = "text"
    JSONL = "jsonl"


class ScoreFormat(StrEnum):
    """How scores are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Engine(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extract {__version__}")
        raise typer.Exit


PATHS_HELP = (
    "Articles: .txt, .md, .html, .jsonl with one article per line, .jsonl.gz, .zip, .tar.gz, .warc.gz, folders of "
    "these, or - for standard input."
)
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=PATHS_HELP, show_default=False)]
OUTPUT_HELP = "Write to this file, not to standard output."
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=OUTPUT_HELP)]
CLAIMS_HELP = f"{OUTPUT_HELP[:-1]}; a name that ends in / makes a folder of parts."
# As text, for a path forgets the slash at its end.
ClaimsOutput = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=CLAIMS_HELP)]
FORMAT_HELP = "How to write; told by the suffix of FILE if left out, else"
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another spaCy pipeline to parse with.")]
VersionOption = typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")

MANY = "Many articles"
WORKERS_HELP = "How many processes to use; left out, one per processor core."
TIMEOUT_HELP = "Give up a document that takes longer."
MEMORY_HELP = "Give up a document that makes its process larger."
SIZE_HELP = "Refuse larger documents, unread."
QUIET_HELP = "Tell of problems alone: no progress, no notes, no summary."
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help=WORKERS_HELP, rich_help_panel=MANY)]
Timeout = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help=TIMEOUT_HELP, rich_help_panel=MANY)]
Memory = Annotated[int, typer.Option(min=1, metavar="MB", help=MEMORY_HELP, rich_help_panel=MANY)]
MaxSize = Annotated[float, typer.Option(min=0.001, metavar="MB", help=SIZE_HELP, rich_help_panel=MANY)]
DOCUMENTS_HELP = (
    "Write one row per document, too: title, date, outlet, words, claims, status; .csv, .jsonl or .parquet."
)
DocumentsOutput = Annotated[Path | None, typer.Option(metavar="FILE", help=DOCUMENTS_HELP, rich_help_panel=MANY)]
ENGINE_HELP = "Where to work: in processes of this machine, or on a Ray cluster (needs extractor[ray])."
EngineOption = Annotated[Engine, typer.Option(help=ENGINE_HELP, rich_help_panel=MANY)]
ADDRESS_HELP = "The Ray cluster; left out, the one that this machine belongs to, else this machine alone."
Address = Annotated[str | None, typer.Option(metavar="HOST:PORT", help=ADDRESS_HELP, rich_help_panel=MANY)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=QUIET_HELP, rich_help_panel=MANY)]
LogFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Add what is told, with the time, to this file.", rich_help_panel=MANY),
]
DEFAULT_MEMORY = MEMORY // MEGABYTE
DEFAULT_MAX_SIZE = MAX_SIZE / MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Running:
    """How a command works through its articles, as its options say.

    Attributes:
        limits: What the work may take.
        max_size: How many bytes a document may have.
        quiet: Whether to tell of problems alone.
        engine: Where the work is done.
        address: The Ray cluster that it is done on.
    """

    limits: Limits
    max_size: int
    quiet: bool
    engine: Engine = Engine.LOCAL
    address: str | None = None

    @classmethod
    def of(
        cls,
        workers: int | None,
        timeout: float,
        memory: int,
        max_size: float,
        quiet: bool,
        engine: Engine = Engine.LOCAL,
        address: str | None = None,
    ) -> "Running":
        """Return what the options of the group ``MANY`` stand for."""
        limits = Limits(workers=workers or 0, timeout=timeout, memory=memory * MEGABYTE)
        return cls(limits=limits, max_size=int(max_size * MEGABYTE), quiet=quiet, engine=engine, address=address)


def format_of(output: Path | None, suffixes: Mapping[str, str], *, option: str = "--output") -> str | None:
    """Return the format that an output's suffix stands for, None without an output; a suffix unknown is wrong usage."""
    try:
        return writers.format_of(output, suffixes=suffixes) if output else None
    except OutputError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from error


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where claims go that do not go to standard output, and how.

    Attributes:
        path: The file, or the folder of parts.
        format: How they are written.
        parts: Whether it is a folder of parts.
        url: Where the file or folder is copied to when it is whole, if not to this machine.
        bom: Whether CSV begins with a byte order mark.
        documents: The table of documents, if there is to be one.
    """

    path: Path
    format: str
    parts: bool
    url: str | None
    bom: bool
    documents: Path | None


def target_of(
    output: str | None,
    format: str | None,  # noqa: A002
    *,
    bom: bool,
    documents: Path | None,
    engine: Engine,
) -> Target | str:
    """Return where claims go and how; for standard output the format alone.

    Raises:
        typer.BadParameter: The options do not go together.
    """
    parts = output is not None and output.endswith(("/", os.sep))
    url = output if output and "://" in output else None
    path = Path(output.rpartition("://")[2]) if output else None
    name = format or ("parquet" if parts else format_of(path, writers.SUFFIXES)) or "table"
    format_of(documents, writers.TABLE_SUFFIXES, option="--documents")
    if parts and name not in writers.PART_FORMATS:
        raise typer.BadParameter(f"parts are {', '.join(writers.PART_FORMATS)}, not {name}.", param_hint="'--format'")
    if name == "parquet" and path is None:
        raise typer.BadParameter("Parquet is not for reading on screen; name a file with -o.", param_hint="'--format'")
    if bom and (name != "csv" or parts):
        raise typer.BadParameter(f"only a CSV file has a byte order mark, not {name}.", param_hint="'--bom'")
    if documents is not None and path is None:
        raise typer.BadParameter("name a file for the claims, too, with -o.", param_hint="'--documents'")
    if engine == Engine.RAY and path is None:
        raise typer.BadParameter("name a file or folder for the claims, too, with -o.", param_hint="'--engine'")
    if url and engine != Engine.RAY:
        raise typer.BadParameter("an address on the net needs --engine ray.", param_hint="'--output'")
    return Target(path=path, format=name, parts=parts, url=url, bom=bom, documents=documents) if path else name
