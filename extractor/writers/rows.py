"""Claim -> flat row: the one column order that CSV, Parquet and data frames share."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from extractor.records import Claim
from extractor.writers.schema import CLAIM_COLUMNS, CellType

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

Documents: TypeAlias = Iterable[tuple[str, Sequence[Claim]]]
"""What writers take: each document's name with its claims, also where it has none, in the order to write."""

COLUMNS: dict[str, CellType] = {column.name: column.type for column in CLAIM_COLUMNS}
"""Each column of a table of claims with its type, in order; ``schema`` says what they mean."""


def to_row(claim: Claim) -> Row:
    """Return the claim as one flat row.

    Args:
        claim: The claim; its offsets are taken over as they are.

    Returns:
        A mapping with exactly the keys of ``COLUMNS``, in that order; None where the claim has no such part.
    """
    row: Row = dict.fromkeys(COLUMNS)
    row |= {"id": claim.id, "document": claim.document}
    for name in ("sentence", "quantity", "subject", "period", "source"):
        if (span := getattr(claim, name)) is not None:
            row |= {name: span.text, f"{name}_start": span.start, f"{name}_end": span.end}
    quantity = claim.quantity
    row |= {name: getattr(quantity, name) for name in ("value", "low", "high", "unit", "unit_text", "dimension")}
    row |= {name: getattr(claim, name) for name in ("bound", "change", "kind", "status", "confidence")}
    if claim.subject:
        row["entity"] = claim.subject.entity
    if claim.period:
        row |= {"period_from": claim.period.from_, "period_to": claim.period.to}
    if claim.source:
        row |= {f"source_{name}": getattr(claim.source, name) for name in ("name", "kind", "scope", "cue")}
    return row


def by_document(claims: Iterable[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """Yield each run of claims of one document with the document's name, in the order in which they come."""
    for document, run in groupby(claims, key=lambda claim: claim.document):
        yield document, list(run)
