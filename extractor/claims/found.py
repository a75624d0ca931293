"""A quantity on its way through the stages, before it becomes a record."""

from dataclasses import dataclass, replace

from extractor.claims.units import UnitMatch


@dataclass(frozen=True, kw_only=True)
class Found:
    """A quantity before it becomes a record; offsets count in the sentence's text.

    Attributes:
        start: Where the quantity begins, its currency symbol included.
        end: Where it ends, its unit included.
        number_start: Where the number itself begins.
        number_end: Where the number itself ends, scale included.
        value: The value, None for a range.
        low: The lower end of a range.
        high: The upper end of a range.
        unit: The unit's name, if one is written with the number.
        unit_span: Where the words that name the unit stand.
        dimension: The dimension of the claim record.
        scale: The factor of the scale words.
        rule: The id of the rule that found it.
        restates: Where the quantity begins that this one gives in another unit, in brackets behind it.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    unit_span: tuple[int, int] | None = None
    dimension: str = "dimensionless"
    scale: float = 1.0
    rule: str
    restates: int | None = None


def with_unit(found: Found, match: UnitMatch, rule: str) -> Found:
    """Return the number with the unit that stands behind it."""
    return replace(
        found,
        end=match.end,
        unit=match.unit.name,
        unit_span=(match.start, match.end),
        dimension=match.unit.dimension,
        rule=rule,
    )
