"""From the token that heads a subject to its text: the shortest noun phrase that tells the row."""

import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import gazetteers, syntax
from extractor.claims.clauses import change_nouns
from extractor.claims.found import Found
from extractor.claims.sites import Site
from extractor.records import Subject

_AGE_BEFORE = re.compile(r"\d+-(?:year|month|week|day)s?-old\s")  # "a 17-year-old boy" is a boy
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:am|pm)?")  # "23:50 Mayor Lind", of a live blog
_JOINT = ("-", "–", "/", "&")
# What may stand before the label without belonging to it: joints, hedges, the comparative of "40% less electricity".
_EDGE_POS = ("CCONJ", "ADP", "PUNCT", "SCONJ", "DET", "SYM")
_EDGE_WORDS = ("and", "or", "but", "%", "cent", "less", "more", "fewer", "further", "another", "only", "much")


def label_of(site: Site, head: Token) -> Subject | None:
    """Return the subject that a token heads, the quantity itself cut out of it.

    Args:
        site: The number.
        head: The token that heads its subject.

    Returns:
        The subject, its offsets in the text of the Doc and its entity still open; None where nothing is left of it.
    """
    doc = head.doc
    start, end = _phrase(site, head)
    if aged := _AGE_BEFORE.match(doc[start:end].text):
        cut = doc[start].idx + aged.end()
        start = next((token.i for token in doc[start:end] if token.idx >= cut), start)
    if start < site.span.end and site.span.start < end:
        start, end = _without(start, end, site.span)
    start = _behind_measure(site, start, head)
    start = _behind_joint(site, start, head)
    while start < end - 1 and (
        (doc[start].pos_ in _EDGE_POS and not _is_prefix(doc[start]))
        or doc[start].lower_ in _EDGE_WORDS
        or _is_torn(site, doc[start])
        or _is_count(site, doc[start])
        or _is_share(site, doc[start])
        or _CLOCK.fullmatch(doc[start].text)
        or site.in_dateline(doc[start])
    ):
        start += 1
    if start >= end:
        return None
    first, last = syntax.char_span(doc, start, end)
    base = site.sent.start_char
    return Subject(text=site.text[first - base : last - base], start=first, end=last)


def _behind_measure(site: Site, start: int, head: Token) -> int:
    """Where a label begins behind another quantity in it: ``200g`` *bar*, ``a record 1.4m`` *parcels*."""
    if head.lemma_.lower() in lexicons.load("subjects")["told_by_size"]:
        return start  # "a 1-terabyte version", "the 30-year bond"
    base, cut = site.sent.start_char, start
    for other in site.others:
        counts = other.dimension in ("count", "age", "rank") and "-" in site.text[other.number_end : other.end + 1]
        if counts or other.unit is None or other.dimension in ("currency", "percentage", "multiple"):
            continue  # "a two-bedroom flat", "the Lumen 5 Pro"
        begin, end = base + other.start, base + (other.number_end if other.dimension == "count" else other.end)
        inside = [token for token in head.doc[start : head.i] if begin <= token.idx < end]
        if inside and end <= head.idx and not _is_one_of_several(site, other, head):
            cut = max(cut, inside[-1].i + 1)
    while cut < head.i and cut > start and head.doc[cut].text == "-":
        cut += 1
    return cut


def _is_one_of_several(site: Site, measure: Found, head: Token) -> bool:
    """Whether the sentence has the same noun behind another measure: ``the 40-watt lamp and the 60-watt lamp``."""
    alike = (token for token in site.sent if token.lemma_ == head.lemma_ and token.i != head.i)
    return any(any(site.takes(child) for child in token.lefts) for token in alike) and measure.dimension != "count"


def _behind_joint(site: Site, start: int, head: Token) -> int:
    """Where a label begins whose modifiers were misread: ``a 7% jump and`` *stores*, ``the A220-300's`` *range*."""
    for token in reversed(head.doc[start : head.i]):
        joint = token.pos_ == "CCONJ" and any(site.takes(other) for other in head.doc[start : token.i])
        owner = token.tag_ == "POS" and token.whitespace_ and not _is_in_name(token, head)
        moved = token.tag_ == "VBN" and syntax.is_move(token) and token.i > 0 and token.nbor(-1).pos_ == "CCONJ"
        if (
            moved or joint or owner or token.text == ":" or token.tag_ in ("VBZ", "VBD")
        ):  # "The Riksbank forecasts *inflation*"
            return token.i + 1
    return start


def _is_in_name(mark: Token, head: Token) -> bool:
    """``the Workers' Alliance``: the mark of a plural within a name."""
    if mark.i == 0:
        return False
    owner = mark.nbor(-1)
    return mark.text in ("'", "’") and head.pos_ == owner.pos_ == "PROPN" and owner.tag_ == "NNPS"


def _is_prefix(token: Token) -> bool:
    """``In-state tuition``: the first part of a hyphenated word."""
    return token.is_alpha and not token.whitespace_ and token.nbor().text == "-"


def _is_torn(site: Site, token: Token) -> bool:
    """Whether a token is the rest of a quantity: *per cent* ``stake``, but not ``90-day pass``."""
    at = token.idx - site.sent.start_char
    return any(other.start < at < other.end for other in site.others)


def _is_count(site: Site, token: Token) -> bool:
    """Whether a token is another quantity's count: *three* ``bullocks, 588kg``."""
    return token.pos_ == "NUM" and token.whitespace_ != "" and site.takes(token)


def _is_share(site: Site, token: Token) -> bool:
    """Whether a token is of another share: *9.5%* ``pay``."""
    signs = ("%", "percent")
    return token.text in signs or (site.takes(token) and token.nbor().text in signs)


def _phrase(site: Site, head: Token) -> tuple[int, int]:
    start, end = syntax.noun_phrase(head)
    if head.pos_ == "VERB" and head.dep_ in syntax.SUBJECTS:  # "Impairment *charges* doubled", misread as a clause
        start = next(
            (child.left_edge.i for child in head.lefts if child.dep_ == "nsubj" and child.i == start - 1), start
        )
    if start > head.sent.start and head.doc[start].lower_ == "capita" and head.doc[start - 1].lower_ == "per":
        start -= 1  # "*per* capita income"
    if head.lower_ in ("median", "average") and head.head.i == end and head.head.tag_ in ("VB", "VBP"):
        end += 1  # "The median *wait* was 29 weeks", misread as a verb
    start = _opening(site, start, head)
    if head.dep_ in ("compound", "nmod") and head.head.lemma_.lower() in change_nouns():
        start = min(start, syntax.noun_phrase(head.head)[0])  # "general computing power" of *growth*
    start, end = _whole_words(site, start, end)
    if head.dep_ == "dobj" and head.head.tag_ == "VBG" and head.head.i == start - 1:
        cut = head.head.dep_ == "xcomp" and syntax.is_move(head.head.head)  # "cut asking prices"
        start -= head.head.dep_ == "csubj" or cut  # "asking prices were higher"
    elif (
        head.dep_ == "dobj"
        and head.head.dep_ in ("csubj", "csubjpass")
        and head.head.tag_ == "VBG"
        and site.found.dimension != "length"
    ):
        between = head.doc[head.head.i + 1 : start]
        if all(token.pos_ in ("DET", "PRON") for token in between):
            start = head.head.i  # "*keeping the picture* would cost"
    if _is_name(head):
        start = _name_start(head, _owner_in_name(head, start))
        end = _name_end(site, head, end)
    start, end = _numbered(site, start, head), _per(site, end)
    if head.lower_ == "those" and end < site.sent.end and head.doc[end].dep_ == "acl" and head.doc[end].tag_ == "VBN":
        end += 1  # "those surveyed"
    return start, max(end, _of_phrase_end(site, head), _coordination_end(site, head))


def _numbered(site: Site, start: int, head: Token) -> int:
    """``One Nation``, ``Serie A clubs``: a name that begins with a word of number, a letter within one."""
    before = head.doc[start - 1] if start > site.sent.start else None
    if before is None or site.takes(before):
        return start
    if before.text == "One" and head.pos_ == "PROPN":
        return start - 1
    lettered = before.text == "A" and before.i > site.sent.start and before.nbor(-1).pos_ == "PROPN"
    return start - 2 if lettered and before.nbor(-1).is_title else start


def _per(site: Site, end: int) -> int:
    """``adjusted earnings per share``: what a label is divided by."""
    doc = site.sent.doc
    divided = end + 1 < site.sent.end and doc[end].lower_ == "per" and doc[end + 1].tag_ == "NN"
    divided = divided and f" per {doc[end + 1].lower_}" not in (site.found.unit or "")
    return end + 2 if divided and not site.takes(doc[end]) and not site.takes(doc[end + 1]) else end


def _opening(site: Site, start: int, head: Token) -> int:
    """``Like-for-like sales``: a hyphenated modifier that opens the sentence, whatever the parser makes of it."""
    opening = head.doc[site.sent.start : start]
    joined = 0 < len(opening) <= _LONGEST_OPENING and all(
        token.text == "-" or not token.whitespace_ or token.i == start - 1 for token in opening
    )
    return site.sent.start if joined and opening[0].text.isalpha() and "-" in opening.text else start


# Tokens of "Like-for-like" and "Year-on-year".
_LONGEST_OPENING = 5


def _is_name(head: Token) -> bool:
    numbered = head.text in lexicons.load("names")["numbered"]  # "Proposition 12"
    proper = head.pos_ == "PROPN" and not head.text.islower()
    return numbered or proper or any(letter.isupper() for letter in head.text[1:])


def _whole_words(site: Site, start: int, end: int) -> tuple[int, int]:
    """``co-founder``, ``like-for-like sales``, ``S&P``: a label begins and ends between words."""
    doc, sent = site.sent.doc, site.sent
    while start > sent.start and not doc[start - 1].whitespace_ and _joins(doc[start - 1], doc[start]):
        start -= 1
    while end < sent.end and not doc[end - 1].whitespace_ and _joins(doc[end - 1], doc[end]):
        end += 1
    return start, end


def _joins(left: Token, right: Token) -> bool:
    return (left.text in _JOINT and right.text.isalpha()) or (right.text in _JOINT and left.text.isalnum())


def _owner_in_name(head: Token, start: int) -> int:
    inside = start == head.i > head.sent.start + 1 and head.nbor(-1).tag_ == "POS" and _is_in_name(head.nbor(-1), head)
    return start - 2 if inside else start


def _name_start(head: Token, start: int) -> int:
    """``striker Luca Benni``, ``the proprietary HarmonyOS``: a name needs neither title nor adjective in lower case."""
    doc = head.doc
    lexicon = lexicons.load("names")
    offices = {*lexicon["titles"], *lexicon["descriptions"]["apposed"]}
    while start < head.i - 1 and doc[start].lower_ in offices and _is_given(doc[start + 1]):
        start += 1  # "Councilwoman Teresa Ruiz"
    lower = (index for index in range(head.i - 1, start - 1, -1) if doc[index].text.islower())
    return next((index + 1 for index in lower if not _is_particle_of_name(doc[index])), start)


def _is_given(word: Token) -> bool:
    """Whether a word is the first of a person's name."""
    return word.ent_type_ == "PERSON" and gazetteers.first_name(word.text) is not None


def _is_particle_of_name(word: Token) -> bool:
    """``Pieter`` *van* ``Rooyen``, but not ``defender Van Dijk``: a particle within a name."""
    if word.lower_ not in lexicons.load("names")["particles"] or word.i == 0:
        return False
    return word.nbor(-1).pos_ == "PROPN" or word.nbor(-1).lower_ in lexicons.load("names")["particles"]


def _name_end(site: Site, head: Token, end: int) -> int:
    """``S&P 500``, ``Nasdaq 100``: the number that is part of a name."""
    if head.ent_type_ == "ORG":
        while end < site.sent.end and head.doc[end].ent_iob_ == "I" and head.doc[end].text != ",":
            end += 1  # "the Bank of England"
    if end >= site.sent.end or head.doc[end].tag_ != "CD" or head.doc[end].head.i != head.i:
        return end
    if head.ent_type_ == "PERSON":
        return end  # "Nick Hague 44": an age
    at = head.doc[end].idx - site.sent.start_char
    return end if any(other.start <= at < other.end for other in site.others) else end + 1


def _coordination_end(site: Site, head: Token) -> int:
    """``fats and oils rose 6%``: of a coordinated subject, the end of all its coordinates."""
    if head.dep_ not in syntax.SUBJECTS or "respectively" in site.text:
        return head.i + 1
    last = next((child for child in head.rights if child.dep_ == "conj"), None)
    joint = next((child for child in head.rights if child.dep_ == "cc"), None)
    if last is None or joint is None or joint.lower_ not in ("and", "&") or last.pos_ not in ("NOUN", "PROPN"):
        return head.i + 1
    start, end = syntax.noun_phrase(last)
    counted = any(site.takes(token) for token in head.doc[head.i : end])  # "46 trucks and four aircraft"
    return end if start == joint.i + 1 and joint.i == head.i + 1 and not counted else head.i + 1


def _of_phrase_end(site: Site, head: Token) -> int:
    """Where the of-phrase ends that a head such as ``number`` or ``price`` needs to tell the row."""
    keep = lexicons.load("subjects")["keep_of"]
    kept = head.lemma_.lower() in keep and head.lower_ != "shares"  # those of a company tell their row
    target = syntax.prepositional(head, "of") if kept else None
    if target is None or site.span.start <= target.i < site.span.end:
        return head.i + 1
    if target.pos_ not in ("NOUN", "PROPN") and not syntax.is_nominal(target):
        return head.i + 1
    start, end = syntax.noun_phrase(target)
    end = _whole_words(site, start, end)[1]
    told = end < site.span.start and head.doc[end].tag_ == "VBN" and head.doc[end].dep_ in ("acl", "amod")
    return end + 1 if told else end  # "number of people *killed*"


def _without(start: int, end: int, quantity: Span) -> tuple[int, int]:
    """Cut the quantity, and what stands before it, out of the label: *400,000* ``firms``."""
    doc = quantity.doc
    cut = quantity.end
    while cut < end and doc[cut].text in ("-", ",", "of"):
        cut += 2 if doc[cut].text == "-" and cut + 2 < end else 1  # "a *two*-bedroom flat"
    return (cut, end) if cut < end else (start, quantity.start)
