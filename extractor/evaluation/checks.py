"""What a label must be: the form of its record, what its fields say together, and its offsets in the document text."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from extractor.errors import RecordError
from extractor.records import Claim, Period, Quantity, TextSpan

Problem: TypeAlias = tuple[str, str]
"""What is wrong, and what to do about it."""

Types: TypeAlias = tuple[type | None, ...]

ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
DIMENSION = re.compile(r"[a-z]+( [a-z]+)*")

_TEXT: Types = (str,)
_TEXT_OR_NULL: Types = (str, None)
_NUMBER_OR_NULL: Types = (float, int, None)
_SPAN: dict[str, Types] = {"text": _TEXT, "start": (int,), "end": (int,)}

SHAPES: dict[str, dict[str, Types]] = {
    "label": {
        "document": _TEXT,
        "sentence": (dict,),
        "quantity": (dict,),
        "bound": _TEXT,
        "change": _TEXT_OR_NULL,
        "kind": _TEXT,
        "subject": (dict, None),
        "period": (dict, None),
        "source": (dict, None),
        "status": _TEXT,
    },
    "sentence": _SPAN,
    "quantity": _SPAN
    | dict.fromkeys(("value", "low", "high"), _NUMBER_OR_NULL)
    | {"unit": _TEXT_OR_NULL, "unit_text": _TEXT_OR_NULL, "dimension": _TEXT},
    "subject": _SPAN | {"entity": _TEXT_OR_NULL},
    "period": _SPAN | {"from": _TEXT_OR_NULL, "to": _TEXT_OR_NULL},
    "source": _SPAN | {"name": _TEXT_OR_NULL, "kind": _TEXT, "scope": _TEXT, "cue": _TEXT_OR_NULL},
}
"""The fields that each part of a label has, with the types that they may be of."""

OPTIONAL: dict[str, dict[str, Types]] = {
    "label": {"id": _TEXT, "confidence": (float, int), "note": _TEXT},
    "subject": {"alternatives": (list,)},
}
"""Fields that may be left out: ``id`` and ``confidence`` let claims that a program found be read as labels."""


def find_form_problems(record: object) -> Iterator[Problem]:
    """Yield what keeps a record from being a label: fields that are missing, unknown, or of a wrong type or value.

    Args:
        record: One line of a gold file, as JSON gives it.

    Yields:
        Each problem with its remedy; none if the record can be read as a label.
    """
    if not isinstance(record, Mapping):
        yield "is not a JSON object", "write one label per line, as the labelling guide shows"
        return
    problems = list(_find_shape_problems(record, "label"))
    for part in ("sentence", "quantity", "subject", "period", "source"):
        if isinstance(record.get(part), Mapping):
            problems += _find_shape_problems(record[part], part)
    if not problems:
        problems += _find_value_problems(record)
    yield from problems


def find_meaning_problems(claim: Claim) -> Iterator[Problem]:
    """Yield where the fields of one label contradict each other or the labelling guide.

    Args:
        claim: The label's claim.

    Yields:
        Each problem with its remedy.
    """
    sentence, quantity, source = claim.sentence, claim.quantity, claim.source
    if not sentence.start <= quantity.start < quantity.end <= sentence.end:
        yield "quantity is not inside the sentence", "label the sentence that states the quantity"
    yield from _find_number_problems(quantity)
    if claim.period:
        yield from _find_period_problems(claim.period)
    if source and (source.kind == "named") != (source.name is not None):
        yield f"source is {source.kind} with the name {source.name!r}", "give named sources a name, and others null"


def find_offset_problems(claim: Claim, text: str) -> Iterator[Problem]:
    """Yield each span of a label whose offsets do not give its text.

    Args:
        claim: The label's claim.
        text: The document text.

    Yields:
        Each problem with its remedy, which says where the text does stand.
    """
    for part in ("sentence", "quantity", "subject", "period", "source"):
        span: TextSpan | None = getattr(claim, part)
        if span is None or (0 <= span.start < span.end and text[span.start : span.end] == span.text):
            continue
        nearest = min(_find_places(text, span.text), key=lambda place: abs(place - span.start), default=None)
        remedy = "copy the text from the article" if nearest is None else f"the nearest such text is at {nearest}"
        yield f"{part} {span.text!r} does not stand at {span.start}:{span.end}", remedy


def find_order_problems(claims: Iterable[Claim]) -> Iterator[tuple[int, Problem]]:
    """Yield where the labels of one document overlap or are out of order.

    Args:
        claims: The labels' claims in the order of the file.

    Yields:
        The index of the later label of each such pair, and the problem with its remedy.
    """
    for index, (before, after) in enumerate(pairwise(claim.quantity for claim in claims), start=1):
        if after.start < before.start:
            yield index, (f"{after.text!r} stands before {before.text!r}", "order the labels by quantity.start")
        elif after.start < before.end:
            yield index, (f"{after.text!r} overlaps {before.text!r}", "label each number once")


def _find_shape_problems(record: Mapping[str, Any], part: str) -> Iterator[Problem]:
    required, allowed = SHAPES[part], SHAPES[part] | OPTIONAL.get(part, {})
    if missing := sorted(set(required) - set(record)):
        yield f"{part} lacks {', '.join(missing)}", "add what is missing; write null where the article says nothing"
    if unknown := sorted(set(record) - set(allowed)):
        yield f"{part} has no field {', '.join(unknown)}", f"use {', '.join(allowed)}"
    for name in sorted(set(record) & set(allowed)):
        if not _is_of(record[name], allowed[name]):
            names = ", ".join("null" if kind is None else kind.__name__ for kind in allowed[name])
            yield f"{part}.{name} is {record[name]!r}", f"give one of these types: {names}"


def _is_of(value: object, types: Types) -> bool:
    if value is None or isinstance(value, bool):
        return value is None and None in types
    # JSON as Python reads it also knows NaN and Infinity, which no article states.
    finite = not isinstance(value, float) or math.isfinite(value)
    return finite and isinstance(value, tuple(kind for kind in types if kind is not None))


def _find_value_problems(record: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        Claim.from_dict({"id": "", "confidence": 1.0} | dict(record) | {"subject": None})
    except RecordError as error:
        yield str(error), "correct the value"
    alternatives = (record["subject"] or {}).get("alternatives", [])
    if not all(isinstance(reading, str) and reading.strip() for reading in alternatives):
        yield f"subject.alternatives is {alternatives!r}", "list other readings as texts"


def _find_number_problems(quantity: Quantity) -> Iterator[Problem]:
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None and (low is None or high is None):
        yield "quantity has neither a value nor both low and high", "set value, or low and high for a range"
    if value is not None and (low is not None or high is not None):
        yield "quantity has a value beside low or high", "set value to null for a range, else low and high"
    if low is not None and high is not None and low > high:
        yield f"low {low:g} is above high {high:g}", "swap them"
    if not DIMENSION.fullmatch(quantity.dimension):
        yield f"dimension is {quantity.dimension!r}", "write a dimension of the labelling guide in lower case"
    if quantity.dimension == "rank" and quantity.unit is not None:
        yield f"a rank has the unit {quantity.unit!r}", "set the unit of a rank to null"


def _find_period_problems(period: Period) -> Iterator[Problem]:
    for name, end in (("from", period.from_), ("to", period.to)):
        if end is not None and not ISO_DATE.fullmatch(end):
            yield f"period.{name} is {end!r}", "write it as 2024, 2024-06 or 2024-06-30"


def _find_places(text: str, wanted: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(wanted), text)) if wanted else iter(())
