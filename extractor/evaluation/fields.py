"""The fields that are scored, and when two labels agree in one.

``found``           the number was found at all: the quantities share a character
``exact span``      the quantities have the same ends
``value``           value, or both ends of a range
``subject``         token F1 against the best reading; ``subject exact``: some reading is the same
``source``          the spans share a character
``claim``           value, unit, subject (token F1 of at least one half) and source, all right at once
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import isclose

from extractor.evaluation.gold import Label
from extractor.records import Claim, Period, TextSpan

# Labels write thirds and the like out to all digits, programs may compute them otherwise.
VALUE_TOLERANCE = 1e-6

# "number of stores" for "stores" is one half and reads the same in a table; below it, another row is meant.
SUBJECT_THRESHOLD = 0.5

ARTICLES = {"a", "an", "the"}
TOKEN = re.compile(r"\w+")
POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the score.

    Attributes:
        shown: What a claim says in it, for people to read; None where it says nothing.
        score: How far two labels agree in it, from 0 to 1.
        optional: Whether claims rightly say nothing in it. Then only those that say something are counted.
    """

    shown: Callable[[Claim], str | None]
    score: Callable[[Label, Label], float]
    optional: bool = False

    def agreement(self, one: Label, other: Label) -> float:
        """Return how far two labels agree, from 0 to 1; two that rightly say nothing agree."""
        if self.optional:
            says = [self.shown(label.claim) is not None for label in (one, other)]
            if not all(says):
                return float(not any(says))
        return self.score(one, other)


def token_f1(one: str, other: str) -> float:
    """Return the F1 of the tokens that two texts share, after Rajpurkar et al. (2016), "SQuAD".

    Case, punctuation, articles and the possessive 's do not count.
    """
    tokens, others = Counter(_tokens(one)), Counter(_tokens(other))
    total = tokens.total() + others.total()
    return 2 * (tokens & others).total() / total if total else float(one == other)


def _tokens(text: str) -> list[str]:
    return [token for token in TOKEN.findall(POSSESSIVE.sub("", text.casefold())) if token not in ARTICLES]


def to_plain(text: str) -> str:
    """Return a name without what does not tell it from another: case, extra white space and a leading article."""
    words = text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def _readings(label: Label) -> list[str]:
    return [label.claim.subject.text, *label.alternatives] if label.claim.subject else []


def _subject(one: Label, other: Label) -> float:
    return _best(token_f1, one, other)


def _subject_exact(one: Label, other: Label) -> float:
    return _best(lambda text, reading: float(to_plain(text) == to_plain(reading)), one, other)


def _best(score: Callable[[str, str], float], one: Label, other: Label) -> float:
    readings, others = _readings(one), _readings(other)
    if not readings or not others:
        return float(readings == others)
    return max(score(reading, text) for reading in readings for text in others)


def _value(one: Label, other: Label) -> float:
    pairs = [(getattr(one.claim.quantity, end), getattr(other.claim.quantity, end)) for end in ("value", "low", "high")]
    return float(all(a == b or (None not in (a, b) and isclose(a, b, rel_tol=VALUE_TOLERANCE)) for a, b in pairs))


def _exact_span(one: Label, other: Label) -> float:
    a, b = one.claim.quantity, other.claim.quantity
    return float((a.start, a.end) == (b.start, b.end))


def _period(one: Label, other: Label) -> float:
    a, b = one.claim.period, other.claim.period
    if a is None or b is None or (a.from_, a.to) != (b.from_, b.to):
        return 0.0
    # "last year" without the article's date has no ends; then only its words can be compared.
    return float(_resolved(a) or _overlap(a, b))


def _source(one: Label, other: Label) -> float:
    return float(_overlap(one.claim.source, other.claim.source))


def _overlap(one: TextSpan | None, other: TextSpan | None) -> bool:
    return one is not None and other is not None and max(one.start, other.start) < min(one.end, other.end)


def _resolved(period: Period) -> bool:
    return period.from_ is not None or period.to is not None


def _equal(shown: Callable[[Claim], str | None], *, plain: bool = False) -> Callable[[Label, Label], float]:
    def score(one: Label, other: Label) -> float:
        a, b = shown(one.claim), shown(other.claim)
        return float(to_plain(a) == to_plain(b) if plain and a and b else a == b)

    return score


def _shown_value(claim: Claim) -> str:
    quantity = claim.quantity
    ends = (quantity.value,) if quantity.value is not None else (quantity.low, quantity.high)
    return " to ".join("?" if end is None else f"{end:,.15g}" for end in ends)


def _shown_period(claim: Claim) -> str | None:
    period = claim.period
    if period is None:
        return None
    ends = f"{period.from_ or '…'} to {period.to or '…'}" if _resolved(period) else "no dates"
    return f"{period.text} ({ends})"


def _shown_source(claim: Claim) -> str | None:
    return f"{claim.source.text} ({claim.source.scope})" if claim.source else None


def _shown_subject(claim: Claim) -> str | None:
    return claim.subject.text if claim.subject else None


def _entity(claim: Claim) -> str | None:
    return claim.subject.entity if claim.subject else None


def _source_name(claim: Claim) -> str | None:
    return claim.source.name if claim.source else None


def _shown_claim(claim: Claim) -> str:
    parts = (_shown_value(claim), claim.quantity.unit, _shown_subject(claim), _shown_source(claim))
    return " · ".join("none" if part is None else part for part in parts)


def _claim(one: Label, other: Label) -> float:
    right = all(FIELDS[name].agreement(one, other) == 1 for name in ("value", "unit", "source"))
    return float(right and _subject(one, other) >= SUBJECT_THRESHOLD)


def _quantity(claim: Claim) -> str:
    return claim.quantity.text


def _compared(shown: Callable[[Claim], str | None], *, optional: bool = False, plain: bool = False) -> Field:
    return Field(shown=shown, score=_equal(shown, plain=plain), optional=optional)


FIELDS: dict[str, Field] = {
    "found": Field(shown=_quantity, score=lambda one, other: 1.0),
    "exact span": Field(shown=_quantity, score=_exact_span),
    "value": Field(shown=_shown_value, score=_value),
    "unit": _compared(lambda claim: claim.quantity.unit),
    "bound": _compared(lambda claim: claim.bound),
    "change": _compared(lambda claim: claim.change, optional=True),
    "kind": _compared(lambda claim: claim.kind),
    "subject": Field(shown=_shown_subject, score=_subject),
    "subject exact": Field(shown=_shown_subject, score=_subject_exact),
    "entity": _compared(_entity, optional=True, plain=True),
    "period": Field(shown=_shown_period, score=_period, optional=True),
    "source": Field(shown=_shown_source, score=_source, optional=True),
    "source name": _compared(_source_name, optional=True, plain=True),
    "status": _compared(lambda claim: claim.status),
    "claim": Field(shown=_shown_claim, score=_claim),
}
"""The fields in the order in which every table and chart has them."""

SLICES: dict[str, Callable[[Claim], str]] = {
    "kind": lambda claim: claim.kind,
    "dimension": lambda claim: claim.quantity.dimension,
    "status": lambda claim: claim.status,
    "source kind": lambda claim: claim.source.kind if claim.source else "none",
    "source scope": lambda claim: claim.source.scope if claim.source else "none",
    "document": lambda claim: claim.document,
}
"""What scores are broken down by: the gold label's say, or for a false claim its own."""
