"""The ways between a number and a date in the tree of their sentence."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax


def paths_between(number: Token, date: Token) -> tuple[list[Token], list[Token]] | tuple[None, None]:
    """Return the tokens below the lowest common head, on the number's side and on the date's, from below.

    Args:
        number: The head of the quantity.
        date: The head of the date expression.

    Returns:
        Both ways, or None twice where the two have no head in common.
    """
    above_number, above_date = list(_upwards(number)), list(_upwards(date))
    places = {token.i: place for place, token in enumerate(above_number)}
    for depth, token in enumerate(above_date):
        if token.i in places:
            return above_number[: places[token.i]], above_date[:depth]
    return None, None


def _upwards(token: Token) -> Iterator[Token]:
    """The token and its heads; what is coordinated with a closing ``she said`` is so with what she said."""
    seen = 0
    yield token
    while token.head.i != token.i and seen < 24:
        token = _told_by(token) or token.head
        seen += 1
        yield token


def _told_by(token: Token) -> Token | None:
    """What a phrase around "she said" belongs to: ``stood at 15%, she said, while`` credit grew 5%."""
    said = token.head
    if said.lemma_.lower() not in lexicons.load("cues")["verbs"]:
        return None
    if token.i < said.i:  # "Over the next year, she said," *5* "will open"
        told = next((one for one in said.rights if one.dep_ == "ccomp"), None)
        opens = token.dep_ == "prep" and token.left_edge.i == token.sent.start and token.right_edge.nbor(1).text == ","
        return told if opens and told is not None and told.left_edge.text == "," else None
    told = said.head if said.dep_ == "parataxis" else next((one for one in said.lefts if one.dep_ == "ccomp"), None)
    goes_on = token.pos_ in syntax.VERBAL and (token.dep_ == "conj" or "while" in markers_of(token))
    first = token.left_edge
    adds = token.dep_ in ("prep", "npadvmod") and said.i < first.i - 1 and first.nbor(-1).text == ","
    return told if goes_on or adds else None


def markers_of(verb: Token) -> Sequence[str]:
    """Return the words in lower case that tell how a clause hangs on another: ``after``, ``while``."""
    return [child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i]
