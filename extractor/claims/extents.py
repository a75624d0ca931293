"""How long, how far and since when: the nouns that lengths, distances and spans of time measure."""

import re

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import clause_subject
from extractor.claims.sites import Site

_EXTENTS = ("across", "long", "wide", "high", "tall", "deep", "thick", "apart")
_UNMATCHED = re.compile(r"\s(?:in|for)\s(?:(?:more|less|at|almost|nearly|over|about|the|past|last|than|least)\s){0,3}$")
_BEARING = re.compile(
    r"\s(?:to\sthe\s)?(?:(?:north|south|east|west)(?:-?\s?(?:north|south|east|west)){0,2}|inland|offshore|upstream|downstream|away)\b"
    r"|\s(?:off|from|outside)\sthe\s",
    re.I,
)


def unmatched(site: Site) -> Token | None:
    """``the warmest June in 14 years``, ``its first increase in two decades``: what there was none like for so long."""
    match = _UNMATCHED.search(site.before) if site.found.dimension == "time" else None
    if match is not None and (topped := _best_of_all(site, match.start())) is not None:
        return topped
    span = site.sent.char_span(0, match.start(), alignment_mode="expand") if match is not None else None
    noun = span[-1] if span is not None and len(span) else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "attr":
        return None
    best = any(child.tag_ in ("JJS", "RBS") or child.lower_ == "first" for child in noun.lefts)
    return noun if best and noun.lemma_.lower() not in lexicons.load("subjects")["measures"] else None


def _best_of_all(site: Site, end: int) -> Token | None:
    """``sent shares to their highest in three years``, ``the worst in a century``: what is best."""
    span = site.sent.char_span(0, end, alignment_mode="expand")
    words = [token for token in span if token.tag_ == "JJS" and token.lower_ not in ("most", "least")] if span else []
    best = words[-1] if words else None
    if best is None or best.nbor().pos_ in ("NOUN", "PROPN", "ADJ") or best.dep_ == "amod":
        return None
    if span is not None and any(
        token.pos_ in syntax.VERBAL or token.text == ";" for token in span[best.i + 1 - span.start :]
    ):
        return None
    verb = syntax.governing_verb(best)
    if verb is None:
        return None
    moved = next((child for child in verb.rights if child.dep_ == "dobj" and child.i < best.i), None)
    return moved if best.dep_ == "pobj" and moved is not None else clause_subject(verb)


def compared_in_size(site: Site) -> Token | None:
    """``resorts lower than 1,800 metres``, ``lorries heavier than 3.5 tonnes``: the noun before the comparison."""
    match = _LARGER_THAN.search(site.before)
    span = site.sent.char_span(0, match.start(), alignment_mode="expand") if match is not None else None
    noun = span[-1] if span is not None and len(span) else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or site.takes(noun):
        return None
    return noun if noun.dep_ not in ("nsubj", "nsubjpass") or noun.head.i > site.span.end else None


_LARGER_THAN = re.compile(r"\s(?:[a-z]{2,}er|(?:less|more)\s[a-z]+)\sthan\s(?:(?:about|just|around)\s)?$")


def sized(site: Site) -> Token | None:
    """``photograph objects 30 cm across``, ``a wall about 3 metres high``: the noun right before its extent."""
    if site.found.dimension != "length" or site.follower is None:
        return None
    if site.follower.lower_ not in _EXTENTS and site.follower.tag_ not in ("JJR", "RBR"):
        return None  # "found peat eight metres *deeper*"
    index = site.span.start - 1
    while index > site.sent.start and site.sent.doc[index].lower_ in (
        "about",
        "around",
        "some",
        "just",
        "only",
        "over",
    ):
        index -= 1
    noun = site.sent.doc[index]
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head  # "a wall of rubble 60 metres wide"
    return noun if index >= site.sent.start and noun.pos_ in ("NOUN", "PROPN") and noun.tag_ != "VBG" else None


def short_by(site: Site) -> Token | None:
    """``The firm is`` *30 staff* ``short``, ``fell`` *£3m* ``short of its goal``: who lacks so much."""
    if site.found.dimension not in ("count", "currency", "dimensionless") or not _SHORT.match(site.after):
        return None
    verb = syntax.governing_verb(site.measure)
    return clause_subject(verb) if verb is not None else None


_SHORT = re.compile(r"\s(?:[a-z]+\s)?(?:short|shy)(?=\s*(?:[.,;)]|$)|\sof\b|\s(?:last|this|next)\b)")


def piece_of(site: Site) -> Token | None:
    """``a stretch of`` *70 kilometres* ``of the N2``: the piece that is so long."""
    if site.found.dimension not in ("length", "area") or not _PIECE.search(site.before):
        return None
    above = site.measure.head.head
    return above if above.lemma_.lower() in _PIECES else None


_PIECES = ("stretch", "section", "strip", "span", "segment", "swathe", "swath", "tract", "patch", "length")
_PIECE = re.compile(rf"\b(?:{'|'.join(_PIECES)})\sof\s(?:(?:about|around|some|nearly|almost|over)\s)?$")


def placed_by_distance(site: Site) -> Token | None:
    """``struck at a depth of 10 km,`` *35 km* ``west of the city``: what stands so far from a place."""
    if site.found.dimension != "length" or re.match(_BEARING, site.after) is None:
        return None
    noun = site.sent.doc[site.span.start - 1] if site.span.start > site.sent.start else site.measure
    if noun.pos_ == "NOUN":  # "Charleroi, a hub 50 kilometres to the south"
        return noun.head if noun.dep_ == "appos" else noun
    verb = syntax.governing_verb(site.measure)
    return clause_subject(verb) if verb is not None and site.measure.head.pos_ != "NOUN" else None
