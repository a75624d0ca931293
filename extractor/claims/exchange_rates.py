"""Exchange rates: ``The lari firmed to`` *2.81 per dollar*: lari per dollar."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY

_LOOKED_BACK = 80  # tokens: "It was last at 84.3 per dollar" in the paragraph of the currency


def exchange_rate(sent: Span, found: Found, local: Mapping[str, str]) -> Found | None:
    """Return the number as so much of one currency for one of another, None where it is no exchange rate.

    Args:
        sent: The parsed sentence.
        found: A number without a unit before it.
        local: What currency words mean in this document, as ``local_currencies`` tells.
    """
    behind = _other_currency().match(sent.text, found.end)
    if behind is None or (found.value or 0) <= 0:
        return None
    other = _code(behind["other"], local)
    named = _named(sent.text[: found.start], other, local)
    if named is None:
        before = sent.doc[max(0, sent.start - _LOOKED_BACK) : sent.start].text
        named = _named(before, other, local)
    if named is None:
        return None
    end = behind.end() if behind["per"] else found.end
    return replace(found, end=end, unit=f"{named} per {other}", dimension=CURRENCY, rule="exchange-rate")


# What may follow a rate: "200 to the euro fund" is none.
_GOES_ON = (
    r"(?:in|on|at|from|by|before|after|and|or|as|since|last|late|early|earlier|compared|against|versus|when|while|but"
    r"|for|this|to|with|during|over|than|a|an|the|its|up|down|of|under|again|now|then|because|following|yesterday|today)"
)


@cache
def _other_currency() -> re.Pattern[str]:
    """``per dollar`` and ``to the euro`` are of the unit, ``against the dollar`` tells what it is measured by."""
    words = lexicons.alternatives(lexicons.load("currencies")["exchanged"]["others"])
    dollar = r"(?:(?:U\.S\.|US|American)\s)?"
    return re.compile(
        rf"\s(?:(?P<per>per|an?|(?:to|for)\s(?:the|one|an?))|(?:against|versus|vs\.?|on)\s(?:the|one|an?))\s"
        rf"{dollar}(?P<other>{words})(?![\w-])(?=\W|$)(?!\s(?!{_GOES_ON}\b)[a-z])",
        re.I,
    )


@cache
def _currency() -> re.Pattern[str]:
    """A currency as a thing: ``the lira``, ``Turkey's lira``, ``the Mexican peso``, not ``14 paise``."""
    lexicon = lexicons.load("currencies")
    spoken = (word for word in (*lexicon["words"], *lexicon["exchanged"]["spoken"]) if " " not in word)
    words = lexicons.alternatives([word for word in spoken if len(word) > 2])
    return re.compile(
        rf"(?:\b(?P<other>to|per|against|versus|for|on)\s)?(?:\b(?:the|its|their|a)\s|['’]s?\s|^|[.!?:”\"]\s)"
        rf"(?:[\w-]+\s){{0,2}}?(?P<name>{words})(?![\w-])",
        re.I,
    )


def _named(text: str, other: str, local: Mapping[str, str]) -> str | None:
    """The currency that a text named last and that is not the other one."""
    codes = [_code(match["name"], local) for match in _currency().finditer(text) if not match["other"]]
    return next((code for code in reversed(codes) if code != other), None)


def _code(word: str, local: Mapping[str, str]) -> str:
    lexicon, name = lexicons.load("currencies"), word.lower()
    code = local.get(name) or lexicon["exchanged"]["spoken"].get(name) or lexicon["words"][name]
    return str(code)
