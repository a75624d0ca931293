"""Polls and votes: the candidate or the answer whose percentage a number is."""

import re

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import clause_subject, object_of
from extractor.claims.sites import Site

_PAIR_FIRST = re.compile(r"\s?%?\s?(?:to|-|–)\s?\d")
_PAIR_SECOND = re.compile(r"\d(?:\s?%|\s?percent|\s?per\scent)?\s?(?:to|-|–)\s?$")


def contestant(site: Site) -> Token | None:
    """``A leads B, 46% to 43%``: the first of the pair is A's, the second B's."""
    first = _PAIR_FIRST.match(site.after) is not None
    second = _PAIR_SECOND.search(site.before[-14:]) is not None
    if site.found.dimension not in ("percentage", "dimensionless") or first == second or site.found.unit == "point":
        return None  # "fell 412 points to 80,115 and the Nifty lost"
    contests = lexicons.load("subjects")["contests"]
    if not _is_pair(site, first=first):
        return None
    verbs = [
        token
        for token in site.sent
        if token.pos_ == "VERB" and token.lemma_.lower() in contests and (object_of(token) or _between_names(token))
    ]
    if not verbs:
        return None
    verb = next((token for token in reversed(verbs) if token.i < site.span.start), verbs[0])
    if _between_names(verb):
        return verb.nbor(-1) if first else next(token for token in verb.doc[verb.i + 1 :] if token.pos_ == "PROPN")
    if first:
        return clause_subject(verb)
    rival = next(
        (child for child in verb.rights if child.dep_ == "dobj" and child.lemma_ not in ("lead", "edge")), None
    )
    held = next((child for child in verb.rights if child.dep_ == "dobj"), verb)
    beaten = syntax.prepositional(held, "over", "against") or syntax.prepositional(verb, "over", "against")
    return beaten or rival


def tally(site: Site) -> Token | None:
    """``The commissioners voted 5-2 to replace it``: who votes."""
    if (vote := _vote_between(site)) is not None:
        return vote
    match = _VOTED.search(site.before)
    verb = site.sent.char_span(match.start(), match.end("verb"), alignment_mode="expand") if match is not None else None
    return clause_subject(verb[-1]) if verb is not None else None


def _vote_between(site: Site) -> Token | None:
    """``in a 4-3 vote``: the vote itself."""
    behind = re.match(r"(?P<rest>\s?(?:[-–]|to)\s?\d+)?\s(?:vote|ruling|decision|split|majority)\b", site.after)
    if behind is None or site.found.dimension != "dimensionless":
        return None
    if behind["rest"] is None and _PAIR_SECOND.search(site.before[-14:]) is None:
        return None  # "a 40 vote majority"
    span = site.sent.char_span(0, site.found.end + behind.end(), alignment_mode="expand")
    return span[-1] if span is not None and len(span) else None


_VOTED = re.compile(r"\b(?P<verb>voted)\s(?:by\s)?(?:\d+\s?(?:[-–]|to)\s?)?$")


def _between_names(verb: Token) -> bool:
    """``Marsh leading Idowu 44% to 37%``: a participle that the parser takes for a modifier."""
    inside = verb.sent.start < verb.i < verb.sent.end - 1
    return verb.dep_ == "amod" and inside and verb.nbor(-1).pos_ == "PROPN" == verb.nbor().pos_


def _is_pair(site: Site, *, first: bool) -> bool:
    """Whether the number on the other side of the joint is of the same kind."""
    ordered = sorted(site.others, key=lambda found: found.start)
    at = ordered.index(site.found) + (1 if first else -1)
    if 0 <= at < len(ordered) and ordered[at].unit == site.found.unit:
        return True
    return site.found.dimension == "percentage" and site.span.root.dep_ == "npadvmod"  # "beat him 46 to 40 percent"


def answer(site: Site) -> Token | None:
    """``2% would back Lily Chen``: the candidate, where a percentage without its whole has a verb of opinion."""
    token = site.measure
    share = site.found.dimension == "percentage" or "fraction" in site.found.rule
    if share and (named := _for_those(site)) is not None:
        return named
    if not share or token.dep_ != "nsubj":
        return None
    if site.after.startswith(" of ") and not _of_those_asked(token):
        return None
    verb, lexicon = token.head, lexicons.load("subjects")
    target = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if verb.lemma_.lower() in lexicon["answers"]:
        target = target or syntax.prepositional(verb, "for")
    elif verb.lemma_ == "be" and (held := syntax.prepositional(verb, "for", "against")) is not None:
        target = held  # "49% are for a ban"
    elif verb.lemma_ == "be" and (held := next((one for one in verb.rights if one.dep_ == "acomp"), None)) is not None:
        target = syntax.prepositional(held, "with", "about", "of")  # "55% are satisfied with his work"
    elif verb.lemma_.lower() not in lexicon["namings"]:
        return None
    if target is None or not (target.pos_ in ("NOUN", "PROPN") or target.lower_ in ("it", "them", "him", "her")):
        return None
    return target


def _of_those_asked(share: Token) -> bool:
    """``34% of voters would`` *back* ``the party``: whether those who were asked choose somebody or something."""
    whole, verb = syntax.prepositional(share, "of"), share.head
    asked = whole is not None and whole.lemma_.lower() in ("voter", "respondent", "elector")
    return asked and verb.lemma_.lower() in ("back", "choose", "prefer", "vote", "favour", "favor")


def in_favour(site: Site) -> Token | None:
    """``64% in favour of the ban``: what the share of those asked is for or against."""
    match = _IN_FAVOUR.match(site.after) if site.found.dimension == "percentage" else None
    behind = site.sent.char_span(site.found.end + match.end(), len(site.text)) if match is not None else None
    if behind is None:
        return None
    nouns = (token for token in behind[:_NEAR_BEHIND] if token.pos_ in ("NOUN", "PROPN"))
    return next((one for one in nouns if one.dep_ not in ("compound", "nmod", "poss")), None)


_IN_FAVOUR = re.compile(r"\s(?:(?:is|are|was|were|be)\s)?(?:in\s(?:favou?r|support)\sof|opposed\sto)\s")
# The noun of what they are for stands so close: "the proposed new ban".
_NEAR_BEHIND = 6


def gapped_answer(site: Site) -> Token | None:
    """``51% named Berg and 13% his deputy``: the noun phrase behind a percentage whose verb is left out."""
    lexicon = lexicons.load("subjects")
    verbs = (*lexicon["answers"], *lexicon["namings"])
    named = any(token.lemma_.lower() in verbs and token.i < site.span.start for token in site.sent)
    joint = _JOINT.search(site.before) is not None
    first = site.follower
    if site.found.dimension != "percentage" or not named or not joint or first is None:
        return None
    if first.pos_ not in ("DET", "PROPN", "NOUN", "ADJ") and first.tag_ != "PRP$":
        return None
    head = first
    while head.dep_ in ("det", "poss", "compound", "amod", "nmod", "case") and first.i <= head.head.i < first.i + 5:
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") else None


_JOINT = re.compile(r"\d\s?(?:%|per\s?cent)[^,;%\d]{0,40}(?:,|,?\sand)\s(?:\w+\s){0,2}$")


def _for_those(site: Site) -> Token | None:
    """``Housing is the main problem for 41% of those polled``: the answer that the share gives."""
    preposition = site.measure.head
    if preposition.lower_ == "than" and preposition.head.dep_ in ("pobj", "amod"):
        preposition = preposition.head.head
    if preposition.lower_ not in ("for", "by") or preposition.dep_ not in ("prep", "agent"):
        return None
    whole = syntax.prepositional(site.measure, "of")
    asked = whole is not None and (
        any(
            child.dep_ == "acl" and child.lemma_.lower() in ("poll", "survey", "ask", "question")
            for child in whole.children
        )
        or whole.lemma_.lower() in ("voter", "respondent", "elector")
    )
    verb = syntax.governing_verb(preposition)
    named = verb is not None and verb.lemma_ == "be" and any(child.dep_ == "attr" for child in verb.rights)
    if verb is None or not (asked or (whole is None and (_is_chosen(verb, preposition) or named))):
        return None
    return clause_subject(verb)


def _is_chosen(verb: Token, preposition: Token) -> bool:
    """``Housing was named as the top concern by 44 percent``: whether somebody chooses what the clause is about."""
    lexicon = lexicons.load("subjects")
    chosen = verb.lemma_.lower() in (*lexicon["answers"], *lexicon["namings"])
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return preposition.lower_ == "by" and chosen and passive


def candidate(site: Site, whole: Token) -> Token | None:
    """``Ortega won 52% of the vote``: of a share of the votes, whoever won it."""
    if whole.lemma_.lower() not in lexicons.load("subjects")["ballots"]:
        return None
    if any(above.lemma_ in ("count", "cast") for above in (whole.head.head.head, *whole.children)):
        return whole  # "with 88% of the votes counted"
    if site.measure.dep_ in syntax.SUBJECTS:
        return whole  # "2% of ballots were spoiled"
    for head in syntax.ancestors(site.measure, 4):
        if head.pos_ in syntax.VERBAL:
            return clause_subject(head)
        if head.pos_ == "PROPN":
            return head  # "Ortega with 52% of the vote"
    return None
