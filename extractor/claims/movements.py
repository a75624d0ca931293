"""Whether the wording says that the subject rose or fell by or to a quantity."""

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import is_measure
from extractor.claims.found import Found
from extractor.records import Change

_WEAK_PREPOSITIONS = ("by", "to", "of", "at")
_PRICES = ("percentage", "currency", "multiple", "dimensionless")  # what markets close up or down by


@dataclass(frozen=True)
class Movement:
    """The word that says that the subject moved, the direction, and whether the number is the amount of the move."""

    direction: Change
    amount: bool


def is_particle_of_change(up: Token) -> bool:
    """Tell the particle of a verb of change: ``edged`` *up* to 5%."""
    if up.i == up.sent.start or up.nbor(-1).pos_ != "VERB":
        return False
    verb, changes = up.nbor(-1).lemma_.lower(), lexicons.load("changes")
    return verb in changes["up"] or verb in changes["moves"]


def _is_of_other_verb(particle: Token) -> bool:
    """Tell the particle of a verb that is none of change: ``took`` *down* ``15 sites``."""
    return particle.dep_ == "prt" and direction_of(particle.head) is None


def find_movement(sent: Span, found: Found) -> Movement | None:
    """Tell whether the subject rose or fell by or to this quantity.

    The wording is sought in three places: a particle before the number ("up 34-fold"), the nouns that the number
    measures ("an increase of", "a 4% rise"), and the verb that governs it ("grew to").
    """
    text = sent.text
    hyphened = text[found.end : found.end + 1] == "-" or "-" in text[found.number_end : found.end]
    if hyphened and found.dimension not in ("multiple", "rank"):
        return None  # "two-year bonds": a measure that describes did not move
    if re.search(
        r"\b(?:from\s(?:\w+\s){0,2}|than\s(?:the|a|an|its|their|his|her|last|previous)\s(?:\w+\s){0,5})$",
        text[max(0, found.start - 24) : found.start],
        re.I,
    ):
        return None  # the base of a comparison
    if match := re.match(r"[^,;.()\d]{0,60},\s(?:which\s(?:was|is|were)\s)?(up|down)\s(?!to\b)", text[found.end :]):
        return Movement("up" if match[1] == "up" else "down", amount=False)
    if match := re.match(
        r"\s(more|higher|less|fewer|lower)\s(?:\w+\s)?than\s(?:an?\s(?:year|month)|last|the\s(?:previous|same|year))",
        text[found.end :],
    ):
        return Movement("up" if match[1] in ("more", "higher") else "down", amount=True)
    base = max(0, found.start - 36)
    near = text[base : found.start].lower()
    if match := re.search(
        r"(?:\b(?:is|are|was|were|been)\s(?=off)|(?<!\w)(?!off))(up|down|off|higher|lower)\s(?:(?P<to>to|at)\s|by\s|some\s|about\s"
        r"|around\s|nearly\s|almost\s|more\sthan\s|over\s|as\smuch\sas\s|a\s)*(?:[$£€]?[\d.,]+\s?\w*,?\sor\s)?$",
        near,
    ):
        particle = sent.char_span(base + match.start(1), base + match.end(1), alignment_mode="expand")
        if found.dimension not in _PRICES and particle is not None and _is_of_other_verb(particle[0]):
            return None
        hedge = match[1] == "up" and match["to"] and match[0].strip() == "up to"
        if not hedge or (particle is not None and is_particle_of_change(particle[0])):
            return Movement("up" if match[1] in ("up", "higher") else "down", amount=not match["to"])
        return None
    if found.dimension == "multiple" and found.rule in ("multiple-verb", "multiple-word"):
        word = text[found.start : found.end].lower()
        return (
            Movement("down" if word.startswith("halv") else "up", amount=True)
            if found.rule == "multiple-verb"
            else None
        )
    return _movement_above(sent, found)


def _is_step(found: Found) -> bool:
    """Whether prices move by this unit: a percentage, points or the subunit of a currency."""
    return found.dimension == "percentage" or found.unit in ("point", *lexicons.load("currencies")["subunits"].values())


def _is_counted(sent: Span, found: Found, token: Token) -> bool:
    """Whether the token is of the noun phrase that the number counts: ``3.7`` *rebounds* are no movement."""
    span = found.unit_span if found.rule in ("count", "magnitude") else None
    return span is not None and span[0] <= token.idx - sent.start_char < span[1]


def direction_of(token: Token) -> Change | None:
    """Return the direction that a verb or noun of change says, None for other words."""
    changes = lexicons.load("changes")
    for word in (token.lemma_.lower(), token.lower_):
        if word in changes["up"]:
            return "up"
        if word in changes["down"]:
            return "down"
    return None


def _movement_above(sent: Span, found: Found) -> Movement | None:
    weak = lexicons.load("changes")["weak"]
    token = syntax.token_at(sent, found.start, found.end)
    preposition: str | None = None
    if (noun := noun_behind(sent, found)) is not None and (direction := direction_of(noun)):
        return Movement(direction, amount=True)
    for depth, head in enumerate([token, *syntax.ancestors(token, 8)]):
        if head.pos_ == "ADP":
            preposition = preposition or head.lower_
            continue
        if _is_counted(sent, found, head):
            continue
        direction = direction_of(head)
        if depth and direction and _is_step(found) and not preposition and head.pos_ == "VERB":
            return Movement(direction, amount=True)  # "gained 2 percent", "lost 5 cents"
        counted = found.dimension == "count" and head.pos_ == "NOUN" and head.lemma_.lower() in ("growth", "expansion")
        if (
            depth
            and direction
            and not counted
            and not (
                head.lemma_.lower() in weak
                and preposition not in (_WEAK_PREPOSITIONS if found.dimension == "percentage" else ("by", "to"))
            )
        ) and head.pos_ in ("NOUN", "VERB", "ADJ", "ADV", "PROPN"):
            return Movement(direction, amount=preposition not in ("to", "at", "above", "below"))
        if depth and preposition == "of" and head.pos_ == "NOUN" and not direction and not is_measure(head):
            return None  # "analysts' estimates of $4.1 billion" did not move
        if (
            depth
            and head.pos_ == "NOUN"
            and (modified := _modified_direction(head))
            and found.dimension == "percentage"
        ):
            return Movement(modified, amount=True)
        if head.pos_ in syntax.VERBAL and not (head.lemma_ == "become" and head.dep_ == "pcomp"):
            return (
                _chained_movement(head)
                if head.dep_ == "advcl" and head.lower_ in ("reaching", "hitting", "topping")
                else None
            )
    return None


def _chained_movement(verb: Token) -> Movement | None:
    """``surged 34-fold, reaching 226 million``: the verb above says the direction of the level reached."""
    direction = direction_of(verb.head)
    return Movement(direction, amount=False) if direction else None


def noun_behind(sent: Span, found: Found) -> Token | None:
    """The noun that the quantity stands directly before: ``117%`` *increase*; none if it is what the number counts."""
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return None
    for token in sent.doc[span.end : min(span.end + 4, sent.end)]:
        if _is_counted(sent, found, token):
            return None
        if token.pos_ in ("NOUN", "PROPN") and not (token.i + 1 < sent.end and token.nbor().tag_ in ("NN", "NNS")):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PUNCT", "ADV") or token.is_sent_end:
            return None
    return None


def _modified_direction(noun: Token) -> Change | None:
    """``annual growth rate of``, ``CAGR of``: the direction stands before the noun."""
    for child in noun.lefts:
        if child.dep_ in ("compound", "amod", "nmod") and (direction := direction_of(child)):
            return direction
    return "up" if noun.text == "CAGR" else None
