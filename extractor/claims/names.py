"""The names of an article: where they stand, what each means, and what pronouns and descriptions stand for."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor import lexicons
from extractor.claims.affiliations import find_affiliations
from extractor.claims.anaphora import Discourse
from extractor.claims.forms import Forms
from extractor.claims.mentions import Mention, bare_name, find_mentions
from extractor.claims.parts import POSSESSIVE
from extractor.claims.referents import Kind, Referent, find_referents, kind_of_noun
from extractor.claims.topics import find_launch, find_makers, find_topic

__all__ = ["Names", "bare_name", "find_names"]


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of one document.

    Attributes:
        text: The text that they were found in.
        mentions: Where each name stands, in order.
        forms: The fullest form of each.
        referents: What is known of each, by its fullest form.
        discourse: What pronouns and descriptions stand for.
        main: The organisation, place or thing that the article is about, if one stands out.
        maker: Who makes it, where the article is about a product that is launched.
        place: The place that headline or lead name most, which may be another.
        makers: Who polls and studies others.
        rulers: Persons who speak for a country or a place: ministers, governors, mayors.
        affiliations: For persons, the organisation or place that they are introduced with.
    """

    text: str
    mentions: tuple[Mention, ...]
    forms: Forms
    referents: Mapping[str, Referent]
    discourse: Discourse
    main: str | None
    maker: str | None
    place: str | None
    makers: frozenset[str]
    rulers: frozenset[str]
    affiliations: Mapping[str, str]

    @property
    def counts(self) -> Counter[str]:
        """How often each form stands."""
        return self.forms.counts

    @property
    def persons(self) -> frozenset[str]:
        """The full names of persons."""
        return frozenset(name for name, one in self.referents.items() if one.kind == "person")

    def full_form(self, name: str) -> str:
        """Return the fullest form in which the article writes the name: ``SCMP`` gives ``South China Morning Post``."""
        return self.forms.full(name)

    def kind(self, name: str) -> Kind | None:
        """Return what a name in its fullest form is, None where nothing tells."""
        return self.referents[name].kind if name in self.referents else None

    def at(self, position: int) -> str | None:
        """Return the full form of the name that stands at a position."""
        found = self.mention_at(position)
        return self.full_form(found.name) if found is not None else None

    def mention_at(self, position: int) -> Mention | None:
        """Return the name that stands at a position, as it is written there."""
        index = bisect_right(self.mentions, position, key=lambda one: one.start) - 1
        return self.mentions[index] if index >= 0 and position < self.mentions[index].end else None

    def between(self, start: int, end: int) -> list[str]:
        """Return the full forms of the names that begin between two positions."""
        first = bisect_left(self.mentions, start, key=lambda one: one.start)
        last = bisect_left(self.mentions, end, key=lambda one: one.start)
        return [self.full_form(one.name) for one in self.mentions[first:last]]

    def around(self, start: int, end: int) -> Mention | None:
        """Return the name that a word with a capital is a part of, as it stands: ``the Farmers' Alliance``."""
        found = self.mention_at(start)
        whole = found is not None and end <= found.end and not found.heading and self.text[start].isupper()
        return found if whole else None

    def antecedent(self, word: str, at: int) -> str | None:
        """Return the full name that a pronoun or description stands for, None where none agrees or nobody is named.

        Args:
            word: The pronoun, or the noun that heads the description, in lower case.
            at: Where it begins.
        """
        found = self.discourse.antecedent(word, at)
        return found.name if found is not None else None

    def name_of(self, phrase: str, at: int) -> str | None:
        """Return the name of a speaker behind a noun phrase, whether it holds the name or stands for it.

        Args:
            phrase: The phrase, without article.
            at: Where it begins.
        """
        described = re.sub(r"^(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*-(?:based|listed|owned)\s", "", phrase)
        pronouns = lexicons.load("names")["pronouns"]
        if phrase.lower() in (*pronouns["man"], *pronouns["woman"], *pronouns["thing"]):
            found = self.discourse.antecedent(phrase.lower(), at, speaking=True)
            return found.name if found is not None else None
        name = bare_name(described, self.counts)
        name = self.full_form(name) if name is not None and (" " in name or self.knows(name)) else None
        if name is None and (own := self._by_tail(phrase)) is not None:
            return own
        words = _head_of(described).split()
        placed = name is not None and self.kind(name) == "place"
        if placed and "'s " in described and described[-1:].islower() and words[-1].islower():
            name = None  # "Latvia's finance ministry" has no name
        owned = any(words[-1:] == [noun] for one in self.referents.values() for noun in one.nouns)
        if not words or not words[-1].islower() or (kind_of_noun(words[-1]) is None and not owned):
            return name
        if len(words) < len(described.split()):  # "the maker of Kettle biscuits": no name of its own
            name = name if kind_of_noun(words[-1]) == "person" else None
        if name is not None and self.kind(name) == "person":
            return name
        of_people = kind_of_noun(words[-1]) == "person"
        if of_people and name is not None:  # "Skyway's chief executive, Omar Haddad,"
            behind = re.match(r",\s", self.text[at + len(phrase) : at + len(phrase) + 2])
            apposed = self.at(at + len(phrase) + 2) if behind else None
            if apposed is not None and self.kind(apposed) == "person":
                return apposed
        definite = re.search(r"\b(?:[Tt]he|[Tt]hat|[Tt]his)\s$", self.text[max(0, at - 5) : at]) is not None
        if not definite or (name is not None and not placed):
            return name
        narrow = any(word.islower() for word in words[:-1])
        return self._described(words[-1].lower(), at - len("the "), narrow=narrow) or name

    def _described(self, noun: str, at: int, *, narrow: bool) -> str | None:
        """What *the noun* speaks for; the article's topic goes before what was last named by the way."""
        found = self.discourse.antecedent(noun, at, narrow=narrow)
        topic = self.referents.get(self.main or "")
        if found is not None and topic is not None and noun in topic.nouns and found.name not in (None, topic.name):
            return topic.name if not self.discourse.acted(found.name or "", at) else found.name
        return found.name if found is not None else None

    def _by_tail(self, phrase: str) -> str | None:
        """``the safety board`` of an article on the National Transportation Safety Board."""
        if not phrase.islower() or " " not in phrase:
            return None
        return next((name for name in self.referents if name.lower().endswith(f" {phrase}")), None)

    def tells(self, name: str) -> bool:
        """Tell whether a body tells of others more than it is told of: it counts, polls, studies or speaks."""
        counts = lexicons.load("names")["counters"]
        return name in self.makers or any(word in counts for word in name.split()) or self.discourse.tells(name)

    def knows(self, name: str) -> bool:
        """Tell whether the article uses this as a name, by itself or as part of a longer one."""
        return name in self.counts or any(f" {name} " in f" {other} " for other in self.counts)


_LED = re.compile(r"(?<![a-z-])(?P<head>(?:[a-z-]+\s){0,4}[a-z-]+)\s(?:of|behind)\s")


def _head_of(phrase: str) -> str:
    """What stands before *of* in a phrase of common nouns: ``maker`` of ``maker of drills``."""
    led = _LED.match(phrase)
    return led["head"] if led is not None else phrase


def find_names(text: str, entities: Iterable[tuple[str, str]] = ()) -> Names:
    """Find the names of a text by their capitals.

    Args:
        text: The clean text of one article.
        entities: Text and label of the recognised entities, which vote on what each name is.

    Returns:
        The names; words that only open a sentence and stop words are left out.
    """
    entities = [(POSSESSIVE.sub("", name.removeprefix("the ").removeprefix("The ")), label) for name, label in entities]
    mentions = find_mentions(text, entities)
    forms = Forms(text, mentions, entities)
    full = {one.name: forms.full(one.name) for one in mentions}
    referents = find_referents(text, mentions, full, entities)
    named = [(one.start, one.end, referents[full[one.name]]) for one in mentions if not one.heading]
    discourse = Discourse(text, named)
    rulers = set(lexicons.load("names")["rulers"])
    launch = find_launch(text, mentions, full, referents)
    main, place = find_topic(text, mentions, full, referents, discourse)
    if launch is not None and main in (None, *launch):
        main = launch[1]
    return Names(
        text=text,
        mentions=tuple(mentions),
        forms=forms,
        referents=referents,
        discourse=discourse,
        main=main,
        maker=launch[0] if launch is not None and main == launch[1] else None,
        place=place,
        makers=frozenset(find_makers(text, mentions, full)),
        rulers=frozenset(full[one.name] for one in mentions if rulers & set(one.title.split())),
        affiliations=find_affiliations(text, mentions, full, referents, discourse),
    )
