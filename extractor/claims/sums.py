"""Sums of money whose subject is where they come from, or where they go."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.sites import Site

_NO_NAME = ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY", "ORDINAL")
# Tokens of the phrase that says where a sum was found: "in a flour sack".
_LONGEST_PLACE = 7


def taken_from(site: Site) -> Token | None:
    """``£4m was spent on roads``, ``£2m was recovered from the sale``: where passive money is from or goes."""
    verb = site.measure.head
    if site.found.dimension != "currency":
        return None
    if site.follower is not None and site.follower.lower_ in lexicons.load("subjects")["finds"]:
        return _found_in(site)
    if site.measure.dep_ != "nsubjpass" or verb.pos_ != "VERB":
        return None
    target = syntax.prepositional(verb, "on", "from", "for", "off")
    return (
        target if target is not None and target.pos_ in ("NOUN", "PROPN") and target.ent_type_ not in _NO_NAME else None
    )


def _found_in(site: Site) -> Token | None:
    """``£40,000 found in drugs bust``: where a sum is found, told by the words: headlines have no verb to parse."""
    behind = site.sent.doc[site.span.end + 1 : site.sent.end]
    if not len(behind) or behind[0].lower_ not in ("in", "from", "at", "during", "on"):
        return None
    last = None
    for token in behind[1:_LONGEST_PLACE]:
        if token.pos_ in ("NOUN", "VERB") and token.text.islower():
            last = token
        elif token.pos_ not in ("DET", "ADJ", "PUNCT") or last is not None:
            break
    return last if last is not None and last.pos_ == "NOUN" and not last.ent_type_ else None


def relative_sum(site: Site) -> Token | None:
    """``the £106m the government has spent``: who does with the sum what its relative clause says."""
    clause = next((child for child in site.measure.rights if child.dep_ == "relcl"), None)
    if site.found.dimension != "currency" or clause is None or clause.lemma_.lower() in _FORETELLING:
        return None
    subject = next((child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return subject if subject is not None and subject.i > site.span.start else None


_FORETELLING = ("expect", "predict", "forecast", "foresee", "estimate", "project", "want", "need", "seek", "say")


def transferred(site: Site) -> Token | None:
    """``wiping $3m from its value``, ``adds £20 to the bill``: what a sum is taken from or added to."""
    verb = site.measure.head
    transfers = lexicons.load("subjects")["transfers"]
    if verb.pos_ != "VERB" or site.measure.dep_ not in ("dobj", "npadvmod") or verb.lemma_.lower() not in transfers:
        return None
    words = ("to",) if verb.lemma_.lower() == "add" else ("from", "off")
    for head in (verb, site.measure, site.number):
        target = syntax.prepositional(head, *words)
        if target is not None and target.pos_ in ("NOUN", "PROPN") and target.ent_type_ not in _NO_NAME:
            return target
    return None
