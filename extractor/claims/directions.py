"""The words that say that something rises or falls: verbs, nouns and particles."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.records import Change


def is_particle_of_change(up: Token) -> bool:
    """Tell the particle of a verb of change: ``edged`` *up* to 5%."""
    if up.i == up.sent.start or up.nbor(-1).pos_ != "VERB":
        return False
    verb, changes = up.nbor(-1).lemma_.lower(), lexicons.load("changes")
    return verb in changes["up"] or verb in changes["moves"]


def is_of_other_verb(particle: Token, *, prices: bool) -> bool:
    """Tell the particle of a verb that is none of change: ``took`` *down* ``15 sites``; prices ``ended`` *up* 2%.

    Args:
        particle: The particle.
        prices: Whether the number may be that of a price.
    """
    verb = particle.head
    if prices and particle.i > verb.i + 1 and particle.nbor(-1).text == ",":
        return False  # "paying €7.40 for steers, up 10 cents"
    if prices:
        return verb.lemma_.lower() in lexicons.load("changes")["phrasal"]
    return particle.dep_ == "prt" and direction_of(verb) is None


def direction_of(token: Token) -> Change | None:
    """Return the direction that a verb or noun of change says, None for other words."""
    changes, noun = lexicons.load("changes"), token.pos_ == "NOUN"
    if noun and token.lemma_.lower() in changes["things"]:
        return None
    for word in (token.lemma_.lower(), token.lower_):
        if word in changes["up"] or (noun and word in changes["nouns_up"]):
            return "up"
        if word in changes["down"] or (noun and word in changes["nouns_down"]):
            return "down"
    return None
