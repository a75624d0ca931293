"""Numbers whose clause leaves something out, and names the subject alone.

``A fell 2%, B 3%``; ``A and B grew by 4% and 6% respectively``; ``9 MW for the older type``.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractor.claims import parallels, syntax
from extractor.claims.clauses import change_nouns, clause_subject, is_measure, named_by
from extractor.claims.found import Found
from extractor.claims.sharing import JOINED
from extractor.claims.sites import Site

_AGAINST = re.compile(r"\b(?:against|compared\swith|compared\sto|versus)\s(?:just\s|only\s|about\s)?$")
# "…, a drop of 11 percent", "… – a 3 percent rise": a noun of change in apposition to what was said of the number.
_APPOSED = re.compile(r"(?:,|–|—|\s-)\s(?:or\s|representing\s|marking\s)?an?\s(?:\w+\s){0,3}(?:of\s(?:\w+\s){0,2})?$")
_PARTICLE = re.compile(r"(?P<gap>[—–,(-]\s?|\s)(?:up|down|off)\s(?:(?!up\s|down\s)[^—–,()\d]){0,30}$")
# Tokens from the joint to the number of a gapped clause: "service fees 2%", "with the Greens only just at 5%".
_LONGEST_GAP = 9


def subject_behind(site: Site) -> Token | None:
    """``against 44% for Reyes``, ``24 grams for the previous generation``: whom or what the number behind is of."""
    placed = (
        site.follower is not None and site.follower.lower_ in ("in", "on") and _AGAINST.search(site.before) is not None
    )
    if site.follower is None or not (placed or site.follower.lower_ in ("for", "by", "among")):
        return None
    for token in site.sent.doc[site.span.end + 1 : min(site.span.end + 8, site.sent.end)]:
        last = token.i + 1 >= site.sent.end or token.nbor().pos_ not in ("NOUN", "PROPN", "PART")
        if token.pos_ in ("NOUN", "PROPN") and last:
            return token if site.admits(token) and token.lower_ not in (*_MEASURED_BY, *_DATING) else None
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PUNCT", "PART"):
            return None
    return None


# By what a share is measured: "22% of deals by value and 51% by *number*".
_MEASURED_BY = ("number", "value", "volume", "weight", "area", "count")


_DATING = ("end", "start", "beginning", "middle", "close", "turn", "time")  # "wants 100 by the *end* of the decade"


def owner_of_parallel(site: Site) -> Token | None:
    """``$52,000 for CN and $75,000 for CP``: two numbers, each with its own owner behind it."""
    following = _behind(site.sent, site.found)
    others = [_behind(site.sent, other) for other in site.others if other is not site.found]
    return subject_behind(site) if following == "for" and following in others else None


def _behind(sent: Span, found: Found) -> str | None:
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    return sent.doc[span.end].lower_ if span is not None and span.end < sent.end else None


def whole_before(site: Site) -> Token | None:
    """``640 beds, of which 90 are closed``: the whole before the relative pronoun."""
    match = re.search(r"\bof\s(?:which|whom)\s(?:[a-z]+\s){0,2}$", site.before)
    span = site.sent.char_span(match.start(), match.end(), alignment_mode="expand") if match is not None else None
    if span is None:
        return None
    before = [token for token in site.sent.doc[site.sent.start : span.start] if not token.is_punct]
    return before[-1] if before and before[-1].pos_ in ("NOUN", "PROPN") else None


def one_in_many(site: Site) -> Token | None:
    """``three in five pensioners``: of the first of two numbers that make a share, what the second counts."""
    if (asked := _SHARE_OF.match(site.after)) is not None:
        behind = site.sent.char_span(site.found.end + asked.end() - 1, len(site.text), alignment_mode="expand")
        of = behind[0] if behind is not None and len(behind) else None
        whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
        if whole is not None:
            return whole  # "two in five of those who called"
    before = max((one for one in site.others if one.end <= site.found.start), key=lambda one: one.end, default=None)
    counted = before.unit_span if before is not None and before.value == 1 and before.dimension == "count" else None
    if counted is not None and _ONE_IN.fullmatch(site.text, counted[1], site.found.start):
        return syntax.token_at(site.sent, *counted)  # "one case in" 15
    joint = _ONE_IN.match(site.after)
    if joint is None or (site.found.dimension == "currency" and "every" not in joint[0]):
        return None  # "moved €640,000 in 31 payments"
    begin = site.found.end + joint.end()
    second = next((one for one in site.others if one.start == begin and one.unit_span is not None), None)
    return syntax.token_at(site.sent, *second.unit_span) if second is not None and second.unit_span else None


_SHARE_OF = re.compile(r"\s(?:in|out\sof)\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\so(?=f\s)")
_ONE_IN = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?")


def part_of_counted(site: Site) -> Token | None:
    """``220 cows, 40 of them in calf``: what the number before counts, where *them* can stand for it."""
    if re.match(r"\sof\s(?:them|these|which|whom)\b", site.after) is None:
        return None
    counts = [one for one in site.others if one.end <= site.found.start and one.dimension == "count" and one.unit_span]
    counts = [
        one for one in counts if None in (one.value, site.found.value) or (one.value or 0) > (site.found.value or 0)
    ]
    last = max(counts, key=lambda one: one.end, default=None)
    if last is None or last.unit_span is None or "," not in site.text[last.end : site.found.start]:
        return None
    noun = syntax.token_at(site.sent, *last.unit_span)
    return noun if noun.tag_ in ("NNS", "NNPS") else None


def fronted_whole(site: Site) -> Token | None:
    """``Of the 88 flats, 30 will be affordable``: the whole with which the sentence opens."""
    first = site.sent.doc[site.sent.start]
    if first.lower_ != "of" or site.measure.dep_ not in syntax.SUBJECTS:
        return None
    return next((child for child in first.children if child.dep_ == "pobj" and child.i < site.span.start), None)


def changed_before(site: Site) -> Token | None:
    """``recorded 212 crimes, a drop of 11 percent``: what the number before counts, or has as its subject."""
    above = next(syntax.ancestors(site.measure, 1), site.measure)
    noun = above.head if above.lower_ == "of" else site.measure
    lost = noun.lower_ in ("loss", "gain") and site.found.dimension == "percentage"  # "a loss of nine points"
    if not (lost or noun.lemma_.lower() in change_nouns()) or noun.pos_ != "NOUN":
        return None
    if site.follower is not None and site.follower.lower_ in ("in", "of", "for"):
        dated = any(child.ent_type_ == "DATE" for child in site.follower.children)  # "a loss of nine points in May"
        if not dated:
            return None
    before = max((one for one in site.others if one.end <= site.found.start), key=lambda one: one.end, default=None)
    if before is None or not _APPOSED.search(site.text[before.end : site.found.start]):
        return None
    if before.dimension == "count" and before.unit_span is not None:
        return syntax.token_at(site.sent, *before.unit_span)
    verb = syntax.governing_verb(Site(sent=site.sent, found=before, others=site.others).measure)
    return clause_subject(verb) if verb is not None else None


def respective_subject(site: Site) -> Token | None:
    """``A and B grew by 4% and 6% respectively``: the coordinate that stands where the number stands in its list."""
    if "respectively" not in site.text:
        return None
    row = _row(site)
    if len(row) < 2:
        return None
    first = Site(sent=site.sent, found=row[0], others=site.others)
    verb = syntax.governing_verb(first.number)
    subject = before_particle(first) or (clause_subject(verb) if verb is not None else None)
    while subject is not None and subject.dep_ == "conj" and subject.head.pos_ in ("NOUN", "PROPN"):
        subject = subject.head  # "with zinc and nickel down 1.3% and 0.9% respectively"
    if subject is None:
        return None
    owners = [subject, *_conjuncts(subject)]
    return owners[row.index(site.found)] if len(owners) == len(row) else None


def _row(site: Site) -> list[Found]:
    """The numbers that only joints part from this one."""
    ordered = sorted(site.others, key=lambda found: found.start)
    at = ordered.index(site.found)
    first = last = at
    while first > 0 and JOINED.fullmatch(site.text[ordered[first - 1].end : ordered[first].start]):
        first -= 1
    while last + 1 < len(ordered) and JOINED.fullmatch(site.text[ordered[last].end : ordered[last + 1].start]):
        last += 1
    return ordered[first : last + 1]


def _conjuncts(noun: Token) -> Iterator[Token]:
    for child in noun.rights:
        if child.dep_ == "conj":
            yield child
            yield from _conjuncts(child)


def gapped_subject(site: Site) -> Token | None:
    """``A fell 2%, B by 3%``, ``with C on 41 per cent``: the noun phrase between a joint and the number."""
    doc, index = site.sent.doc, site.span.start - 1
    while index > site.sent.start and parallels.may_stand_before_number(doc[index]):
        index -= 1
    if doc[index].text == "," and doc[index + 1].lower_ in ("by", "at", "with", "on") and parallels.repeats(site):
        index -= 1  # "and potholes, by a mere 3%"
    head = doc[index]
    if head.dep_ == "appos" and doc[index + 1].text == ",":
        head = named_by(head)  # "Kesterson, the state treasurer, at 44%"
        index = head.i
    if not site.admits(head) or head.pos_ not in ("NOUN", "PROPN") or is_measure(head):
        return None
    while index >= max(site.sent.start, site.span.start - _LONGEST_GAP) and (
        doc[index].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PART") or doc[index].text in ("-", "&", "'s")
    ):
        index -= 1
    if index < site.sent.start or index < site.span.start - _LONGEST_GAP:
        return None
    joint = doc[index].lower_
    if joint in ("while", "with", "but", ";") or (joint in (",", "and", "(") and parallels.repeats(site)):
        return head
    return None


def before_particle(site: Site) -> Token | None:
    """``users—up 34-fold to 226 million—``, ``Blackmores up 9.4 per cent``: the noun before the particle."""
    match = _PARTICLE.search(site.before)
    span = site.sent.char_span(0, match.start(), alignment_mode="expand") if match is not None else None
    if match is None or span is None or not len(span):
        return None
    last = span[-1]
    while (
        last.dep_ == "pobj"
        and last.head.dep_ == "prep"
        and last.head.head.pos_ in ("NOUN", "PROPN")
        and last.head.lower_ not in ("as", "like", "including")  # "brands such as Blue Cow up 9%"
    ):
        last = last.head.head  # "the cost of fuel, up 22%", "orders through the app up 5%"
    if last.pos_ in ("NOUN", "PROPN") and site.admits(last):
        return last
    if not match["gap"].strip():
        return None
    verb = syntax.governing_verb(last) if last.pos_ != "VERB" else last
    return clause_subject(verb) if verb is not None else None
