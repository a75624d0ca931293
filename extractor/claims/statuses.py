"""Whether a number is a forecast: by the wording that governs it, or because its period is still to come."""

import datetime
import re
from typing import Any

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.records import Period

# Clauses that a forecast above them does not reach: what they tell lies before it.
_BACKWARD = ("after", "since", "following", "from", "than", "because", "compared", "against", "versus")
_NEAR = 4  # heads above a number that a noun or adjective of forecasting may stand
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def looks_ahead(sent: Span, found: Found) -> bool:
    """Tell whether the wording makes a quantity a forecast.

    Args:
        sent: The parsed sentence.
        found: The quantity in it.
    """
    if found.dimension == "age":
        ahead = re.search(r"\bturns?\s$", sent.text[: found.start]) and re.match(r"\snext\b", sent.text[found.end :])
        return ahead is not None
    lexicon = lexicons.load("statuses")
    if _is_standard(sent.text, found) or _stands_already(sent.text, found):
        return False
    start = found.restates if found.restates is not None else found.start  # "€2.1bn ($2.5bn)": as what it restates
    below = token = syntax.token_at(sent, start, max(start + 1, found.end if start == found.start else start + 1))
    for depth, head in enumerate([token, *syntax.ancestors(token)]):
        if _looks_ahead(head, below, found, lexicon, near=depth < _NEAR):
            return True
        if _parts(head, lexicon):
            return False
        below = head
    return False


def _is_standard(text: str, found: Found) -> bool:
    """``above the 3% ceiling``, ``against a target of 110``: what is aimed at or allowed stands already."""
    words = lexicons.alternatives(lexicons.load("periods")["scope"]["standards"])
    behind = re.match(rf"\s(?:{words})\b", text[found.end :])
    return behind is not None or re.search(rf"\b(?:{words})\sof\s(?:\w+\s)?$", text[: found.start]) is not None


_DEFINITE = re.compile(r"(?:\b(?:the|this|that|its|their|his|her|our)|['’]s)\s$", re.I)


def _stands_already(text: str, found: Found) -> bool:
    """``will go to the`` *147*``-member House``: what a definite thing has, it has already."""
    hyphened = text[found.end : found.end + 1] == "-" or "-" in text[found.number_end : found.end]
    measured = found.dimension not in ("rank", "multiple")
    return measured and hyphened and _DEFINITE.search(text[max(0, found.start - 8) : found.start]) is not None


def is_predicted(sent: Span, found: Found) -> bool:
    """Tell whether somebody predicts the quantity: ``expects`` prices to rise 4%, not ``plans`` to raise them by 4%."""
    token = syntax.token_at(sent, found.start, found.end)
    lexicon = lexicons.load("statuses")
    return any(
        head.lemma_.lower() in (lexicon["predicting"] if head.pos_ in syntax.VERBAL else lexicon["predictions"])
        for head in syntax.ancestors(token, 5)
    )


def is_still_to_come(period: Period | None, today: datetime.date | None) -> bool:
    """Tell whether a period ends after the article's date; days that have begun, as ``this week``, do not count.

    Args:
        period: When the number holds.
        today: The article's day, where it is known.
    """
    if period is None or today is None:
        return False
    day = today.isoformat()
    if period.to is None:
        return period.from_ is not None and period.from_ > day[: len(period.from_)]
    begun = period.from_ is not None and len(period.from_) == len(day) and period.from_ <= day
    return not begun and period.to > day[: len(period.to)]


def _parts(head: Token, lexicon: dict[str, Any]) -> bool:
    """Whether this word's phrase stands apart from what is above it, so that a forecast there says nothing of it."""
    if (
        head.dep_ == "relcl"
        or (head.dep_ == "appos" and not _goes_on(head))
        or (head.lower_ in _BACKWARD and not _revises(head, lexicon))
    ):
        return True
    if head.pos_ not in syntax.VERBAL:
        return head.dep_ == "amod" and head.pos_ == "ADJ"
    if head.dep_ == "acl":
        return head.tag_ != "VB" and not (head.tag_ == "VBG" and head.i > head.sent.start and head.nbor(-1).text == ",")
    if any(child.lower_ in _BACKWARD for child in head.children if child.dep_ == "mark"):
        return True
    finite = head.tag_ in _FINITE or any(child.tag_ in _FINITE for child in head.children if child.dep_ in _AUXILIARIES)
    if finite and _shares_modal(head):
        return False
    if head.dep_ == "ccomp":
        return finite and head.head.lemma_.lower() not in lexicons.load("statuses")["verbs"]
    return finite


def _goes_on(word: Token) -> bool:
    """``gusts of 70mph, waves of 10 metres and …``, ``220 cows, 40 of them in calf``: a list, a part."""
    if any(child.dep_ in ("conj", "cc") for child in word.children):
        return True
    parts = (grand for child in word.children if child.lower_ == "of" for grand in child.children)
    return any(grand.lower_ in ("them", "which", "these", "those") for grand in parts)


def _shares_modal(verb: Token) -> bool:
    """``will take a week and cost`` *€12m*: an infinitive that the tagger takes for a finite form."""
    return (
        verb.dep_ == "conj"
        and verb.lower_ == verb.lemma_
        and not any(child.dep_ in (*syntax.SUBJECTS, *_AUXILIARIES) for child in verb.children)
        and syntax.has_modal(verb.head)
    )


def _revises(preposition: Token, lexicon: dict[str, Any]) -> bool:
    """``lowered its forecast to 1.8% from`` *2.4%*: both are forecasts."""
    verb = preposition.head
    return preposition.lower_ == "from" and any(
        child.dep_ == "dobj" and child.lemma_.lower() in lexicon["nouns"] for child in verb.children
    )


_AUXILIARIES = ("aux", "auxpass")


def _looks_ahead(head: Token, below: Token, found: Found, lexicon: dict[str, Any], *, near: bool) -> bool:
    lemma = head.lemma_.lower()
    if _opens_phrase(head, found, lexicon["phrases"]):
        return True
    if head.pos_ in syntax.VERBAL:
        return (
            _plans(head, below, found, lexicon)
            or _has_modal(head, below, found, lexicon)
            or _is_of_forecast(head, below, lexicon)
            or _is_headline_infinitive(head)
        )
    if head.pos_ not in ("NOUN", "PROPN", "SYM", "NUM") or not near:
        return False
    leads = below.i > head.i and (below.dep_ != "prep" or below.lower_ in ("of", "for", "at", "to"))
    noun = lemma in lexicon["nouns"] or head.lower_ in lexicon["plurals"]
    return (noun and leads) or any(_modifies_ahead(child, lexicon) for child in head.children)


def _plans(verb: Token, below: Token, found: Found, lexicon: dict[str, Any]) -> bool:
    """A verb of planning or predicting; some plan only what an infinitive says (``voted`` to raise), some only now."""
    lemma = verb.lemma_.lower()
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in _AUXILIARIES]
    if "had" in auxiliaries:
        return False  # "analysts had expected 175"
    if lemma == "face" and found.dimension == "time":
        return verb.tag_ != "VBD" and "have" not in auxiliaries  # "faces up to 15 years in prison"
    if lemma == "see":  # "sees inflation averaging 3%"
        return verb.tag_ in ("VBZ", "VBP", "VBG") and below.dep_ in ("xcomp", "ccomp") and below.tag_ in ("VBG", "VB")
    if lemma in lexicon["deciding"]:
        passive = any(child.dep_ == "auxpass" for child in verb.children)  # "was chosen to supply"
        return not passive and below.dep_ in ("xcomp", "advcl", "ccomp") and below.tag_ == "VB"
    if lemma in lexicon["present"] and below.dep_ not in ("xcomp", "ccomp"):
        return verb.tag_ not in ("VBD", "VBN") or any(child.dep_ == "auxpass" for child in verb.children)
    return lemma in lexicon["verbs"] and below.dep_ not in syntax.SUBJECTS[:1]


def _is_headline_infinitive(verb: Token) -> bool:
    """``Tyre maker to pump`` 2bn into plant, ``Fares to rise`` 4%: an infinitive without a verb above it."""
    active = verb.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)
    if not active and not _is_to_be(verb):
        return False
    own = any(child.dep_ in syntax.SUBJECTS and child.i < verb.i for child in verb.children)
    heads = list(syntax.ancestors(verb))
    if own and verb.dep_ == "ccomp" and any(token.text == ";" for token in verb.doc[verb.i : verb.head.i]):
        return True
    above = any(head.pos_ in syntax.VERBAL for head in heads)
    return not above and (own or (verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT"))


def _has_modal(verb: Token, below: Token, found: Found, lexicon: dict[str, Any]) -> bool:
    """A modal that looks ahead; ``would have`` and ``could have`` look back, ``would be enough`` weighs."""
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ == "aux"]
    if not any(word in lexicon["modals"] for word in auxiliaries):
        return False
    if below.dep_ in ("nsubj", "csubj", "advcl") and any(word in lexicon["tentative"] for word in auxiliaries):
        return syntax.is_change(below)  # "price rises of 2% would offset it", but not "one in eight could still switch"
    if below.dep_ in syntax.SUBJECTS and verb.doc.text[below.sent.start_char + found.number_end :][:1] == "-":
        return False  # "the four-lane span will cost"
    if "would" in auxiliaries and _is_unreal(verb):
        return False
    if "could" in auxiliaries and any(child.dep_ == "neg" for child in verb.children):
        return False  # "they couldn't spare two people"
    weighs = "would" in auxiliaries and verb.lemma_ == "be" and any(child.dep_ == "acomp" for child in verb.children)
    return not weighs and not ("have" in auxiliaries and "will" not in auxiliaries)


def _is_unreal(verb: Token) -> bool:
    """``if the vote were held now, 52% would reject it``: what people say today."""
    conditions = (child for head in (verb, verb.head) for child in head.children if child.dep_ == "advcl")
    return any(
        any(grand.lower_ == "if" for grand in clause.children)
        and any(grand.lower_ == "were" for grand in clause.subtree)
        for clause in conditions
    )


def _is_of_forecast(verb: Token, below: Token, lexicon: dict[str, Any]) -> bool:
    """``raised its guidance to`` $5m, ``the target is`` 2%: what the verb tells of is a forecast."""
    if below.dep_ in syntax.SUBJECTS:
        return False
    return any(
        child.i != below.i
        and child.lemma_.lower() in lexicon["nouns"]
        and (child.dep_ in syntax.SUBJECTS or (child.dep_ == "dobj" and below.dep_ == "prep"))
        for child in verb.children
    )


def _modifies_ahead(child: Token, lexicon: dict[str, Any]) -> bool:
    """``expected`` sales of, a high of 63 ``expected`` by noon, the 85 cents ``that analysts had forecast``."""
    if child.dep_ in ("amod", "compound"):
        return child.lower_ in lexicon["adjectives"] or (child.dep_ == "compound" and child.lower_ in lexicon["nouns"])
    if child.dep_ == "acl":
        return _is_to_be(child) or (child.tag_ == "VBN" and child.lemma_.lower() in lexicon["verbs"])
    if child.dep_ == "relcl" and child.tag_ in ("VB", "VBN") and _is_to_be(child):
        return True
    return (
        child.dep_ == "relcl"
        and child.lemma_.lower() in lexicon["predicting"]
        and not any(grand.lower_ == "had" for grand in child.children)
        and not any(grand.dep_ in ("dobj", "xcomp", "ccomp") and grand.tag_ != "WDT" for grand in child.children)
    )


def _is_to_be(verb: Token) -> bool:
    """``120 buses`` *to be bought*."""
    words = [child.lower_ for child in verb.lefts if child.dep_ in _AUXILIARIES]
    return words == ["to", "be"]


def _opens_phrase(head: Token, found: Found, phrases: list[str]) -> bool:
    """``set to``, ``on course for``: the phrase begins with this word; ``due to`` looks ahead before a verb alone."""
    if found.dimension == "mass" and head.lemma_.lower() == "weigh":
        return False
    be = head.pos_ == "AUX" and head.i + 1 < head.sent.end  # "is on course for": the phrase is the verb's complement
    return _is_phrase(head, phrases) or (be and _is_phrase(head.nbor(), phrases))


def _is_phrase(head: Token, phrases: list[str]) -> bool:
    following = head.doc[head.i : min(head.i + 4, head.sent.end)]
    text = f"{following.text.lower()} "
    phrase = next((phrase for phrase in phrases if text.startswith(f"{phrase} ")), None)
    if phrase is None:
        return False
    words = phrase.split()
    behind = following[len(words)] if len(following) > len(words) else None
    return words[-1] != "to" or (behind is not None and (behind.tag_ in ("VB", "RB") or behind.pos_ == "VERB"))
