"""How a sentence is made, as far as it tells whether it goes on with the report of another.

An actor of its own, or *meanwhile*, breaks a report off; *the remaining*, *of those*, a pronoun take it up. After
Halliday and Hasan, *Cohesion in English* (1976).
"""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.citable import words
from extractor.claims.names import Names
from extractor.claims.referents import kind_of_noun

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PRONOUNS = {"he": "she", "she": "she", "it": "it", "they": "they", "we": "we", "i": "we", "you": "we"}
_POINTERS = ("this", "that", "these", "those", "such")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How a sentence is made.

    Attributes:
        sent: The sentence.
        subject: What its subject is.
        verb: What its verb does.
        signs: Words that take a report up or break it off.
        nouns: The lemmas of its nouns.
        head: The lemma of its subject.
        name: The name of its subject.
        years: The years that it names.
        tense: The tense of its main verb.
    """

    sent: Span
    subject: str
    verb: str
    signs: tuple[str, ...]
    nouns: frozenset[str]
    head: str | None
    name: str | None
    years: frozenset[str]
    tense: str


def describe_wording(sent: Span, names: Names) -> Wording:
    """Return how a sentence is made.

    Args:
        sent: The parsed sentence.
        names: The names of the article.
    """
    root, text = sent.root, sent.text
    subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    return Wording(
        sent=sent,
        subject=_subject(subject, names) if subject is not None else "none",
        verb=_verb(root),
        signs=tuple(sign for sign, pattern in _signs().items() if pattern.search(text)),
        nouns=frozenset(token.lemma_.lower() for token in sent if token.pos_ == "NOUN")
        - set(lexicons.load("continuity")["anywhere"]),
        head=subject.lemma_.lower() if subject is not None and subject.pos_ == "NOUN" else None,
        name=names.at(subject.idx) if subject is not None else None,
        years=frozenset(_YEAR.findall(text)),
        tense=_tense(root),
    )


def _subject(subject: Token, names: Names) -> str:
    lemma, word, lexicon = subject.lemma_.lower(), subject.lower_, lexicons.load("continuity")
    if subject.dep_ == "expl" or word == "there":
        return "there"
    if word in _POINTERS and subject.tag_ in ("DT", "WDT"):
        return "this"
    if subject.pos_ == "PRON":
        return _PRONOUNS.get(word, "pronoun")
    owner = next((child for child in subject.children if child.dep_ == "poss"), None)
    if owner is not None and owner.lower_ in ("its", "their"):
        return "its"
    if lemma in words("standards"):
        return "standard"
    if lemma in words("results"):
        return "result"
    if subject.like_num or subject.pos_ == "NUM" or lemma in lexicon["amounts"]:
        return "amount"
    name = names.at(subject.idx)
    kind = names.kind(name) if name is not None else kind_of_noun(lemma)
    if kind in ("person", "organisation") and subject.tag_ != "NNS":
        return f"{'named' if name is not None else 'common'} {kind}"
    if name is not None or subject.pos_ == "PROPN":
        return "name"
    if any(child.dep_ == "nummod" for child in subject.children):
        return "counted"
    determiner = next((child.lower_ for child in subject.children if child.dep_ == "det"), None)
    if determiner is not None:
        return "a noun" if determiner in ("a", "an") else "the noun"
    return "nouns" if subject.tag_ == "NNS" else "noun"


def _verb(root: Token) -> str:
    lemma = root.lemma_.lower()
    if root.pos_ not in syntax.VERBAL:
        return "none"
    if any(child.dep_ == "auxpass" for child in root.children):
        return "foretold" if lemma in words("foretelling") else "passive"
    if lemma in words("intents"):
        return "intends"
    if syntax.is_move(root):
        return "moves"
    if lemma in lexicons.load("continuity")["states"]:
        return "is"
    return "says" if lemma in lexicons.load("continuity")["says"] or lemma in words("foretelling") else "acts"


def _tense(verb: Token) -> str:
    """The tense of a main verb; *would* and *had* are what reported speech makes of *will* and *has*."""
    if verb.pos_ not in syntax.VERBAL:
        return "none"
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            return child.lower_ if child.lower_ in ("will", "would") else "may"
        if child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP"):
            return ("had" if child.tag_ == "VBD" else "has") if child.lemma_ == "have" else child.tag_
    return verb.tag_


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    lexicon = lexicons.load("continuity")
    tables = (("", r"\b", lexicon["signs"]), ("opening ", "^", lexicon["openers"]))
    return {
        f"{place}{sign}": re.compile(rf"{begin}(?:{lexicons.alternatives(listed)})(?!\w)", re.I)
        for place, begin, table in tables
        for sign, listed in table.items()
    }
