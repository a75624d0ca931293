"""What is known of each name of an article: person, organisation, place or thing, man or woman, and its descriptions.

What a name is, is told by its words, its title, what stands beside it in the text, and the entity recogniser, each of
which votes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from extractor import lexicons
from extractor.claims.mentions import Mention, countries, first_name

Kind: TypeAlias = Literal["person", "organisation", "place", "thing"]


@dataclass(frozen=True, kw_only=True)
class Referent:
    """What is known of somebody or something that the article names.

    Attributes:
        name: The fullest form; None for somebody without a name.
        kind: What it is, as far as the article shows.
        sex: ``"m"`` or ``"f"`` for persons of whom the article or the first name tells.
        nouns: The common nouns that it goes by, of its own name or of descriptions: ``bank``, ``retailer``.
    """

    name: str | None
    kind: Kind | None = None
    sex: str | None = None
    nouns: frozenset[str] = frozenset()


def kind_of_noun(noun: str) -> Kind | None:
    """Return which kind of name a common noun may stand for."""
    table = lexicons.load("names")["descriptions"]
    if noun in table["person"]:
        return "person"
    if noun in table["company"] or noun in table["organisation"]:
        return "organisation"
    return "place" if noun in table["place"] else None


def find_referents(
    text: str, mentions: list[Mention], full: Mapping[str, str], entities: Iterable[tuple[str, str]]
) -> dict[str, Referent]:
    """Return what is known of each name, by its fullest form.

    Args:
        text: The clean text of one article.
        mentions: Its names.
        full: The fullest form of each.
        entities: Text and label of the recognised entities.
    """
    places = find_places(text, mentions)
    votes = _votes(text, mentions, full, entities, places)
    nouns = _nouns(text, mentions, full)
    referents: dict[str, Referent] = {}
    for name in dict.fromkeys(full.values()):
        kind = _kind(name, votes[name])
        referents[name] = Referent(
            name=name,
            kind=kind,
            sex=_sex(name, mentions, full) if kind == "person" else None,
            nouns=frozenset(nouns[name]) | (_own_nouns(name) if kind != "person" else frozenset()),
        )
    return referents


_LOCATIVE = re.compile(
    r"\b(?:in|near|across|outside|throughout)\s(?:(?:the|central|northern|southern|eastern|western|downtown|nearby)\s)*$"
)
_AREA = re.compile(r"\s(?:area|region|metro|province|peninsula)\b")


def find_places(text: str, mentions: list[Mention]) -> frozenset[str]:
    """Return the names that stand where places stand."""
    openers = lexicons.load("names")["place_openers"]
    return frozenset(
        one.name
        for one in mentions
        if one.name in countries()
        or (
            not _is_organisation(one.name)
            and (
                one.name.split()[0] in openers
                or _LOCATIVE.search(text[max(0, one.start - 30) : one.start])
                or _AREA.match(text, one.end)
            )
        )
    )


def _is_organisation(name: str) -> bool:
    words = lexicons.load("names")["organisation_words"]
    parts = name.split()
    before = [parts[index - 1] for index, word in enumerate(parts) if word in ("of", "for") and index]
    return len(parts) > 1 and any(word in words for word in (parts[-1], *before, parts[0]))


def _votes(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    entities: Iterable[tuple[str, str]],
    places: frozenset[str],
) -> dict[str, Counter[Kind]]:
    """What each name may be. One sure sign outweighs what the recogniser says of a few mentions."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    lexicon = lexicons.load("names")
    for one in mentions:
        name, vote = full[one.name], votes[full[one.name]]
        words = one.name.split()
        if one.title or _TITLED.search(text[max(0, one.start - 30) : one.start]):
            vote["person"] += 4
        if _AGED.match(text, one.end):
            vote["person"] += 4
        if one.name in places:
            vote["place"] += 1
        if words[-1] in lexicon["place_words"] or one.name in countries() or words[0] in lexicon["place_openers"]:
            vote["place"] += 3
    for name in set(full.values()):
        words = name.split()
        if _is_organisation(name) or "&" in words:
            votes[name]["organisation"] += 6
        elif 2 <= len(words) <= 4 and first_name(words[0]):
            votes[name]["person"] += 4
        elif len(words) == 1 and name.isupper() and len(name) > 2:
            votes[name]["organisation"] += 1
    for form, label in entities:
        kind = _LABELS.get(label)
        if kind is not None and form in full:
            votes[full[form]][kind] += 1
    return votes


_LABELS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "thing",
    "WORK_OF_ART": "thing",
    "EVENT": "thing",
}
_AGED = re.compile(r",\s\d{1,2},")
_TITLED = re.compile(
    r"\b(?:executive|director|manager|minister|boss|coach|striker|forecaster|analyst|economist|professor|judge|president|chairman|chairwoman|spokesman|spokeswoman|officer|secretary|controller|governor|senator|captain|owner|founder|editor)\s$"
)


def _kind(name: str, votes: Counter[Kind]) -> Kind | None:
    if name.split()[0] in lexicons.load("names")["storms"]:
        return "thing"
    kind = max(votes, key=lambda kind: (votes[kind], kind), default=None)
    # The recogniser takes single words that it does not know for persons.
    return None if kind == "person" and " " not in name and votes[kind] < _LEAST_VOTES else kind


_LEAST_VOTES = 3


def _sex(name: str, mentions: list[Mention], full: Mapping[str, str]) -> str | None:
    sexes = lexicons.load("names")["sexes"]
    for one in mentions:
        if full[one.name] == name and one.title:
            for title in one.title.split():
                if title in sexes["man"] or title in sexes["woman"]:
                    return "m" if title in sexes["man"] else "f"
    sex = first_name(name.split()[0])
    return sex if sex in ("m", "f") else None


_APPOSED = re.compile(r",\s(?:the|an?|its|one of the|which is an?)\s(?P<words>(?:[a-z][\w-]*\s?){1,6})")
_BEFORE = re.compile(r"(?P<noun>[A-Za-z-]+)\s$")


def _nouns(text: str, mentions: list[Mention], full: Mapping[str, str]) -> dict[str, set[str]]:
    """The nouns that names are described by: ``Pellworth, the department store chain,``; ``biotech firm Nuvaxa``."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in mentions:
        behind = _APPOSED.match(text, one.end)
        if behind:
            head = re.split(r"\s(?:of|in|for|at|that|which|who|with|from|based)\b", behind["words"])[0].split()
            closed = text[behind.end() : behind.end() + 1] in (",", ".", "")
            found[full[one.name]].update(noun for noun in head[-1:] if closed or kind_of_noun(noun))
        before = _BEFORE.search(text[max(0, one.start - 24) : one.start])
        if before and kind_of_noun(before["noun"].lower()):
            found[full[one.name]].add(before["noun"].lower())
    return found


def _own_nouns(name: str) -> frozenset[str]:
    """The common nouns that a name is made with: ``bureau`` of ``Bureau of Meteorology``."""
    words = name.split()
    heads = {words[-1], *(words[index - 1] for index, word in enumerate(words) if word in ("of", "for") and index)}
    return frozenset(word.lower() for word in heads if len(words) > 1 and word[:1].isupper())


def find_affiliations(
    text: str, mentions: list[Mention], full: Mapping[str, str], referents: Mapping[str, Referent]
) -> dict[str, str]:
    """Return whom a person is introduced with: ``Rovers boss Steve Garrity``, ``Casafina's Marta Queiroz``."""
    found: dict[str, str] = {}
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        first, second = full[one.name], full[other.name]
        kinds = (referents[first].kind, referents[second].kind)
        if kinds[1] == "person" and kinds[0] != "person" and re.fullmatch(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,4}", between):
            found.setdefault(second, first)
        if (
            kinds[0] == "person"
            and kinds[1] != "person"
            and re.fullmatch(r",?\s(?:[a-z-]+\s){0,6}(?:of|at|from|for|with)\s(?:the\s)?", between)
        ):
            found.setdefault(first, second)
    return found
