"""Whose rank, age, share or counted things a number gives: the subjects that its dimension tells."""

import re

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import antecedent_of, change_nouns, clause_subject
from extractor.claims.sites import Site
from extractor.claims.votes import candidate

# "the deficit *at* 5.1 per cent of GDP": a preposition of position, hedged or not, before a percentage.
_POSITION = re.compile(
    r"\b(?P<word>to|at|from|below|above)\s(?:(?:about|around|nearly|almost|roughly|just|some|only|under|over|more|less|than)\s){0,2}$"
)


def whole_of_share(site: Site) -> Token | None:
    """``60% of the global AI patents``: the whole; of a share of the votes, the candidate."""
    found = site.found
    if found.dimension != "percentage" and not any(word in found.rule for word in ("fraction", "words", "digits")):
        return None
    if site.follower is None or site.follower.lower_ != "of":
        return None
    if (position := _POSITION.search(site.before[-40:])) is not None and not _is_given(site, position["word"]):
        return None  # "the deficit at 5.1 per cent of GDP": what stands at the share, not the whole
    target = next((child for child in site.follower.children if child.dep_ in ("pobj", "pcomp")), None)
    if target is None or not (target.pos_ in ("NOUN", "PROPN", "PRON", "DET") or syntax.is_nominal(target)):
        return None
    if target.tag_ in ("WDT", "WP"):
        return antecedent_of(target)  # "beds, half of which"
    if target.lemma_.lower() in lexicons.load("subjects")["denominators"]:
        return None  # "a deficit of 4.5% of GDP"
    if any(child.lower_ in ("a", "an") for child in target.lefts):
        target = syntax.prepositional(target, "of") or target  # "a third of a tonne of cocaine"
    return candidate(site, target) or target


# Adjectives whose *to* leads to whom it is of: "*home* to half of the electorate".
_OPEN_TO = ("home", "open", "available", "limited", "confined", "common", "closed", "unknown")


def _is_given(site: Site, preposition: str) -> bool:
    """``was restored to`` *60%* ``of hospitals``: to whom, by a verb that moves nothing."""
    verb = site.measure.head.head
    moves = lexicons.load("subjects")["settings"]
    if preposition == "to" and verb.lower_ in _OPEN_TO:
        return True  # "home to half of the electorate"
    return (
        preposition == "to"
        and verb.pos_ in syntax.VERBAL
        and not syntax.is_move(verb)
        and verb.lemma_.lower() not in moves
    )


_IN_SO_MANY = re.compile(
    r"\s(?:in|out\sof)\s(?:every\s)?(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten)(?=[\s,.;]*(?:$|[.,;]))"
)


def holder_or_counted(site: Site) -> Token | None:
    """The holder of counted things where the clause gives one, else the counted noun."""
    if site.found.unit_span is None:
        return None
    noun = syntax.token_at(site.sent, *site.found.unit_span)
    shared_out = _IN_SO_MANY.match(site.text, site.found.unit_span[1])  # "would prevent one case in 15"
    if shared_out or site.text[site.found.end : site.found.end + 1] == "-":
        return noun if shared_out else _behind_hyphen(noun)
    partitive = site.follower is not None and site.follower.lower_ == "of"  # "two of the convention's breakfasts"
    if not partitive and (owner := _possessor(noun)) is not None:
        return owner
    role = noun
    if role.dep_ == "pobj" and role.head.lower_ == "of" and site.span.start <= role.head.head.i < site.span.end:
        owned = any(child.tag_ == "PRP$" for child in noun.lefts)
        role = role.head.head if owned else role  # "26 of its 410 shops"
    while role.dep_ == "conj" and role.head.pos_ in ("NOUN", "PROPN"):
        role = role.head
    if role.dep_ == "attr":
        if any(child.lower_ in ("so", "neither", "nor") for child in role.head.lefts):
            return noun  # "The bridge is shut, and so are 600 schools"
        subject = clause_subject(role.head)
        return subject if subject is not None and subject.i != noun.i and subject.pos_ != "PRON" else noun
    if role.dep_ == "npadvmod" and role.lemma_ == "time" and role.head.pos_ == "VERB":
        return clause_subject(role.head) or noun  # "Her son called back six times"
    phrasal = role.dep_ == "npadvmod" and any(child.dep_ == "prt" for child in role.head.children)
    if role.dep_ in ("dobj", "dative", "oprd") or phrasal:  # "stand down 90 drivers"
        if role.head.lemma_.lower() in lexicons.load("subjects")["affecting"]:
            return noun
        subject = clause_subject(role.head)
        return subject if subject is not None and subject.i != noun.i else noun
    if role.dep_ == "pobj":
        holder = _holder_above(role)
        return noun if holder.i == role.i else holder
    return noun


_EACH = re.compile(r"\s(?:with|of|holding|seating)\s(?:(?:about|around|up\sto|nearly|over|some)\s)?$")


def before_each(site: Site) -> Token | None:
    """``set up three colleges with 150 seats each``: what has so many each."""
    held = _EACH.search(site.before)
    if held is None or re.match(r"\s(?:[\w-]+\s){0,2}each\b", site.after) is None:
        return None
    span = site.sent.char_span(0, held.start(), alignment_mode="expand")
    return span[-1] if span is not None and len(span) and span[-1].pos_ in ("NOUN", "PROPN") else None


def _behind_hyphen(noun: Token) -> Token:
    """``a two-bedroom flat``, ``a six-term senator``: what the hyphened measure stands before."""
    for head in syntax.ancestors(noun, 3):
        if head.i > noun.i and (head.pos_ in ("NOUN", "PROPN") or head.dep_ == "pobj"):
            return head
    return noun


def _possessor(noun: Token) -> Token | None:
    """``the union's 48,000 members``: who has the counted things."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None or owner.pos_ not in ("NOUN", "PROPN"):
        return None
    return owner if owner.lemma_.lower() not in lexicons.load("subjects")["frames"] else None


def _holder_above(noun: Token) -> Token:
    preposition = noun.head
    above = preposition.head
    word = preposition.lower_
    if word == "by":
        contested = above.lemma_.lower() in lexicons.load("subjects")["contests"]  # "won the seat by 1,284 votes"
        subject = (
            clause_subject(above) if above.pos_ in syntax.VERBAL and (contested or syntax.is_change(above)) else None
        )
        return subject if subject is not None else noun
    each = word == "for" and any(child.lower_ in ("every", "each") for child in noun.lefts)
    if each or (word == "with" and preposition.i > 0 and preposition.nbor(-1).text == "," and _is_told_more(noun)):
        return noun  # "one nurse for every 12 patients", ", with four clubs willing to pay"
    if above.pos_ in ("NOUN", "PROPN"):
        counted = any(child.dep_ == "nummod" for child in above.children)
        if counted and above.dep_ in ("dobj", "attr", "pobj") and word in ("in", "from", "across", "over", "for"):
            verb = syntax.governing_verb(above)  # "47 goals in 112 appearances"
            subject = clause_subject(verb) if verb is not None else None
            return subject if subject is not None else above
        within = syntax.prepositional(noun, "within", "in", "at")
        if above.lemma_.lower() in change_nouns():
            return within if within is not None and within.ent_type_ != "DATE" else noun
        if word == "of" and above.dep_ == "dobj" and above.lemma_.lower() in _LEADS:
            return clause_subject(above.head) or above  # "Ruiz held a lead of 1,127 votes"
        formed = above.dep_ == "dobj" and above.head.lemma_ in ("form", "make", "constitute", "represent", "become")
        if word == "with" and formed and any(child.tag_ == "JJS" for child in above.lefts):
            return clause_subject(above.head) or above  # "Walkers formed the largest group, with 2,391 deaths"
        return above if word in ("with", "for", "between") or _is_container(above) else noun
    return _holder_at_verb(noun, word, above)


def _holder_at_verb(noun: Token, word: str, above: Token) -> Token:
    """Who has the counted things that a preposition hangs on a verb."""
    verbal = above.pos_ in syntax.VERBAL
    moved = next((child for child in above.rights if child.dep_ == "dobj" and child.i < noun.i), None)
    if word == "on" and verbal and noun.lemma_.lower() in _POLLED:
        held = moved or clause_subject(above)  # "The exit poll puts Labour on 31 seats"
        return held if held is not None else noun
    if word == "to" and verbal and syntax.is_move(above) and moved is not None and moved.pos_ == "NOUN":
        return moved  # "lifts its backlog to 416 planes"
    standing = (*lexicons.load("subjects")["settings"], *lexicons.load("subjects")["standings"])
    definite = any(
        child.lower_ in ("the", "its", "their", "all") for child in noun.lefts
    )  # "on offer at the six sites"
    if word == "at" and verbal and above.lemma_.lower() in standing and not definite:
        subject = moved or clause_subject(above)  # "with the slaughter pegged at 116,000 head"
        return subject if subject is not None else noun
    climbed = word in ("to", "from") and verbal and syntax.is_change(above)
    if climbed and (subject := clause_subject(above)) is not None:
        return subject  # "deliveries climbed to 214,000 vehicles"
    if word in ("with", "into", "in", "to", "across", "on") and verbal:
        participle = above.dep_ in ("acl", "relcl") or any(child.dep_ == "auxpass" for child in above.children)
        holds = word == "with" or (participle and word != "on") or above.lemma_ == "run"
        subject = clause_subject(above) if holds else None
        return subject if subject is not None else noun
    return noun


def _is_told_more(noun: Token) -> bool:
    """Whether an adjective or participle right behind a noun says something of it: ``clubs`` *willing* ``to pay``."""
    following = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    return following.i > noun.i and (following.tag_ in ("JJ", "VBG", "VBN")) and following.i < noun.sent.end


# What parties and candidates are on.
_POLLED = ("seat", "vote", "delegate", "point")
# What whoever is ahead in a count has.
_LEADS = ("lead", "advantage", "edge", "cushion")


def _is_container(noun: Token) -> bool:
    """``a crowd of 1,300 people``, ``a survey of seven countries``: a noun of what has or gathers what it counts."""
    return noun.lemma_.lower() in lexicons.load("subjects")["containers"]


def _age_named(number: Token) -> Token | None:
    """``lower the voting age to 16``, ``the pension age rises to 67``: an age that laws set."""
    verb = syntax.governing_verb(number)
    if verb is None or number.dep_ != "pobj":
        return None
    named = [child for child in verb.children if child.dep_ in ("dobj", *syntax.SUBJECTS) and child.lemma_ == "age"]
    return next((child for child in named if child.i < number.i), None)


def holder_of_age(site: Site) -> Token | None:
    """Whose age it is: the noun that the age modifies or stands behind, else the clause's subject."""
    token = site.measure
    if (named := _age_named(token)) is not None:
        return named
    for head in [token, *syntax.ancestors(token, 3)]:
        if head.pos_ in syntax.VERBAL and any(child.dep_ in syntax.SUBJECTS for child in head.children):
            break  # "Reagan, who was 69"
        if (
            head.dep_ in ("appos", "npadvmod", "amod", "nmod", "acl", "nummod", "advmod")
            and head.head.pos_ in ("PROPN", "NOUN")
            and head.head.i != token.i
            and head.head.lemma_ not in ("year", "age")
        ):
            return head.head
    for other in reversed(site.sent.doc[site.sent.start : site.span.start]):
        if other.pos_ == "PROPN":
            return other
        if other.pos_ not in ("PUNCT", "ADP", "NOUN", "DET") or other.lower_ == "is":
            break
    verb = syntax.governing_verb(token)
    return clause_subject(verb) if verb is not None else None
