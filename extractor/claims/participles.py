"""The nouns that participles modify."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax

_PLACING = ("in", "at", "near", "on", "outside")


def modified_by(verb: Token) -> Token | None:
    """Return the noun that a past participle modifies: ``focus on computing power, projected to grow``; else None.

    The parser often hangs it on a noun further up; the nearest noun, or what it is apposed to, is the better guess.

    Args:
        verb: The participle, or a verb that hangs on it.
    """
    for head in [verb, *syntax.ancestors(verb, 3)]:
        comma = head.i > head.sent.start + 1 and any(
            head.nbor(-back).text == "," for back in (1, 2) if head.i - back > head.sent.start
        )
        spans = head.tag_ in ("VBG", "VBD") and head.lemma_.lower() in lexicons.load("subjects")["spans"]
        if (
            (head.tag_ == "VBN" or spans)
            and (head.dep_ in ("acl", "advcl", "relcl") or (comma and head.dep_ != "ROOT"))
            and not any(
                child.dep_ in ("mark", "aux", "auxpass") or (child.dep_ in syntax.SUBJECTS and not comma)
                for child in head.children
            )
        ):
            index = head.i - 1
            while index > head.sent.start and (
                head.doc[index].pos_ in ("ADV", "PUNCT") or head.doc[index].lower_ in ("now",)
            ):
                index -= 1
            noun = head.doc[index]
            if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("DATE", "PERCENT", "MONEY"):
                return None
            return (
                _before_finite(noun, head)
                or _apposed_to(noun)
                or _beyond_place(noun, head)
                or _apposed_name(noun)
                or noun
            )
        if head.dep_ not in ("xcomp", "conj"):
            return None
    return None


def _before_finite(noun: Token, verb: Token) -> Token | None:
    """``response times to urgent calls averaged 8 minutes``: the subject of a past taken for a participle."""
    spans = lexicons.load("subjects")["spans"]
    if verb.tag_ != "VBD" or verb.dep_ != "acl" or verb.lemma_.lower() not in spans or noun.i + 1 != verb.i:
        return None
    above = noun
    while above.dep_ in ("pobj", "prep") and above.head.i < above.i:
        above = above.head
    return above if above.pos_ in ("NOUN", "PROPN") and above.i != noun.i else None


def _apposed_to(noun: Token) -> Token | None:
    """``Shrink, the word for theft and damage, eased``: what the phrase is apposed to that ends with the noun."""
    above = noun
    while above.dep_ in ("pobj", "prep", "conj", "compound") and above.head.i < above.i:
        above = above.head
    return above.head if above.dep_ == "appos" and above.head.pos_ in ("NOUN", "PROPN") else None


def _beyond_place(noun: Token, participle: Token) -> Token | None:
    """``a house in Ballito valued at``: what stands in the place, where the participle sets a price or a size."""
    settings = lexicons.load("subjects")["settings"]
    above = noun
    while above.ent_type_ in ("GPE", "LOC", "FAC", "PERSON") and above.dep_ == "pobj" and above.head.lower_ in _PLACING:
        above = above.head.head
    fit = above.i != noun.i and above.pos_ in ("NOUN", "PROPN")
    return above if fit and participle.lemma_.lower() in settings else None


def _apposed_name(noun: Token) -> Token | None:
    """``HarmonyOS, China's operating system, now embedded``: the name that the noun phrase is apposed to by commas."""
    first = noun.left_edge.i
    if first < noun.sent.start + 2 or noun.doc[first - 1].text != ",":
        return None
    name = noun.doc[first - 2]
    return name if any(character.isupper() for character in name.text) and name.i > noun.sent.start else None
