"""Which names of an article stand for the same, and the fullest form of each.

Acronyms are matched to the initials of a longer name (the core of Schwartz and Hearst, "A simple algorithm for
identifying abbreviation definitions in biomedical text", 2003), people by their last name, others by their first words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from extractor import lexicons
from extractor.claims.mentions import Mention
from extractor.claims.parts import is_common
from extractor.claims.referents import find_people, find_places

_MODEL = re.compile(r"[A-Za-z]-?\d")
# Longer runs of capitals are headings and lists that were taken for names.
_LONGEST = 7


class Forms:
    """The fullest form of each name.

    Args:
        text: The text.
        mentions: Its names.
        entities: Text and label of the recognised entities.

    Attributes:
        counts: How often each form stands.
        places: The names that stand where places do.
    """

    def __init__(self, text: str, mentions: list[Mention], entities: Iterable[tuple[str, str]]) -> None:
        entities = list(entities)
        self.counts = Counter(one.name for one in mentions)
        self.places = find_places(text, mentions)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._by_initials: dict[str, str] = {}
        for name in _longest_first(self.counts):
            words = name.split()
            self._by_first[words[0]].append(name)
            self._by_last[words[-1]].append(name)
            if len(words) > 1:
                self._by_initials.setdefault(initials(name), name)
                self._by_initials.setdefault(
                    "".join(word[0] for word in words if word[0].isupper() or word == "of"), name
                )
        self._full: dict[str, str] = {}
        surnames = self._surnames(find_people(text, mentions, entities))
        self._full = {name: surnames.get(name) or self._fullest(name) for name in self.counts}
        self._full |= self._bracketed(text, mentions)
        capitals = (name for name in self.counts if name.isupper() and len(name) > 3)
        self._full |= {name: self._full[name.title()] for name in capitals if name.title() in self.counts}

    def full(self, name: str) -> str:
        """Return the fullest form in which the article writes the name: ``SCMP`` gives ``South China Morning Post``."""
        if name not in self._full and f"{name}." in self._full:
            return self._full[f"{name}."]  # "Inc." without the full stop that it shares with the sentence
        return self._full.get(name) or self._fullest(name)

    def _surnames(self, people: set[str]) -> dict[str, str]:
        """The full names of those who go by their last: ``Mr. Hemming`` is Brian Hemming, not the Hemming Trust."""
        order = {name: index for index, name in enumerate(self.counts)}
        ranked = sorted(people & set(order), key=lambda name: (self.counts[name], -order[name]))
        found = {_surname(person): person for person in ranked}  # of two of a name, the more frequent, then the first
        return {name: person for name, person in found.items() if name in self.counts and name not in self.places}

    def _bracketed(self, text: str, mentions: list[Mention]) -> dict[str, str]:
        """``Corvalis Micro (CVLM)``: what stands in brackets behind a name is another of its forms."""
        return {
            other.name: self._full[one.name]
            for one, other in pairwise(mentions)
            if text[one.end : other.start] in (" (", " (the ")
            and text[other.end : other.end + 1] == ")"
            and other.name.isupper()
        }

    def _fullest(self, name: str) -> str:
        short = lexicons.load("names")["short_forms"].get(name)
        if short in self.counts:
            return str(short)
        if re.fullmatch(r"[A-Z][A-Zo.&]{1,7}", name):
            return self._by_initials.get(name.replace(".", "").replace("&", ""), name)
        words = name.split()
        if not words:
            return name
        islands = f"{name[:-1]} Islands"  # "the Faroes"
        if name.endswith("s") and islands in self.counts:
            return islands
        longer = (other for other in self._by_first[words[0]] if self._shortens(words, other.split()))
        named = (other for other in self._by_last[words[-1]] if self._closes(words, other.split()))
        candidates = [next(longer, None), next(named, None)]
        return max((other for other in candidates if other), key=lambda other: len(other.split()), default=name)

    def _shortens(self, words: list[str], parts: list[str]) -> bool:
        """``Fenwick`` of ``Fenwick Bakery``, ``the Bank`` of ``Bank of Leeds``; no place is short for a company."""
        if len(parts) <= len(words) or parts[: len(words)] != words or self._is_mere_place(words, parts):
            return False
        if any(_MODEL.search(part) for part in parts[len(words) :]) or parts[-1] in lexicons.load("names")["built"]:
            return False  # "Airbus" is no short form of "Airbus A220", nor "Leeds" of "Leeds Road"
        common = len(words) == 1 and words[0] in lexicons.load("names")["organisation_words"]
        return common or not {"of", "for"} & set(parts[len(words) :])

    def _closes(self, words: list[str], parts: list[str]) -> bool:
        """``Rovers`` of ``Wearmouth Rovers``, ``Leeds`` of ``FC Leeds``."""
        if len(parts) == len(words) + 1 and parts[1:] == words and parts[0] in lexicons.load("names")["club_openers"]:
            return True
        if len(parts) <= len(words) or parts[-len(words) :] != words or self._is_mere_place(words, parts):
            return False
        closing = is_common(words[-1]) or _MODEL.search(words[-1]) is not None  # "A220" of "Airbus A220"
        return closing and not {"and", "of", "the"} & set(parts[: -len(words)])

    def _is_mere_place(self, words: list[str], parts: list[str]) -> bool:
        return " ".join(words) in self.places and " ".join(parts) not in self.places


def _surname(person: str) -> str:
    """The last name as it stands alone: ``Van Rooyen`` of ``Pieter van Rooyen``, ``Le Goff`` of ``Anne Le Goff``."""
    words = person.split()
    particles = lexicons.load("names")["particles"]
    inner = range(1, len(words) - 1)
    first = next((at for at in inner if words[at].islower() or words[at].lower() in particles), len(words) - 1)
    return " ".join([words[first].capitalize(), *words[first + 1 :]])


def _longest_first(counts: Counter[str]) -> list[str]:
    """The longest first; of two as long, the more frequent, then the one that stands first."""
    order = {name: index for index, name in enumerate(counts)}
    short = (name for name in counts if len(name.split()) <= _LONGEST)
    return sorted(short, key=lambda name: (-len(name.split()), -counts[name], order[name]))


def initials(name: str) -> str:
    """Return the initials of a name's capitalised words: ``USDA`` of ``U.S. Department of Agriculture``."""
    words = (word for word in name.split() if word[0].isupper())
    return "".join(word.replace(".", "") if word in ("U.S.", "U.K.", "U.N.") else word[0] for word in words)
