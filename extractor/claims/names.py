"""The names of an article: which there are, which stand for the same actor, and the fullest form of each.

Reads capitals, not the parse, so that unparsed sentences count too. Acronyms are matched to the initials of a longer
name (the core of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text",
2003).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.lang.en.stop_words import STOP_WORDS

from extractor import lexicons

_NAME = re.compile(
    r"(?:(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Prof|Rev|Lt|Sgt|Gen)\.[ ])?"
    r"[A-Z][\w&]*(?:[.'’-][A-Za-z]\w*)*"
    r"(?:[ ](?:(?:of|and|for|the|de|da|del|van|von|bin|al|la|le|du|der|&)[ ]){0,2}(?:[A-Z]\.[ ])?"
    r"[A-Z][\w&]*(?:[.'’-][A-Za-z]\w*)*)*"
)
_LINE = re.compile(r"[^\n]+")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Names:
    """The names of one document.

    Attributes:
        text: The text that they were found in.
        mentions: Start and name of each mention, in order.
        counts: How often each name stands.
        main: The name that the article is most about, if one stands out.
        persons: The names, in every form, that the entity recogniser calls persons.
        places: The names that it calls places.
    """

    text: str
    mentions: tuple[tuple[int, str], ...]
    counts: Counter[str]
    main: str | None
    persons: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    _full: dict[str, str] = field(default_factory=dict)

    def full_form(self, name: str) -> str:
        """Return the fullest form in which the article writes the name: ``SCMP`` gives ``South China Morning Post``."""
        if name not in self._full:
            self._full[name] = _fullest(name, self.counts)
        return self._full[name]

    def last_person(self, before: int) -> str | None:
        """Return the full form of the last person named before a position: whom *he* or *she* stands for."""
        for start, name in reversed(self.mentions):
            full = self.full_form(name)
            # A person has two names; single words that the recogniser calls persons are mostly places and products.
            if start < before and 2 <= len(full.split()) <= 4 and (name in self.persons or full in self.persons):
                return full
        return None

    def last_organisation(self, noun: str, before: int) -> str | None:
        """Return the name that *the company* or *the bureau* stands for: one that holds the noun, else the last one."""
        earlier = [name for start, name in self.mentions if start < before]
        for name in reversed(earlier):
            if noun.capitalize() in self.full_form(name).split():
                return self.full_form(name)
        candidates = [self.full_form(name) for name in reversed(earlier)]
        return next((name for name in candidates if name not in self.persons and name not in self.places), None)

    def topic(self, before: int) -> str | None:
        """Return the name that the text up to a position is most about: the most frequent, all its forms together."""
        spoken: Counter[str] = Counter(self.full_form(name) for start, name in self.mentions if start < before)
        leading = [(count, name) for name, count in spoken.most_common(1) if count >= 2]
        return leading[0][1] if leading else None

    def within(self, start: int, end: int) -> str | None:
        """Return the full form of the last name that begins between two positions."""
        inside = [name for at, name in self.mentions if start <= at < end]
        return self.full_form(inside[-1]) if inside else None

    def knows(self, name: str) -> bool:
        """Tell whether the article uses this as a name, by itself or as part of a longer one."""
        return name in self.counts or any(f" {name} " in f" {other} " for other in self.counts)


def find_names(text: str, entities: Iterable[tuple[str, str]] = ()) -> Names:
    """Find the names of a text by their capitals.

    Args:
        text: The clean text of one article.
        entities: Text and label of the recognised entities, by which persons and places are told.

    Returns:
        The names; words that only open a sentence and stop words are left out.
    """
    raw = [
        (match.start(), _POSSESSIVE.sub("", match[0]), _opens(text, match.start()))
        for line in _LINE.finditer(text)
        if not _is_title(line[0])
        for match in _NAME.finditer(text, line.start(), line.end())
    ]
    sure = {part for _, name, opens in raw if not opens for part in (name, name.split()[0])}
    mentions, generic = [], _never_names()
    for start, name, opens in raw:
        start, name = _strip(start, name)
        if (
            len(name) > 1
            and name not in generic
            and (not opens or " " in name or name in sure or name.isupper() or any(char.isupper() for char in name[1:]))
        ):
            mentions.append(_without_title(start, name))
    counts = Counter(name for _, name in mentions)
    kinds = list(entities)
    persons = frozenset(_POSSESSIVE.sub("", name) for name, label in kinds if label == "PERSON")
    places = frozenset(name for name, label in kinds if label in ("GPE", "LOC", "FAC")) - persons
    return Names(text, tuple(mentions), counts, _main(text, counts), persons, places)


def _never_names() -> frozenset[str]:
    """Acronyms of things, currency signs and titles by themselves."""
    lexicon = lexicons.load("names")
    titles = [title.capitalize() for title in lexicon["titles"]]
    return frozenset([*lexicon["generic"], *titles, *lexicons.load("currencies")["prefixes"]])


def _without_title(start: int, name: str) -> tuple[int, str]:
    words, titles = name.split(), lexicons.load("names")["titles"]
    while len(words) > 2 and words[0].rstrip(".").lower() in titles:
        start += len(words[0]) + 1
        words = words[1:]
    return start, " ".join(words)


def _is_title(line: str) -> bool:
    """A heading in title case tells no names: most of its longer words have capitals anyway."""
    words = list(re.findall(r"[^\W\d_]{4,}", line))
    return len(words) > 1 and line[-1:] not in '.!?"”' and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _opens(text: str, start: int) -> bool:
    return (
        start == 0
        or re.search(r"(?:[.!?:\n]|[.!?][\"”'’)\]])\s*[\"“'‘(\[]?$", text[max(0, start - 4) : start]) is not None
    )


def _strip(start: int, name: str) -> tuple[int, str]:
    """Cut function words that a sentence opens with, and titles stay: ``As China`` gives ``China``."""
    words = name.split(" ")
    while (
        words
        and (_is_function_word(words[0]) or words[0].lower() in _not_names())
        and (len(words[0]) == 1 or not words[0].isupper())
    ):
        start += len(words[0]) + 1
        words = words[1:]
    if (words and words[0] == "US") or " ".join(words) in ("US", "UK", "IT"):
        return start, " ".join(words)
    return start, " ".join(words).strip(".,")


def _is_function_word(word: str) -> bool:
    """Tell a stop word, contracted or not: ``As``, ``I'd``, ``They're``."""
    return word.lower() in STOP_WORDS or re.split(r"['’]", word.lower())[0] in STOP_WORDS


def _not_names() -> set[str]:
    return set(lexicons.load("names")["not_names"])


# A name that an article is about takes at least this share of its mentions of names, all forms together. On the
# development articles, 0.15 gave background places to unrelated numbers and 0.3 lost companies in their own results.
_MAIN_SHARE = 0.2


def _main(text: str, counts: Counter[str]) -> str | None:
    """The most frequent name, all its forms counted, if it also stands in the first lines and clearly leads."""
    opening = text[: max(600, len(text) // 10)]
    by_full: Counter[str] = Counter()
    for name, count in counts.items():
        by_full[_fullest(name, counts)] += count
    lead = [
        (count, -opening.find(name.split()[0]), name) for name, count in by_full.items() if name.split()[0] in opening
    ]
    if not lead:
        return None
    count, _, name = max(lead)
    return name if count >= 3 and count >= _MAIN_SHARE * sum(by_full.values()) else None


def _fullest(name: str, counts: Counter[str]) -> str:
    if re.fullmatch(r"[A-Z][A-Z.&]{1,7}", name):
        letters = name.replace(".", "").replace("&", "")
        for other in _longest_first(counts):
            if " " in other and initials(other) == letters:
                return other
        return name
    words = name.split()
    for other in _longest_first(counts):
        parts = other.split()
        if (
            len(parts) > len(words)
            and (parts[-len(words) :] == words or (parts[: len(words)] == words and len(words) > 0))
            and not {"and", "of", "the"} & set(parts[:-1]) - set(words)
        ):
            return other
    return name


def _longest_first(counts: Iterable[str]) -> list[str]:
    return sorted((name for name in counts if len(name.split()) <= 7), key=lambda name: (-len(name.split()), name))


def initials(name: str) -> str:
    """Return the initials of a name's capitalised words."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def bare_name(phrase: str) -> str | None:
    """Return the name in a noun phrase without title, possessive and generic tail: ``SCMP`` of ``the SCMP article``."""
    lexicon = lexicons.load("names")
    runs = [_POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(phrase)]
    runs = [name for name in (_strip(0, run)[1] for run in runs) if name]
    if not runs:
        return None
    words = runs[-1].split()
    while len(words) > 1 and words[0].rstrip(".").lower() in lexicon["titles"]:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in lexicon["tails"]:
        words = words[:-1]
    return " ".join(words).rstrip(".")
