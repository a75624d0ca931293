"""How likely a claim is right: evidence from each stage, added up on a logistic scale.

The weights stand in ``lexicons/confidence.toml`` with what they were fitted on.
"""

import math

from extractor import lexicons
from extractor.records import Period, Source, Subject


def estimate(*, rule: str, subject: Subject | None, source: Source | None, period: Period | None, text: str) -> float:
    """Return the probability that value, unit, subject and source of a claim are all right, to two decimals.

    Args:
        rule: The id of the rule that found the quantity.
        subject: The subject found, if any.
        source: The source found, if any.
        period: The period found, if any.
        text: The sentence's text.
    """
    weights: dict[str, float] = lexicons.load("confidence")["weights"]
    evidence = [
        "base",
        f"rule:{rule}",
        "subject:none"
        if subject is None
        else "subject:pronoun"
        if len(subject.text) < 5 and subject.text.islower()
        else "subject:phrase",
        "source:none" if source is None else f"source:{source.kind}:{source.scope}",
        "period:some" if period else "period:none",
        "sentence:long" if len(text) > 240 else "sentence:short",
    ]
    total = sum(weights.get(name, 0.0) for name in evidence)
    return round(1 / (1 + math.exp(-total)), 2)
