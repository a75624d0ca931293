"""The units that a bare number may stand for, and what speaks for each: those of the numbers before it, and plurals."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.lenders import is_beyond_share
from extractor.claims.singulars import singular
from extractor.records import Claim, Quantity

_REACH = 12  # claims back
_LENDERS = 4  # different units
_HIGHEST = 1000  # times: a number that much larger than a measure is none
_NOUNS = 6  # of the sentence
_NEAR = 160  # characters from one sentence to another that is near
_FEW = 12
_SHARED_OUT = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten)")
_SHARES_OUT = re.compile(r"\b(?:in|out\sof)\s(?:every\s)?$")
_OF_THEM = re.compile(r"\sof\s(?:them|those|these|whom|which)\b")
_WORD_BEFORE = re.compile(
    r"(?P<word>[^\W\d_]+|[,;:(—–-])\s?(?:(?:an?|about|around|just|only|some|over|under|nearly|almost|roughly|record|the"
    r"|(?:more|less|fewer)\sthan|at\sleast)\s){0,3}$"
)
_WORD_BEHIND = re.compile(r"\s?(?P<word>[^\W\d_]+)")
_LONGEST_BEFORE = 48  # characters


@dataclass(frozen=True, kw_only=True)
class Option:
    """A unit that a bare number may stand for.

    Attributes:
        unit: Its name.
        dimension: Its dimension.
        text: The words that name it, where they stand in the number's sentence.
        features: What speaks for or against it, the source of the unit first.
        lender: The number before that has it.
    """

    unit: str
    dimension: str
    text: str | None
    features: tuple[str, ...]
    lender: Quantity | None = None


def unit_options(claim: Claim, sent: Span, before: Sequence[Claim]) -> list[Option]:
    """Return the units that a bare number may stand for.

    Args:
        claim: The claim of the number.
        sent: Its parsed sentence.
        before: The claims before it, in order.
    """
    number = _Number(claim, sent)
    if number.share == "whole" and before and before[-1].sentence.start == claim.sentence.start:
        part = before[-1].quantity  # "one in" five: the unit of the part
        features = ("its part's",)
        return [Option(unit=part.unit, dimension=part.dimension, text=None, features=features)] if part.unit else []
    found: dict[str, Option] = {}
    for option in [*_lent(number, before), *_counted(number), *_subject_before(number, before), _people(number)]:
        if number.share == "part" and option.dimension != "count":
            continue
        same = found.get(option.unit)
        if same is not None:
            option = replace(same, features=(*same.features, *(f"also {one}" for one in option.features[:2])))
        found[option.unit] = option
    return [replace(one, features=(*one.features, *number.beside(one.features[0]))) for one in found.values()]


class _Number:
    """A bare number in its sentence, as far as it tells whether and what unit is left out."""

    def __init__(self, claim: Claim, sent: Span) -> None:
        self.claim, self.sent = claim, sent
        text, start, end = sent.text, claim.quantity.start - sent.start_char, claim.quantity.end - sent.start_char
        self.token = syntax.token_at(sent, start, end)
        self.verb = syntax.governing_verb(self.token)
        self.subject = syntax.subject_of(self.verb) if self.verb is not None else None
        before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
        behind = _WORD_BEHIND.match(text, end)
        self.before = before["word"].lower() if before else "start"
        self.behind = behind["word"].lower() if behind else "mark"
        self.share = "none"
        if _SHARED_OUT.match(text, end):
            self.share = "part"
        elif _SHARES_OUT.search(text[max(0, start - _LONGEST_BEFORE) : start]):
            self.share = "whole"
        elif _OF_THEM.match(text, end):
            self.share = "of them"

    def beside(self, source: str) -> Iterator[str]:
        """The features of the number, each together with where an option comes from."""
        verb = self.verb.lemma_.lower() if self.verb is not None else "none"
        for own in (
            f"before={self.before}",
            f"behind={self.behind}",
            f"dep={self.token.dep_}",
            f"verb={verb}",
            f"subject={self.subject_sort}",
            f"share={self.share}",
            f"kind={self.claim.kind}",
            f"size={self.size}",
        ):
            yield f"{source} & {own}"

    @cached_property
    def subject_sort(self) -> str:
        """What the subject of its verb is."""
        one = self.subject
        if one is None:
            return "none"
        if one.pos_ == "PRON" or one.tag_ == "DT":
            return "pronoun"
        if one.lemma_.lower() in lexicons.load("quantities")["standards"]["nouns"]:
            return "standard"
        if one.pos_ in ("NUM", "PROPN"):
            return one.pos_
        return "plural" if one.tag_ == "NNS" else "singular"

    @cached_property
    def size(self) -> str:
        """How large the number is."""
        if "." in self.claim.quantity.text:
            return "decimal"
        value = _value(self.claim.quantity)
        return "few" if value <= _FEW else "hundreds" if value < 1000 else "thousands"


def _lent(number: _Number, before: Sequence[Claim]) -> Iterator[Option]:
    """The units of the numbers before, the nearest first."""
    own = number.claim
    seen: set[str] = set()
    for other in reversed(before[-_REACH:]):
        unit = other.quantity.unit
        if unit is None or unit in seen or len(seen) == _LENDERS:
            continue
        if _is_out_of_reach(own.quantity, other.quantity):
            continue
        seen.add(unit)
        place, sort, like, about = (
            f"lent={_place(other, own)}",
            f"sort={_sort(other.quantity)}",
            f"like={_likeness(own.quantity, other.quantity)}",
            f"about={_about(own, other)}",
        )
        rank = f"rank={len(seen)}"
        yield Option(
            unit=unit,
            dimension=other.quantity.dimension,
            text=None,
            lender=other.quantity,
            features=(
                place,
                sort,
                like,
                rank,
                about,
                f"{place} & {sort}",
                f"{place} & {like}",
                f"{place} & {about}",
                f"{place} & {rank}",
                f"{sort} & {like}",
                f"{sort} & before={number.before}",
                f"{sort} & size={number.size}",
                f"{sort} & share={number.share}",
                f"{like} & subject={number.subject_sort}",
                f"{about} & {like}",
                f"of={other.kind} & kind={own.kind}",
                f"written={other.quantity.unit_text is not None}",
            ),
        )


def _is_out_of_reach(one: Quantity, other: Quantity) -> bool:
    """Whether a number is too large for a unit: ``down 4% from`` *19,104*, ``14 inches of snow left`` *33,000*."""
    if other.dimension in ("count", "currency"):  # things that are counted are whole
        return other.dimension == "count" and one.value is not None and one.value != int(one.value)
    if other.dimension == "percentage":
        return is_beyond_share(_value(one), _value(other))
    return _value(one) > _HIGHEST * max(_value(other), 1)


def _place(other: Claim, own: Claim) -> str:
    if other.sentence.start == own.sentence.start:
        return "same sentence"
    gap = own.sentence.start - other.sentence.end
    return "next sentence" if gap <= 1 else "near" if gap < _NEAR else "far"


def _sort(quantity: Quantity) -> str:
    if quantity.dimension == "count":
        return "people" if quantity.unit == "people" else "count"
    common = quantity.dimension in ("percentage", "currency", "time", "multiple", "age")
    return quantity.dimension if common else "measure"


def _value(quantity: Quantity) -> float:
    return abs(quantity.value if quantity.value is not None else ((quantity.low or 0) + (quantity.high or 0)) / 2)


_LIKENESSES = ((0.18, "same"), (0.48, "near"), (1, "some"), (2, "far"))


def _likeness(one: Quantity, other: Quantity) -> str:
    """How far two numbers are apart, in orders of magnitude, and whether both have decimals."""
    first, second = _value(one), _value(other)
    if not first or not second:
        return "zero"
    apart = abs(math.log10(first / second))
    near = next((name for most, name in _LIKENESSES if apart < most), "no")
    return f"{near}, {'alike' if ('.' in one.text) == ('.' in other.text) else 'unlike'}"


def _about(own: Claim, other: Claim) -> str:
    """How the subjects of two numbers go together."""
    if own.subject is None or other.subject is None:
        return "nothing"
    one, two = own.subject.text.lower(), other.subject.text.lower()
    if one == two:
        return "the same"
    if one in lexicons.load("quantities")["standards"]["pronouns"]:
        return "pronoun"
    return "akin" if set(one.split()) & set(two.split()) else "another"


def _counted(number: _Number) -> Iterator[Option]:
    """The plurals of its sentence, the nearest first."""
    subject = number.claim.subject
    nouns = (token for token in number.sent if token.tag_ == "NNS" or token.lower_ == "people")
    plurals = [token for token in nouns if number.share != "part" or not _is_answer(token)]
    plurals.sort(key=lambda token: abs(token.i - number.token.i))
    for rank, noun in enumerate(plurals[:_NOUNS], 1):
        own = f"own={subject is not None and subject.start <= noun.idx < subject.end}"
        role, side = f"noun={_role(number, noun)}", "before" if noun.i < number.token.i else "behind"
        features = (
            role,
            f"noun={side}",
            f"noun rank={rank}",
            f"noun {own}",
            f"noun counted={any(child.pos_ == 'NUM' for child in noun.lefts)}",
            f"noun of time={noun.lemma_ in lexicons.load('quantities')['standards']['times']}",
            f"{role} & {own}",
            f"{side} & {own} & rank={rank}",
            f"{own} & share={number.share}",
            f"{own} & subject={number.subject_sort}",
        )
        yield _of_noun(noun, features, written=True)


def _is_answer(noun: Token) -> bool:
    """``one in nine mentioned`` *taxes*: what was answered, where the tagger takes the verb for a modifier."""
    first = noun.doc[syntax.noun_phrase(noun)[0]]
    verbs = {*lexicons.load("subjects")["answers"], *lexicons.load("subjects")["namings"]}
    return first.tag_ in ("VBN", "VBD") and first.lemma_.lower() in verbs


def _role(number: _Number, noun: Token) -> str:
    """What a noun is to the number."""
    if number.subject is not None and noun.i == number.subject.i:
        return "subject"
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        above = noun.head.head
        if above.i == number.token.i:
            return "what it is of"
        return "what the subject is of" if number.subject is not None and above.i == number.subject.i else "of another"
    return "object" if number.verb is not None and noun.head.i == number.verb.i else "other"


def _subject_before(number: _Number, before: Sequence[Claim]) -> Iterator[Option]:
    """The subject of the last number of an earlier sentence, where it is a plural."""
    own = number.claim
    last = next((one for one in reversed(before) if one.sentence.start < own.sentence.start), None)
    if last is None or last.subject is None:
        return
    phrase = number.sent.doc.char_span(last.subject.start, last.subject.end, alignment_mode="expand")
    if phrase is not None and len(phrase) and phrase[-1].tag_ == "NNS":
        features = ("subject before", f"subject before & {_place(last, own)}", f"subject before & {_about(own, last)}")
        yield _of_noun(phrase[-1], features, written=False)


def _of_noun(noun: Token, features: tuple[str, ...], *, written: bool) -> Option:
    start, end = syntax.noun_phrase(noun)
    phrase = noun.doc[start:end]
    unit = phrase.text[: len(phrase.text) - len(noun.text)] + singular(noun, titled=False)
    if noun.lower_ == "people":
        unit = phrase.text
    if start == noun.sent.start and phrase[0].pos_ != "PROPN":
        unit = unit[:1].lower() + unit[1:]
    return Option(unit=unit, dimension="count", text=phrase.text if written else None, features=features)


def _people(number: _Number) -> Option:
    return Option(unit="people", dimension="count", text=None, features=("people",))
