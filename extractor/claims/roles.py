"""What the words around a name or a pronoun tell without a parse: its role in the sentence, and whether it speaks."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractor import lexicons
from extractor.claims.referents import Referent

# Lappin and Leass's weights, recency and head noun included: subject 80, object 50, not in an adverbial 50.
SUBJECT, OTHER, ADVERBIAL = 310, 280, 180


@cache
def _prepositions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicons.alternatives(lexicons.load('names')['leading'])})\b", re.I)


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicons.alternatives(lexicons.load('cues')['speaking'])})\s(?:[a-z-]+\s){{0,5}}$")


@cache
def _speaks() -> re.Pattern[str]:
    verbs = lexicons.alternatives(lexicons.load("cues")["speaking"])
    return re.compile(rf"(?:\s[\w'’]+){{0,2}}?(?:,[^,.]{{0,60}},)?\s(?:{verbs})\b")


# "said" and up to five words of office stand in so many characters before a name.
_SAID_WITHIN = 70


def is_said_before(before: str) -> bool:
    """Tell whether the words before a name say that it speaks: ``said chief executive``."""
    return _says().search(before[-_SAID_WITHIN:]) is not None


def is_said_behind(text: str, end: int) -> bool:
    """Tell whether the words behind a name say that it speaks: ``, the maker of drills, said``."""
    return _speaks().match(text, end) is not None


def role_behind(before: str, *, said: bool) -> int:
    """Return the weight of what stands behind these words of its sentence, and whether they say that it speaks."""
    if said:
        return SUBJECT
    tail = before.rpartition(", ")[2]
    words = tail.split()
    if len(words) <= 4 and not _prepositions().search(tail) and not any(word.endswith("ing") for word in words):
        return SUBJECT
    last = words[-3:]
    return ADVERBIAL if any(_prepositions().fullmatch(word) for word in last) else OTHER


_THE = re.compile(r"(?<![\w'’])[Tt]he\s(?P<words>[\w-]+(?:\s[\w-]+){0,2})")


@cache
def _singular() -> re.Pattern[str]:
    pronouns = lexicons.load("names")["pronouns"]
    words = [word for group in ("man", "woman", "thing") for word in pronouns[group]]
    return re.compile(rf"(?<![\w'’])(?:{lexicons.alternatives(words)})(?![\w-])", re.IGNORECASE)


@cache
def described_nouns() -> frozenset[str]:
    """Return the common nouns that a name may go by behind *the*."""
    table = lexicons.load("names")["descriptions"]
    return frozenset(noun for key in ("person", "company", "organisation", "place") for noun in table[key])


def find_anaphors(text: str, nouns: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield pronouns, and nouns behind *the* that a name may go by, with up to two modifiers: start, end, and word."""
    for match in _singular().finditer(text):
        yield match.start(), match.end(), match[0].lower()
    for match in _THE.finditer(text):
        words = match["words"].split()
        noun = next((word for word in words if word in nouns), None)
        if noun is not None:
            yield match.start(), match.start("words") + match["words"].index(noun) + len(noun), noun


@cache
def _unnamed_pattern() -> re.Pattern[str]:
    nouns = lexicons.alternatives(lexicons.load("names")["descriptions"]["person"])
    return re.compile(rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:[a-z-]+\s){{0,3}}(?P<noun>{nouns})\b(?!\s[A-Z])")


def find_unnamed(text: str) -> list[tuple[int, int, Referent]]:
    """Return persons without a name: ``a spokesman``, ``one resident``."""
    sexes = lexicons.load("names")["sexes"]
    return [
        (
            match.start(),
            match.end(),
            Referent(
                name=None,
                kind="person",
                sex="m" if match["noun"] in sexes["man"] else "f" if match["noun"] in sexes["woman"] else None,
                nouns=frozenset([match["noun"]]),
            ),
        )
        for match in _unnamed_pattern().finditer(text)
    ]


@cache
def _owned() -> re.Pattern[str]:
    nouns = lexicons.alternatives(lexicons.load("names")["descriptions"]["organisation"])
    return re.compile(rf"['’]s\s(?:[a-z-]+\s){{0,3}}?(?P<noun>{nouns})\b(?!\s[A-Z])")


def find_nameless(text: str, named: Iterable[tuple[int, int, Referent]]) -> list[tuple[int, int, Referent]]:
    """Return bodies of a place that the text calls by common nouns: ``Kenya's central bank``."""
    found = []
    for _, end, one in named:
        match = _owned().match(text, end) if one.kind == "place" else None
        if match is not None:
            nouns = frozenset([match["noun"]])
            found.append((match.start("noun"), match.end(), Referent(name=None, kind="organisation", nouns=nouns)))
    return found
