"""Sums that leave out their currency: ``a loan of`` *4.7 million*, ``turned down €18m. They want`` *25* ``for him``."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.scales import money_with_scale
from extractor.claims.unit_registry import CURRENCY
from extractor.records import Claim, Quantity

_CODE = re.compile(r"[A-Z]{3}")
_SCALED = re.compile(r"\s(?:million|billion|trillion|crore|lakh|thousand)$|\d(?:bn|mn|m|tn)$", re.I)
_NEAR = 8  # claims back to the sums that a bid is compared with
_WENT_FOR = re.compile(r"\b(?:went|goes|go|gone|sold|sells|selling)\sfor\s(?:\w+\s)?$")
_SPENT = re.compile(r"\s(?:was\s|were\s|had\sbeen\s)?spent\b")
_FOR = re.compile(r"\sfor\s")
_ENDS = re.compile(r"\s*(?:[.,;:!?”\"]|$)|\s(?:for|in|on|from|last|this|and|but|to)\b")


def currency_of(claims: Sequence[Claim]) -> str | None:
    """Return the currency in which most of the sums of a text are given, None where it gives none.

    Args:
        claims: The claims of the text.
    """
    codes = [one.quantity.unit for one in claims if one.quantity.dimension == CURRENCY]
    plain = Counter(code for code in codes if code is not None and _CODE.fullmatch(code))
    return max(plain, key=lambda code: plain[code], default=None)


def as_sum(claim: Claim, sent: Span, before: Sequence[Claim], *, money: str) -> Quantity:
    """Return a bare number as a sum, where what it is told of is money; else the quantity as it is.

    Args:
        claim: The claim of the number.
        sent: Its parsed sentence.
        before: The claims before it, in order.
        money: The currency of the text.
    """
    quantity, told = claim.quantity, lexicons.load("quantities")["told"]
    words = claim.subject.text.lower().split() if claim.subject is not None else []
    named = bool(words) and not {words[-1], words[-1].removesuffix("s")}.isdisjoint(told["money"])
    if named and _SCALED.search(quantity.text):
        return replace(quantity, unit=money, dimension=CURRENCY)
    start, end = quantity.start - sent.start_char, quantity.end - sent.start_char
    verb = syntax.governing_verb(syntax.token_at(sent, start, end))
    last = next((one.quantity for one in reversed(before[-_NEAR:]) if one.quantity.unit == money), None)
    if verb is None or last is None or not _ENDS.match(sent.text, end):
        return quantity
    if _SPENT.match(sent.text, end) and _SCALED.search(quantity.text):
        return replace(quantity, unit=money, dimension=CURRENCY)
    went = _WENT_FOR.search(sent.text[max(0, start - 16) : start])
    bids = went or verb.lemma_ in told["bids"] or (verb.lemma_ == "want" and _FOR.match(sent.text, end) is not None)
    scaled = money_with_scale(quantity, last) if bids else quantity
    return replace(scaled, unit=money, dimension=CURRENCY) if scaled.value != quantity.value else quantity
