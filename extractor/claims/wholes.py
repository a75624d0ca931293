"""Numbers that stand within what is told of another: its clauses and appositions are told by the same source.

``The lab forecasts a maximum of 18%, the`` *lowest* ``in`` *53 years*.
"""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from extractor.claims import relations
from extractor.claims.attributions import Attribution

_NOUNS = ("NOUN", "PROPN", "SYM", "ADP")
_PARTS = ("nummod", "pobj", "prep", "amod", "compound")

Number = tuple[int, int]


def find_parts(doc: Doc, spans: Sequence[Number], told: Mapping[Number, Attribution]) -> dict[Number, Attribution]:
    """Return the attributions of numbers that stand within what is told of another of their sentence.

    Args:
        doc: The parsed text.
        spans: Where the numbers stand that nobody is cited for, in its characters.
        told: The attributions of the others of the sentence.
    """
    wholes = {_whole(doc, *span).i: one for span, one in told.items() if one.rule != "foretold"}
    found: dict[Number, Attribution] = {}
    for span in spans if wholes else ():
        whole = next((index for index in relations.chain_of(head_of(doc, *span)) if index in wholes), None)
        if whole is not None:
            found[span] = wholes[whole]
    return found


def head_of(doc: Doc, start: int, end: int) -> Token:
    """Return the head of a quantity, which stands between these characters."""
    return doc.char_span(start, end, alignment_mode="expand").root  # type: ignore[union-attr]


def _whole(doc: Doc, start: int, end: int) -> Token:
    """The head of the largest noun phrase that a quantity stands in."""
    token = head_of(doc, start, end)
    while token.head.pos_ in _NOUNS and token.dep_ in _PARTS:
        token = token.head
    return token
