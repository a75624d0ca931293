"""Units that neither a number's phrase nor a rule names: what its text has counted or measured before.

``The department saw 10,804 patients. In 2022 it was`` *8,650*: which of the units and counted nouns in reach a bare
number stands for, or none, is told by fitted weights: a conditional logit over these options, number by number, where
each answer is an option for the next.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import bare_sums, polls, ranking
from extractor.claims.scales import money_with_scale
from extractor.claims.unit_options import Option, unit_options
from extractor.claims.unit_registry import CURRENCY
from extractor.records import Claim, Quantity

WEIGHTS = "implied_unit"
# Below this a number is given no unit.
THRESHOLD = 0.5
# "33-26", "9-1", "by a majority of 10 to two"
_TALLY = (
    r"\b(?:majority\sof|margin\sof|vote\sof|voted|ruled|split|lost|won)\s(?:by\s)?"
    r"|\bby\s(?:nearly|almost|about|roughly|more\sthan)\s"
)
_PAIRED = re.compile(rf"\d[-–:/]$|(?:{_TALLY})\w+\sto\s$")
_PAIRS = re.compile(r"[-–:/]\d")
_OPENS_PAIR = re.compile(rf"(?:{_TALLY})$")
_OF_US = re.compile(r"\sof\s(?:us|you)\b")
_LONGEST_TALLY = 32  # characters


def imply_units(
    claims: Sequence[Claim], sentences: Sequence[Span], *, weights: Mapping[str, float] | None = None
) -> list[Claim]:
    """Return the claims, those of bare numbers with the units that the text leaves out.

    Args:
        claims: The claims of a document, in order.
        sentences: Its parsed sentences, in order.
        weights: The weights of the features, by default those that the package ships.
    """
    starts = [sent.start_char for sent in sentences]
    read: list[Claim] = []
    polled, money = polls.reports_poll(claims, sentences), bare_sums.currency_of(claims)
    for claim in claims:
        sent = sentences[bisect_right(starts, claim.quantity.start) - 1]
        if polled and claim.quantity.unit in (None, "point"):
            claim = polls.with_share(claim, sent, read)
        if is_bare(claim):
            if claim.quantity.unit is None and money is not None:
                claim = replace(claim, quantity=bare_sums.as_sum(claim, sent, read, money=money))
            if claim.quantity.unit is None:
                claim = replace(claim, quantity=_with_unit(claim.quantity, unit_options(claim, sent, read), weights))
        read.append(claim)
    return read


def is_bare(claim: Claim) -> bool:
    """Tell a number without a unit that may have one; fractions, ratios such as ``9-1`` and ranks have none."""
    quantity, sent = claim.quantity, claim.sentence
    if quantity.unit is not None or quantity.dimension != "dimensionless":
        return False
    fraction = quantity.value is not None and 0 < quantity.value < 1 and not any(map(str.isdigit, quantity.text))
    start, end = quantity.start - sent.start, quantity.end - sent.start
    before = sent.text[max(0, start - _LONGEST_TALLY) : start]
    paired = _PAIRED.search(before) or _PAIRS.search(sent.text, start, end) or _PAIRS.match(sent.text, end)
    opens = _OPENS_PAIR.search(before) and sent.text.startswith(" to ", end)
    of_us = _OF_US.match(sent.text, end)
    return not (fraction or paired or opens or of_us or _is_unitless(claim, before))


def _is_unitless(claim: Claim, before: str) -> bool:
    """``a team of`` *22*, ``The death toll rose to`` *11*, ``a magnitude of`` *6.1*: numbers that have no unit."""
    words = lexicons.load("quantities")["unitless"]
    named = claim.subject.text.split()[-1].lower() if claim.subject is not None and claim.subject.text else ""
    return named in words["nouns"] or _headed().search(before) is not None


@cache
def _headed() -> re.Pattern[str]:
    words = lexicons.load("quantities")["unitless"]
    measured, grouped = lexicons.alternatives(words["nouns"]), lexicons.alternatives(words["groups"])
    hedge = r"(?:(?:about|around|some|just|only|nearly|almost|over|under)\s)?"
    return re.compile(rf"\b(?:{measured})\s(?:of|at|is|was)\s{hedge}$|\b(?:{grouped})\sof\s{hedge}$", re.I)


def _with_unit(quantity: Quantity, found: Sequence[Option], weights: Mapping[str, float] | None) -> Quantity:
    weights = lexicons.load_weights(WEIGHTS) if weights is None else weights
    chances = ranking.probabilities([*(ranking.score(one.features, weights) for one in found), 0.0])
    best = max(range(len(found)), key=lambda at: chances[at], default=None)
    if best is None or chances[best] <= THRESHOLD:
        return quantity
    one = found[best]
    if one.dimension == CURRENCY and one.lender is not None:
        quantity = money_with_scale(quantity, one.lender)
    return replace(quantity, unit=one.unit, dimension=one.dimension, unit_text=one.text)
