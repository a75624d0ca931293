"""Claim -> flat row: the one column order that CSV, Parquet and data frames share."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from extractor.records import Claim

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

Documents: TypeAlias = Iterable[tuple[str, Sequence[Claim]]]
"""What writers take: each document's name with its claims, also where it has none, in the order to write."""

COLUMNS: dict[str, type[str] | type[int] | type[float]] = {
    "id": str,  # the claim's id: the same text and span give the same id everywhere
    "document": str,  # path or record id, as it was given
    "sentence": str,  # the text of the sentence; offsets count in the document text, end exclusive
    "sentence_start": int,
    "sentence_end": int,
    "quantity": str,  # the number with its scale word and unit, as it stands
    "quantity_start": int,
    "quantity_end": int,
    "value": float,  # in the unit; empty for a range
    "low": float,  # both ends of a range, else empty
    "high": float,
    "unit": str,
    "unit_text": str,
    "dimension": str,
    "bound": str,
    "change": str,
    "kind": str,
    "subject": str,
    "subject_start": int,
    "subject_end": int,
    "entity": str,
    "period": str,
    "period_start": int,
    "period_end": int,
    "period_from": str,  # ISO 8601 at the precision of the text
    "period_to": str,
    "source": str,  # what stands in the text; source_name is whom it means
    "source_start": int,
    "source_end": int,
    "source_name": str,
    "source_kind": str,
    "source_scope": str,
    "source_cue": str,
    "status": str,
    "confidence": float,
}
"""Each column with its type, in order. Any but the id, document, sentence and quantity may be empty."""


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
