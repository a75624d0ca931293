"""What kind of number a quantity is: level, change, rate, share, multiple or rank."""

import re

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.found import Found
from extractor.claims.movements import Movement, direction_of, noun_behind
from extractor.records import Kind


def find_kind(sent: Span, found: Found, movement: Movement | None, subject: str) -> Kind:
    """Return the narrowest kind that fits the quantity of that subject."""
    if found.dimension in ("rank", "multiple"):
        return "rank" if found.dimension == "rank" else "multiple"
    lexicon = lexicons.load("kinds")
    if found.dimension == "percentage":
        return _percentage_kind(sent, found, movement, subject, lexicon)
    if re.match(
        r"\s(?:out\s)?of\s(?:them|those|these|which|whom|the|its|their|his|her|our|\d|two|three|four|five|six|seven|eight|nine|ten)\b",
        sent.text[found.end :],
    ) and found.dimension in ("count", "dimensionless"):
        return "share"
    if found.dimension == "dimensionless" and re.match(r"\sin\s(?:every\s)?(?:\d|[a-z]+\b)", sent.text[found.end :]):
        whole = sent.char_span(found.end + 4, found.end + 5, alignment_mode="expand")
        if whole is not None and whole[0].pos_ == "NUM":
            return "share"  # "one in five"
    if re.match(r"\s(?:more|less|fewer|higher|lower)\s(?:\w+\s)?than\b", sent.text[found.end :]):
        return "change"
    if "fraction" in found.rule:
        return "change" if movement and movement.amount else "share"
    if movement and movement.amount and _is_amount_of_change(sent, found):
        return "change"
    return "level"


def _percentage_kind(
    sent: Span, found: Found, movement: Movement | None, subject: str, lexicon: dict[str, dict[str, str]]
) -> Kind:
    text = sent.text
    around = text[max(0, found.start - 60) : found.end + 30]
    if found.unit in ("percentage point", "basis point"):
        return "change" if movement is None or movement.amount else "level"
    if re.match(
        r"\s(?:more|less|fewer|higher|lower|below|above|cheaper|faster|slower|larger|smaller|better|worse|longer|shorter)\b",
        text[found.end :],
    ):
        return "change"
    if re.match(r"\s(?:stake|share|holding|interest|majority)\b|\sof\b(?!\sgrowth)", text[found.end :]) and not (
        movement and movement.amount
    ):
        return "share"
    yearly = re.search(lexicon["rate"]["pattern"], around) and not re.search(
        lexicon["rate"]["year_on_year"], text[found.end : found.end + 60]
    )
    if yearly and (movement is not None or re.search(r"growth|grow|rate|CAGR|inflation", around)):
        return "rate"
    if movement:
        return "change" if movement.amount else "level"
    levels = lexicon["level"]["nouns"]
    window = re.findall(
        r"[a-z]+",
        f"{subject} {text[max(0, found.start - 25) : found.start]} {text[found.end : found.end + 12]}".lower(),
    )
    return "level" if any(word in levels or word.removesuffix("s") in levels for word in window) else "share"


def _is_amount_of_change(sent: Span, found: Found) -> bool:
    """Whether an absolute number is how much something moved, not where it moved to or what moved."""
    before = sent.text[max(0, found.start - 30) : found.start].lower()
    noun = noun_behind(sent, found)
    return re.search(
        r"\b(?:by|up|down|of|increased|rose|fell|dropped|gained|grew|climbed|lost|declined|jumped|slipped|added)\s(?:\w+\s){0,2}$",
        before,
    ) is not None or (noun is not None and direction_of(noun) is not None)
