"""The columns of the tables: one order, type and description for CSV, Parquet, data frames and their descriptors."""

from dataclasses import dataclass
from typing import get_args

from extractor.records import ENUMS, DocumentStatus

CellType = type[str] | type[int] | type[float]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        type: What its cells are where they are not empty.
        description: What they mean.
        required: Whether none is empty.
        values: The only values that there are; empty if any may stand there.
    """

    name: str
    type: CellType = str
    description: str
    required: bool = False
    values: tuple[str, ...] = ()


def _span(name: str, description: str, *, required: bool = False) -> list[Column]:
    where = "offset in the document text as decoded"
    return [
        Column(name=name, description=description, required=required),
        Column(name=f"{name}_start", type=int, description=f"First character, {where}.", required=required),
        Column(name=f"{name}_end", type=int, description=f"End, exclusive, {where}.", required=required),
    ]


def _choice(name: str, description: str, *, field: str | None = None, required: bool = False) -> Column:
    return Column(name=name, description=description, values=ENUMS[field or name], required=required)


CLAIM_COLUMNS = [
    Column(name="id", description="The same text and span give the same id everywhere.", required=True),
    Column(name="document", description="The path or the record's own id, as it was given.", required=True),
    *_span("sentence", "The sentence, heading or list item that states the claim.", required=True),
    *_span("quantity", "The number with its scale word and unit, as it stands.", required=True),
    Column(name="value", type=float, description="The number in its unit; empty for a range."),
    Column(name="low", type=float, description="The lower end of a range."),
    Column(name="high", type=float, description="The upper end of a range."),
    Column(name="unit", description="ISO 4217 code, full name of the unit, or the counted noun."),
    Column(name="unit_text", description="The words that name the unit, as they stand."),
    Column(name="dimension", description="What kind of unit it is, as currency, count or length.", required=True),
    _choice("bound", "Whether the number is exact, about, or a limit.", required=True),
    _choice("change", "Whether the subject rose or fell by or to the quantity."),
    _choice("kind", "What the number says of the subject.", required=True),
    *_span("subject", "What is measured."),
    Column(name="entity", description="The actor, place or product that the subject is or belongs to."),
    *_span("period", "When the number holds, as it stands."),
    Column(name="period_from", description="First day, month or year, ISO 8601 at the precision of the text."),
    Column(name="period_to", description="Last day, month or year, ISO 8601 at the precision of the text."),
    *_span("source", "Whom the article cites, as it stands."),
    Column(name="source_name", description="The source by its fullest name in the article."),
    _choice("source_kind", "Whether the source is named.", field="source.kind"),
    _choice("source_scope", "What the attribution covers.", field="source.scope"),
    Column(name="source_cue", description="The words that attribute the claim."),
    _choice("status", "Whether the number is reported or expected.", required=True),
    Column(name="confidence", type=float, description="How likely the claim is right, from 0 to 1.", required=True),
]

DOCUMENT_COLUMNS = [
    Column(name="document", description="The path or the record's own id, as it was given.", required=True),
    Column(name="title", description="The headline, if known."),
    Column(name="date", description="The day of publication, ISO 8601, given or found in the text."),
    Column(name="outlet", description="Who publishes it, else the host of its address on the web, if known."),
    Column(name="authors", description="Who wrote it, parted by semicolons, if known."),
    Column(name="words", type=int, description="Words of the document text.", required=True),
    Column(name="claims", type=int, description="Claims that it states.", required=True),
    Column(name="removed_share", type=float, description="Share of its characters that is boilerplate.", required=True),
    Column(name="removed_numbers", type=int, description="How many numbers stand in it.", required=True),
    Column(name="status", description="What came of it.", required=True, values=get_args(DocumentStatus)),
    Column(name="problem", description="Why it failed."),
]
