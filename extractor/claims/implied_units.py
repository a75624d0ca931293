"""Units that neither a number's phrase nor a rule names: what its text has counted or measured before.

``The department saw 10,804 patients. In 2022 it was`` *8,650*: which of the units and counted nouns in reach a bare
number stands for, or none, is told by fitted weights: a conditional logit over these options, number by number, where
each answer is an option for the next.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import ranking
from extractor.claims.unit_options import Option, unit_options
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
    for claim in claims:
        if is_bare(claim):
            sent = sentences[bisect_right(starts, claim.quantity.start) - 1]
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
    return not (fraction or paired or opens)


def _with_unit(quantity: Quantity, found: Sequence[Option], weights: Mapping[str, float] | None) -> Quantity:
    weights = lexicons.load_weights(WEIGHTS) if weights is None else weights
    chances = ranking.probabilities([*(ranking.score(one.features, weights) for one in found), 0.0])
    best = max(range(len(found)), key=lambda at: chances[at], default=None)
    if best is None or chances[best] <= THRESHOLD:
        return quantity
    one = found[best]
    return replace(quantity, unit=one.unit, dimension=one.dimension, unit_text=one.text)
