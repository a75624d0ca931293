"""Whose rank, age, share or counted things a number gives: the subjects that its dimension tells."""

import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import change_nouns, clause_subject, is_measure
from extractor.claims.found import Found


def whole_of_share(sent: Span, found: Found, token: Token) -> Token | None:
    """``60% of the global AI patents``: the whole."""
    if (
        found.dimension != "percentage"
        and "fraction" not in found.rule
        and "words" not in found.rule
        and "digits" not in found.rule
    ):
        return None
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None or span.end + 1 >= sent.end or sent.doc[span.end].lower_ != "of":
        return None
    if re.search(
        r"\b(?:to|at|from|below|above)\s(?:[a-z]+\s){0,2}$", sent.text[max(0, found.start - 24) : found.start]
    ):
        return None  # "the deficit at 5.1 per cent of GDP": what stands at the share, not the whole
    preposition = sent.doc[span.end]
    target = next((child for child in preposition.children if child.dep_ in ("pobj", "pcomp")), None)
    return target if target is not None and target.pos_ in ("NOUN", "PROPN", "PRON", "DET") else None


def holder_or_counted(sent: Span, found: Found) -> Token | None:
    """The holder of counted things where the clause gives one, else the counted noun."""
    if found.unit_span is None:
        return None
    noun = syntax.token_at(sent, *found.unit_span)
    if noun.dep_ in ("nsubj", "nsubjpass", "ROOT", "attr", "conj") or noun.dep_ == "appos":
        verb = syntax.governing_verb(noun)
        subject = clause_subject(verb) if noun.dep_ == "attr" and verb is not None else None
        return subject if subject is not None and subject.i != noun.i and subject.pos_ != "PRON" else noun
    if noun.dep_ in ("dobj", "dative", "oprd"):
        subject = clause_subject(noun.head)
        return subject if subject is not None and subject.i != noun.i else noun
    if noun.dep_ == "pobj":
        return _holder_above(noun)
    return noun


def _holder_above(noun: Token) -> Token:
    preposition = noun.head
    above = preposition.head
    if above.pos_ in ("NOUN", "PROPN"):
        counted = any(child.dep_ == "nummod" for child in above.children)
        if counted and above.dep_ in ("dobj", "attr") and preposition.lower_ in ("in", "from", "across", "over", "for"):
            subject = clause_subject(above.head)  # "47 goals in 112 appearances"
            return subject if subject is not None else above
        within = syntax.prepositional(noun, "within", "in", "at")
        if above.lemma_.lower() in change_nouns():
            return within if within is not None and within.ent_type_ != "DATE" else noun
        return noun if is_measure(above) else above
    climbed = preposition.lower_ == "to" and above.pos_ in syntax.VERBAL and syntax.is_change(above)
    if climbed and (subject := clause_subject(above)) is not None:
        return subject  # "deliveries climbed to 214,000 vehicles"
    if preposition.lower_ in ("with", "into", "in", "to", "by", "across") and above.pos_ in syntax.VERBAL:
        participle = above.dep_ in ("acl", "relcl") or above.tag_ == "VBN"
        if preposition.lower_ == "with" or participle:
            subject = clause_subject(above)
            return subject if subject is not None else noun
    return noun


def holder_of_rank(token: Token) -> Token | None:
    """Who holds the rank: the possessor or the subject above it, frames such as ``the world's`` passed over."""
    frames = lexicons.load("subjects")["frames"]
    for head in [token, *syntax.ancestors(token, 12)]:
        for child in head.children:
            if child.dep_ == "poss" and child.lemma_.lower() not in frames and child.i != token.i:
                return _antecedent(child, head)
        if head.pos_ in syntax.VERBAL:
            if head.dep_ in ("pcomp", "acl") and not any(child.dep_ in syntax.SUBJECTS for child in head.children):
                if head.tag_ == "VBG" and head.i > head.sent.start and head.nbor(-1).pos_ == "PROPN":
                    return head.nbor(-1)  # "reactions to China becoming the second-largest"
                continue  # "China's achievements in becoming the No. 2": the owner stands above
            subject = clause_subject(head)
            if subject is None:
                continue
            owner = next(
                (child for child in subject.children if child.dep_ == "poss" and child.lemma_.lower() not in frames),
                None,
            )
            owner = owner or _owner_between(subject, token)
            return owner if owner is not None and subject.pos_ == "NOUN" else subject
        if head.dep_ == "appos" and head.head.pos_ in ("PROPN", "NOUN"):
            return head.head
    return None


def _owner_between(subject: Token, rank: Token) -> Token | None:
    """``the talk about China's success in becoming No. 2``: the owner that stands between the subject and the rank."""
    owners = [token for token in subject.doc[subject.i : rank.i] if token.dep_ == "poss" and token.pos_ == "PROPN"]
    return owners[-1] if owners else None


def _antecedent(possessor: Token, owned: Token) -> Token:
    """``its number two ranking``: the name that *its* stands for, the possessor of the clause's subject."""
    if possessor.pos_ != "PRON":
        return possessor
    verb = syntax.governing_verb(owned)
    subject = syntax.subject_of(verb) if verb is not None else None
    if subject is None or subject.i > possessor.i:
        return possessor
    return next((child for child in subject.children if child.dep_ == "poss" and child.pos_ == "PROPN"), subject)


def holder_of_age(sent: Span, found: Found, token: Token) -> Token | None:
    """Whose age it is: the noun that the age modifies or stands behind, else the clause's subject."""
    for head in [token, *syntax.ancestors(token, 3)]:
        if (
            head.dep_ in ("appos", "npadvmod", "amod", "nmod", "acl", "nummod", "advmod")
            and head.head.pos_ in ("PROPN", "NOUN")
            and head.head.i != token.i
            and head.head.lemma_ not in ("year", "age")
        ):
            return head.head
    before = sent.char_span(0, found.start, alignment_mode="contract")
    for other in reversed(before or ()):
        if other.pos_ == "PROPN":
            return other
        if other.pos_ not in ("PUNCT", "ADP", "NOUN", "DET") or other.lower_ == "is":
            break
    verb = syntax.governing_verb(token)
    return clause_subject(verb) if verb is not None else None
