"""The general way from a number to its subject: up the tree, to the noun measured or the clause that it stands in."""

from collections.abc import Iterator

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import objects, syntax
from extractor.claims.clauses import change_nouns, clause_subject, is_growth, is_measure, object_of, what_changed
from extractor.claims.sites import Site


def climb(site: Site) -> Token | None:
    """Return the noun measured, else the subject of the verb that governs the number.

    Args:
        site: The number.
    """
    token = site.measure
    if token.pos_ in syntax.VERBAL:
        return clause_subject(token)
    changes = token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in change_nouns()
    if changes and (inner := what_changed(token)) is not None:
        return inner
    current, preposition = token, ""
    for head in syntax.ancestors(token, 10):
        if head.pos_ == "ADP" or head.dep_ == "prep":
            preposition = head.lower_
        elif syntax.heads_clause(head):
            moved = objects.acted_on(head, preposition, token) or objects.shifted(head, current) or _inverted(head)
            return moved or clause_subject(head) or _agentless(head, current)
        elif head.dep_ in ("relcl", "acl", "advcl") and head.pos_ not in ("NOUN", "PROPN"):
            return clause_subject(head) or _agentless(head, current)
        elif preposition == "for" and site.found.dimension == "time" and _lasts_clause(head):
            preposition = ""
        elif (measured := _measured(head, current, preposition)) is not None:
            return measured
        current = head
    return _inside_change(current) if current.pos_ in ("NOUN", "PROPN") and current.i != token.i else _left_noun(token)


def _lasts_clause(noun: Token) -> bool:
    """``can follow a rider for 45 minutes``: whether the time is that of the clause, and no term of the noun's."""
    terms = lexicons.load("subjects")["terms"]
    return noun.dep_ in ("dobj", "pobj") and noun.lemma_.lower() not in terms and noun.head.pos_ in ("VERB", "ADP")


def _measured(head: Token, current: Token, preposition: str) -> Token | None:
    """The noun above the number, where the number hangs on it by a measuring preposition or as its like."""
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "SYM"):
        return None
    if (
        head.ent_type_ == "DATE"
        and preposition in ("to", "by")
        and head.lower_ in ("end", "start", "beginning", "middle")
    ):
        return None  # "has jumped since the end of April to $3,150"
    if preposition == "of" and (measured := _measured_by(head)) is not None:
        return measured
    if preposition in ("of", "at") and is_growth(head):
        return head
    if (
        preposition == "for"
        and head.dep_ == "pobj"
        and head.head.lower_ in ("in", "on")
        and head.head.head.lemma_ == "be"
    ):
        return clause_subject(head.head.head)  # "Parana is in line for 1 inch"
    hangs = current.dep_ == "appos" or preposition in lexicons.load("subjects")["measuring"]
    told = head.dep_ == "attr" and preposition in ("with", "on", "at") and current.i > head.i + 1
    if hangs and head.head.lemma_ == "be" and (told or (head.dep_ == "attr" and preposition == "with")):
        return _identified(head)  # "Mayo is the worst hit, with 41,500"
    if hangs and head.lower_ in _ANAPHORIC and any(child.lower_ in ("the", "that") for child in head.lefts):
        named = syntax.prepositional(head, "of", "for")
        if named is None and preposition in ("below", "above", "under", "over", "at", "to"):
            return head  # "wants the figure below 5%"
    foreseen = head.dep_ == "dobj" and head.head.lemma_.lower() in _FORESEEING and not syntax.is_change(head)
    alone = preposition == "of" and (head.dep_ == "conj" or foreseen)  # "expects two increases and a *rate* of 9.5%"
    if hangs and (not is_measure(head) or head.dep_ == "ROOT" or (alone and not syntax.is_change(head))):
        return _inside_change(head)
    numeric = head.ent_type_ in ("PERCENT", "MONEY", "CARDINAL", "QUANTITY")
    return head if head.pos_ in ("NOUN", "PROPN") and current.dep_ == "conj" and not numeric else None


_FORESEEING = ("see", "expect", "forecast", "predict", "project", "foresee", "envisage")

# Nouns that stand for what was measured before.
_ANAPHORIC = ("figure", "total", "rate", "level", "share", "proportion", "tally", "count")


def _inverted(verb: Token) -> Token | None:
    """``Bottom of the list was physics, on 27.5``: what stands behind *be*, where a rank stands before it."""
    if verb.lemma_ != "be":
        return None
    ranked = any(child.dep_ in syntax.SUBJECTS and _is_superlative(child) for child in verb.lefts)
    return next((child for child in verb.rights if child.dep_ == "attr"), None) if ranked else None


def _identified(complement: Token) -> Token | None:
    """Whose number it is, of the two that *be* makes one: the name, else the subject."""
    subject = clause_subject(complement.head)
    named = complement.pos_ == "PROPN" and (
        subject is None or subject.pos_ == "NOUN"
    )  # "The biggest mover was Acme, at"
    return complement if named or (subject is not None and _is_superlative(subject)) else subject


def _is_superlative(word: Token) -> bool:
    return word.tag_ == "JJS" or word.lower_ in ("bottom", "top", "first", "second", "third", "next", "last")


def _measured_by(noun: Token) -> Token | None:
    """``a margin of error of 2.8 points``: the margin, which keeps its of-phrase."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return above if above is not None and above.lemma_.lower() in lexicons.load("subjects")["keep_of"] else None


def _agentless(verb: Token, below: Token) -> Token | None:
    """A clause without subject (headline, participle): its object, unless that is the number itself."""
    candidate = object_of(verb)
    return candidate if candidate is not None and candidate.i != below.i else _left_noun(verb)


def _left_noun(token: Token) -> Token | None:
    """In a fragment without verb, the nearest noun before the number."""
    for index in range(token.i - 1, token.sent.start - 1, -1):
        other = token.doc[index]
        if other.pos_ in ("NOUN", "PROPN") and other.ent_type_ not in ("DATE", "PERCENT", "MONEY", "CARDINAL"):
            return other
    return None


def _inside_change(noun: Token) -> Token | None:
    return what_changed(noun) or noun if noun.lemma_.lower() in change_nouns() else noun


def place_of_clause(site: Site) -> Iterator[Token]:
    """Yield the places that the clause is about: ``in the valleys, where 64% are against``.

    Args:
        site: The number.
    """
    verb = syntax.governing_verb(site.measure)
    for clause in [verb, *syntax.ancestors(verb, 2)] if verb is not None else []:
        if clause.dep_ == "relcl" and any(
            child.lower_ == "where" for child in clause.subtree if child.i < site.span.start
        ):
            yield clause.head
