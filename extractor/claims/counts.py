"""Counted things: the noun phrase behind a number as its unit (``4.55 million`` *5G base stations*)."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import exclusions, syntax, units
from extractor.claims.found import Found
from extractor.claims.singulars import singular

_OWNED = ("the", "its", "their", "his", "her", "our", "those", "these", "this")
_SKIPPED = (*_OWNED, "more", "fewer", "such", "further", "of", "-", '"', "“", "'")


_FORESEEN = re.compile(  # "below the 181.2 million" traders "had looked for"
    r"\s(?:[\w-]+\s){0,2}?(?:analysts|economists|traders|forecasters|experts|brokers|investors|pollsters|officials|planners|managers)\s"
    r"(?:(?:polled|surveyed|canvassed)\s(?:by\s[A-Z]\w+\s)?)?(?:had\s|were\s)?(?:been\s)?"
    r"(?:expect|forecast|predict|look|estimat|project|anticipat|pencil|hop|plann)\w*\b"
)
_MEASURED_BY = re.compile(
    r"\b(?:above|below|than|against|beyond|beat\w*|miss\w*|top\w*|exceed\w*|short\sof|shy\sof|with)\sthe\s$"
)
_OF_THEM = re.compile(r"\sof\s(?:them|whom|which)\s\w")  # "two of them dogs"
_ONE_IN = re.compile(r"\b[Oo]ne\s(?:in|out\sof)\s(?:every\s)?$")
_HEDGE_BEHIND = re.compile(r"[\"”]?\s?(?:\+|-odd|-plus|-something|or\sso|or\smore|or\sfewer|plus|odd)\s(?=\W?\w)")
_ORDERED = ("past", "last", "first", "next", "previous", "top", "remaining")  # "six of the past seven contests"
_BEHIND_PLURALS = ("and", "or", ",", ".", ";", "to", "from", "for", "in", "at", "on", "of", "with", "by")
_LEADING_ON = (
    "following",
    "including",
    "excluding",
    "according",
    "regarding",
    "pending",
    "barring",
    "counting",
    "starting",
    "beginning",
    "ending",
)
_LONGEST_PHRASE = 8  # tokens from the number to the noun: "gifted and unpredictable young attackers"
_QUOTES = ('"', "“", "”")
_LONGEST_ACRONYM = 5  # letters; longer words in capitals are those of headlines
_MEASURED = ("length", "time", "area", "volume", "mass", "energy", "power")
_MODIFIERS = ("JJ", "JJS", "NN", "NNP", "VBN", "VBG", "HYPH", "NNS", "NNPS", "CD", "FW", "AFX", "ADD", "JJR", "POS")


def _models(text: str, found: Found) -> Found | None:
    """Take makes of aircraft, cars and the like in the plural as what is counted; taggers take them for numbers."""
    match = exclusions.makes_behind(text, found.end)
    if match is None:
        return None
    span = (match.start("name"), match.end())
    return replace(found, unit=match["name"], unit_span=span, dimension="count", rule="count")


def _is_foreseen(text: str, found: Found) -> bool:
    """``the 181.2 million traders had looked for``: the noun behind the number has its own verb."""
    before = text[max(0, found.start - 16) : found.start]
    return _FORESEEN.match(text, found.end) is not None and _MEASURED_BY.search(before) is not None


def with_counted_noun(sent: Span, found: Found) -> Found:
    """Take the noun phrase that the number counts as its unit (``4.55 million`` *5G base stations*)."""
    told = _is_foreseen(sent.text, found) or exclusions.is_answered(sent, found.start, found.end)
    if found.rule.startswith("number-fraction") or told:
        return found
    if (models := _models(sent.text, found)) is not None:
        return models
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return found
    doc, index = sent.doc, span.end
    if hedge := _HEDGE_BEHIND.match(sent.text, found.end):
        behind = sent.char_span(hedge.end(), hedge.end() + 1, alignment_mode="expand")
        index = behind.start if behind is not None else index
    elif sent.text[found.end : found.end + 1] == "-" and index + 1 < sent.end and doc[index + 1].is_alpha:
        if doc[index + 1].pos_ in ("ADP", "CCONJ", "PART"):
            return found  # "three-in-five"
        return _counted(sent, found, index + 1, index + 2)  # "four-seater": the measure, not what has it
    if (them := _OF_THEM.match(sent.text, found.end)) is not None:
        behind = sent.char_span(them.end() - 1, them.end(), alignment_mode="expand")
        named = behind is not None and behind[0].tag_ in ("NNS", "NNPS")
        return _counted(sent, found, behind.start, behind.end) if behind is not None and named else found
    hyphened = index + 1 < sent.end and doc[index + 1].text == "-"  # "23 two-year schools"
    if index < sent.end and doc[index].tag_ == "CD" and doc[index].is_alpha and index == span.end and not hyphened:
        return found  # "up from 17 two years earlier"
    while index < sent.end and _is_skipped(doc[index], first=index == span.end):
        index += 1
    if found.value == 1 and (head := _head_of_one(sent, span, index)) is not None:
        return _counted(sent, found, index, head + 1)
    shared = _ONE_IN.search(sent.text[: found.start][-16:]) is not None  # "one in eight intends to retire"
    if index + 1 < sent.end and doc[index].tag_ == "VBZ" and doc[index + 1].lower_ in _BEHIND_PLURALS and not shared:
        return _counted(sent, found, index, index + 1)  # "three homes, 11 sheds and": a plural that the tagger missed
    phrase = (
        _noun_phrase(sent, index, one=found.value == 1)
        or _partitive(sent, span)
        or _predicate(sent, span)
        or _governor(sent, span)
        or _measure_of(sent, span)
    )
    return _counted(sent, found, *phrase) if phrase else found


def _is_skipped(token: Token, *, first: bool) -> bool:
    """Whether a word between the number and what it counts is no part of the noun phrase."""
    if token.is_space or token.lower_ in _SKIPPED:
        return True
    if token.lower_ in _ORDERED and token.i + 1 < len(token.doc) and token.nbor().tag_ == "CD":
        return True
    return not first and token.tag_ == "CD" and token.nbor(-1).text != "$"


def _head_of_one(sent: Span, number: Span, start: int) -> int | None:
    """The singular that the parser says ``one`` counts: ``one district party leader``, ``in one case critics said``."""
    head = number.root.head
    near = number.root.dep_ == "nummod" and start <= head.i < min(start + _LONGEST_PHRASE, sent.end)
    plain = near and all(token.tag_ in _MODIFIERS or token.text in "\"'" for token in sent.doc[start : head.i])
    if not plain or head.tag_ not in ("NN", "NNP"):
        return None
    last = head.i
    while last + 1 < sent.end and sent.doc[last + 1].tag_ == "NN" and _is_compound(sent.doc[last], sent.doc[last + 1]):
        last += 1  # "one working fire extinguisher"
    return last


def _noun_phrase(sent: Span, start: int, *, one: bool) -> tuple[int, int] | None:
    """The token span of the noun that is counted with its modifiers, from ``start`` on."""
    doc, head = sent.doc, None
    if start < sent.end and doc[start].lower_ in _LEADING_ON:
        return None
    for index in range(start, min(start + _LONGEST_PHRASE, sent.end)):
        token = doc[index]
        if token.tag_ == "POS" or (token.tag_ == "CD" and doc[index - 1].tag_ == "POS"):
            start, head = index + 1, None  # "14 of the group's 86 stores"
        elif token.tag_ == "CC" and start < index < sent.end - 1 and _joins_modifiers(doc[index - 1], doc[index + 1]):
            continue
        elif index > start and (token.text in _QUOTES or _parts_adjectives(token, sent)):
            continue  # "100 “unbound” delegates", "14 old, rusty boats"
        elif (token.tag_ not in _MODIFIERS and not _is_acronym(token)) or "," in token.text:
            break
        elif _is_counted(token, one=one):
            head = token
            if index + 1 >= sent.end or not _is_compound(token, doc[index + 1]):
                break
    return (start, head.i + 1) if head is not None and head.i >= start else None


def _governor(sent: Span, number: Span) -> tuple[int, int] | None:
    """The plural that the parser says the number counts, where odd words stand between them: ``two $10 bills``."""
    token = number.root
    following = token.doc[number.end] if number.end < sent.end else token
    if following.lower_ == "of" and following.dep_ == "prep":
        heads = [child for child in following.rights if child.dep_ == "pobj"]
        start = number.end + 1
    else:
        heads = [token.head] if token.dep_ in ("nummod", "compound") else []
        start = number.end
    for head in heads:
        between = token.doc[start : head.i]
        if (
            head.tag_ in ("NNS", "NNPS")
            and start <= head.i < start + _LONGEST_PHRASE
            and not any(_parts(one) for one in between)
        ):
            return start, head.i + 1
    return None


_OPENS_PART = re.compile(r"(?:^|[.;:“\"]\s|\b(?:and|but|while)\s)[Oo]f\s[^,.;]{3,40},?\s(?:\w+\s)?$")


def _partitive(sent: Span, number: Span) -> tuple[int, int] | None:
    """``Of the victims,`` *six* ``were under 18``: what they are of, where that has no number itself."""
    if not _OPENS_PART.search(sent.text[: number.start_char - sent.start_char]):
        return None
    if number.end >= sent.end or number.doc[number.end].pos_ not in ("VERB", "AUX", "ADV"):
        return None
    for noun in reversed(number.doc[max(sent.start, number.start - _LONGEST_PHRASE) : number.start]):
        if noun.tag_ == "NNS" and noun.dep_ == "pobj" and noun.head.lower_ == "of":
            start, end = syntax.noun_phrase(noun)
            return None if any(token.pos_ == "NUM" for token in noun.doc[noun.left_edge.i : end]) else (start, end)
    return None


def _predicate(sent: Span, number: Span) -> tuple[int, int] | None:
    """``14`` ``were`` *children*: what those that a bare number counts are."""
    verb = number.root.head
    if number.root.dep_ != "nsubj" or verb.lemma_ != "be" or verb.i != number.end:
        return None
    noun = next((child for child in verb.rights if child.dep_ == "attr"), None)
    plain = noun is not None and all(token.tag_ in _MODIFIERS for token in sent.doc[verb.i + 1 : noun.i])
    return (verb.i + 1, noun.i + 1) if noun is not None and plain and noun.tag_ == "NNS" and noun.i < sent.end else None


def _measure_of(sent: Span, number: Span) -> tuple[int, int] | None:
    """The singular before a noun that it measures, with the hyphen left out: ``a three`` *course* ``meal``."""
    if number.end + 1 >= sent.end:
        return None
    measure, noun = number.doc[number.end], number.doc[number.end + 1]
    plain = measure.tag_ == "NN" and measure.text.islower() and measure.dep_ in ("compound", "nmod", "nummod")
    return (measure.i, measure.i + 1) if plain and noun.tag_ == "NN" else None


def _parts(token: Token) -> bool:
    """Whether a word cannot stand within a noun phrase; names in capitals are often mistagged."""
    return token.text in ",;:()" or (
        token.pos_ in ("VERB", "AUX", "ADP", "DET", "PRON")
        and not token.text.isupper()
        and token.tag_ not in ("VBN", "VBG")
    )


def _is_acronym(token: Token) -> bool:
    """``NATO`` in ``20 NATO troops``, whatever the tagger takes it for."""
    return (
        token.is_alpha
        and token.text.isupper()
        and len(token) <= _LONGEST_ACRONYM
        and token.tag_ not in ("IN", "DT", "CC")
    )


def _is_counted(token: Token, *, one: bool) -> bool:
    """A plural; a singular only behind "one", or where it is its own plural."""
    if token.tag_ in ("NNS", "NNPS"):
        return True
    return token.tag_ in ("NN", "NNP") and (one or token.lower_ in lexicons.load("quantities")["invariable"]["nouns"])


def _is_compound(token: Token, following: Token) -> bool:
    compound = following.dep_ == "compound" or token.dep_ in ("compound", "nmod", "amod")
    return following.tag_ in ("NN", "NNS", "NNP", "NNPS") and compound


def _parts_adjectives(comma: Token, sent: Span) -> bool:
    """``14 old, rusty boats``."""
    adjectives = comma.text == "," and comma.i + 2 < sent.end and comma.nbor(-1).tag_ == comma.nbor().tag_ == "JJ"
    return adjectives and comma.nbor(2).tag_ in ("NN", "NNS", "JJ")


def _joins_modifiers(left: Token, right: Token) -> bool:
    """``digital and physical sales``, ``Kia and Hyundai vehicles``."""
    adjectives = left.tag_ in ("JJ", "NNP") and right.tag_ == left.tag_
    return adjectives and right.i + 1 < len(right.doc) and right.nbor().tag_ in ("NN", "NNS", "JJ")


_BEHIND_HYPHEN = re.compile(r"-(?:by|up|on|in-law|in-chief|at-arms)\b")  # "two passers-by"


def _counted(sent: Span, found: Found, start: int, end: int) -> Found:
    doc, base = sent.doc, sent.start_char
    head = doc[end - 1]
    begin, stop = doc[start].idx - base, head.idx + len(head) - base
    text = sent.text
    if (physical := units.unit_after(text, head.idx - base - 1)) and physical.unit.dimension in _MEASURED:
        name = physical.unit.name  # "517 rushing yards", "the 50 previous years"
        return replace(
            found, unit=name, unit_span=(head.idx - base, stop), dimension=physical.unit.dimension, rule="count"
        )
    unit = text[begin : head.idx - base] + singular(head, titled=syntax.is_titled(text))
    if (joined := _joined(sent, head)) is not None:  # "420,000 homes and businesses"
        unit = f"{unit} and {singular(joined, titled=syntax.is_titled(text))}"
        stop = joined.idx + len(joined) - base
    if (behind := _BEHIND_HYPHEN.match(text, stop)) is not None:
        unit, stop = unit + behind[0], behind.end()
    per = units.denominator_after(text, stop)
    name = re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", unit))
    capital = doc[start].is_title and doc[start].pos_ != "PROPN"
    if capital and (doc[start].i == sent.start or syntax.is_titled(text)):
        name = name[:1].lower() + name[1:]
    rule = found.rule if found.rule == "magnitude" else "count"
    unit = f"{name} per {per[0]}" if per else name
    return replace(found, unit=unit, unit_span=(begin, stop), dimension="count", rule=rule)


def _joined(sent: Span, noun: Token) -> Token | None:
    """The bare plural that one number counts together with the plural before it."""
    joint = sent.doc[noun.i + 1] if noun.i + 2 < sent.end else None
    if joint is None or joint.lower_ != "and" or noun.tag_ != "NNS" or noun.text.isupper():
        return None
    other = joint.nbor()
    if other.tag_ != "NNS" or other.dep_ != "conj" or other.head != noun:
        return None
    following = other.nbor() if other.i + 1 < sent.end else None
    has_verb = following is not None and following.tag_ in _FINITE and noun.dep_ not in syntax.SUBJECTS
    return None if has_verb else other


_FINITE = ("VBD", "VBZ", "VBP", "MD")
