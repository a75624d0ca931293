"""Ages: ``36-year-old``, ``aged 5``, ``Smith, 36,``."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax, units
from extractor.claims.found import Found

_DECADE = re.compile(r"['’]?s\b")
_HIS = re.compile(r"\b(?:in|into|out\sof)\s(?:his|her|their|my|your|our)\s(?:(?:early|mid|late|middle)[\s-])?$", re.I)


def with_age(sent: Span, found: Found) -> Found | None:
    """Read ``36-year-old``, ``five years old``, ``aged 5`` and the bare age of ``Smith, 36,``."""
    text, lexicon = sent.text, lexicons.load("quantities")["age"]
    after = re.compile(lexicon["after"], re.VERBOSE).match(text, found.end)
    if after:
        if after["unit_yo"]:
            return replace(found, end=after.end(), unit="year", dimension="age", rule="age")
        word = (after["word"] or after["word_of"]).rstrip("s").replace("yr", "year")
        at = after.start("word") if after["word"] else after.start("word_of")
        unit_end = at + len(after["word"] or after["word_of"])
        end = after.end("unit") if after["unit"] else after.end("unit_of")
        return replace(found, end=end, unit=word, unit_span=(at, unit_end), dimension="age", rule="age")
    if (decade := _DECADE.match(text, found.end)) and _HIS.search(text[max(0, found.start - 24) : found.start]):
        high = (found.value or 0) + 9
        ranged = replace(found, value=None, low=found.value, high=high, end=decade.end())
        return replace(ranged, unit="year", dimension="age", rule="age")
    if not _may_be_age(text, found):
        return None
    follows = re.match(r"\s?(?:[,;.)]|$|to\b|and\b|-|–)", text[found.end : found.end + 4])
    told = re.search(lexicon["before"], text[max(0, found.start - 24) : found.start], re.VERBOSE | re.I)
    if told and (follows or not (units.unit_after(text, found.end) or _counts(sent, found))):
        return replace(found, unit="year", dimension="age", rule="age")
    if re.search(lexicon["predicate"], text[max(0, found.start - 48) : found.start], re.VERBOSE) and re.match(
        lexicon["closes"], text[found.end : found.end + 8], re.VERBOSE
    ):
        return replace(found, unit="year", dimension="age", rule="age")
    if re.search(lexicon["expectancy"], text[max(0, found.start - 64) : found.start], re.VERBOSE | re.I):
        return replace(found, unit="year", dimension="age", rule="age")
    if re.search(lexicon["then"], text[max(0, found.start - 32) : found.start], re.VERBOSE) and not (
        units.unit_after(text, found.end) or _counts(sent, found)
    ):
        return replace(found, unit="year", dimension="age", rule="age")
    before = text[max(0, found.start - 24) : found.start]
    apposed = re.search(r"[A-Za-z'’.]\w*(?P<gap>(?:,\s|\s\()(?:now\s|then\s)?)$", before) if before else None
    closed = re.match(
        r"(?:,|\)|;|\.\s?$|\sof\b(?!\s(?:whom|which|them|those|the)\b)|\sfrom\b|\sand\s\d\d[,.;)]|$)",
        text[found.end : found.end + 8],
    )
    if apposed and closed and found.value is not None and found.value >= 2:
        end = found.start - len(apposed["gap"])
        named = sent.char_span(end - 2, end, alignment_mode="expand")
        if named is not None and len(named) and _is_person(named[-1]):
            return replace(found, unit="year", dimension="age", rule="age")
    if _follows_a_name(sent, found) or _is_said_of_a_name(sent, found):
        return replace(found, unit="year", dimension="age", rule="age")
    return None


_AVERAGE = re.compile(r"\b(?:average|median|mean)\sage\b")


def _may_be_age(text: str, found: Found) -> bool:
    """Whether a number is one of years of life; only average ages have decimals."""
    if found.value is None or found.scale != 1 or not 0 < found.value <= lexicons.load("quantities")["age"]["maximum"]:
        return False
    whole = found.value == int(found.value)
    return whole or _AVERAGE.search(text[max(0, found.start - 48) : found.start]) is not None


def _counts(sent: Span, found: Found) -> bool:
    """Whether a noun follows that the number could count: ``when he was`` *12 games* ``ahead``."""
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    return span is not None and span.end < sent.end and sent.doc[span.end].pos_ in ("NOUN", "PROPN", "ADJ")


def _follows_a_name(sent: Span, found: Found) -> bool:
    """``Maria Gale 52 has``, with the commas left out: a person's name, a number in digits, what the person did."""
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None or span.start < sent.start + 2 or span.end >= sent.end or not 16 <= (found.value or 0) <= 105:
        return False
    before, after = sent.doc[span.start - 1], sent.doc[span.end]
    named = all(token.pos_ == "PROPN" and token.ent_type_ == "PERSON" for token in (before, before.nbor(-1)))
    return (
        named and span.text.isdigit() and (after.tag_ in ("VBD", "VBZ", "MD") or after.lower_ in ("of", "from", "who"))
    )


def _is_said_of_a_name(sent: Span, found: Found) -> bool:
    """``Maria Gale was`` *16* ``when``, ``Ann is`` *79*, ``and``."""
    number = syntax.token_at(sent, found.start, found.end)
    if number.head.lemma_ not in ("be", "turn") or number.dep_ not in syntax.OBJECTS:
        return False
    closes = re.compile(lexicons.load("quantities")["age"]["closes"], re.VERBOSE).match(sent.text, found.end)
    subject = next((child for child in number.head.lefts if child.dep_ in syntax.SUBJECTS), None)
    return subject is not None and subject.ent_type_ == "PERSON" and closes is not None


def _is_person(noun: Token) -> bool:
    """``Smith, 36,``, ``one woman, 88,`` and ``the governor, 58,``."""
    named = noun.pos_ == "PROPN" and noun.ent_type_ != "DATE"
    if named or noun.pos_ != "NOUN":
        return named
    office = noun.i > 0 and noun.nbor(-1).lower_ == "the" and noun.lower_ in lexicons.load("names")["titles"]
    return office or noun.lemma_.lower() in lexicons.load("quantities")["age"]["persons"]
