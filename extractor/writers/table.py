"""Claims as a table in the terminal."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from extractor.records import Claim, Source
from extractor.writers.phrases import count_line, is_cited, one_line, to_phrase, to_source
from extractor.writers.rows import Documents

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

# Where nobody watches, a table is read in a pager, a mail or a log: 120 columns fit all of them.
PLAIN_WIDTH = 120


def write_table(documents: Documents, stream: BinaryIO) -> None:
    """Write a table of claims per document and a last line that counts documents, claims and sources.

    Args:
        documents: Each document's name with its claims.
        stream: Where the tables go, as UTF-8; colours and the full width are used if it is a terminal.
    """
    from rich.console import Console
    from rich.text import Text

    terminal = stream.isatty()
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal or None,
        width=None if terminal else PLAIN_WIDTH,
        highlight=False,
    )
    document_count = claim_count = 0
    sources: set[str] = set()
    for document, claims in documents:
        document_count += 1
        claim_count += len(claims)
        sources |= {to_source(claim.source) for claim in claims if claim.source and is_cited(claim.source)}
        heading = Text.assemble((one_line(document), "bold"), "" if claims else ": no claims", overflow="fold")
        _print(console, stream, heading, *([_to_table(claims)] if claims else []))
    _print(console, stream, Text(count_line(document_count, claim_count, len(sources))))


def _print(console: "Console", stream: BinaryIO, *parts: "RenderableType") -> None:
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    stream.write(capture.get().encode("utf-8"))
    stream.flush()


def _to_table(claims: Sequence[Claim]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, ratio in {"value": 3, "subject": 4, "period": 2, "source": 3}.items():
        table.add_column(name, overflow="fold", ratio=ratio)
    table.add_column("status", overflow="fold")
    table.add_column("confidence", overflow="fold", justify="right")
    for claim in claims:
        table.add_row(
            Text(to_phrase(claim), style="bold"),
            _to_subject(claim),
            Text(one_line(claim.period.text) if claim.period else ""),
            _to_source(claim.source),
            Text("forecast", style="yellow") if claim.status == "forecast" else Text(""),
            Text(f"{claim.confidence:.2f}"),
        )
    return table


def _to_subject(claim: Claim) -> "Text":
    from rich.text import Text

    if claim.subject is None:
        return Text("")
    subject, entity = one_line(claim.subject.text), one_line(claim.subject.entity or "")
    return Text(subject) if entity in subject else Text.assemble(subject, (f" ({entity})", "dim"))


def _to_source(source: Source | None) -> "Text":
    from rich.text import Text

    if source is None:
        return Text("")
    scope = " (paragraph)" if source.scope == "paragraph" else ""
    return Text.assemble((to_source(source), "" if source.name else "italic"), (scope, "dim"))
