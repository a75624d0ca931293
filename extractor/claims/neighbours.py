"""Subjects that the words right before or behind a number name, whatever the parser makes of the sentence."""

import re

from spacy.tokens import Token

from extractor.claims import syntax
from extractor.claims.sites import Site
from extractor.records import Subject

_HEDGE = (
    r"(?:(?:an?|about|around|nearly|almost|just|only|over|under|some|roughly|another|up\sto|at\sleast"
    r"|(?:more|less)\sthan)\s){0,2}"
)
_OWNER = r"(?:the|its|his|her|their|our|an?|each|every)"
_COSTS = re.compile(  # what an hour or a day costs; of others, what costs is the subject
    rf"\b[Ee](?:ach|very)\s[^.;]{{2,48}}?\scost(?:s|ing)?\s(?:{_OWNER}\s)?(?P<noun>(?:[\w’'-]+\s){{0,2}}?[\w’'-]+)\s{_HEDGE}$"
)
_SUPERLATIVE = re.compile(
    r"\bthe\s(?P<noun>\w+est)\sof\s(?:them|these|those|which|whom),?\s"
    rf"(?:(?:at|worth|is|was)\s)?{_HEDGE}$"
)
_AGED = re.compile(
    rf"\bthe\s(?P<noun>youngest|oldest|eldest)(?:,\s[^,.;\d]{{2,30}},|,)?\s(?:(?:is|was|being)\s)?{_HEDGE}$"
)
_GOES_TO = re.compile(
    r"\s(?:of\s(?:them|which)\s)?(?:going|goes|went|go)\sto\s(?:the\s)?(?P<noun>(?:[A-Za-z’'-]+\s?){1,3})"
)
_PRICED = re.compile(rf"\bfor\s(?:an?|the)\s[^,;:()]{{2,60}}?,\s(?:up|down)\s(?:by\s)?{_HEDGE}$")
_ANSWER = re.compile(
    r"\s(?:(?:is|are|were|was)\s)?(?:(?:still|now|also|strongly|firmly)\s)?"
    r"(?P<answer>in\sfavou?r|against|undecided|unsure|opposed|unaccounted\sfor)"
    r"(?=\s*(?:[.,;:)!?”\"]|$)|\s(?:and|while|but|with)\b)"
)


_NEAR = 80  # characters of a clause
_WITH = re.compile(r"\bwith\s(?:\w+\s){0,2}$")


def named_beside(site: Site) -> Token | None:
    """Return the head of what the words beside the number name, or None.

    Args:
        site: The number.
    """
    return _bearer(site) or _goal(site) or _priced(site) or _gapped_for(site)


def told_beside(site: Site) -> Subject | None:
    """Return the subject that an adjective is: ``61 per cent were`` *in favour*, ``the`` *highest* ``of them €18m``.

    Args:
        site: The number.
    """
    if (answer := _answer(site)) is not None:
        return answer
    near = site.before[-_NEAR:]
    match = _AGED.search(near) if site.found.dimension == "age" else _SUPERLATIVE.search(near)
    if match is None:
        return None
    start = site.sent.start_char + site.found.start - len(near) + match.start("noun")
    return Subject(text=match["noun"], start=start, end=start + len(match["noun"]))


def _answer(site: Site) -> Subject | None:
    shared = site.found.dimension in ("percentage", "dimensionless") or site.found.rule == "elided"
    match = _ANSWER.match(site.after) if shared else None
    if match is None or site.found.unit in ("percentage point", "point"):
        return None
    if match["answer"] in ("in favor", "in favour", "against") and _WITH.search(site.before):
        return None  # "The school bond fell short, with 52.2% in favor"
    start = site.sent.start_char + site.found.end + match.start("answer")
    return Subject(text=match["answer"], start=start, end=start + len(match["answer"]))


_FOR = re.compile(
    r"(?:,|;|\band|\bwhile)\s(?:and\s)?(?:for|of)\s(?:the\s)?(?:[\w’'-]+\s)?(?P<noun>[\w’'-]+)"
    rf"\s(?:to|at|by|it\s(?:was|is)|was|is)\s{_HEDGE}$"
)


def _gapped_for(site: Site) -> Token | None:
    """``cut its estimate for barley to 4.2m tonnes and for wheat to`` *11.9*: for what the clause goes on."""
    near = site.before[-_NEAR:]
    match = _FOR.search(near)
    led = match is not None and re.search(r"\b(?:for|of)\s", near[: match.start()]) is not None
    noun = _token_at(site, site.found.start - len(near) + match.start("noun")) if match is not None and led else None
    return noun if noun is not None and noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ != "DATE" else None


def _token_at(site: Site, at: int) -> Token | None:
    span = site.sent.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _bearer(site: Site) -> Token | None:
    """``costs the port some`` *€600,000*: who pays."""
    match = _COSTS.search(site.before[-_NEAR:]) if site.found.dimension == "currency" else None
    if match is None:
        return None
    last = _token_at(site, site.found.start - len(site.before[-_NEAR:]) + match.end("noun") - 1)
    return last if last is not None and last.pos_ in ("NOUN", "PROPN") else None


def _goal(site: Site) -> Token | None:
    """``with the remaining`` *12* ``going to the centre``."""
    match = _GOES_TO.match(site.after)
    if match is None or site.found.dimension not in ("count", "percentage", "dimensionless", "currency"):
        return None
    first = _token_at(site, site.found.end + match.start("noun"))
    while first is not None and first.dep_ in ("compound", "amod", "nmod", "det") and first.i < first.head.i:
        first = first.head
    return first if first is not None and first.pos_ in ("NOUN", "PROPN") and first.ent_type_ != "DATE" else None


def _priced(site: Site) -> Token | None:
    """``must find €402,000 for a typical semi, up`` *8.6 per cent*: what the price is for."""
    match = _PRICED.search(site.before[-96:]) if site.found.dimension in ("percentage", "currency") else None
    comma = site.before.rfind(", ", 0, len(site.before)) if match is not None else -1
    noun = _token_at(site, comma - 1) if comma > 0 else None
    if noun is None or not (noun.pos_ == "NOUN" or noun.dep_ == "pobj"):
        return None
    verb = syntax.governing_verb(noun)
    return noun if verb is not None and not syntax.is_move(verb) else None
