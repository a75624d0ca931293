"""Units that a bare number takes from the sentence before: ``17 must agree. So far,`` *12* ``have``."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.scales import money_with_scale
from extractor.claims.unit_registry import CURRENCY
from extractor.records import Claim, Quantity

_BARE = ("number-digits", "number-words")
_ORDERED = re.compile(r"\b(?:first|last|next|other|remaining|final)$", re.I)  # "the first" 10 "will arrive"
_OF_THEM = re.compile(r"\sof\s(?:them|those|these)\b(?!\s(?:who|whose|whom|[a-z]+s\b))")
_PRONOUNS = ("it", "that", "this", "they", "those", "these")


def recall_unit(sent: Span, found: Found, quantity: Quantity, before: list[Claim]) -> Quantity:
    """Return the quantity with the unit that its sentence leaves out, if the sentence before has it.

    Args:
        sent: The parsed sentence.
        found: The quantity as it was found there.
        quantity: Its record.
        before: The claims of the sentence before, in the same paragraph.
    """
    if not before:
        return quantity
    last = before[-1].quantity
    if quantity.unit == "point" and last.unit == "percentage point":
        return replace(quantity, unit=last.unit, dimension=last.dimension)
    counts = [claim.quantity for claim in before if claim.quantity.dimension == "count" and claim.quantity.unit]
    if quantity.unit is not None and quantity.unit.startswith("per ") and counts:
        return replace(quantity, unit=f"{counts[-1].unit} {quantity.unit}")
    if found.rule not in (*_BARE, "range") or quantity.unit is not None:
        return quantity
    token = syntax.token_at(sent, found.start, found.end)
    lender: Quantity | None = None
    if _stands_for_pronoun(token):
        lender = next((claim.quantity for claim in before if claim.quantity.unit is not None), None)
    elif (
        counts
        and found.rule in _BARE
        and not _is_decimal(found)
        and (_OF_THEM.match(sent.text, found.end) or _counts_the_same(token))
    ):
        lender = counts[-1]
    if lender is None:
        return quantity
    quantity = money_with_scale(quantity, lender) if lender.dimension == CURRENCY else quantity
    return replace(quantity, unit=lender.unit, dimension=lender.dimension)


def _is_decimal(found: Found) -> bool:
    """``leads 54.5 to 45.5``: things that are counted are whole."""
    return found.scale == 1 and found.value != int(found.value or 0)


def _stands_for_pronoun(token: Token) -> bool:
    """``Two years ago it was`` *6*, ``aims to cut that to`` *20*: what the pronoun stands for was measured before."""
    goal = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "to" and token.pos_ == "NUM" else None
    if goal is not None and any(child.dep_ == "dobj" and child.lower_ in _PRONOUNS for child in goal.rights):
        return syntax.is_move(goal) or goal.lemma_ in ("bring", "get", "take", "keep")
    verb = token.head
    while verb.pos_ in ("ADP", "ADV", "ADJ") and verb.head.i != verb.i:
        verb = verb.head
    if token.pos_ != "NUM" or verb.lemma_ != "be":
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in _PRONOUNS for child in verb.children)


def _counts_the_same(token: Token) -> bool:
    """``So far,`` *12* ``have``; ``we approved`` *11,600*; ``the worst hit, with`` *41,500*."""
    if not (syntax.stands_alone(token) or _ORDERED.search(token.doc[token.left_edge.i : token.i].text)):
        return False
    people = lexicons.load("quantities")["people"]
    if token.dep_ in syntax.SUBJECTS:
        return True
    if token.pos_ != "NUM":
        return False
    if token.dep_ == "dobj":
        bids = lexicons.load("quantities")["told"]["bids"]
        return token.head.lemma_ not in (*people["verbs"], *people["scored"], *bids)
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return (
        token.dep_ == "pobj" and token.head.lower_ == "with" and behind is not None and behind.text in (".", ",", ";")
    )
