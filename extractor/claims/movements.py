"""Whether the wording says that the subject rose or fell by or to a quantity."""

import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import is_measure
from extractor.claims.comparisons import (
    Movement,
    compared_with,
    from_one_to_other,
    goes_on,
    is_apart,
    is_base,
    is_goal,
    is_of_a_vote,
    said_again,
    told_before,
    told_behind,
    told_by_comparative,
)
from extractor.claims.directions import direction_of, is_of_other_verb, is_particle_of_change
from extractor.claims.found import Found
from extractor.records import Change

_OF_A_WHOLE = re.compile(r"\s(?:of\s)?(?:the|its|their|our|his|her|that|those)\b")
_WITHIN = re.compile(r"\s(?:in|within|since|over)\b")
_WEAK_PREPOSITIONS = ("by", "to", "of", "at")
_PRICES = ("percentage", "currency", "multiple", "dimensionless")  # what markets close up or down by


def find_movement(sent: Span, found: Found, others: list[Found]) -> Movement | None:
    """Tell whether the subject rose or fell by or to this quantity.

    The wording is sought in three places: a particle before the number ("up 34-fold"), the nouns that the number
    measures ("an increase of", "a 4% rise"), and the verb that governs it ("grew to").

    Args:
        sent: The parsed sentence.
        found: The quantity in it.
        others: All quantities of the sentence, in order.
    """
    text = sent.text
    hyphened = text[found.end : found.end + 1] == "-" or "-" in text[found.number_end : found.end]
    if found.dimension == "age" and not is_goal(text, found.start):
        return None
    if hyphened and found.dimension not in ("multiple", "rank"):
        noun = noun_behind(sent, found)  # "a 0.5-point increase"; "two-year bonds" did not move
        direction = direction_of(noun) if noun is not None else None
        return Movement(direction, amount=True) if direction and found.dimension != "time" else None
    if is_base(text, found.start) or is_apart(text, found) or is_of_a_vote(text, found):
        return None
    if (compared := told_by_comparative(text, found)) is not None:
        return compared
    if _is_part_of_a_whole(sent, found):
        return None
    if found.rule == "ratio" and not is_goal(text, found.start):
        return None
    if found.dimension == "multiple" and found.rule in ("multiple-verb", "multiple-word"):
        halved = text[found.start : found.end].lower().startswith("halv")
        moves = found.rule == "multiple-verb" or _WITHIN.match(text, found.end)  # "admissions" double "in a month"
        return Movement("down" if halved else "up", amount=True) if moves else None
    if (first := said_again(text, found, others)) is not None:
        told = find_movement(sent, first, others)
        if told is not None and told.amount:
            return told
    particle = _by_particle(sent, found)
    if particle is not None:
        return particle if isinstance(particle, Movement) else None
    return _by_grammar(sent, found, others)


def _is_part_of_a_whole(sent: Span, found: Found) -> bool:
    """``raised $3.2 billion, about`` *half* ``the total of May``, but not ``lost`` *a quarter* ``of their value``."""
    part = "fraction" in found.rule and _OF_A_WHOLE.match(sent.text, found.end) is not None
    if not part or sent.text[: found.start].endswith("by "):
        return False
    token = syntax.token_at(sent, found.start, found.end)
    return not (token.dep_ in syntax.OBJECTS and syntax.is_move(token.head))


def _by_grammar(sent: Span, found: Found, others: list[Found]) -> Movement | None:
    """The movement that a governing noun or verb says, or a comparison beside the number."""
    text = sent.text
    if (cut := _of_change(sent, found)) is not None:
        return cut
    above = _movement_above(sent, found)
    if above is not None and above.amount and not is_goal(text, found.start):
        return above  # "rose 2.8%, down from 3.1%"
    if above is not None:
        above = Movement(above.direction, amount=False)
    told = told_behind(text, found, others) or above or _reached(sent, found, others) or told_before(text, found)
    first = compared_with(text, found, others) or goes_on(text, found, others)
    if told is None and first is not None:
        first_told = find_movement(sent, first, others)
        return first_told if first_told is not None and first_told.amount else None
    return told


def _of_change(sent: Span, found: Found) -> Movement | None:
    """*75 basis points* ``of cuts``: the noun of change that the amount is of."""
    behind = sent.char_span(found.end, found.end + 1, alignment_mode="expand")
    if not sent.text.startswith(" of ", found.end) or behind is None:
        return None
    noun = next((token for token in sent.doc[behind.end : min(behind.end + 3, sent.end)] if token.pos_ == "NOUN"), None)
    if noun is None or noun.lemma_ not in lexicons.load("changes")["amounts"]:
        return None
    direction = direction_of(noun)
    return Movement(direction, amount=True) if direction else None


_PARTICLE = re.compile(
    r"(?:\b(?:is|are|was|were|been)\s(?=off)|(?<!\w)(?!off))(up|down|off|higher|lower)\s(?:(?P<to>to|at)\s|by\s|some\s|about\s"
    r"|around\s|nearly\s|almost\s|more\sthan\s|over\s|as\smuch\sas\s|a\s)*(?:[$£€]?[\d.,]+\s?\w*,?\sor\s)?$"
)


def _by_particle(sent: Span, found: Found) -> Movement | bool | None:
    """``up 34-fold``, ``lower at 47.85``: a particle before the number; False where it only looks like one."""
    base = max(0, found.start - 36)
    match = _PARTICLE.search(sent.text[base : found.start].lower())
    if match is None:
        return None
    particle = sent.char_span(base + match.start(1), base + match.end(1), alignment_mode="expand")
    prices = found.dimension in _PRICES and (found.unit is not None or "fraction" in found.rule)
    if particle is not None and match[1] in ("up", "down", "off") and is_of_other_verb(particle[0], prices=prices):
        return False
    hedge = match[1] == "up" and match["to"] and match[0].strip() == "up to"
    if hedge and not (particle is not None and is_particle_of_change(particle[0])):
        return None  # "by up to 10cm"
    return Movement("up" if match[1] in ("up", "higher") else "down", amount=not match["to"])


def _reached(sent: Span, found: Found, others: list[Found]) -> Movement | None:
    """``edged up 0.9 points in April to 187.4``: the word of change before "to" tells where it went."""
    changes = lexicons.load("changes")
    if not is_goal(sent.text, found.start):
        return None
    for token in reversed(sent.doc[sent.start : syntax.token_at(sent, found.start, found.end).i]):
        if token.text in (";", ":", "(", "-", "–") or token.lower_ in ("between", "who", "which"):
            return None
        if (
            token.pos_ in ("VERB", "NOUN")
            and token.lemma_.lower() not in changes["weak"]
            and (direction := direction_of(token))
        ):
            return Movement(direction, amount=False)
        if token.pos_ == "VERB":
            words = [child.lower_ for child in token.children if child.dep_ == "prt"]
            if {"up", "down"} & set(words):
                return Movement("up" if "up" in words else "down", amount=False)
            moved = from_one_to_other(found, others, sent.text) if token.lemma_ in changes["moves"] else None
            return Movement(moved, amount=False) if moved else None
    return None


def _is_step(found: Found) -> bool:
    """Whether prices move by this unit: a percentage, points or the subunit of a currency."""
    fraction = found.unit is None and "fraction" in found.rule
    return (
        fraction
        or found.dimension == "percentage"
        or found.unit in ("point", *lexicons.load("currencies")["subunits"].values())
    )


# What stands behind the step that a price made: "gained 45 ringgit to close at", "lost $2, or 3%, to".
_STEP_ENDS = re.compile(
    r"(?:,?\sto\s(?:(?:close|settle|end|finish|trade|stand|hit|reach|a|about|just|around|nearly)\b|(?:[A-Z]{1,3})?[$£€₹]?\d)|,?\sor\s[\d.]+\s?(?:%|per)|\s\([\d.]+%|\sat\s|\son\sthe\s)"
)


def _is_counted(sent: Span, found: Found, token: Token) -> bool:
    """Whether the token is of the noun phrase that the number counts: ``3.7`` *rebounds* are no movement."""
    span = found.unit_span if found.rule in ("count", "magnitude") else None
    return span is not None and span[0] <= token.idx - sent.start_char < span[1]


def _movement_above(sent: Span, found: Found) -> Movement | None:
    token = syntax.token_at(sent, found.start, found.end)
    preposition: str | None = None
    below = token
    if (noun := noun_behind(sent, found)) is not None and (direction := direction_of(noun)):
        return Movement(direction, amount=True)
    for depth, head in enumerate([token, *syntax.ancestors(token, 8)]):
        if head.pos_ == "ADP":
            preposition = preposition or head.lower_
            continue
        if depth and _is_counted(sent, found, head):
            if head.head.lower_ == "of" and any(child.dep_ in ("poss", "det") for child in head.lefts):
                return None  # "an increase of the country's five regions"
            below = head
            continue
        if (depth and _stops(token, below, head, preposition)) or _is_state(head):
            return None
        below = head
        if depth and (told := _told_by(sent, found, head, preposition)) is not None:
            return told
        measures = is_measure(head) or head.lemma_.lower() in ("rate", "pace", "clip")
        if depth and preposition == "of" and head.pos_ == "NOUN" and not direction_of(head) and not measures:
            return _move_of_what(head)  # "analysts' estimates of $4.1 billion" did not move
        if head.pos_ in syntax.VERBAL and not (head.lemma_ == "become" and head.dep_ == "pcomp"):
            return _chained_movement(head)
    return None


def _stops(token: Token, below: Token, head: Token, preposition: str | None) -> bool:
    """Whether what a head says is not said of the number that hangs below it."""
    if below.dep_ in syntax.SUBJECTS or preposition in lexicons.load("changes")["aside"]:
        return True  # "31 percent of sellers cut", "fell within two hours"
    if below is token and token.head.lower_ == "of" and head.pos_ in syntax.VERBAL:
        return True  # "of 10 that were tested, six did not inflate"
    return _is_another_count(below, head)


def _told_by(sent: Span, found: Found, head: Token, preposition: str | None) -> Movement | None:
    """The movement that a noun or verb above the number says of it, by itself or by what modifies it."""
    direction, lemma = direction_of(head), head.lemma_.lower()
    if direction is None:
        modified = _modified_direction(head) if head.pos_ == "NOUN" and found.dimension == "percentage" else None
        return Movement(modified, amount=True) if modified else None
    step = _is_step(found) or (found.dimension == "currency" and _STEP_ENDS.match(sent.text, found.end))
    if step and not preposition and head.pos_ == "VERB":
        return Movement(direction, amount=True)  # "gained 2 percent", "lost 5 cents"
    if found.dimension == "count" and head.pos_ == "NOUN" and lemma in ("growth", "expansion"):
        return None
    leading = _WEAK_PREPOSITIONS if found.dimension == "percentage" else ("by", "to")
    if lemma in lexicons.load("changes")["weak"] and preposition not in leading:
        return None
    if head.pos_ not in ("NOUN", "VERB", "ADJ", "ADV", "PROPN"):
        return None
    return Movement(direction, amount=preposition not in ("to", "at", "above", "below", "past"))


def _move_of_what(noun: Token) -> Movement | None:
    """``an increase in output of`` *274,000 barrels*: the amount hangs on what moves."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "of") else None
    direction = direction_of(above) if above is not None and above.pos_ == "NOUN" else None
    return Movement(direction, amount=True) if direction else None


def _is_another_count(below: Token, head: Token) -> bool:
    """``31 points, 9 rebounds and`` *7* ``assists``: the noun that the number is joined to is counted itself."""
    counted = any(child.dep_ == "nummod" for child in head.children)
    return below.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN") and counted


def _is_state(verb: Token) -> bool:
    """``fell ill``, ``fell short``: a verb with a complement of its own says what became of the subject."""
    states = lexicons.load("changes")["states"]
    return verb.pos_ == "VERB" and verb.i + 1 < verb.sent.end and verb.nbor().lower_ in states


def _chained_movement(verb: Token) -> Movement | None:
    """``surged 34-fold, reaching 226 million``: the verb above says the direction of the level reached."""
    if verb.dep_ not in ("advcl", "xcomp") or verb.lemma_.lower() not in lexicons.load("changes")["reaching"]:
        return None
    finite = verb.tag_ not in ("VB", "VBG")
    if finite and any(child.dep_ in syntax.SUBJECTS for child in verb.children):
        return None  # "fell as arrivals reached 304,000"
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
