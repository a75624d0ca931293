"""Labels written as the words around their quantity, and gold files made of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.evaluation import Label
from extractor.records import Claim, Period, Quantity, Source, Subject, TextSpan

ARTICLE = (
    "Acme said sales rose 12% to $4.5 billion in 2024. It runs 300 stores.\n"
    "Profit may reach $2 million by 2026, experts say. A third of its stores closed.\n"
)


def to_label(
    marked: str,
    *,
    text: str = ARTICLE,
    value: float | None = None,
    subject: str | None = "sales",
    alternatives: Sequence[str] = (),
    entity: str | None = "Acme",
    period: tuple[str, str | None, str | None] | None = None,
    source: str | None = None,
    name: str | None = None,
    document: str = "acme.txt",
    confidence: float = 1.0,
    **fields: Any,
) -> Label:
    """Return the label of the quantity in brackets: ``rose [12%] to``. Spans are found by their first occurrence."""
    words = marked.replace("[", "").replace("]", "")
    start = text.index(words) + marked.index("[")
    end = text.index(words) + marked.index("]") - 1

    def place(wanted: str) -> dict[str, Any]:
        return {"text": wanted, "start": text.index(wanted), "end": text.index(wanted) + len(wanted)}

    ends = {"value": value} | {key: fields.pop(key) for key in ("low", "high") if key in fields}
    unit = fields.pop("unit", "percent")
    about = {"unit": unit, "unit_text": None, "dimension": fields.pop("dimension", "percentage")}
    kind: Any = "named" if name else "unnamed"
    claim = Claim(
        id="",
        document=document,
        sentence=TextSpan(text=text, start=0, end=len(text)),
        quantity=Quantity(text=text[start:end], start=start, end=end, **ends, **about),
        subject=Subject(**place(subject), entity=entity) if subject else None,
        period=Period(**place(period[0]), from_=period[1], to=period[2]) if period else None,
        source=Source(**place(source), name=name, kind=kind, scope="sentence", cue=None) if source else None,
        confidence=confidence,
        **({"bound": "=", "change": None, "kind": "level", "status": "reported"} | fields),
    )
    return Label(claim=claim, alternatives=tuple(alternatives))


def to_line(label: Label, **changes: Any) -> str:
    """Return a label as a line of a gold file, with fields changed as ``quantity__start=3`` or ``kind='level'``."""
    record = label.claim.to_dict()
    del record["id"], record["confidence"]
    if label.alternatives:
        record["subject"]["alternatives"] = list(label.alternatives)
    for name, value in changes.items():
        part, _, field = name.partition("__")
        if field:
            record[part][field] = value
        else:
            record[part] = value
    return json.dumps(record)


def write_gold(*lines: str, name: str = "acme") -> None:
    Path(f"gold/{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
