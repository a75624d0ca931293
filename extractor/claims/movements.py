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


def _is_of_other_verb(particle: Token, *, prices: bool) -> bool:
    """Tell the particle of a verb that is none of change: ``took`` *down* ``15 sites``; prices ``ended`` *up* 2%."""
    verb = particle.head
    if prices:
        return verb.lemma_.lower() in lexicons.load("changes")["phrasal"]
    return particle.dep_ == "prt" and direction_of(verb) is None


def find_movement(sent: Span, found: Found) -> Movement | None:
    """Tell whether the subject rose or fell by or to this quantity.

    The wording is sought in three places: a particle before the number ("up 34-fold"), the nouns that the number
    measures ("an increase of", "a 4% rise"), and the verb that governs it ("grew to").
    """
    text = sent.text
    hyphened = text[found.end : found.end + 1] == "-" or "-" in text[found.number_end : found.end]
    if found.dimension == "age":
        return None
    if hyphened and found.dimension not in ("multiple", "rank"):
        noun = noun_behind(sent, found)  # "a 0.5-point increase"; "two-year bonds" did not move
        direction = direction_of(noun) if noun is not None else None
        return Movement(direction, amount=True) if direction and found.dimension != "time" else None
    if is_base(text, found.start):
        return None
    if found.dimension == "multiple" and found.rule in ("multiple-verb", "multiple-word"):
        halved = text[found.start : found.end].lower().startswith("halv")
        return Movement("down" if halved else "up", amount=True) if found.rule == "multiple-verb" else None
    particle = _by_particle(sent, found)
    if particle is not None:
        return particle if isinstance(particle, Movement) else None
    above = _movement_above(sent, found)
    if above is not None and above.amount:
        return above  # "rose 2.8%, down from 3.1%"
    return _told_behind(text, found) or above or _reached(sent, found)


_BASE = re.compile(
    r"\b(?:from\s(?:(?:about|around|nearly|almost|just|under|over|some|an?|the|its|their|his|her|last|previous|prior|revised"
    r"|estimated|year's|more|less|than|roughly)\s){0,3}(?:[$£€₹]?[\d.,]+\s?[\w%]*,?\sor\s)?"
    r"|than\s(?:the|a|an|its|their|his|her|last|previous)\s(?:\w+\s){0,5})[$£€₹]?$",
    re.I,
)


def is_base(text: str, start: int) -> bool:
    """Tell whether what begins there is the base of a comparison: ``from`` *9,000*."""
    return _BASE.search(text[max(0, start - 48) : start]) is not None


# A date may stand between a level and what is said of it: "34 days in 2024, up from 26".
_LEVEL_MOVED = re.compile(
    r"(?:[^,;.()\d]|(?:1[5-9]|20)\d\d\b|\d{1,2}(?:[:.]\d\d)?\s?(?:[A-Z]|[ap]m)){0,60},\s"
    r"(?:(?:which|that)\s(?:was|is|were)\s)?(up|down|raised(?=\sby)|lifted(?=\sby)|cut(?=\sby)|reduced(?=\sby))\s(?!to\b)"
)
_MORE_THAN = re.compile(
    r"\s(more|higher|longer|less|fewer|lower|shorter)\s(?:\w+\s)?than\s(?:(?:in|at|on|during|for)\s)?(?:(?:the|this|that)\s)?"
    r"(?:(?:an?\s|same\s|previous\s|prior\s)?(?:year|month|quarter|week|time|period|decade)\b|last\s|[12]\d{3}\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


def _told_behind(text: str, found: Found) -> Movement | None:
    """``34 days, up from 26``; ``9% fewer than in May``: the comparison with an earlier time stands behind."""
    if match := _LEVEL_MOVED.match(text, found.end):
        return Movement("up" if match[1] in ("up", "raised", "lifted") else "down", amount=False)
    if match := _MORE_THAN.match(text, found.end):
        return Movement("up" if match[1] in ("more", "higher", "longer") else "down", amount=True)
    return None


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
    if particle is not None and _is_of_other_verb(particle[0], prices=found.dimension in _PRICES):
        return False
    hedge = match[1] == "up" and match["to"] and match[0].strip() == "up to"
    if hedge and not (particle is not None and is_particle_of_change(particle[0])):
        return None  # "by up to 10cm"
    return Movement("up" if match[1] in ("up", "higher") else "down", amount=not match["to"])


def _reached(sent: Span, found: Found) -> Movement | None:
    """``edged up 0.9 points in April to 187.4``: the word of change before "to" tells where it went."""
    if not re.search(
        r"(?<!up\s)\bto\s(?:(?:about|around|nearly|almost|just|over|under|some|a|an)\s){0,2}$", sent.text[: found.start]
    ):
        return None
    weak = lexicons.load("changes")["weak"]
    for token in reversed(sent.doc[sent.start : syntax.token_at(sent, found.start, found.end).i]):
        if token.text in (";", ":", "(", "-", "–") or token.lower_ in ("between", "who", "which"):
            return None
        if token.pos_ in ("VERB", "NOUN") and token.lemma_.lower() not in weak and (direction := direction_of(token)):
            return Movement(direction, amount=False)
        if token.pos_ == "VERB":
            words = [child.lower_ for child in token.children if child.dep_ == "prt"]
            return Movement("up" if "up" in words else "down", amount=False) if {"up", "down"} & set(words) else None
    return None


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
    below = token
    if (noun := noun_behind(sent, found)) is not None and (direction := direction_of(noun)):
        return Movement(direction, amount=True)
    for depth, head in enumerate([token, *syntax.ancestors(token, 8)]):
        if head.pos_ == "ADP":
            preposition = preposition or head.lower_
            continue
        if _is_counted(sent, found, head):
            continue
        if below.dep_ in syntax.SUBJECTS or preposition in lexicons.load("changes")["aside"] or _is_state(head):
            return None  # "31 percent of sellers cut", "fell within two hours", "fell ill"
        below, direction = head, direction_of(head)
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
        measures = is_measure(head) or head.lemma_.lower() in ("rate", "pace", "clip")
        if depth and preposition == "of" and head.pos_ == "NOUN" and not direction and not measures:
            return None  # "analysts' estimates of $4.1 billion" did not move
        if (
            depth
            and head.pos_ == "NOUN"
            and (modified := _modified_direction(head))
            and found.dimension == "percentage"
        ):
            return Movement(modified, amount=True)
        if head.pos_ in syntax.VERBAL and not (head.lemma_ == "become" and head.dep_ == "pcomp"):
            chained = head.dep_ in ("advcl", "xcomp") and head.lemma_.lower() in lexicons.load("changes")["reaching"]
            return _chained_movement(head) if chained else None
    return None


def _is_state(verb: Token) -> bool:
    """``fell ill``, ``fell short``: a verb with a complement of its own says what became of the subject."""
    states = lexicons.load("changes")["states"]
    return verb.pos_ == "VERB" and verb.i + 1 < verb.sent.end and verb.nbor().lower_ in states


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
