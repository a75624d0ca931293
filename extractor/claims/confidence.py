"""How likely a claim is right: readable evidence, added up on a logistic scale.

The weights stand in ``lexicons/confidence.toml`` with what they were fitted on. Whoever wants to know why a claim is
doubted looks up its evidence there.
"""

import math
import re
from collections.abc import Iterator
from functools import cache

from extractor import lexicons
from extractor.records import Claim

_PHYSICAL = "physical"
_NAMED_DIMENSIONS = ("currency", "percentage", "multiple", "rank", "count", "age", "dimensionless", "time")
# Characters between subject and number, words of a subject, characters and numbers of a sentence: about their thirds.
_NEAR, _FAR = 20, 60
_SHORT, _LONG = 110, 190
_MANY = 4


def estimate(claim: Claim) -> float:
    """Return the probability that value, unit, subject and source of a claim are all right, to two decimals."""
    weights: dict[str, float] = lexicons.load("confidence")["weights"]
    total = sum(weights.get(name, 0.0) for name in evidence_of(claim))
    return round(1 / (1 + math.exp(-total)), 2)


def evidence_of(claim: Claim) -> tuple[str, ...]:
    """Return the names of the evidence for a claim, each ``aspect:what it is``."""
    return ("base", *_of_quantity(claim), *_of_subject(claim), *_of_source(claim), *_of_sentence(claim))


def _of_quantity(claim: Claim) -> Iterator[str]:
    quantity = claim.quantity
    dimension = quantity.dimension if quantity.dimension in _NAMED_DIMENSIONS else _PHYSICAL
    yield f"dimension:{dimension}"
    yield "number:figures" if any(character.isdigit() for character in quantity.text) else "number:words"
    if quantity.value is None:
        yield "number:range"
    if quantity.unit is not None:
        yield "unit:written" if quantity.unit_text else "unit:left out"
    if quantity.unit is not None and len(quantity.unit.split()) > 1 and dimension == "count":
        yield "unit:several words"
    yield f"kind:{claim.kind}"
    yield f"status:{claim.status}"


def _of_subject(claim: Claim) -> Iterator[str]:
    subject, quantity = claim.subject, claim.quantity
    if subject is None:
        yield "subject:none"
        return
    words = len(subject.text.split())
    if _is_pronoun(subject.text):
        yield "subject:pronoun"
    else:
        yield f"subject:{words if words < _MANY else 'many'} words"
        if subject.text[0].isupper():
            yield "subject:name"
    if not claim.sentence.start <= subject.start < claim.sentence.end:
        yield "subject:of another sentence"
    elif subject.start >= quantity.end:
        yield "subject:beside" if subject.start - quantity.end <= 1 else "subject:behind"
    else:
        gap = quantity.start - subject.end
        yield "subject:near" if gap < _NEAR else "subject:far" if gap > _FAR else "subject:before"


def _of_source(claim: Claim) -> Iterator[str]:
    source = claim.source
    if source is not None:
        yield f"source:{source.kind}:{source.scope}"
        if _is_pronoun(source.text):
            yield "source:pronoun"
        return
    quoted = re.search(r"[\"“”]", claim.sentence.text) is not None
    yield "source:none in a quotation" if quoted else "source:none"


def _of_sentence(claim: Claim) -> Iterator[str]:
    length = len(claim.sentence.text)
    yield "sentence:short" if length < _SHORT else "sentence:long" if length > _LONG else "sentence:middling"
    numbers = len(re.findall(r"\d+(?:[.,]\d+)*", claim.sentence.text))
    yield "sentence:one number" if numbers <= 1 else "sentence:many numbers" if numbers >= _MANY else "sentence:numbers"
    if "\n" in claim.sentence.text or not claim.sentence.text.rstrip().endswith((".", "!", "?", '"', "”")):
        yield "sentence:no full stop"


def _is_pronoun(phrase: str) -> bool:
    return phrase.lower() in _pronouns()


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(word for words in lexicons.load("names")["pronouns"].values() for word in words)
