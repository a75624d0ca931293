"""Whether a number is reported or forecast, by the wording that governs it and by its period."""

import datetime
import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.records import Period

# Clauses that a forecast above them does not reach: what they tell lies before it.
_BACKWARD = ("after", "since", "following", "from", "than", "because")
_EXPECTED_SUM = re.compile(r"\b(?:expected|projected|forecast|predicted)\s(?:\w+\s){0,3}of\s(?:\w+\s)?$")


def looks_ahead(sent: Span, found: Found) -> bool:
    """Tell whether the wording makes a quantity a forecast.

    Args:
        sent: The parsed sentence.
        found: The quantity in it.
    """
    if found.dimension == "age":
        ahead = re.search(r"\bturns?\s$", sent.text[: found.start]) and re.match(r"\snext\b", sent.text[found.end :])
        return ahead is not None
    if _EXPECTED_SUM.search(sent.text[: found.start][-60:]):
        return True
    return _is_governed_ahead(syntax.token_at(sent, found.start, found.end))


def is_still_to_come(period: Period | None, today: datetime.date | None) -> bool:
    """Tell whether a period ends after the article's date.

    Args:
        period: When the number holds.
        today: The article's day, where it is known.
    """
    return bool(period and today and period.to and period.to > today.isoformat()[: len(period.to)])


def _is_governed_ahead(token: Token) -> bool:
    """Climb from the number through the clauses whose modality it shares."""
    lexicon = lexicons.load("statuses")
    for depth, head in enumerate([token, *syntax.ancestors(token)]):
        if _looks_ahead(head, lexicon, direct=depth < 4):
            return True
        if head.dep_ in ("relcl", "appos") or (head.pos_ == "ADP" and head.lower_ in _BACKWARD):
            return False
        verbal = head.pos_ in syntax.VERBAL
        if head.dep_ == "acl" or (head.dep_ == "amod" and not verbal and head.pos_ == "ADJ" and depth):
            return False
        if verbal and head.tag_ not in ("VBG", "VBN", "VB") and head.dep_ != "ccomp":
            return False
        if verbal and head.dep_ == "ccomp" and head.tag_ in ("VBD", "VBZ", "VBP") and _past(head.head):
            return False
    return False


def _past(verb: Token) -> bool:
    """``said that sales rose``: speech verbs do not look ahead, ``expects that sales rise`` does."""
    return verb.lemma_.lower() not in lexicons.load("statuses")["verbs"]


def _looks_ahead(head: Token, lexicon: dict[str, list[str]], *, direct: bool) -> bool:
    lemma = head.lemma_.lower()
    if head.pos_ in syntax.VERBAL and (lemma in lexicon["verbs"] or _has_modal(head, lexicon)):
        return True
    if direct and head.pos_ == "VERB" and _revises_forecast(head, lexicon):
        return True
    if head.pos_ in (*syntax.VERBAL, "ADJ", "ADP", "NOUN") and _opens_phrase(head, lexicon):
        return True
    if head.pos_ in ("NOUN", "PROPN") and direct:
        modifiers = [child for child in head.children if child.dep_ in ("amod", "compound", "acl")]
        return lemma in lexicon["nouns"] or any(
            child.lower_ in lexicon["adjectives"]
            or (child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in lexicon["verbs"])
            for child in modifiers
        )
    return False


def _revises_forecast(verb: Token, lexicon: dict[str, list[str]]) -> bool:
    """``raised its guidance to $5m``: the object that moves is a forecast."""
    return syntax.is_move(verb) and any(
        child.dep_ == "dobj" and child.lemma_.lower() in lexicon["nouns"] for child in verb.rights
    )


def _has_modal(verb: Token, lexicon: dict[str, list[str]]) -> bool:
    """A modal that looks ahead; "would have" and "could have" look back."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ == "aux"]
    return any(word in lexicon["modals"] for word in auxiliaries) and not (
        "have" in auxiliaries and "will" not in auxiliaries
    )


def _opens_phrase(head: Token, lexicon: dict[str, list[str]]) -> bool:
    around = head.doc[max(0, head.i - 2) : head.i + 3].text.lower()
    return any(f" {phrase} " in f" {around} " for phrase in lexicon["phrases"])
