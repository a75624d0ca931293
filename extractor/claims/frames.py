"""The frames of a sentence: every word that may attribute, with whom it would attribute to.

A frame is a cue and the head of its source: a verb or adjective and its subject, a noun of speech and its possessor or
maker, a document, a colon and what stands before it; those beside the sentence are found by ``asides``. Frames are
proposed freely; which of them attributes a given number is ranked by ``sources``. The division of an attribution into
source, cue and content follows Pareti, "PARC 3.0: A Corpus of Attribution Relations" (2016); labels are those of the
ClearNLP guidelines (Choi and Palmer, 2012).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.claims import syntax
from extractor.claims.citable import (
    answers,
    child_of,
    cited_people,
    hears,
    is_citable,
    is_idiom,
    is_told,
    is_unnamed,
    words,
)


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
# Longer names are seldom written in capitals: "UNICEF".
_LONGEST_ACRONYM = 6
# The longest clause that closes a sentence: ", records of the election commission show."
LONGEST_CLOSE = 16


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
        elif token.text == ":" and token.whitespace_ and _is_label(token.doc[sent.start : token.i]):
            names = [one for one in token.doc[sent.start : token.i] if one.pos_ in ("PROPN", "NOUN", "PRON")]
            lone = token.i - sent.start == 1 and is_unnamed(sent[0])
            pattern = "label" if lone or token.i - sent.start > _LONGEST_LABEL else "colon"
            found.extend(Frame(token, name, pattern, ":") for name in names[-1:])
    return found


def _is_label(before: Span) -> bool:
    """Whether a colon stands behind a name, or behind whose figures follow: ``Figures just in from the ministry:``."""
    if _is_slug(before.text):
        return False
    first = before.doc[before.end + 1] if before.end + 1 < len(before.doc) else None
    lists = first is not None and (first.like_num or first.tag_ == "$")  # "Leeds: £240,000, up 2%"
    if 0 < len(before) <= _LONGEST_LABEL and not lists:
        named = all(one.pos_ in ("PROPN", "PRON", "DET", "ADP", "PUNCT", "PART", "CCONJ") for one in before)
        return named or (len(before) == 1 and is_unnamed(before[0]))
    nouns = [one for one in before if one.pos_ != "ADJ"]
    figures = [one.i for one in nouns if one.lower_ == "figures" or one.lemma_.lower() in words("documents")]
    verbs = any(one.pos_ in syntax.VERBAL and one.i not in figures for one in before)
    return bool(figures) and len(before) <= LONGEST_CLOSE and not verbs


def _is_slug(text: str) -> bool:
    """``RAM RAID``, ``BREAKING``: capitals head an item, if they are no short name as ``IMF``."""
    return text.isupper() and sum(char.isalpha() for char in text) > _LONGEST_ACRONYM


def _of_verb(verb: Token) -> Iterator[Frame]:
    lemma, cue = verb.lemma_.lower(), verb
    sources = list(sources_of(verb))
    if is_idiom(verb):
        return
    if lemma in _COPULAS and (adjective := child_of(verb, "acomp")) is not None:
        cue, lemma = adjective, f"be {adjective.lemma_.lower()}"
        sources = [(head, f"adjective {pattern}") for head, pattern in sources]
    lemma = "say" if lemma in words("light") and _is_speech(verb) else lemma
    revised = lemma in words("revising") and _revises_outlook(verb)
    for named, pattern in sources:
        head = cited_people(named)
        if not (answers(head) or is_told(head, lemma, pattern)):
            heard = hears(head, lemma, pattern)
            how = "subject" if heard else "revised" if revised else pattern
            yield Frame(cue, head, how, "testify" if heard else lemma)
    if (place := _reported_in(verb)) is not None:
        yield Frame(verb, place, "reported in", lemma)
    if lemma in ("cite", "quote") and (cited := child_of(verb, "dobj")) is not None and is_citable(cited):
        yield Frame(verb, cited, "cited", lemma)


def _is_speech(verb: Token) -> bool:
    """``gave evidence that``: a verb that says nothing by itself, and a noun of speech with a clause."""
    spoken = child_of(verb, "dobj")
    if spoken is None or spoken.lemma_.lower() not in words("nouns"):
        return False
    clause = child_of(spoken, "acl")
    return child_of(verb, "ccomp") is not None or (clause is not None and child_of(clause, "mark") is not None)


def _revises_outlook(verb: Token) -> bool:
    """``trimmed its outlook for spending by $50 million``: whoever changes a forecast of their own tells it."""
    outlook = child_of(verb, "dobj")
    if outlook is None or outlook.lemma_.lower() not in words("outlooks"):
        return outlook is not None and outlook.lower_ == "price" and outlook.nbor(-1).lower_ == "target"
    owners = [child for child in outlook.children if child.dep_ == "poss"]
    return all(owner.pos_ == "PRON" for owner in owners)


def _reported_in(verb: Token) -> Token | None:
    """``as reported in the Guardian``: where a participle stands behind *as*."""
    if verb.tag_ != "VBN" or verb.i == verb.sent.start or verb.nbor(-1).lower_ != "as":
        return None
    place = next(
        (child for child in verb.rights if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "by")), None
    )
    return child_of(place, "pobj") if place is not None else None


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
        pattern = "shared" if not _is_reduced(verb) else None
    elif verb.dep_ in ("xcomp", "oprd") and above.pos_ in (*syntax.VERBAL, "ADJ"):
        pattern = "controlled"
    elif verb.dep_ == "advcl" and verb.tag_ != "VBN" and above.pos_ in (*syntax.VERBAL, "ADJ"):
        pattern = "participle" if verb.tag_ == "VBG" else "purpose"
    elif verb.dep_ == "ccomp" and above.pos_ in syntax.VERBAL and verb.tag_ in ("VB", "VBG"):
        pattern = None if child_of(verb, "mark") is not None else "controlled"
    elif verb.dep_ == "pcomp":
        up = syntax.governing_verb(verb)
        above, pattern = (up, "gerund") if up is not None else (above, None)
    elif verb.dep_ == "acl" and verb.tag_ in ("VBG", "VB"):
        yield above, "participle of noun" if verb.tag_ == "VBG" else "infinitive of noun"
    if pattern is not None:
        passive = child_of(verb, "auxpass") is not None
        heads = [(one, "subject") for one in _last_subject(above, verb)] if pattern == "shared" else []
        for head, higher in heads or sources_of(above, depth + 1):
            if higher != "agent" and not is_told(head, above.lemma_.lower(), higher):
                yield head, f"{pattern} passive" if "passive" in higher or passive else pattern


def _last_subject(above: Token, verb: Token) -> list[Token]:
    """``Shares rose after the group raised its outlook and said``: the group, for shares say nothing."""
    subject = child_of(above, "nsubj")
    if subject is None or subject.lemma_.lower() not in words("mute"):
        return []
    between = [one for one in verb.doc[above.i + 1 : verb.i] if one.dep_ == "nsubj" and one.head.i < verb.i]
    return between[-1:]


def _is_reduced(verb: Token) -> bool:
    """``the surge in solar power, expected to reach 40%``: a participle behind a comma is the noun's before it."""
    return verb.tag_ == "VBN" and verb.i > 1 and verb.nbor(-1).text == "," and verb.nbor(-2).pos_ in ("NOUN", "PROPN")


def _own_sources(verb: Token) -> Iterator[tuple[Token, str]]:
    # "the push, projected to grow": the parser takes what is projected for the subject
    # "with fares forecasted"
    absolute = any(child.dep_ == "mark" and child.lower_ == "with" for child in verb.children)
    absolute |= verb.lemma_.lower() in words("foretelling") and _before_to(verb)  # "Severn forecast to peak"
    participle = (verb.tag_ == "VBN" or (absolute and verb.tag_ == "VBD")) and not any(
        child.dep_ == "aux" or (child.dep_ == "dobj" and child.i < verb.i) for child in verb.children
    )
    for child in _with_auxiliaries(verb):
        if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
            pattern = "passive" if child.dep_ == "nsubjpass" or participle else "subject"
            relative = child.tag_ in ("WP", "WDT") or (child.lower_ == "that" and verb.dep_ == "relcl")
            if relative and verb.dep_ in ("relcl", "acl"):
                yield (_person_of(verb.head) if child.lower_ == "who" else verb.head), f"{pattern} relative"
            else:
                yield child, f"{pattern} inverted" if child.i > verb.i else pattern
        elif child.dep_ == "agent" and (agent := child_of(child, "pobj")) is not None:
            yield agent, "agent"


def _before_to(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to"


def _person_of(noun: Token) -> Token:
    """``Ann Low, an economist at Dale Bank, who``: the person, wherever the parser hangs the clause."""
    person = noun
    while person.ent_type_ != "PERSON" and person.dep_ in ("pobj", "appos", "prep", "compound", "conj"):
        person = person.head
    return person if person.ent_type_ == "PERSON" else noun


def _with_auxiliaries(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        yield child
        if child.dep_ == "aux":
            yield from child.children


def _of_noun(noun: Token) -> Iterator[Frame]:
    lemma = noun.lemma_.lower()
    if lemma in words("portions"):  # "a majority of Danes"
        return
    compound = False
    for child in noun.lefts:
        if child.dep_ == "poss" and child.tag_ != "WP$":
            yield Frame(noun, child, "noun of possessor", lemma)
        elif child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and not compound:
            compound = True  # a poll goes by its own name, any other document by its maker's
            yield Frame(noun, noun if lemma in words("polls") else child, "noun compound", lemma)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in _NOUN_PREPOSITIONS:
            maker = child_of(child, "pobj")
            if maker is not None and maker.pos_ in ("PROPN", "NOUN", "PRON"):
                yield Frame(noun, maker, f"noun {child.lower_}", lemma)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            agent = child_of(child, "agent")
            maker = child_of(agent, "pobj") if agent is not None else None
            if maker is not None:
                yield Frame(noun, maker, "noun made by", lemma)
    clause = any(child.dep_ in ("acl", "relcl") and child.tag_ not in ("VBN", "VBG") for child in noun.rights)
    verb = syntax.governing_verb(noun) if clause and noun.dep_ in ("dobj", "pobj", "attr", "oprd") else None
    if verb is not None:
        yield from (Frame(noun, head, "noun with verb", lemma) for head, how in sources_of(verb) if how != "agent")
    if lemma in words("reports") and not (lemma in words("foretelling") and _before_to(noun)):
        yield Frame(noun, noun, f"document {noun.head.lower_ if noun.dep_ == 'pobj' else noun.dep_}", lemma)
