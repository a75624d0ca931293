"""The subject as unit: ``the number of 5G base stations grew to`` *4.55 million*, ``complaints jumped from`` *210*."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import comparisons, counts, lenders, syntax
from extractor.claims.found import Found
from extractor.records import Quantity, Subject

_STANDS_AT = re.compile(
    r"\b(?:unchanged|flat|steady|stable|stood|stand|stands|ran|running|remained|held|was|were)\sat\s(?:\w+\s)?$"
)


def _is_base_of_count(text: str, found: Found) -> bool:
    """``complaints jumped from`` *210*, but not ``up from`` *one* ``in seven``."""
    return comparisons.is_base(text, found.start) and not lenders.is_shared_out(text, found)


def _reaches(sent: Span, found: Found) -> bool:
    """Whether a verb says what its subject adds up to: ``cases`` *topped* ``one million``."""
    if _STANDS_AT.search(sent.text[max(0, found.start - 40) : found.start]):
        return True
    verb = syntax.governing_verb(syntax.token_at(sent, found.start, found.end))
    return verb is not None and verb.lemma_.lower() in lexicons.load("quantities")["reaching"]["verbs"]


def unit_from_subject(sent: Span, found: Found, quantity: Quantity, subject: Subject, *, moved: bool) -> Quantity:
    """Return the quantity with what its subject counts as unit: ``the number of X grew to`` *226 million*.

    Args:
        sent: The parsed sentence.
        found: The quantity as it was found there.
        quantity: Its record.
        subject: What it measures.
        moved: Whether the subject rose or fell by or to it.
    """
    rate = re.fullmatch(r"(?P<what>.+)\srates?", subject.text)
    if rate and (quantity.unit or "").startswith("per "):  # "the homicide rate was" 2.1 per 100,000 people
        return replace(quantity, unit=f"{rate['what'].lower()} {quantity.unit}")
    if not (moved or "number of" in subject.text or _is_base_of_count(sent.text, found) or _reaches(sent, found)):
        return quantity
    head = subject.text.partition("number of ")[2] or subject.text
    tail = sent.doc.char_span(subject.end - len(head), subject.end, alignment_mode="expand")
    bare = quantity.unit is None and quantity.dimension == "dimensionless"
    if not bare or "fraction" in found.rule or found.rule == "ratio" or tail is None or not _is_plural(tail[-1], sent):
        return quantity
    last = tail[-1]
    singular = last.lemma_.lower() if last.pos_ == "NOUN" else last.text
    if last.i == sent.start and last.pos_ == "PROPN":
        singular = counts.without_s(last.lower_)
    unit = head[: len(head) - len(last)] + singular
    unit = unit[:1].lower() + unit[1:] if tail[0].i == sent.start and tail[0].pos_ != "PROPN" else unit
    return replace(quantity, unit=unit, unit_text=head, dimension="count")


def _is_plural(noun: Token, sent: Span) -> bool:
    """Whether a noun is a plural; one that opens the sentence is often taken for a name."""
    opens = noun.i == sent.start and noun.tag_ in ("NNP", "NNPS") and noun.ent_type_ == "" and noun.text.endswith("s")
    return noun.tag_ == "NNS" or opens
