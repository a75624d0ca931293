"""The names of an article: which there are, which stand for the same, and the fullest form of each.

Acronyms are matched to the initials of a longer name (the core of Schwartz and Hearst, "A simple algorithm for
identifying abbreviation definitions in biomedical text", 2003).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from extractor import lexicons
from extractor.claims.anaphora import Discourse
from extractor.claims.mentions import (
    POSSESSIVE,
    Mention,
    bare_name,
    countries,
    find_mentions,
)
from extractor.claims.referents import (
    Kind,
    Referent,
    find_affiliations,
    find_features,
    find_people,
    find_places,
    find_referents,
    is_common,
    is_organisation,
    kind_of_noun,
)

__all__ = ["Mention", "Names", "bare_name", "find_names", "initials"]


@dataclass(frozen=True)
class Names:
    """The names of one document.

    Attributes:
        text: The text that they were found in.
        mentions: Where each name stands, in order.
        counts: How often each form stands.
        referents: What is known of each, by its fullest form.
        discourse: What pronouns and descriptions stand for.
        main: The organisation, place or thing that the article is about, if one stands out.
        affiliations: For persons, the organisation or place that they are introduced with.
        places: The names that stand where places do.
    """

    text: str
    mentions: tuple[Mention, ...]
    counts: Counter[str]
    referents: Mapping[str, Referent]
    discourse: Discourse
    main: str | None
    affiliations: Mapping[str, str]
    places: frozenset[str]
    _full: dict[str, str] = field(default_factory=dict)

    @property
    def persons(self) -> frozenset[str]:
        """The full names of persons."""
        return frozenset(name for name, one in self.referents.items() if one.kind == "person")

    def full_form(self, name: str) -> str:
        """Return the fullest form in which the article writes the name: ``SCMP`` gives ``South China Morning Post``."""
        if name not in self._full:
            self._full[name] = _fullest(name, _longest_first(self.counts), self.places)
        return self._full[name]

    def kind(self, name: str) -> Kind | None:
        """Return what a name in its fullest form is, None where nothing tells."""
        return self.referents[name].kind if name in self.referents else None

    def within(self, start: int, end: int) -> str | None:
        """Return the full form of the last name that begins between two positions."""
        inside = [one.name for one in self.mentions if start <= one.start < end]
        return self.full_form(inside[-1]) if inside else None

    def at(self, position: int) -> str | None:
        """Return the full form of the name that stands at a position."""
        return next((self.full_form(one.name) for one in self.mentions if one.start <= position < one.end), None)

    def antecedent(self, word: str, at: int) -> str | None:
        """Return the full name that a pronoun or description stands for, None where none agrees or nobody is named.

        Args:
            word: The pronoun, or the noun that heads the description, in lower case.
            at: Where it begins.
        """
        found = self.discourse.antecedent(word, at)
        return found.name if found is not None else None

    def name_of(self, phrase: str, at: int) -> str | None:
        """Return the name behind a noun phrase, whether it holds the name or stands for it.

        Args:
            phrase: The phrase, without article.
            at: Where it begins.
        """
        described = re.sub(r"^(?:[A-Z][\w.]*\s){0,2}[A-Z][\w.]*-(?:based|listed|owned)\s", "", phrase)
        pronouns = lexicons.load("names")["pronouns"]
        if phrase.lower() in (*pronouns["man"], *pronouns["woman"], *pronouns["thing"]):
            return self.antecedent(phrase.lower(), at)
        name = bare_name(described)
        last = described.split()[-1] if described.split() else ""
        if name is not None and last in name.split():
            return self.full_form(name) if " " in name or self.knows(name) else None
        definite = re.search(r"\b(?:[Tt]he|[Tt]hat|[Tt]his)\s$", self.text[max(0, at - 5) : at]) is not None
        if last.islower() and definite and kind_of_noun(last) in ("organisation", "person"):
            return self.antecedent(last, at)
        return self.full_form(name) if name and (" " in name or self.knows(name)) else None

    def knows(self, name: str) -> bool:
        """Tell whether the article uses this as a name, by itself or as part of a longer one."""
        return name in self.counts or any(f" {name} " in f" {other} " for other in self.counts)


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
    counts = Counter(one.name for one in mentions)
    places = find_places(text, mentions)
    ordered = _longest_first(counts)
    full = _surnames(find_people(text, mentions, entities), counts, places)
    full = {name: full.get(name) or _fullest(name, ordered, places) for name in counts}
    full |= _bracketed(text, mentions, full)
    full |= {name: name.title() for name in counts if name.isupper() and len(name) > 3 and name.title() in counts}
    referents = find_referents(text, mentions, full, entities)
    discourse = Discourse(text, [(one.start, referents[full[one.name]]) for one in mentions if not one.heading])
    return Names(
        text,
        tuple(mentions),
        counts,
        referents,
        discourse,
        _main(text, mentions, full, referents, discourse),
        find_affiliations(text, mentions, full, referents),
        places,
        dict(full),
    )


def _surnames(people: set[str], counts: Counter[str], places: frozenset[str]) -> dict[str, str]:
    """The full names of those who go by their last: ``Mr. Hemming`` is Brian Hemming, not the Hemming Trust."""
    order = {name: index for index, name in enumerate(counts)}
    ranked = sorted((name for name in people if name in counts), key=lambda name: (counts[name], -order[name]))
    found = {person.split()[-1]: person for person in ranked}  # of two of a name, the more frequent, then the first
    return {name: person for name, person in found.items() if name in counts and name not in places}


def _bracketed(text: str, mentions: list[Mention], full: Mapping[str, str]) -> dict[str, str]:
    """``Corvalis Micro (CVLM)``: what stands in brackets behind a name is another of its forms."""
    return {
        other.name: full[one.name]
        for one, other in pairwise(mentions)
        if text[one.end : other.start] in (" (", " (the ")
        and text[other.end : other.end + 1] == ")"
        and other.name.isupper()
    }


# Of an article that is about a name, the name takes at least this share of the mentions of organisations, places and
# things, unless headline and first paragraph both have it.
_MAIN_SHARE = 0.2


def _main(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    referents: Mapping[str, Referent],
    discourse: Discourse,
) -> str | None:
    """The organisation, place or thing that the headline or the lead names and the article goes on about."""
    head, lead = _opening(text)
    headed = [full[one.name] for one in mentions if one.start < head]
    led = {full[one.name] for one in mentions if head <= one.start < lead}
    counts = Counter(
        one.referent.name for one in discourse.references if one.referent.kind != "person" and one.referent.name
    )
    features = find_features(text, mentions) - countries()
    total = counts.total()
    best: tuple[int, int, str] | None = None
    for name, count in counts.items():
        if name is None or name not in [*headed, *led] or referents[name].kind in ("person", "thing"):
            continue
        if name in features and not name.endswith("s") and not is_organisation(name):
            continue
        strong = name in headed and name in led
        if strong or (count >= 3 and count >= _MAIN_SHARE * total):
            rank = (count + 3 * strong + 3 * (name in headed[:1]), -text.find(name), name)
            best = max(best, rank) if best else rank
    return best[2] if best else None


def _opening(text: str) -> tuple[int, int]:
    """Where the headline ends, and where the first paragraph of running text does."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    if not lines:
        return 0, 0
    head = lines[0][1] if len(lines) > 1 and text[lines[0][1] - 1] not in '.”"' else 0
    body = [end for start, end in lines if start >= head and text[end - 1] in '.!?”"' and end - start > 60]
    return head, body[0] if body else lines[-1][1]


def _fullest(name: str, ordered: list[str], places: frozenset[str]) -> str:
    """The longest of the names that a name is short for; ``ordered`` are all, the longest first."""
    if re.fullmatch(r"[A-Z][A-Z.&]{1,7}", name):
        letters = name.replace(".", "").replace("&", "")
        return next((other for other in ordered if " " in other and initials(other) == letters), name)
    words = name.split()
    for other in ordered:
        parts = other.split()
        if len(parts) <= len(words):
            continue
        tail, start = parts[-len(words) :] == words, parts[: len(words)] == words
        if not (tail or start) or (name in places and other not in places):
            continue
        common = len(words) == 1 and name in lexicons.load("names")["organisation_words"]
        if {"of", "for"} & set(parts[len(words) :]) and start and not common:
            continue
        if tail and not start and ({"and", "of", "the"} & set(parts[: -len(words)]) or not is_common(words[-1])):
            continue
        return other
    return name


def _longest_first(counts: Counter[str]) -> list[str]:
    """The longest first; of two as long, the more frequent, then the one that stands first."""
    order = {name: index for index, name in enumerate(counts)}
    short = (name for name in counts if len(name.split()) <= 7)
    return sorted(short, key=lambda name: (-len(name.split()), -counts[name], order[name]))


def initials(name: str) -> str:
    """Return the initials of a name's capitalised words."""
    return "".join(word[0] for word in name.split() if word[0].isupper())
