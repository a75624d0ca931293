"""Units that a bare number leaves out because a number before it in the sentence has them."""

import re
from dataclasses import replace

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import exclusions, syntax, unit_parallels, units
from extractor.claims.found import Found
from extractor.claims.indices import moves_index, stands_for_index
from extractor.claims.lenders import (
    COMPARED,
    HEDGES,
    MEASURES,
    are_alike,
    best_lender,
    compared_amount,
    is_beyond_share,
    is_compared_multiple,
    is_shared_out,
    lends_unit,
    level_moved_to,
    scale_of_degrees,
)
from extractor.claims.scales import with_scale
from extractor.claims.unit_registry import CURRENCY

_STANDARD = re.compile(  # "with a high of" 63, "where the average for the month is" 21
    r"\b(?:average|mean|median|norm|target|goal|limit|standard|rate|minimum|maximum|record|peak|low|high|quota|requirement|threshold|level|stage|ceiling|cap|mark|guideline|allowance|benchmark)\s"
    rf"(?:(?:for|in|over|at)\s(?:\w+\s){{1,4}})?(?:of|is|was)\s{HEDGES}$",
    re.I,
)
_GOES_ON = re.compile(  # "1.4 degrees in 2018 and" 2.1 "last year"
    r"\s(?:last|this|the\s(?:previous|same|prior|following)|a\s(?:year|month|week)\s(?:earlier|ago|before)|in\s(?:19|20)\d{2})\b"
)
_MORE = re.compile(  # "41 points," four "behind the leaders"
    r"\s(?:more|fewer|less|higher|lower|longer|shorter|ahead|behind|above|below|clear|adrift|short|shy|better|worse|apart|off|outside|inside|faster|slower|quicker|\w{3,}er\sthan)\b"
)
_A_TIME = re.compile(r"\sper\s(?:year|month|week|day|hour)$")  # "11,000 homes a year; 6,430 were finished in 2025"
_DATED = re.compile(r"\s(?:\w+\s){0,2}(?:in\s(?:19|20)\d\d|last\s(?:year|month|week)|so\sfar\sthis\syear)\b")
_OLDEST = 120  # years
_OF_AN_AGE = re.compile(r"\b(?:than|over|under|above|below|aged?|turned|least|at|of|and|to)\s$", re.I)
_NEAREST = 12  # quantities back that a unit may be taken from: more stand only in tables, whose cost it bounds
_LOWEST_INDEX = 10
_REACHED = re.compile(r"\b(?:at|to)\s$")
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)\"”]|$)")
_REST = re.compile(
    r"\b(?:another|a\sfurther|including|all\sbut|leaving|the\s(?:other|remaining|first|last|next))\s$", re.I
)
_OF_THEM = re.compile(r"\sof\s(?:them|those|these|which|whom)\b")
_OUT_OF = re.compile(r"(?:^|[.;:“\"]\s)Of\s(?:the\s|its\s|their\s|all\s|every\s)?(?:\w+\s)?$")  # "Of the 17 offences,"
_PEOPLE = re.compile(r"\s(?:who|whose|whom)\b")
_PARENT = re.compile(r"\b(?P<grand>grand)?(?:father|mother|parent|dad|mum|mom)s?(?:-|\s)of(?:-|\s)$")
_GAPPED_AT = re.compile(r"(?:,|;|,?\s(?:and|while|but))\s(?:the\s)?(?:[\w’'-]+\s){1,2}at\s")  # "and silver at" $51
_APPOSED = re.compile(r"(?:,|\(|\s[-–—]|\sand)\s?$")
_PLACED = re.compile(r"\s(?:in|over|at|from|for|near|on|during|by|against|to|with)\s")  # "17 drones," nine "over Odesa"
_BEFALLEN = re.compile(  # "left 19" dead
    r"\s(?:dead|injured|wounded|missing|homeless|hurt|stranded|displaced|hospitali[sz]ed|jobless|unemployed|arrested|unaccounted)\b(?!\s[a-z]+s\b)"
)
_SCALE_OF_MONEY = 1e6  # sums beside a sum of money; counts of things name the things


def elided_units(sent: Span, found: list[Found]) -> list[Found]:
    """Give a bare number the unit that the sentence leaves out because the number before it has it.

    A comparison (``34 days, up from`` *26*), a second date (``5 degrees in May and`` *7* ``last year``), a rate
    (``22 thefts, against`` *20* ``a week``), people (*400* ``who stayed``), clauses alike (``8,000 homes are back,
    but`` *3,400* ``are dark``) and those without their verb (``Labour won 54 seats, National`` *48*) tell that one is
    left out.
    """
    text = sent.text
    filled: list[Found] = []
    for one in found:
        near = filled[-_NEAREST:]
        if one.unit == "time" and one.rule == "count" and is_compared_multiple(text, one, near):
            filled.append(
                replace(
                    one, unit="times", dimension="multiple", end=max(one.end, one.unit_span[1] if one.unit_span else 0)
                )
            )
            continue
        bare = one.unit is None and one.dimension == "dimensionless" and one.rule in ("number-digits", "number-words")
        if one.dimension == CURRENCY and near and _is_priced_alike(sent, one, near[-1]):
            filled.append(replace(one, unit=near[-1].unit))  # "couples," A$42 "after A$28 a fortnight"
            continue
        if bare and (parallel := _parallel(sent, one, near)) is not None:
            filled.append(parallel)
            continue
        if bare and (continued := _continued(sent, one, near)) is not None:
            dated = continued.dimension == "count" and _DATED.match(text, continued.end)
            filled.append(replace(continued, unit=_A_TIME.sub("", continued.unit or "")) if dated else continued)
            continue
        compared = bare or (" per " not in (one.unit or " per ") and one.dimension in (CURRENCY, *MEASURES))
        if one.unit == "degree" and (scale := scale_of_degrees(near)) is not None:
            one = replace(one, unit=scale)
        comparison = COMPARED.search(text[max(0, one.start - 32) : one.start]) if compared else None
        comparison = comparison if not is_shared_out(text, one) else None
        if comparison is not None:
            word = comparison["word"].lower()
            lenders = [other for other in reversed(near) if lends_unit(sent, one, other, word)]
            base = best_lender(text, one, lenders)
            divided = base is not None and (base.unit or "").startswith(f"{one.unit} per ") and are_alike(one, base)
            if base is not None and (divided or (bare and not _has_plural_subject(sent, one, base))):
                one = level_moved_to(sent, one, base, word) or _lent(one, base, compared=True)
        filled.append(one)
    return filled


def _parallel(sent: Span, one: Found, near: list[Found]) -> Found | None:
    """The number with the unit of one before whose phrase its own repeats."""
    if unit_parallels.points_behind_share(sent.text, one, near):
        return replace(one, unit="percentage point", dimension="percentage", rule="elided")
    rules = (unit_parallels.moved_by_points, unit_parallels.stands_for_measure, unit_parallels.expected_measure)
    lender = unit_parallels.parallel_lender(sent, one, near)
    lender = lender or next((told for rule in rules if (told := rule(sent.text, one, near)) is not None), None)
    return _lent(one, lender) if lender is not None else None


def _is_priced_alike(sent: Span, one: Found, last: Found) -> bool:
    """Whether a sum is per what the one before is, as its clause repeats that of the other."""
    gapped = unit_parallels.is_gapped(sent, last, one) or _GAPPED_AT.fullmatch(sent.text, last.end, one.start)
    return bool((last.unit or "").startswith(f"{one.unit} per ") and gapped)


def _lent(one: Found, lender: Found, *, compared: bool = False) -> Found:
    one = with_scale(one, lender, compared=compared)
    return replace(one, unit=lender.unit, dimension=lender.dimension, rule="elided")


def _continued(sent: Span, one: Found, before: list[Found]) -> Found | None:
    """The number with the unit of a count or measure before it that its own clause goes on with."""
    text = sent.text
    near = text[max(0, one.start - 48) : one.start]
    counted = _counted_before(sent, before)
    if parent := _PARENT.search(near):
        return replace(one, unit="grandchild" if parent["grand"] else "child", dimension="count", rule="elided")
    if _PEOPLE.match(text, one.end) and not ((one.value or 0) <= _OLDEST and _OF_AN_AGE.search(near)):
        return _lent(one, counted) if counted else _people(one)
    if (one.value or 0) >= _LOWEST_INDEX and _REACHED.search(near) and stands_for_index(text, one, before):
        return replace(one, unit="point", rule="elided")
    per = units.denominator_after(text, one.end)
    lender = next((other for other in reversed(before) if other.unit is not None), None)
    if per and counted is None and (per[0][0].isdigit() or lender is None):  # "612 per 100,000 people", "2,930 a day"
        return replace(one, end=per[1], unit=f"per {per[0]}", dimension="count", rule="elided")
    if moves_index(sent, one, before):
        return replace(one, unit="point", rule="elided")
    standard = lender is not None and lender.dimension == "multiple" and _STANDARD.search(near)
    if lender is None or lender.unit is None or (lender.dimension in ("age", "multiple") and not standard):
        return _people(one) if _leaves_out_people(sent, one) else None
    divided = counted if counted is not None else lender
    if per and (divided.rule == "count" or divided.dimension == CURRENCY) and " per " not in (divided.unit or ""):
        return replace(_lent(one, divided), end=per[1], unit=f"{divided.unit} per {per[0]}")
    if (measured := _measured_alike(sent, one, before, near)) is not None:
        return _lent(one, measured)
    if lender.dimension == "time" and near.endswith((" in ", " for ")) and _CLAUSE_ENDS.match(text, one.end):
        return _lent(one, lender)  # "lent for ten years and paid back in" seven
    joined = re.search(r"\s(?:and|but|versus|or)\s$", near)
    if joined and _GOES_ON.match(text, one.end) and _GOES_ON.search(text, lender.end, one.start):
        return _lent(one, lender)
    if counted is not None and _counts_alike(sent, one, counted):
        return _lent(one, counted)
    return _people(one) if _leaves_out_people(sent, one) else None


def _people(one: Found) -> Found:
    return replace(one, unit="people", dimension="count", rule="elided")


def _leaves_out_people(sent: Span, one: Found) -> bool:
    """``killed`` *12*, *two* ``were hurt``: those whom such verbs befall are people where nothing else stands."""
    token = syntax.token_at(sent, one.start, one.end)
    verbs = lexicons.load("quantities")["people"]["verbs"]
    if _BEFALLEN.match(sent.text, one.end):
        return True
    if token.head.lemma_ not in verbs or token.pos_ != "NUM":
        return False
    return token.dep_ in syntax.OBJECTS or (token.dep_ == "nsubjpass" and token.left_edge.i == token.i)


def _measured_alike(sent: Span, one: Found, before: list[Found], near: str) -> Found | None:
    """The measure before with which a number is compared or joined: ``41 points``, *four* ``behind``."""
    text = sent.text
    measures = [other for other in reversed(before) if other.dimension in MEASURES or other.unit == "point"]
    priced = [other for other in reversed(before) if other.dimension == CURRENCY or other in measures]
    if priced and (more := _MORE.match(text, one.end)):
        return compared_amount(one, priced, counted=more[0] == " fewer")
    if _STANDARD.search(near):
        free = (other for other in reversed(before) if other.unit and not _stands_in(text, other))
        standard = next((other for other in free if other.dimension != CURRENCY and not _is_no_share(one, other)), None)
        return standard if standard is not None else next(iter(measures), None)
    last = before[-1]
    if last.unit is not None and exclusions.is_without_verb(text, one.start, one.end):
        return last
    if last.dimension == CURRENCY and one.scale >= _SCALE_OF_MONEY and last.scale >= _SCALE_OF_MONEY:
        return _not_restated(text, before)  # "save 2 billion francs and plug a hole that will reach" 4 billion
    token = syntax.token_at(sent, one.start, one.end)
    if token.dep_ != "conj" or token.pos_ != "NUM":
        return None
    head = token.head.idx - sent.start_char
    joined = (
        other
        for other in measures
        if other.dimension in ("count", "time") and other.number_start <= head < other.number_end
    )
    return next(joined, None)  # "up from 26 days in May and a frenzied" six


def _is_no_share(one: Found, other: Found) -> bool:
    """``rose 7.7% to 3.9m, against a target of`` *3.6m*: too large for the percentage before it."""
    return other.dimension == "percentage" and is_beyond_share(one.value or 0, other.value or 0)


def _stands_in(text: str, other: Found) -> bool:
    """Whether a number says in or of what another is: ``in 100 millilitres``, *10 times* what, a *ten-year* average."""
    times = other.dimension == "multiple" and text.startswith((" the ", " its ", " their "), other.end)
    return (
        times
        or "-" in text[other.number_end : other.end]
        or (other.dimension in MEASURES and text[: other.start].endswith(" in "))
    )


def _not_restated(text: str, before: list[Found]) -> Found | None:
    """The sum itself, not what it is in another currency: ``2 billion francs ($2.2 billion)``."""
    restated = len(before) > 1 and text[before[-2].end : before[-1].start] in (" (", " [")
    if not restated:
        return before[-1]
    return before[-2] if before[-2].dimension == CURRENCY else None


def _counted_before(sent: Span, before: list[Found]) -> Found | None:
    """The count that clauses go on with: the last that is not inside ``in …``, as in ``47 goals in 112 matches``."""
    counts = [
        other
        for other in reversed(before)
        if other.dimension == "count" and other.unit and (other.unit_span or other.unit == "people")
    ]
    free = (one for one in counts if not _is_setting(sent, one))
    return next(free, counts[0] if counts else None)


def _is_setting(sent: Span, found: Found) -> bool:
    head = syntax.token_at(sent, *found.unit_span).head if found.unit_span else sent.root
    return head.dep_ == "prep" and head.lower_ in ("in", "over", "at", "on", "among", "across")


def _counts_alike(sent: Span, one: Found, counted: Found) -> bool:
    """Whether a bare number counts what the number before it does, told by its words or its place in the clause."""
    text = sent.text
    before = text[max(0, one.start - 16) : one.start]
    if _REST.search(before) or _OF_THEM.match(text, one.end) or _OUT_OF.search(text[: counted.start]):
        return True
    part = counted.value is None or (one.value or 0) <= counted.value
    if part and _APPOSED.search(before) and _PLACED.match(text, one.end):
        return True
    token = syntax.token_at(sent, one.start, one.end)
    noun = syntax.token_at(sent, *counted.unit_span) if counted.unit_span else None
    if token.dep_ == "pobj" and _is_of_an_order(token.head.head):
        return True  # "60 jets and options for" 40
    if token.dep_ in syntax.SUBJECTS and syntax.stands_alone(token):
        return True  # "but" 3,400 "are dark"
    if noun is None or token.pos_ != "NUM":
        return False
    if token.dep_ == "conj" and token.head in (noun, noun.head):
        return True  # "killed 130 people in one town and" 32 "in another"
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NUM":
        return True  # "31 people had a stroke, compared with 58 of" 2,133
    verb, other = token.head, noun.head
    if token.dep_ == "dobj" and verb.lemma_ in lexicons.load("quantities")["people"]["having"]:
        return True  # "in the 150-seat chamber the coalition has" 78
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ in syntax.OBJECTS:
        noun = noun.head.head  # "took delivery of 14 jets and retired" nine
        other = noun.head
    also = token.dep_ == "npadvmod" and verb.dep_ == "conj" and verb.head == other
    objects = (token.dep_ in syntax.OBJECTS or also) and noun.dep_ in syntax.OBJECTS
    return objects and (verb.lemma_ == other.lemma_ or _takes_alike(verb, other))


def _is_of_an_order(head: Token) -> bool:
    """``options for`` *40*, ``takes options for`` *40*: what is ordered was named before."""
    nouns = lexicons.load("quantities")["people"]["for_things"]
    return head.lemma_ in nouns or any(child.dep_ == "dobj" and child.lemma_ in nouns for child in head.rights)


def _takes_alike(verb: Token, other: Token) -> bool:
    """Whether two verbs may leave out the same: ``killed 12`` counts no homes hit before, nor does ``scored 12``."""
    left_out, scored = (lexicons.load("quantities")["people"][name] for name in ("verbs", "scored"))
    return verb.lemma_ not in scored and (verb.lemma_ in left_out) == (other.lemma_ in left_out)


def _has_plural_subject(sent: Span, one: Found, lender: Found) -> bool:
    """``while car thefts jumped from`` *1,870*: what is counted is the subject that stands behind the lender."""
    verb = syntax.governing_verb(syntax.token_at(sent, one.start, one.end))
    subject = syntax.subject_of(verb) if verb is not None else None
    return (
        subject is not None
        and subject.tag_ == "NNS"
        and max(lender.end, *(lender.unit_span or (0, 0))) <= subject.idx - sent.start_char < one.start
    )
