"""Commodities, currencies and indices, each of which is its own entity."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax


def material_of(head: Token) -> str | None:
    """A commodity, currency or index, which is its own entity: ``Brent crude``, ``the pound``, ``cocoa futures``."""
    lexicon = lexicons.load("names")
    named = [child.left_edge.i for child in head.lefts if child.pos_ == "PROPN" or child.dep_ == "compound"]
    if named and head.lower_ in lexicon["indices"]:
        return str(head.doc[min(named) : head.i + 1].text)
    if head.lemma_.lower() in ("price", "prices", "futures", "future"):
        priced = next((child for child in head.lefts if child.dep_ in ("compound", "amod")), None)
        own = (
            priced is not None and priced.pos_ == "PROPN" and head.lower_ == "futures" and priced.i > priced.sent.start
        )
        return None if priced is None else priced.text if own else material_of(priced)
    if head.lemma_.lower() in lexicon["measured_out"]:
        held = syntax.prepositional(head, "of")
        return material_of(held) if held is not None else None
    currency = head.lemma_.lower() in lexicons.load("currencies")["words"]
    traded = head.lower_ in lexicon["commodities"]
    if not (traded or currency) or head.dep_ in ("nummod", "quantmod"):
        return None
    if currency and any(child.lower_ in ("a", "an", "every", "each") for child in head.lefts):
        return None  # "21 cents of every dollar"
    start, end = syntax.noun_phrase(head)
    while start < head.i and (not head.doc[start].is_alpha or (traded and _is_grade(head.doc[start]))):
        start += 1
    return str(head.doc[start:end].text)


def _is_grade(token: Token) -> bool:
    """``spot`` *gold*, ``Chicago`` *wheat*: what says which of a raw material is meant."""
    return token.lower_ in lexicons.load("names")["grades"] or token.ent_type_ in ("GPE", "LOC")
