"""Walks over a parse tree that the stages share. All take and return spaCy objects, and know no lexicon."""

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from extractor import lexicons

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
OBJECTS = ("dobj", "attr", "oprd", "dative")
VERBAL = ("VERB", "AUX")


# Of the longer words of a heading in title case at least so many begin with a capital; running text has under a third.
TITLE_CASE = 0.7


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=64)
def is_titled(text: str) -> bool:
    """Tell whether a sentence is a heading in title case, where capitals tell no names."""
    words: list[str] = _LONG_WORD.findall(text)
    return sum(word.istitle() for word in words) >= TITLE_CASE * len(words)


def token_at(sent: Span, start: int, end: int) -> Token:
    """Return the syntactic head of what stands between two character positions of ``sent.text``."""
    span = sent.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else sent.root


def subject_of(verb: Token) -> Token | None:
    """Return the verb's own subject, or the one that it shares with the verb it is coordinated or chained to."""
    seen = 0
    while seen < 8:
        if own := [child for child in _with_auxiliaries(verb) if child.dep_ in SUBJECTS]:
            return own[-1] if len(own) > 1 and _adjoin(own[-2], own[-1]) else own[0]
        through = verb.dep_ == "prep" and verb.head.pos_ in VERBAL  # "leads after finishing third": whoever leads
        if (through or verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acomp")) and verb.head.i != verb.i:
            if verb.dep_ == "ccomp" and verb.head.dep_ != "ROOT":
                return None
            verb = verb.head
            seen += 1
            continue
        return None
    return None


def _adjoin(first: Token, second: Token) -> bool:
    """``side Real Almenara tabled``: two subjects of one verb of which the second names the first."""
    return first.i < second.i and all(
        token.pos_ in ("NOUN", "PROPN", "ADJ") for token in second.doc[first.i + 1 : second.i]
    )


def _with_auxiliaries(verb: Token) -> Iterator[Token]:
    """The verb's children, and those of its auxiliaries, on which the parser hangs a subject that stands far off."""
    for child in verb.children:
        yield child
        if child.dep_ in ("aux", "auxpass"):
            yield from child.children


def ancestors(token: Token, limit: int = 24) -> Iterator[Token]:
    """Yield the token's heads from the nearest to the root; at most ``limit`` of them."""
    for _ in range(limit):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above the token."""
    return next((head for head in ancestors(token) if head.pos_ in VERBAL), None)


def noun_phrase(head: Token) -> tuple[int, int]:
    """Return the token span of a noun with the modifiers before it, without determiner and possessor.

    ``China's digital data industry, which …`` gives the span of ``digital data industry``.
    """
    start = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.right_edge.i + 1 != start or child.dep_ not in (
            "amod",
            "compound",
            "nmod",
            "nummod",
            "advmod",
            "npadvmod",
            "punct",
            "quantmod",
            "poss",
        ):
            break
        if (
            child.dep_ in ("nummod", "quantmod")
            and child.whitespace_
            and (child.is_alpha or not child.text[:1].isalpha())
        ):
            break  # a number, but not the name in "the TA-25 index"
        if child.dep_ == "poss" or (child.dep_ == "punct" and child.text not in ("-", "–", "'", '"', "/")):
            break
        start = child.left_edge.i
    return start, head.i + 1


def prepositional(head: Token, *words: str) -> Token | None:
    """Return the object of the first preposition among ``words`` that hangs on ``head``."""
    for child in head.rights:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in words:
            return next((grand for grand in child.children if grand.dep_ in ("pobj", "pcomp")), None)
    return None


def char_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the character span of tokens ``start`` to ``end`` (exclusive), in the frame of ``doc.text``."""
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def stands_alone(number: Token) -> bool:
    """Tell whether nothing but a hedge stands before a number in its phrase: ``about`` *1,900* ``were``."""
    before = number.doc[number.left_edge.i : number.i]
    return not any(token.pos_ in ("NOUN", "PROPN", "DET", "VERB", "PRON") for token in before)


def is_nominal(word: Token) -> bool:
    """Tell an adjective or participle that stands for a noun: ``her net positive is``, ``of the newly displaced``."""
    if word.pos_ == "ADJ" and word.dep_ in SUBJECTS:
        return True
    joined = any(child.dep_ == "cc" for child in word.children)  # "of the digital and physical sales"
    held = word.dep_ == "pobj" and (word.pos_ == "ADJ" or word.tag_ == "VBN") and not joined
    return held and (word.tag_ == "VBN" or any(child.lower_ == "the" for child in word.lefts))


def heads_clause(word: Token) -> bool:
    """Tell a verb, also one that the tagger took for a noun: ``deaths`` *dip* ``6.8%``."""
    return word.pos_ in VERBAL or any(child.dep_ in SUBJECTS for child in word.children)


def is_change(word: Token) -> bool:
    """Tell whether a verb or noun says that something rose or fell."""
    changes, lemma = lexicons.load("changes"), word.lemma_.lower()
    return lemma in changes["up"] or lemma in changes["down"]


def is_move(word: Token) -> bool:
    """Tell whether a verb or noun says that something changed, in whichever direction."""
    return is_change(word) or word.lemma_.lower() in lexicons.load("changes")["moves"]


def has_modal(verb: Token) -> bool:
    """Tell whether a verb stands with *will*, *may* or the like."""
    return any(child.tag_ == "MD" for child in verb.children if child.dep_ == "aux")


def is_past(verb: Token) -> bool:
    """Tell whether a verb tells what was or has been: in a past tense or perfect, or below a verb in one."""
    for head in [verb, *ancestors(verb, 4)]:
        auxiliaries = [child for child in head.children if child.dep_ in ("aux", "auxpass")]
        finite = [child.tag_ for child in auxiliaries if child.tag_ in ("VBD", "VBZ", "VBP", "MD")]
        if "MD" in finite:
            return False
        if head.tag_ == "VBD" or "VBD" in finite or any(child.lemma_ == "have" for child in auxiliaries):
            return True
        if head.tag_ in ("VBZ", "VBP") or finite:
            return False
        if head.pos_ not in VERBAL and head.dep_ not in ("ROOT", "amod"):
            return False
    return verb.tag_ == "VBN"
