"""Whose number it is: the named actor, place or product that the subject is or belongs to."""

import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.names import Names
from extractor.records import Subject

# Percentages of sentences and measure phrases are no names, whatever the recogniser calls them.
_NO_ENTITY = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE")


def find_entity(sent: Span, subject: Subject, head: Token, names: Names) -> str | None:
    """Return the named entity of a subject in the fullest form of the article, or None where no name leads.

    The order of evidence: a name in the subject itself; its possessor or the place behind it; the name that heads the
    clause; the last name of the kind that a pronoun or ``the company`` stands for; the name the article is all about;
    the name that the text so far is most about.

    Args:
        sent: The sentence of the claim.
        subject: The subject found in it.
        head: The token that heads the subject.
        names: The names of the article.
    """
    if names.counts[head.text]:
        return names.full_form(head.text)
    for start, end in _evidence(sent, head):
        span = sent.doc[start:end]
        if len(span) and (name := names.within(span.start_char, span.end_char) or _name_in(span)):
            return names.full_form(name)
    if anaphor := _antecedent(sent, subject, head, names):
        return anaphor
    return names.main or names.topic(sent.end_char)


def _evidence(sent: Span, head: Token) -> list[tuple[int, int]]:
    """Token spans in which to look for the name, the strongest first."""
    start, end = syntax.noun_phrase(head)
    spans = [(start, end), *((child.left_edge.i, child.i + 1) for child in head.children if child.dep_ == "poss")]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "at", "for", "by", "from"):
            spans.extend(
                (grand.left_edge.i, grand.i + 1)
                for grand in child.children
                if grand.dep_ == "pobj" and grand.ent_type_ not in _NO_ENTITY
            )
    for above in syntax.ancestors(head, 8):
        if above.pos_ in ("NOUN", "PROPN"):
            spans.extend((child.left_edge.i, child.i + 1) for child in above.children if child.dep_ == "poss")
        if above.pos_ in syntax.VERBAL:
            subject = syntax.subject_of(above)
            if (
                subject is not None
                and subject.i != head.i
                and above.lemma_ not in ("say", "report", "show", "find", "tell")
            ):
                spans.append((subject.left_edge.i, subject.i + 1))
    return [(max(start, sent.start), min(end, sent.end)) for start, end in spans]


def _name_in(span: Span) -> str | None:
    tokens = [
        token
        for token in span
        if token.pos_ == "PROPN" and token.ent_type_ not in _NO_ENTITY and token.text[:1].isupper()
    ]
    if not tokens:
        return None
    if tokens[-1].text in lexicons.load("names")["generic"]:
        return None
    last = tokens[-1]
    first = last
    while first.i - 1 >= span.start and first.nbor(-1).pos_ == "PROPN" and first.nbor(-1).ent_type_ not in _NO_ENTITY:
        first = first.nbor(-1)
    text = span.doc[first.i : last.i + 1].text
    return re.sub(r"['’]s?$", "", text) if any(character.islower() for character in text) or len(text) > 1 else None


def _antecedent(sent: Span, subject: Subject, head: Token, names: Names) -> str | None:
    """The last name before the sentence that *it*, *the company*, *she* may stand for."""
    anaphors = lexicons.load("names")["anaphors"]
    definite = any(child.lower_ in ("the", "its", "his", "her", "their") for child in head.children)
    if head.lower_ not in ("it", "they", "he", "she") and not (
        definite and head.lemma_.lower() in anaphors["organisation"]
    ):
        return None
    if head.lower_ in ("he", "she"):
        return names.last_person(sent.start_char)
    return names.last_organisation(head.lemma_.lower(), sent.start_char)
