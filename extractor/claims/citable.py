"""Who may be cited by a verb, and who only answers a survey, is told, or is a thing.

Told from the lexicon of cues and the words beside the head of the phrase.
"""

from functools import cache

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax


@cache
def words(table: str) -> frozenset[str]:
    """Return a table of the lexicon of cues as a set."""
    return frozenset(lexicons.load("cues")[table])


def child_of(token: Token, label: str) -> Token | None:
    """Return the first child of a token that has the label."""
    return next((child for child in token.children if child.dep_ == label), None)


def is_unnamed(token: Token) -> bool:
    """Tell ``Study``, ``Police``, ``Minister``: what heads or closes a headline by what it is."""
    lemma = token.lemma_.lower()
    return lemma in words("documents") or lemma in words("unnamed") or lemma in lexicons.load("cues")["titled"]


def is_idiom(verb: Token) -> bool:
    """``put pen to paper``, ``tipped the scales``: with its object a verb may mean something else."""
    thing = child_of(verb, "dobj")
    return thing is not None and f"{verb.lemma_.lower()} {thing.lemma_.lower()}" in words("idioms")


def is_citable(noun: Token) -> bool:
    """Whether somebody or a document is cited, no reason: ``citing the IMF``, but ``citing a fall in inflation``."""
    bodies = lexicons.load("names")["descriptions"]
    described = any(noun.lemma_.lower() in table for table in bodies.values())
    return noun.pos_ != "NOUN" or is_unnamed(noun) or described


def answers(head: Token) -> bool:
    """``Some 64% said they were in favour``: a number of people are those a survey asked, no source."""
    counted = head.pos_ == "NUM" and head.lower_ != "one"
    owned = any(child.tag_ == "WP$" for child in head.children)  # "whose 40 staff will see"
    part = head.lower_ in ("percent", "cent") or head.lemma_.lower() in words("portions")
    return head.text == "%" or counted or owned or part or _is_ratio(head)


def _is_ratio(head: Token) -> bool:
    """``one in three voters said``, ``seven out of ten parents say``."""
    phrase = list(head.doc[head.left_edge.i : head.i])
    joins = [at for at, one in enumerate(phrase) if one.lower_ in ("in", "out")]
    return any(phrase[-1].like_num and any(one.like_num for one in phrase[:at]) for at in joins)


def cited_people(head: Token) -> Token:
    """``six of the 11 economists``, ``all but two of them``: the economists."""
    some = head.lower_ in ("all", "most", "many", "some", "few", "none", "both")
    counts = some or (head.pos_ == "NUM" and head.lower_ != "one")
    left = syntax.prepositional(head, "but") or head
    noun = syntax.prepositional(left, "of") if counts else None
    return noun if noun is not None and noun.lemma_.lower() in words("unnamed") else head


def hears(head: Token, lemma: str, pattern: str) -> bool:
    """``The court heard that``, ``the inquest was told that``: what is said in court goes by the court."""
    noun = head.lemma_.lower()
    told = lemma == "tell" and "passive" in pattern and noun in words("courts")
    return told or (lemma == "hear" and noun in words("hearers"))


def is_told(head: Token, lemma: str, pattern: str) -> bool:
    """``She was told``, ``is tipped to win``, ``an inquest heard``: those are not cited, but for *the court heard*."""
    unknown = any(child.lower_ in ("a", "an") for child in head.children)
    if hears(head, lemma, pattern):
        return unknown
    return (lemma in words("telling") or lemma in words("foretelling")) and "passive" in pattern
