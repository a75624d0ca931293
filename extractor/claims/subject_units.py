"""The subject as unit: ``the number of 5G base stations grew to`` *4.55 million*, ``complaints jumped from`` *210*."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import comparisons, lenders, singulars, syntax
from extractor.claims.found import Found
from extractor.claims.lenders import HEDGES
from extractor.records import Quantity, Subject

_OF = ("of", "for", "on")
_LABELLED = re.compile(rf":\s{HEDGES}$")
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
    per = quantity.unit if (quantity.unit or "").startswith("per ") else None
    rate = re.fullmatch(r"(?P<what>.+)\srates?", subject.text)
    if rate and per:  # "the homicide rate was" 2.1 per 100,000 people
        return replace(quantity, unit=f"{rate['what'].lower()} {per}")
    bare = per is not None or (quantity.unit is None and quantity.dimension == "dimensionless")
    if not bare or "fraction" in found.rule or found.rule == "ratio":
        return quantity
    phrase = _tallied(sent, found) or _named_by(sent, found, subject, moved=moved or per is not None)
    if phrase is None and per is None and (asked := _asked(sent, found, subject)) is not None:
        return replace(quantity, unit=_singular(asked, sent), dimension="count")
    if phrase is None:
        return quantity
    name = _singular(phrase, sent)
    return replace(quantity, unit=f"{name} {per}" if per else name, unit_text=phrase.text, dimension="count")


def _asked(sent: Span, found: Found, subject: Subject) -> Span | None:
    """``took in 340 patients. One in ten left``: the plural of which both numbers are, in a sentence before."""
    if not (_IN_SO_MANY.match(sent.text, found.end) or _SO_MANY_IN.search(sent.text[: found.start][-16:])):
        return None
    phrase = sent.doc.char_span(subject.start, subject.end, alignment_mode="expand")
    restates = phrase is not None and _RESTATES.search(sent.text[: found.start][-32:]) and phrase[-1].i < sent.end
    before = phrase is not None and (phrase.end <= sent.start or restates)
    return phrase if phrase is not None and before and _is_plural(phrase[-1], sent) else None


# "A quarter of schools (five out of 20)", "7.1% of adults, or one in 14"
_RESTATES = re.compile(
    r"(?:\(|,\sor\s)(?:(?:about|nearly|almost|roughly|just|fewer\sthan|more\sthan)\s)?"
    r"(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s)?$"
)
_SHARED_OUT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
_IN_SO_MANY = re.compile(rf"\s(?:in|out\sof)\s(?:every\s)?{_SHARED_OUT}\s")
_SO_MANY_IN = re.compile(rf"\b(?:one|{_SHARED_OUT})\s(?:in|out\sof)\s(?:every\s)?$", re.IGNORECASE)


def _tallied(sent: Span, found: Found) -> Span | None:
    """``the number of people killed rose to`` *87*, ``raise the target for homes to`` *90,000*."""
    token = syntax.token_at(sent, found.start, found.end)
    verb = syntax.governing_verb(token)
    if verb is None or token.dep_ not in (*syntax.OBJECTS, "pobj", "npadvmod"):
        return None
    subject = syntax.subject_of(verb)
    tallies = lexicons.load("quantities")["reaching"]["tallies"]
    for head in (
        *([subject] if subject is not None else []),
        *(child for child in verb.rights if child.dep_ == "dobj"),
    ):
        leads = head.lemma_.lower() in tallies and head.i + 1 < sent.end
        joint = sent.doc[head.i + 1] if leads else head  # the parser may hang it on the verb
        noun = next((one for one in joint.children if joint.lower_ in _OF and one.dep_ == "pobj"), None)
        if noun is not None and noun.tag_ in ("NNS", "NNPS") and sent.start <= noun.i < token.i:
            return sent.doc[slice(*syntax.noun_phrase(noun))]
    return None


def _named_by(sent: Span, found: Found, subject: Subject, *, moved: bool) -> Span | None:
    """The subject where it is a plural that the number adds up, or the label of its line: ``Waits:`` *412*."""
    told = moved or "number of" in subject.text or _is_base_of_count(sent.text, found) or _reaches(sent, found)
    labelled = _LABELLED.search(sent.text[: found.start]) and subject.end - sent.start_char < found.start
    if not (told or labelled):
        return None
    words = subject.text.partition("number of ")[2] or subject.text
    phrase = sent.doc.char_span(subject.end - len(words), subject.end, alignment_mode="expand")
    if phrase is None or not _is_plural(phrase[-1], sent):
        return None
    return None if phrase[-1].lower_ in lexicons.load("quantities")["measures"]["nouns"] else phrase


def _singular(phrase: Span, sent: Span) -> str:
    """The words of a noun phrase in the singular, without the capital that opens a sentence."""
    last = phrase[-1]
    singular = last.lemma_.lower() if last.pos_ == "NOUN" else last.text
    if last.i == sent.start and last.pos_ == "PROPN":
        singular = singulars.without_s(last.lower_)
    unit = phrase.text[: len(phrase.text) - len(last)] + singular
    return unit[:1].lower() + unit[1:] if phrase.start == sent.start and phrase[0].pos_ != "PROPN" else unit


def _is_plural(noun: Token, sent: Span) -> bool:
    """Whether a noun is a plural; one that opens the sentence is often taken for a name."""
    invariable = noun.lower_ in lexicons.load("quantities")["invariable"]["nouns"]
    plain = noun.tag_ in ("NNP", "NNPS") and noun.ent_type_ == ""
    opens = noun.i == sent.start and plain and (noun.text.endswith("s") or invariable)
    return noun.tag_ == "NNS" or opens
