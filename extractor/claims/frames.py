"""The frames of a sentence: every word that may attribute, with whom it would attribute to.

A frame is a cue and the head of its source: a verb or adjective and its subject, a noun of speech and its possessor or
maker, a document, ``according to`` and its object, a colon and what stands before it. Frames are proposed freely here;
which of them attributes a given number is ranked by ``sources``. The division of an attribution into source, cue and
content follows Pareti, "PARC 3.0: A Corpus of Attribution Relations" (2016); labels are those of the ClearNLP
guidelines (Choi and Palmer, 2012).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax


@dataclass(frozen=True)
class Frame:
    """A cue and whom it would attribute to.

    Attributes:
        cue: The word that attributes.
        head: The head of the phrase that names the source.
        pattern: How the two hang together, as ``subject`` or ``noun by``.
        lemma: The cue's lemma in lower case; of a copula with its adjective, as ``be confident``.
    """

    cue: Token
    head: Token
    pattern: str
    lemma: str


_COPULAS = ("be", "feel", "remain", "seem", "become", "sound")
_NOUN_PREPOSITIONS = ("by", "from", "of", "at")
# A longer run before a colon is a clause, not a name.
_LONGEST_LABEL = 6
# The longest clause that closes a sentence: ", records of the election commission show."
_LONGEST_CLOSE = 12


@cache
def words(table: str) -> frozenset[str]:
    """Return a table of the lexicon of cues as a set."""
    return frozenset(lexicons.load("cues")[table])


def find_frames(sent: Span) -> list[Frame]:
    """Return the frames of a parsed sentence, in the order of their cues.

    Args:
        sent: The parsed sentence.
    """
    found: list[Frame] = []
    for token in sent:
        if token.pos_ in syntax.VERBAL:
            if token.dep_ not in ("aux", "auxpass"):
                found.extend(_of_verb(token))
        elif token.pos_ in ("NOUN", "PROPN"):
            if token.lemma_.islower() and token.dep_ not in ("compound", "nmod", "npadvmod"):
                found.extend(_of_noun(token))
        elif token.text == ":" and 0 < token.i - sent.start <= _LONGEST_LABEL and token.whitespace_:
            names = [one for one in token.doc[sent.start : token.i] if one.pos_ in ("PROPN", "NOUN", "PRON")]
            found.extend(Frame(token, name, "colon", ":") for name in names[-1:])
    return [*found, *_prepositional(sent), *_closing(sent)]


def _of_verb(verb: Token) -> Iterator[Frame]:
    lemma, cue = verb.lemma_.lower(), verb
    sources = list(sources_of(verb))
    if lemma in _COPULAS and (adjective := _child(verb, "acomp")) is not None:
        cue, lemma = adjective, f"be {adjective.lemma_.lower()}"
        sources = [(head, f"adjective {pattern}") for head, pattern in sources]
    for head, pattern in sources:
        heard = lemma in ("hear", "tell") and head.lemma_.lower() in words("hearers")
        yield Frame(cue, head, *(("subject", "testify") if heard else (pattern, lemma)))
    if (place := _reported_in(verb)) is not None:
        yield Frame(verb, place, "reported in", lemma)
    if lemma in ("cite", "quote") and (cited := _child(verb, "dobj")) is not None:
        yield Frame(verb, cited, "cited", lemma)


def _reported_in(verb: Token) -> Token | None:
    """``as reported in the Guardian``: where a participle stands behind *as*."""
    if verb.tag_ != "VBN" or verb.i == verb.sent.start or verb.nbor(-1).lower_ != "as":
        return None
    place = next(
        (child for child in verb.rights if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "by")), None
    )
    return _child(place, "pobj") if place is not None else None


def sources_of(verb: Token, depth: int = 0) -> Iterator[tuple[Token, str]]:
    """Yield whom a verb may attribute to, each with the pattern: its own subject, else the one that it shares.

    Args:
        verb: The verb.
        depth: How many verbs have been climbed already.
    """
    own = list(_own_sources(verb))
    yield from own
    if depth > 2 or any(pattern.startswith(("subject", "passive")) for _, pattern in own):
        return
    above, pattern = verb.head, None
    if verb.dep_ == "conj" and above.pos_ in syntax.VERBAL:
        pattern = "shared"
    elif verb.dep_ in ("xcomp", "oprd") and above.pos_ in (*syntax.VERBAL, "ADJ"):
        pattern = "controlled"
    elif verb.dep_ == "advcl" and verb.tag_ != "VBN" and above.pos_ in (*syntax.VERBAL, "ADJ"):
        pattern = "participle" if verb.tag_ == "VBG" else "purpose"
    elif verb.dep_ == "ccomp" and above.pos_ in syntax.VERBAL and verb.tag_ in ("VB", "VBG"):
        pattern = None if _child(verb, "mark") is not None else "controlled"
    elif verb.dep_ == "pcomp":
        up = syntax.governing_verb(verb)
        above, pattern = (up, "gerund") if up is not None else (above, None)
    elif verb.dep_ == "acl" and verb.tag_ in ("VBG", "VB"):
        yield above, "participle of noun" if verb.tag_ == "VBG" else "infinitive of noun"
    if pattern is not None:
        for head, higher in sources_of(above, depth + 1):
            if higher != "agent":
                yield head, f"{pattern} passive" if "passive" in higher else pattern


def _own_sources(verb: Token) -> Iterator[tuple[Token, str]]:
    # "the push, projected to grow": the parser takes what is projected for the subject
    participle = verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children)
    for child in _with_auxiliaries(verb):
        if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
            pattern = "passive" if child.dep_ == "nsubjpass" or participle else "subject"
            relative = child.tag_ in ("WP", "WDT") or (child.lower_ == "that" and verb.dep_ == "relcl")
            if relative and verb.dep_ in ("relcl", "acl"):
                yield verb.head, f"{pattern} relative"
            else:
                yield child, f"{pattern} inverted" if child.i > verb.i else pattern
        elif child.dep_ == "agent" and (agent := _child(child, "pobj")) is not None:
            yield agent, "agent"


def _with_auxiliaries(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        yield child
        if child.dep_ == "aux":
            yield from child.children


def _of_noun(noun: Token) -> Iterator[Frame]:
    lemma = noun.lemma_.lower()
    compound = False
    for child in noun.lefts:
        if child.dep_ == "poss":
            yield Frame(noun, child, "noun of possessor", lemma)
        elif child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and not compound:
            compound = True  # a poll goes by its own name, any other document by its maker's
            yield Frame(noun, noun if lemma in words("polls") else child, "noun compound", lemma)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in _NOUN_PREPOSITIONS:
            maker = _child(child, "pobj")
            if maker is not None and maker.pos_ in ("PROPN", "NOUN", "PRON"):
                yield Frame(noun, maker, f"noun {child.lower_}", lemma)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            agent = _child(child, "agent")
            maker = _child(agent, "pobj") if agent is not None else None
            if maker is not None:
                yield Frame(noun, maker, "noun made by", lemma)
    clause = any(child.dep_ in ("acl", "relcl") and child.tag_ not in ("VBN", "VBG") for child in noun.rights)
    verb = syntax.governing_verb(noun) if clause and noun.dep_ in ("dobj", "pobj", "attr", "oprd") else None
    if verb is not None:
        yield from (Frame(noun, head, "noun with verb", lemma) for head, how in sources_of(verb) if how != "agent")
    if lemma in words("reports"):
        yield Frame(noun, noun, f"document {noun.head.lower_ if noun.dep_ == 'pobj' else noun.dep_}", lemma)


def _prepositional(sent: Span) -> Iterator[Frame]:
    """``according to X``, also where the parser hangs the words elsewhere."""
    for token in sent:
        if token.i + 1 >= sent.end:
            return
        following = token.nbor(1)
        if token.lower_ == "according" and following.lower_ == "to":
            target = _phrase_head(following, sent)
        elif token.lower_ == "per" and following.text[:1].isupper():
            target = _phrase_head(token, sent)
        elif token.lower_ in ("for", "to") and token.i == sent.start and token.dep_ == "prep":
            target = _child(token, "pobj")
        else:
            continue
        if target is not None:
            first = token.lower_ in ("for", "to")
            yield Frame(token, target, "preposition" if first else "according", token.lower_)


def _phrase_head(preposition: Token, sent: Span) -> Token | None:
    """The object of a preposition; where the parse has none, the head of the noun phrase behind it."""
    if (target := _child(preposition, "pobj")) is not None:
        return target
    if preposition.i + 1 >= sent.end:
        return None
    token = preposition.nbor(1)
    while token.head.i > preposition.i and token.head.i != token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON") else None


def _closing(sent: Span) -> Iterator[Frame]:
    """``…, records show.`` and ``…, the portal X said on Tuesday.``: clauses that parsers often hang elsewhere."""
    doc, closers = sent.doc, lexicons.load("cues")["closers"]
    last = sent.end - 1
    while last > sent.start and doc[last].lower_ not in closers:
        if doc[last].pos_ in syntax.VERBAL or sent.end - last > _LONGEST_CLOSE or doc[last].text == ",":
            return
        last -= 1
    cue = doc[last]
    parsed = cue.pos_ in syntax.VERBAL and _child(cue, "nsubj") is not None
    if cue.lower_ not in closers or (parsed and (cue.dep_ == "ROOT" or _child(cue, "ccomp") is not None)):
        return
    for index in range(last - 1, max(sent.start, last - _LONGEST_CLOSE), -1):
        if doc[index].text in (",", "”", '"'):
            nouns = [one for one in doc[index + 1 : last] if one.pos_ in ("NOUN", "PROPN", "PRON")]
            outer = next((one for one in nouns if not index < one.head.i < last), None)
            heads = nouns[-1:] if parsed or outer is None else [outer]
            yield from (Frame(cue, one, "closing", closers[cue.lower_]) for one in heads)
            return
        if doc[index].pos_ in syntax.VERBAL:
            return


def _child(token: Token, label: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == label), None)
