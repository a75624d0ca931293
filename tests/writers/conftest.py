from dataclasses import replace
from typing import Any

import pytest

from extractor.records import Claim, Period, Quantity, Source, Subject, TextSpan, claim_id

SENTENCE = "According to Reuters, sales of Acme rose to more than $4.5 billion by June 2025."
BEFORE = "Acme grows.\n"


def place(text: str) -> dict[str, Any]:
    start = (BEFORE + SENTENCE).index(text, len(BEFORE))
    return {"text": text, "start": start, "end": start + len(text)}


@pytest.fixture
def claim() -> Claim:
    quantity = Quantity(**place("$4.5 billion"), value=4.5e9, unit="USD", unit_text="$", dimension="currency")
    return Claim(
        id=claim_id(BEFORE + SENTENCE, quantity.start, quantity.end),
        document="acme.txt",
        sentence=TextSpan(**place(SENTENCE)),
        quantity=quantity,
        bound=">",
        change="up",
        kind="level",
        subject=Subject(**place("sales"), entity="Acme"),
        period=Period(**place("by June 2025"), to="2025-06"),
        source=Source(**place("Reuters"), name="Reuters", kind="named", scope="sentence", cue="According to"),
        status="reported",
        confidence=0.97,
    )


@pytest.fixture
def bare_claim(claim: Claim) -> Claim:
    quantity = replace(claim.quantity, value=None, low=10.0, high=15.0, unit="percent", unit_text="%")
    return replace(claim, quantity=quantity, bound="=", change=None, subject=None, period=None, source=None)


@pytest.fixture
def hostile_claim(claim: Claim) -> Claim:
    """A claim whose texts try to be markup, a formula, a terminal command and broken Unicode."""
    text = "=<b>[red]\x1b[2J\u202e\ud800&"
    subject = Subject(text=text, start=claim.sentence.start, end=claim.sentence.start + len(text), entity=None)
    sentence = replace(claim.sentence, text=text + claim.sentence.text[len(text) :])
    return replace(claim, sentence=sentence, subject=subject)
