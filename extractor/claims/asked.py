"""Shares that name nobody: whom they are of is told by the sentence before, or by the share before."""

import re
from collections.abc import Iterable

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.climbs import place_of_clause
from extractor.claims.labels import label_of
from extractor.claims.sites import Site
from extractor.records import Subject


def find_asked(site: Site, known: Iterable[Subject], things: Iterable[Subject]) -> Subject | None:
    """Return those whose share a number is that names none: ``one in five`` *had no attacks*.

    Args:
        site: The quantity in its sentence.
        known: Whom it may mean, the likeliest first.
        things: What the sentence before counts, the last first.
    """
    if not _is_share_alone(site) or next(place_of_clause(site), None) is not None:
        return None
    asked = lexicons.load("subjects")["askable"]
    counted = [one for one in site.others if one.end <= site.found.start and one.unit_span is not None]
    nouns = [syntax.token_at(site.sent, *one.unit_span) for one in counted if one.unit_span is not None]
    named = [noun for noun in nouns if noun.tag_ == "NNS" and noun.lemma_.lower() in asked]
    if named:
        return label_of(site, named[-1])  # "We asked 2,000 members and 37% told us"
    earlier = any(one.end <= site.found.start and not site.text.startswith(" in ", one.end) for one in site.others)
    if earlier and "; " not in site.before:
        return None
    counted_before = list(things)
    people = (one for one in (*known, *counted_before) if _last_singular(one.text) in asked)
    return next(people, next(iter(counted_before), None) if _is_parted(site) else None)


def _last_singular(label: str) -> str:
    """The last word of a label in the singular, as far as a plural in -s tells it."""
    word = label.lower().split()[-1]
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def is_whole(site: Site, *, share: bool) -> bool:
    """Tell whether a number says in its own words of what or whom it is a share, or how many are asked."""
    if site.found.unit_span is not None and site.found.dimension == "count":
        noun = syntax.token_at(site.sent, *site.found.unit_span)
        return noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in ("survey", "poll", "sample", "trial", "study")
    return share and site.after.startswith(" of ")


def _is_share_alone(site: Site) -> bool:
    """Whether a share is itself the subject of a clause, and nothing behind it says of whom it is."""
    found = site.found
    share = found.dimension == "percentage" or "fraction" in found.rule
    parts = _is_parted(site)
    if not (share or (parts and found.unit is None)) or site.after.startswith(" of "):
        return False
    return parts or site.measure.dep_ in syntax.SUBJECTS


def _is_parted(site: Site) -> bool:
    """Whether a number is one side of ``one in five``."""
    return _IN_SO_MANY.match(site.after) is not None or _SO_MANY_IN.search(site.before[-24:]) is not None


_IN_SO_MANY = re.compile(
    r"\s(?:in|out\sof)\s(?:every\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s(?!of\b)"
)
_SO_MANY_IN = re.compile(r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?$", re.I)
