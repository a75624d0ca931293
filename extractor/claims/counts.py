"""Counted things: the noun phrase behind a number as its unit (``4.55 million`` *5G base stations*)."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import units
from extractor.claims.found import Found

_SKIPPED = (
    "more",
    "fewer",
    "extra",
    "of",
    "the",
    "its",
    "their",
    "his",
    "her",
    "our",
    "those",
    "these",
    "this",
    "-",
    "such",
    "additional",
    "further",
)


_LONGEST_PHRASE = 8  # tokens from the number to the noun: "gifted and unpredictable young attackers"
_MEASURED = ("length", "time", "area", "volume", "mass", "energy", "power")
_MODIFIERS = ("JJ", "JJS", "NN", "NNP", "VBN", "VBG", "HYPH", "NNS", "NNPS", "CD", "FW", "AFX", "ADD", "JJR", "POS")


def with_counted_noun(sent: Span, found: Found) -> Found:
    """Take the noun phrase that the number counts as its unit (``4.55 million`` *5G base stations*)."""
    if found.rule.startswith("number-fraction"):
        return found
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return found
    doc, index = sent.doc, span.end
    if sent.text[found.end : found.end + 1] == "-" and index + 1 < sent.end and doc[index + 1].is_alpha:
        return _counted(sent, found, index + 1, index + 2)  # "four-seater": the measure, not what has it
    while index < sent.end and (doc[index].lower_ in _SKIPPED or (index > span.end and doc[index].tag_ == "CD")):
        index += 1
    if index + 1 < sent.end and doc[index].tag_ == "VBZ" and doc[index + 1].lower_ in ("and", ","):
        return _counted(sent, found, index, index + 1)  # "three homes, 11 sheds and": a plural that the tagger missed
    phrase = _noun_phrase(sent, index, one=found.value == 1)
    return _counted(sent, found, *phrase) if phrase else found


def _noun_phrase(sent: Span, start: int, *, one: bool) -> tuple[int, int] | None:
    """The token span of the noun that is counted with its modifiers, from ``start`` on."""
    doc, head = sent.doc, None
    for index in range(start, min(start + _LONGEST_PHRASE, sent.end)):
        token = doc[index]
        if token.tag_ == "POS" or (token.tag_ == "CD" and doc[index - 1].tag_ == "POS"):
            start, head = index + 1, None  # "14 of the group's 86 stores"
        elif token.tag_ == "CC" and start < index < sent.end - 1 and _joins_modifiers(doc[index - 1], doc[index + 1]):
            continue
        elif token.tag_ not in _MODIFIERS and not (token.is_alpha and index + 1 < sent.end and token.text.isupper()):
            break
        elif _is_counted(token, one=one):
            head = token
            if index + 1 >= sent.end or not _is_compound(token, doc[index + 1]):
                break
    return (start, head.i + 1) if head is not None and head.i >= start else None


def _is_counted(token: Token, *, one: bool) -> bool:
    """A plural; a singular only behind "one", or where it is its own plural."""
    if token.tag_ in ("NNS", "NNPS"):
        return True
    return token.tag_ in ("NN", "NNP") and (one or token.lower_ in lexicons.load("quantities")["invariable"]["nouns"])


def _is_compound(token: Token, following: Token) -> bool:
    compound = following.dep_ == "compound" or token.dep_ in ("compound", "nmod", "amod")
    return following.tag_ in ("NN", "NNS") and compound


def _joins_modifiers(left: Token, right: Token) -> bool:
    """``digital and physical sales``, ``Kia and Hyundai vehicles``."""
    adjectives = left.tag_ in ("JJ", "NNP") and right.tag_ == left.tag_
    return adjectives and right.i + 1 < len(right.doc) and right.nbor().tag_ in ("NN", "NNS", "JJ")


def _counted(sent: Span, found: Found, start: int, end: int) -> Found:
    doc, base = sent.doc, sent.start_char
    head = doc[end - 1]
    begin, stop = doc[start].idx - base, head.idx + len(head) - base
    if (physical := units.unit_after(sent.text, head.idx - base - 1)) and physical.unit.dimension in _MEASURED:
        name = physical.unit.name  # "517 rushing yards", "the 50 previous years"
        return replace(
            found, unit=name, unit_span=(head.idx - base, stop), dimension=physical.unit.dimension, rule="count"
        )
    common = head.text.islower() or head.pos_ == "NOUN"
    lemma = (
        head.lemma_.lower() if head.tag_ == "NNS" else head.text.removesuffix("s") if head.tag_ == "VBZ" else head.text
    )
    unit = sent.text[begin : head.idx - base] + (lemma if common else head.text.removesuffix("s"))
    per = units.denominator_after(sent.text, stop)
    name = re.sub(r"\s+", " ", unit)
    if (doc[start].i == sent.start and doc[start].pos_ != "PROPN") or (
        doc[start].is_title and doc[start].pos_ in ("NOUN", "ADJ")
    ):
        name = name[:1].lower() + name[1:]
    return replace(
        found, unit=f"{name} per {per[0]}" if per else name, unit_span=(begin, stop), dimension="count", rule="count"
    )
