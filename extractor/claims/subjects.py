"""What a number measures: the row label that one would write left of it in a table.

Rules over the dependency parse, from the number upwards. Each returns the token that heads the label, or passes on; the
first that names a fit one decides (``_heads``).
"""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import (
    extents,
    gaps,
    holders,
    neighbours,
    objects,
    parallels,
    ranked,
    refinements,
    sums,
    syntax,
    votes,
)
from extractor.claims.clauses import antecedent_in_sentence
from extractor.claims.climbs import climb, place_of_clause
from extractor.claims.labels import label_of
from extractor.claims.sites import Site
from extractor.records import Subject

_AGED = re.compile(r"\b(?:The|the|A|a|An|an)\s$")
_PARTING = re.compile(r"[:|\t]")
_LABEL = re.compile(r"(?P<label>[^:|\t\n]{2,60}?)\s{0,3}(?::|\||\t)\s{0,3}(?:\w+\s){0,2}$")
_SAYING = re.compile(r"\b(?:said|says|told|add(?:s|ed))\s*$")


def find_subject(site: Site) -> Subject | None:
    """Return the subject that a quantity has by itself.

    Args:
        site: The quantity in its sentence.

    Returns:
        The subject, its offsets in the text of the Doc and its entity still open; None where no rule finds one.
    """
    if site.found.dimension == "age" and _AGED.search(site.before[-5:]) and not _goes_on(site):
        return _itself(site)  # "The 23-year-old will have a medical"
    if (told := neighbours.told_beside(site)) is not None:
        return told
    return _first_fit(site, _heads(site))


def find_own_subject(site: Site) -> Subject | None:
    """Return the subject that a number has although it goes with the number before it; None where they share one.

    Args:
        site: The quantity in its sentence.
    """
    if (told := neighbours.told_beside(site)) is not None:
        return told
    rules = (
        *_APART,
        gaps.one_in_many,
        gaps.whole_before,
        gaps.subject_behind,
        holders.whole_of_share,
        extents.placed_by_distance,
    )
    return _first_fit(site, (head for rule in rules if (head := rule(site)) is not None))


def find_nearest(site: Site) -> Subject | None:
    """Return the nearest noun as the subject of a number that no rule and no number before it gives one.

    Args:
        site: The quantity in its sentence.
    """
    if site.measure.dep_ in syntax.SUBJECTS and site.found.dimension in ("percentage", "dimensionless"):
        # "Sixteen percent said so": who they are stands in an earlier sentence, or before a colon
        return _first_fit(site, [*place_of_clause(site), *_before_colon(site)])
    doc, sent, span = site.sent.doc, site.sent, site.span
    around = [*reversed(doc[sent.start : span.start]), *doc[span.end : sent.end]]
    return _first_fit(site, (token for token in around if token.pos_ in ("NOUN", "PROPN")))


def _before_colon(site: Site) -> Iterator[Token]:
    """``Schools: 74 are closed``, ``Blue whales have fared worse: only 3% are left``: the subject before the colon."""
    colon = site.before.rfind(": ")
    span = site.sent.char_span(0, colon, alignment_mode="contract") if colon > 0 else None
    if span is not None:
        nouns = [token for token in span if token.pos_ in ("NOUN", "PROPN")]
        yield from (token for token in nouns if token.dep_ in syntax.SUBJECTS)
        yield from (token for token in reversed(nouns) if len(span) <= _LONGEST_LABEL)


# Tokens of a label before a colon: "Schools in the north: 74 are closed".
_LONGEST_LABEL = 6
# Rules that tell the numbers of a list apart.
_APART = (
    votes.tally,
    gaps.respective_subject,
    votes.contestant,
    gaps.owner_of_parallel,
    parallels.follower_named,
    parallels.before_bracket,
    parallels.named_before,
    parallels.named_again,
    parallels.joined_to_verb,
    parallels.inverted,
    gaps.part_of_counted,
    votes.in_favour,
    votes.gapped_answer,
    neighbours.named_beside,
)


def _first_fit(site: Site, heads: Iterable[Token]) -> Subject | None:
    for head in heads:
        if (aged := _aged(site, head)) is not None:
            return aged
        head = refinements.beyond_quantifiers(head)
        if not site.admits(head):
            continue
        inner = refinements.beyond_measures(site, refinements.beyond_verb(site, head))
        head = inner if site.admits(inner) else head
        head = antecedent_in_sentence(head) or refinements.name_behind(head) or head
        if (subject := label_of(site, head)) is not None:
            return subject
    return None


def _aged(site: Site, head: Token) -> Subject | None:
    """``A 17-year-old was fined £400``: who goes by an age alone."""
    at, base = head.idx - site.sent.start_char, site.sent.start_char
    for one in site.others:
        if one.dimension == "age" and one is not site.found and one.start <= at < one.end:
            follower = site.text[one.end : one.end + 2]
            if head.dep_ in syntax.SUBJECTS and _AGED.search(site.text[: one.start]) and not follower.startswith("-"):
                return Subject(text=site.text[one.start : one.end], start=base + one.start, end=base + one.end)
    return None


def _goes_on(site: Site) -> bool:
    return site.follower is not None and site.follower.pos_ in ("NOUN", "PROPN", "ADJ")


def _itself(site: Site) -> Subject:
    base, found = site.sent.start_char, site.found
    return Subject(text=site.text[found.start : found.end], start=base + found.start, end=base + found.end)


def _heads(site: Site) -> Iterator[Token]:
    """The tokens that may head the subject, the likeliest first."""
    dimension = site.found.dimension
    if (labelled := _labelled(site)) is not None:
        yield labelled
    rules = [
        *_APART,
        extents.short_by,
        extents.piece_of,
        gaps.one_in_many,
        gaps.whole_before,
        gaps.fronted_whole,
        gaps.changed_before,
        votes.answer,
        _owner,
    ]
    if dimension == "rank":
        rules = [ranked.holder_of_rank]
    elif dimension == "age":
        rules += [objects.described, holders.holder_of_age]
    else:
        rules += [objects.described, objects.worth, holders.whole_of_share]
        rules += [holders.before_each, objects.recipient, holders.holder_or_counted] if dimension == "count" else []
        rules += [
            parallels.misread_verb,
            objects.sum_behind,
            sums.relative_sum,
            objects.changed_behind,
            extents.unmatched,
            extents.sized,
            extents.compared_in_size,
            extents.placed_by_distance,
            objects.sentenced,
            objects.paid_for,
            sums.taken_from,
            sums.transferred,
            objects.recipient,
        ]
        rules += [gaps.before_particle, gaps.gapped_subject, climb, gaps.subject_behind]
    for rule in rules:
        if (head := rule(site)) is not None:
            yield head
    if dimension == "count" and site.found.unit_span is not None:
        yield syntax.token_at(site.sent, *site.found.unit_span)


def _labelled(site: Site) -> Token | None:
    """``Revenue: $5m`` and table-like lines: the words before the colon, dash or bar."""
    match = _LABEL.search(site.before) if _PARTING.search(site.before) else None
    if match is None or _SAYING.search(match["label"]) or site.measure.dep_ in syntax.SUBJECTS:
        return None
    label = site.sent.char_span(match.start("label"), match.end("label"), alignment_mode="contract")
    if label is None or any(token.pos_ in syntax.VERBAL for token in site.sent.doc[label.start : site.span.start]):
        return None  # "Storm damage: bill reaches $2bn"
    named = next((token for token in reversed(label) if token.pos_ in ("NOUN", "PROPN")), None)
    alone = len(label) == 1 and label.start == site.sent.start and site.sent.doc[label.end].text in (":", "|")
    return named or (label[0] if alone and label[0].pos_ == "ADJ" else None)  # "*Domestic*: 158,900"


def _owner(site: Site) -> Token | None:
    """``Canova's 43 percent``: whose number it is, where it stands for itself."""
    owner = next((child for child in site.number.children if child.dep_ == "poss"), None)
    if owner is None or site.found.dimension == "count" or owner.pos_ not in ("NOUN", "PROPN"):
        return None
    return owner if owner.lemma_.lower() not in lexicons.load("subjects")["frames"] else None
