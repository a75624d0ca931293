"""The source of an attribution as a record: its phrase, its name, its kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.citable import words
from extractor.claims.names import Names
from extractor.claims.referents import kind_of_noun
from extractor.records import Source, SourceKind


@dataclass(frozen=True)
class Attribution:
    """One attribution: who, by which words, and which characters of the text it governs.

    Attributes:
        source: The source, its offsets in the text of the Doc.
        start: Where what it governs begins.
        end: Where what it governs ends.
        rule: The id of the rule, or of the pattern, that found it.
        probability: How likely it is right, where it was ranked among others.
    """

    source: Source
    start: int
    end: int
    rule: str
    probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Whom an article cites in the sentences and quotations themselves that it cites somebody for.

    Attributes:
        numbers: The attribution of each quantity that has one, by its span in the text.
        told: Those of the quotations.
        stated: Those of the sentences, by their index, that cite nobody for a quantity but somebody for what they tell.
    """

    numbers: Mapping[tuple[int, int], Attribution]
    told: Sequence[Attribution]
    stated: Mapping[int, Attribution]


def make_source(head: Token, names: Names, cue: str | None) -> Source | None:
    """Return the source that a noun phrase names, makers put for their documents.

    Args:
        head: The head of the phrase.
        names: The names of the article, for the fullest form.
        cue: The attributing words.
    """
    maker = maker_of(head)
    start, end = phrase_of(maker)
    source = source_at(start, end, names, cue)
    if source is not None and maker.lemma_.lower() in (*words("polls"), "index") and source.name is not None:
        own = re.sub(r"^(?:[a-z]\w*\s)+(?=[A-Z])", "", source.text)
        return replace(source, name=own)  # a poll without a maker goes by its own name
    if source is None:
        return None
    last = maker.idx + len(maker)
    if maker.ent_type_ == "PERSON" and source.start < maker.idx and last < source.end:
        person = names.name_of(names.text[source.start : last], source.start)  # "Ann Low of Dale Bank": the person
        return replace(source, name=person or source.name)
    apposed = next((child for child in maker.children if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    if maker.pos_ == "NOUN" and apposed is not None and apposed.i > maker.i:
        name = names.at(apposed.idx)  # "the coroner, Ann Low,"
        return replace(source, name=name, kind="named") if name and names.kind(name) != "place" else source
    return source


def source_at(start: int, end: int, names: Names, cue: str | None) -> Source | None:
    """Return the source whose words take the characters ``start`` to ``end`` of the text of ``names``."""
    text = names.text
    while end > start and text[end - 1] in " ,;:.\n":
        end -= 1
    article = re.match(r"(?:\d{1,2}[:.]\d\d\s+)?(?:(?:the|a|an|our|their|its)\s+)?", text[start:end], re.I)
    start += article.end() if article else 0
    if start >= end:
        return None
    phrase = text[start:end]
    name = names.name_of(phrase, start)
    kind: SourceKind = "named" if name else "unnamed"
    return Source(text=phrase, start=start, end=end, name=name, kind=kind, scope="sentence", cue=cue)


def phrase_of(head: Token) -> tuple[int, int]:
    """Return the characters of a noun phrase with its modifiers, without apposition and relative clause."""
    start, end = head.i if head.pos_ in syntax.VERBAL else head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "at") and head.lemma_.lower() not in words("polls"):
            target = next((grand for grand in child.children if grand.dep_ == "pobj"), None)
            joined = (
                target is not None
                and child.i == end
                and (head.pos_ != "PROPN" or (child.lower_ in ("of", "for") and target.pos_ == "PROPN"))
            )
            end = max(end, target.i + 1) if target is not None and joined else end
        elif child.dep_ in ("flat", "compound", "nummod") or (
            child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == end
        ):
            end = max(end, child.i + 1)
    if (
        (head.pos_ == "NOUN" or head.dep_ in syntax.SUBJECTS)  # "provost Ellen Marsh", taken for a verb
        and end < len(head.doc)
        and head.doc[end].pos_ == "PROPN"
        and head.doc[end].head.i <= end + 4
    ):
        while end < len(head.doc) and head.doc[end].pos_ == "PROPN":  # "the network operator PowerLink South"
            end += 1
    while head.dep_ == "compound" and start > head.sent.start and head.doc[start - 1].head == head.head:
        start -= 1  # "Device Tracker" of "figures from Device Tracker show"
    colon = next((at for at in range(head.i - 1, start - 1, -1) if head.doc[at].text == ":"), None)
    start = start if colon is None else colon + 1  # "NEW DELHI: Finance Minister Ann Low"
    while start < head.i and head.doc[start].pos_ in ("ADV", "CCONJ", "SCONJ", "PUNCT", "ADP"):
        start += 1
    while end + 1 < len(head.doc) and head.doc[end].text == "&" and head.doc[end + 1].pos_ == "PROPN":
        end += 2  # "Oxley & Co"
    # "Bank Union data show", with a noun for the verb
    if start == head.i and head.lemma_.lower() in words("documents"):
        while start > head.sent.start and head.doc[start - 1].pos_ == "PROPN":
            start -= 1
    owned = start == head.i > head.sent.start + 1 and head.nbor(-1).tag_ == "POS"
    if owned and head.pos_ == head.nbor(-2).pos_ == "PROPN":
        start = head.nbor(
            -2
        ).left_edge.i  # "the Tug Owners' Forum estimates", where the parser takes a noun for the verb
    return syntax.char_span(head.doc, start, end)


def pollster_of(head: Token) -> Token | None:
    """Return who asked those that a phrase names: ``analysts polled by ICM``, ``economists in an ICM poll``."""
    people = [head, syntax.prepositional(head, "of")] if head.lemma_.lower() in words("documents") else [head]
    for one in people:
        for child in one.children if one is not None else ():
            if child.dep_ == "acl" and child.lemma_ in words("asking"):
                return syntax.prepositional(child, "by")
    within = syntax.prepositional(head, "in")
    return maker_of(within) if within is not None and within.lemma_.lower() in words("polls") else None


def maker_of(head: Token) -> Token:
    """Return who made a document, else the head itself: ``ICM`` for ``a survey by ICM`` and ``ICM's survey``.

    So it is for those whom a survey asked: ``analysts polled by ICM``.
    """
    lexicon = lexicons.load("cues")
    if (pollster := pollster_of(head)) is not None:
        return pollster
    if head.lemma_.lower() not in lexicon["documents"] and head.lower_ not in ("article", "story", "piece"):
        return head
    for child in head.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() not in lexicon["reads"]:
            agent = next(
                (grand for grand in child.children if grand.dep_ in ("agent", "prep") and grand.lower_ == "by"), None
            )
            named = next((grand for grand in agent.children if grand.dep_ == "pobj"), None) if agent else None
            if named is not None and named.ent_type_ != "DATE":
                return named
    maker = _before_verb(syntax.prepositional(head, "by", "from")) or _behind_by(head)
    if maker is not None and maker.pos_ in ("PROPN", "NOUN") and maker.ent_type_ not in ("DATE", "CARDINAL"):
        return maker
    maker = _before_verb(syntax.prepositional(head, "of", "for"))
    if maker is not None and maker.pos_ == "PROPN" and maker.ent_type_ == "ORG":
        return maker
    owners = (child for child in head.children if child.dep_ == "poss")
    bodies = (one for one in owners if one.pos_ == "PROPN" or kind_of_noun(one.lemma_.lower()) == "organisation")
    return next(bodies, head)


def _behind_by(head: Token) -> Token | None:
    """``A paper by convener Ann Low says``, where the parser takes her for the subject."""
    doc, at = head.doc, head.i + 2
    if at >= len(doc) or doc[head.i + 1].lower_ != "by":
        return None
    while at + 1 < len(doc) and doc[at].pos_ in ("DET", "ADJ", "NOUN", "PROPN") and doc[at + 1].pos_ == "PROPN":
        at += 1
    return doc[at] if doc[at].pos_ == "PROPN" else None


def _before_verb(noun: Token | None) -> Token | None:
    """``figures from the force show``, where the parser takes the verb for a noun: the force."""
    if noun is None or noun.lower_ not in ("show", "shows", "suggest", "suggests", "say", "says", "reveal", "reveals"):
        return noun
    return next((child for child in reversed(list(noun.lefts)) if child.dep_ in ("compound", "nmod", "amod")), noun)
