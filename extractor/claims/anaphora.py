"""What pronouns and descriptions stand for: *it*, *she*, *the company*, *the Sheffield firm*.

The most salient name that agrees wins. Salience is that of Lappin and Leass, "An algorithm for pronominal anaphora
resolution" (Computational Linguistics 20(4), 1994): weights for subjects and other roles, summed over all mentions of
a name and halved with each sentence that goes by. Roles are told from the words before a name, so that sentences
without a parse count too. An unnamed speaker ("a spokesman") competes as well; where he wins, nobody is named.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from extractor import lexicons
from extractor.claims.gazetteers import countries
from extractor.claims.referents import Kind, Referent, alike_groups, kind_of_noun
from extractor.claims.roles import (
    OTHER,
    SUBJECT,
    described_nouns,
    find_anaphors,
    find_nameless,
    find_unnamed,
    is_said_before,
    is_said_behind,
    role_behind,
)
from extractor.claims.sentences import split_sentences

# What a pronoun stands for is at least as salient as a subject of the sentence before.
_LEAST = 150
# So many references back the search ends, however long the text.
_MEMORY = 300
# The sentences that an article may take before it names whom it is about.
_LEAD = 2
# Nothing that was last named more sentences ago is what a pronoun means; a description reaches further.
_PRONOUN_REACH, _DESCRIPTION_REACH = 4, 12
# A name that goes by the very noun is meant, unless one that may go by it was named two sentences later.
_OWN_NOUN = 4


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
        named: Where each name begins and ends, and whom it means.
    """

    def __init__(self, text: str, named: Iterable[tuple[int, int, Referent]]) -> None:
        self._text = text
        self._spans = split_sentences(text)
        self._starts = [start for start, _ in self._spans]
        self._nouns: dict[str, set[str]] = defaultdict(set)
        self._speakers: set[Referent] = set()
        self._acted: set[Referent] = set()
        self.references: list[Reference] = []
        unnamed = (one for one in find_unnamed(text) if not self._before(one[0]) or self._speaks(*one[:2]))
        named = list(named)
        events: list[tuple[int, int, Referent | str]] = [*named, *unnamed, *find_nameless(text, named)]
        nouns = described_nouns() | {noun for *_, one in events if isinstance(one, Referent) for noun in one.nouns}
        for start, end, referent in sorted([*events, *find_anaphors(text, nouns)], key=lambda event: event[0]):
            found = self._meant(referent, start, end) if isinstance(referent, str) else referent
            if found is not None and (found.name is not None or found is referent):
                self._add(start, end, found)

    def antecedent(
        self, word: str, at: int, *, narrow: bool = False, speaking: bool = False, learns: bool = True
    ) -> Referent | None:
        """Return what a pronoun or a described noun stands for, None where nothing agrees.

        Args:
            word: The pronoun, or the noun that heads the description, in lower case.
            at: Where it begins.
            narrow: Whether the noun has modifiers, so that it stands for its likes alone: *the police union*.
            speaking: Whether what it stands for speaks, which no place does.
            learns: Whether what it stands for goes by that noun from there on.
        """
        if not speaking or word not in lexicons.load("names")["pronouns"]["thing"]:
            return self._resolve(word, at, narrow=narrow, learns=learns)
        return self._most_salient(at, self._can_speak, _PRONOUN_REACH, _LEAST)

    def _meant(self, word: str, start: int, end: int) -> Referent | None:
        """What a pronoun or a noun stands for where it stands; nouns with modifiers are not learned."""
        plain = end - start <= len("the ") + len(word)
        return self.antecedent(word, start, speaking=is_said_behind(self._text, end), learns=plain)

    def sentence_at(self, at: int) -> int:
        """Return the number of the sentence that a position stands in."""
        return bisect_right(self._starts, at) - 1

    def before(self, at: int) -> Iterator[Reference]:
        """Yield the references before a position, the last one first."""
        last = bisect_left(self.references, at, key=lambda one: one.start)
        return reversed(self.references[max(0, last - _MEMORY) : last])

    def focus(self, at: int) -> Referent | None:
        """Return what the paragraph up to a position is about: the last name that was a subject without speaking."""
        begin = self._text.rfind("\n", 0, at) + 1
        for one in self.before(at):
            if one.start < begin:
                return None
            acts = one.weight == SUBJECT and one.referent not in self._speakers
            if acts and one.referent.kind != "person" and one.referent.name:
                return one.referent
        return None

    def _add(self, start: int, end: int, referent: Referent) -> None:
        before = self._before(start)
        said = is_said_before(before)
        speaks = said or is_said_behind(self._text, end)
        if speaks:
            self._speakers.add(referent)
        weight = role_behind(before, said=said)
        if weight == SUBJECT and self._text.startswith(("'s ", "’s "), end):
            weight = OTHER  # "Denmark's largest utility": what it owns is the subject
        if weight == SUBJECT:
            self._acted.add(referent)
        self.references.append(
            Reference(
                start=start,
                sentence=self.sentence_at(start),
                weight=weight,
                referent=referent,
                speaks=speaks,
            )
        )

    def _speaks(self, start: int, end: int) -> bool:
        return is_said_before(self._before(start)) or is_said_behind(self._text, end)

    def _before(self, start: int) -> str:
        """The words of the sentence before a position."""
        sentence = self.sentence_at(start)
        return self._text[self._starts[sentence] if sentence >= 0 else 0 : start]

    def _can_speak(self, one: Referent) -> bool:
        return _is_thing(one) and (one.kind == "organisation" or one in self._speakers)

    def tells(self, name: str) -> bool:
        """Tell whether half or more of what the article says of a name is that it speaks."""
        spoken = [one.speaks for one in self.references if one.referent.name == name]
        return 2 * sum(spoken) >= len(spoken)

    def _resolve(self, word: str, at: int, *, narrow: bool, learns: bool) -> Referent | None:
        pronouns = lexicons.load("names")["pronouns"]
        group = next((group for group, words in pronouns.items() if word in words), None)
        if group == "many":
            plural = self._most_salient(at, _is_plural, 1, _LEAST)
            return plural or self._most_salient(at, _is_organisation, 0, _LEAST)
        if group is not None:
            least = _LEAST if group == "thing" else 0
            return self._most_salient(at, _AGREES[group], _PRONOUN_REACH, least) if group in _AGREES else None
        return self._described(word, at, narrow=narrow, learns=learns)

    def person(self, at: int) -> Referent | None:
        """Return the person that a description such as *the 23-year-old* stands for."""
        return self._most_salient(at, _is_person, _PRONOUN_REACH)

    def introduced(self, at: int) -> Referent | None:
        """Return the person that the lead describes before naming: *A bookkeeper …*, then *Denise Halloway, 47, …*."""
        sentence = self.sentence_at(at)
        if sentence > _LEAD:
            return None
        near = (one for one in self.references if one.start > at and one.sentence <= sentence + _LEAD)
        acting = (
            one.referent
            for one in near
            if one.weight == SUBJECT and (not one.speaks or _AGED.match(self._text, one.start) is not None)
        )
        return next((one for one in acting if one.kind == "person" and one.name), None)

    def _described(self, noun: str, at: int, *, narrow: bool, learns: bool) -> Referent | None:
        """What *the noun* stands for: what goes by that noun, else what is of its kind and goes by no other."""
        own = self._salience(at, lambda one: noun in one.nouns or noun in self._nouns[one.name or ""], None)
        kind = kind_of_noun(noun)
        alike: dict[Referent, float] = {}
        if kind is not None and not narrow:
            alike = self._salience(at, lambda one: self._may_be(one, noun, kind), _DESCRIPTION_REACH)
        if own:  # what goes by the very noun is meant rather than what goes by one like it
            alike = {
                one: weight for one, weight in alike.items() if not any(one.nouns & group for group in alike_groups())
            }
        weights = alike | {one: weight * _OWN_NOUN for one, weight in own.items()}
        found = max(weights, key=lambda one: weights[one], default=None)
        if found in own and found not in self._acted:  # whom the article tells of, not one named by the way
            found = max(own, key=lambda one: (one in self._acted, weights[one]))
        if learns and found is not None and found.name is not None and found not in own:
            self._nouns[found.name].add(noun)
        return found

    def _may_be(self, one: Referent, noun: str, kind: Kind) -> bool:
        """Tell whether a description fits; whoever speaks and is no person may be an organisation."""
        if kind == "organisation" and one.kind in (None, "thing") and one in self._speakers:
            return _may_be(replace(one, kind=kind), noun, kind)
        return _may_be(one, noun, kind)

    def _most_salient(
        self, at: int, agrees: Callable[[Referent], bool], reach: int | None, least: float = 0
    ) -> Referent | None:
        salience = self._salience(at, agrees, reach)
        best = max(salience, key=lambda one: salience[one], default=None)
        return best if best is not None and salience[best] >= least else None

    def _salience(self, at: int, agrees: Callable[[Referent], bool], reach: int | None) -> dict[Referent, float]:
        sentence = self.sentence_at(at)
        weights: dict[Referent, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for one in self.before(at):
            gone = sentence - one.sentence
            if reach is not None and gone > reach:
                break
            if agrees(one.referent):
                of_sentence = weights[one.referent]
                of_sentence[gone] = max(of_sentence[gone], one.weight)
        return {
            one: sum(weight * 0.5 ** min(gone, 60) for gone, weight in by_sentence.items())
            for one, by_sentence in weights.items()
        }

    def acted(self, name: str, at: int) -> bool:
        """Tell whether a name was last a subject before a position."""
        last = next((one for one in self.before(at) if one.referent.name == name), None)
        return last is not None and last.weight == SUBJECT


# "Denise Halloway, 47, wrote cheques"
_AGED = re.compile(r"(?<![\w’'.-])[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3},\s\d{1,3},")


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
    return one.may_go_by(noun)


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
