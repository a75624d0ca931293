"""What pronouns and descriptions stand for: *it*, *she*, *the company*, *the Sheffield firm*.

The most salient name that agrees wins. Salience is that of Lappin and Leass, "An algorithm for pronominal anaphora
resolution" (Computational Linguistics 20(4), 1994): weights for subjects and other roles, summed over all mentions of
a name and halved with each sentence that goes by. Roles are told from the words before a name, so that sentences
without a parse count too. An unnamed speaker ("a spokesman") competes as well; where he wins, nobody is named.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.mentions import countries
from extractor.claims.referents import Kind, Referent, kind_of_noun
from extractor.claims.sentences import split_sentences

# Lappin and Leass's weights, recency and head noun included: subject 80, object 50, not in an adverbial 50.
_SUBJECT, _OTHER, _ADVERBIAL = 310, 280, 180
# What a pronoun stands for is at least as salient as a subject of the sentence before.
_LEAST = 150
# The sentences that an article may take before it names whom it is about.
_LEAD = 2
# Nothing that was last named more sentences ago is what a pronoun means; a description reaches further.
_PRONOUN_REACH, _DESCRIPTION_REACH = 4, 12


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A place in the text that refers to a referent, by name or otherwise."""

    start: int
    sentence: int
    weight: int
    referent: Referent
    speaks: bool = False


class Discourse:
    """The references of a text in order, each anaphor resolved by those before it.

    Args:
        text: The text.
        named: Where each name begins, and whom it means.
    """

    def __init__(self, text: str, named: Iterable[tuple[int, Referent]]) -> None:
        self._text = text
        self._spans = split_sentences(text)
        self._starts = [start for start, _ in self._spans]
        self._nouns: dict[str, set[str]] = defaultdict(set)
        self.references: list[Reference] = []
        events: list[tuple[int, Referent | str]] = [*named, *_unnamed(text)]
        anaphors = _find_anaphors(text, {noun for _, one in events if isinstance(one, Referent) for noun in one.nouns})
        for start, referent in sorted([*events, *anaphors], key=lambda event: event[0]):
            if isinstance(referent, str):
                found = self._resolve(_noun_of(referent), start)
                if found is not None and found.name is not None:
                    self._add(start, start, found)
            else:
                self._add(start, start + len(referent.name or ""), referent)

    def antecedent(self, word: str, at: int) -> Referent | None:
        """Return what a pronoun or a described noun stands for, None where nothing agrees.

        Args:
            word: The pronoun, or the noun that heads the description, in lower case.
            at: Where it begins.
        """
        return self._resolve(word, at)

    def sentence_at(self, at: int) -> int:
        """Return the number of the sentence that a position stands in."""
        return bisect_right(self._starts, at) - 1

    def before(self, at: int) -> Iterator[Reference]:
        """Yield the references before a position, the last one first."""
        return (one for one in reversed(self.references) if one.start < at)

    def focus(self, at: int) -> Referent | None:
        """Return what the paragraph up to a position is about: the last name that was a subject without speaking."""
        begin = self._text.rfind("\n", 0, at) + 1
        for one in self.before(at):
            if one.start < begin:
                return None
            if one.weight == _SUBJECT and not one.speaks and one.referent.kind != "person" and one.referent.name:
                return one.referent
        return None

    def _add(self, start: int, end: int, referent: Referent) -> None:
        sentence = self.sentence_at(start)
        before = self._text[self._starts[sentence] if sentence >= 0 else 0 : start]
        speaks = _SAYS.search(before) is not None or _SPEAKS.match(self._text, end) is not None
        self.references.append(
            Reference(start=start, sentence=sentence, weight=_role(before), referent=referent, speaks=speaks)
        )

    def _resolve(self, word: str, at: int) -> Referent | None:
        pronouns = lexicons.load("names")["pronouns"]
        group = next((group for group, words in pronouns.items() if word in words), None)
        if group == "many":
            plural = self._most_salient(at, _is_plural, 1, _LEAST)
            return plural or self._most_salient(at, _is_organisation, 0, _LEAST)
        if group is not None:
            least = _LEAST if group == "thing" else 0
            return self._most_salient(at, _AGREES[group], _PRONOUN_REACH, least) if group in _AGREES else None
        return self._described(word, at)

    def person(self, at: int) -> Referent | None:
        """Return the person that a description such as *the 23-year-old* stands for."""
        return self._most_salient(at, _is_person, _PRONOUN_REACH)

    def introduced(self, at: int) -> Referent | None:
        """Return the person that the lead describes before naming: *A bookkeeper …*, then *Denise Halloway, 47, …*."""
        sentence = self.sentence_at(at)
        if sentence > _LEAD:
            return None
        near = (one for one in self.references if one.start > at and one.sentence <= sentence + _LEAD)
        acting = (one.referent for one in near if one.weight == _SUBJECT and not one.speaks)
        return next((one for one in acting if one.kind == "person" and one.name), None)

    def _described(self, noun: str, at: int) -> Referent | None:
        """What *the noun* stands for: what goes by that noun, else what is of its kind and goes by no other."""
        own = self._most_salient(at, lambda one: noun in one.nouns or noun in self._nouns[one.name or ""], None)
        if own is not None:
            return own
        kind = kind_of_noun(noun)
        if kind is None:
            return None
        found = self._most_salient(at, lambda one: _may_be(one, noun, kind), _DESCRIPTION_REACH)
        if found is not None and found.name is not None:
            self._nouns[found.name].add(noun)
        return found

    def _most_salient(
        self, at: int, agrees: Callable[[Referent], bool], reach: int | None, least: float = 0
    ) -> Referent | None:
        sentence = self.sentence_at(at)
        weights: dict[Referent, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for one in self.before(at):
            gone = sentence - one.sentence
            if reach is not None and gone > reach:
                break
            if agrees(one.referent):
                of_sentence = weights[one.referent]
                of_sentence[gone] = max(of_sentence[gone], one.weight)
        salience = {
            one: sum(weight * 0.5 ** min(gone, 60) for gone, weight in by_sentence.items())
            for one, by_sentence in weights.items()
        }
        best = max(salience, key=lambda one: salience[one], default=None)
        return best if best is not None and salience[best] >= least else None


def _may_be(one: Referent, noun: str, kind: Kind) -> bool:
    """Tell whether a description may mean somebody that goes by other nouns: an agency is an authority, no bakery."""
    table = lexicons.load("names")["descriptions"]
    if one.kind != kind or one.name is None:
        return False
    if kind == "place":
        town = noun in table["town"] and one.town and one.name not in countries()
        return town or (noun in table["country"] and one.name in countries())
    if kind == "person":
        sexes = lexicons.load("names")["sexes"]
        return not (noun in sexes["man"] and one.sex == "f") and not (noun in sexes["woman"] and one.sex == "m")
    own = [group for group in _groups() if one.nouns & group]
    return not own or any(noun in group for group in own)


@cache
def _groups() -> list[frozenset[str]]:
    return [frozenset(group) for group in lexicons.load("names")["alike"]["groups"]]


def _is_man(one: Referent) -> bool:
    return one.kind == "person" and one.sex != "f"


def _is_woman(one: Referent) -> bool:
    return one.kind == "person" and one.sex != "m"


def _is_thing(one: Referent) -> bool:
    return one.kind != "person" and one.name is not None


def _is_organisation(one: Referent) -> bool:
    return one.kind == "organisation" and one.name is not None


def _is_plural(one: Referent) -> bool:
    """Names that take *they* as people do: Rovers, Social Democrats."""
    return one.kind != "person" and one.name is not None and one.name.endswith("s")


def _is_person(one: Referent) -> bool:
    return one.kind == "person"


_AGREES: dict[str, Callable[[Referent], bool]] = {
    "man": _is_man,
    "woman": _is_woman,
    "thing": _is_thing,
}

_PREPOSITIONS = re.compile(
    r"\b(?:in|at|of|for|from|with|to|by|on|near|after|before|since|under|over|into|against|through|across|outside|as|than|about|between|during|because|when|while|if|which|who|that)\b",
    re.I,
)
_SAYS = re.compile(
    r"(?:said|says|added|adds|told|wrote|asked|explained|warned|argued|noted|insisted)\s(?:[a-z-]+\s){0,5}$"
)

_SPEAKS = re.compile(
    r"[\w'’ -]{0,40}?(?:,[^,.]{0,60},)?\s(?:said|says|added|adds|told|warned|estimates?d?|reported|expects?)\b"
)


def _role(before: str) -> int:
    """The weight of what stands behind these words of its sentence."""
    tail = before[before.rfind(", ") + 2 :] if ", " in before else before
    if _SAYS.search(before):
        return _SUBJECT
    words = tail.split()
    if len(words) <= 4 and not _PREPOSITIONS.search(tail) and not any(word.endswith("ing") for word in words):
        return _SUBJECT
    last = words[-3:]
    return _ADVERBIAL if any(_PREPOSITIONS.fullmatch(word) for word in last) else _OTHER


@cache
def _described_nouns() -> frozenset[str]:
    table = lexicons.load("names")["descriptions"]
    return frozenset(noun for key in ("person", "company", "organisation", "place") for noun in table[key])


@cache
def _anaphor_pattern() -> re.Pattern[str]:
    pronouns = lexicons.load("names")["pronouns"]
    singular = lexicons.alternatives([word for group in ("man", "woman", "thing") for word in pronouns[group]])
    return re.compile(rf"(?<![\w'’])(?:(?i:{singular})(?![\w-])|[Tt]he(?=(?P<words>(?:\s[\w-]+){{1,4}})))")


def _find_anaphors(text: str, nouns: Set[str]) -> list[tuple[int, str]]:
    """Pronouns, and descriptions with one of the nouns, or of the lexicon's, after up to two other words.

    The nouns are looked up rather than made a pattern, which would be compiled anew for each text.
    """
    found, end = [], 0
    for match in _anaphor_pattern().finditer(text):
        words = match["words"]
        length = len(match[0]) if words is None else _description_length(words, nouns)
        if length and match.start() >= end:
            end = match.start() + length
            found.append((match.start(), text[match.start() : end]))
    return found


def _description_length(words: str, nouns: Set[str]) -> int:
    """How long the description is that *the* makes with the words behind it, 0 if these hold no such noun."""
    ends = [match.end() for match in re.finditer(r"[\w-]+", words)]
    begins = [1, *(end + 1 for end in ends)]
    for number in range(min(len(ends), 3)):
        for end in ends[number : number + 2][::-1]:
            noun = words[begins[number] : end]
            if noun in nouns or noun in _described_nouns():
                return len("the") + end
    return 0


def _noun_of(anaphor: str) -> str:
    return anaphor.split()[-1].lower()


@cache
def _unnamed_pattern() -> re.Pattern[str]:
    nouns = lexicons.alternatives(lexicons.load("names")["descriptions"]["person"])
    return re.compile(rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[a-z-]+\s){{0,3}}(?P<noun>{nouns})\b(?!\s[A-Z])")


def _unnamed(text: str) -> list[tuple[int, Referent]]:
    """Persons without a name: ``a spokesman``, ``one resident``."""
    sexes = lexicons.load("names")["sexes"]
    return [
        (
            match.start(),
            Referent(
                name=None,
                kind="person",
                sex="m" if match["noun"] in sexes["man"] else "f" if match["noun"] in sexes["woman"] else None,
                nouns=frozenset([match["noun"]]),
            ),
        )
        for match in _unnamed_pattern().finditer(text)
    ]
