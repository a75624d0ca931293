"""What is known of each name of an article: person, organisation, place or thing, man or woman, and its descriptions.

What a name is, is told by its words, its title, what stands beside it in the text, and the entity recogniser, each of
which votes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from extractor import lexicons
from extractor.claims.gazetteers import countries, first_name
from extractor.claims.mentions import DATELINE, Mention
from extractor.claims.parts import is_common, is_organisation

Kind: TypeAlias = Literal["person", "organisation", "place", "thing"]


@dataclass(frozen=True, kw_only=True)
class Referent:
    """What is known of somebody or something that the article names.

    Attributes:
        name: The fullest form; None for somebody without a name.
        kind: What it is, as far as the article shows.
        sex: ``"m"`` or ``"f"`` for persons of whom the article or the first name tells.
        nouns: The common nouns that it goes by, of its own name or of descriptions: ``bank``, ``retailer``.
        town: Whether it is a place that stands as towns do, without an article.
    """

    name: str | None
    kind: Kind | None = None
    sex: str | None = None
    nouns: frozenset[str] = frozenset()
    town: bool = False

    def may_go_by(self, noun: str) -> bool:
        """Tell whether the nouns that it goes by are like another: an agency is an authority, no bakery."""
        own = [group for group in alike_groups() if self.nouns & group]
        return not own or any(noun in group for group in own)


@cache
def alike_groups() -> list[frozenset[str]]:
    """Return the groups of nouns for organisations of the same kind."""
    return [frozenset(group) for group in lexicons.load("names")["alike"]["groups"]]


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
    features = find_features(text, mentions)
    votes = _votes(text, mentions, full, entities, places)
    nouns = _nouns(text, mentions, full)
    for name, described in nouns.items():
        if any(kind_of_noun(noun) == "organisation" for noun in described):
            votes[name]["organisation"] += 3
    referents: dict[str, Referent] = {}
    for name in dict.fromkeys(full.values()):
        kind = _kind(name, votes[name])
        referents[name] = Referent(
            name=name,
            kind=kind,
            sex=_sex(name, mentions, full) if kind == "person" else None,
            nouns=frozenset(nouns[name]) | (_own_nouns(name) if kind != "person" else frozenset()),
            town=kind == "place" and name not in features,
        )
    return referents


_LOCATIVE = re.compile(
    r"(?i)\b(?:in|near|across|outside|throughout)\s"
    r"(?:(?:the|central|northern|southern|eastern|western|downtown|nearby)\s)*$"
)
_AREA = re.compile(r"\s(?:area|region|metro|province|peninsula)\b")


def find_places(text: str, mentions: list[Mention]) -> frozenset[str]:
    """Return the names that stand where places stand: the world's countries, and what things often happen *in*."""
    openers = lexicons.load("names")["place_openers"]
    counts = Counter(one.name for one in mentions)
    located = Counter(
        one.name
        for one in mentions
        if (
            _LOCATIVE.search(text[max(0, one.start - 30) : one.start]) and text[one.end : one.end + 1] not in ("'", "’")
        )
        or _AREA.match(text, one.end)
    )
    titled = {one.name for one in mentions if one.title}
    wired = _datelined(text)
    return frozenset(
        name
        for name, count in counts.items()
        if name in countries()
        or name in wired
        or (
            not is_organisation(name)
            and name not in titled
            and (name.split()[0] in openers or located[name] * _PLACE_SHARE >= count)
        )
    )


def _datelined(text: str) -> set[str]:
    """The places that a report was written in: ``DURBAN, 12 May – ``."""
    return {match["place"].title() for match in DATELINE.finditer(text) if match["place"] is not None}


# One mention in four behind "in" makes a place; people are trusted in, and looked for in, more rarely.
_PLACE_SHARE = 4


def find_people(text: str, mentions: list[Mention], entities: Iterable[tuple[str, str]]) -> set[str]:
    """Return the names of two to four words that title, age, first name or the recogniser tell as people's."""
    recognised = {name for name, label in entities if label == "PERSON"}
    return {
        one.name
        for one in mentions
        if 2 <= len(one.name.split()) <= 4
        and not is_organisation(one.name)
        and (
            one.title
            or one.name in recognised
            or first_name(one.name.split()[0]) is not None
            or _PERSONAL.match(text, one.end)
            or _titled(text, one)
        )
        and not _led(text, one)
    }


def find_features(text: str, mentions: list[Mention]) -> frozenset[str]:
    """Return the names that mostly have an article, as rivers, regions and seas do; no town is among them."""
    bare = Counter(one.name for one in mentions)
    led = Counter(one.name for one in mentions if _led(text, one) and not _AREA.match(text, one.end))
    return frozenset(name for name, count in led.items() if 2 * count >= bare[name])


def _vote_by_form(votes: dict[str, Counter[Kind]], names: set[str]) -> None:
    for name in names:
        words = name.split()
        if is_organisation(name) or "&" in words or words[0] in lexicons.load("names")["club_openers"]:
            votes[name]["organisation"] += 6
        elif 2 <= len(words) <= 4 and first_name(words[0]):
            votes[name]["person"] += 4
        elif len(words) == 1 and name.isupper() and len(name) > 2:
            votes[name]["organisation"] += 1


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
    wired = _datelined(text)
    for one in mentions:
        name, vote = full[one.name], votes[full[one.name]]
        words = one.name.split()
        if one.title or _titled(text, one):
            vote["person"] += 4
        if _PERSONAL.match(text, one.end):
            vote["person"] += 4
        # Ships and clubs are called after people; people have no heads.
        if (_led(text, one) and not one.title) or _headed().search(text, max(0, one.start - 30), one.start):
            vote["person"] -= 4
        if (apposed := _apposed_noun(text, one)) is not None and (kind := kind_of_noun(apposed)) is not None:
            vote[kind] += 4
        short = len(words) == 1 and len(name.split()) in (2, 3) and name.split()[-1] == words[0]
        if short and not is_common(words[0]) and name.split()[0] not in lexicon["club_openers"]:
            vote["person"] += 2  # people go by their last name, companies by their first
        if len(words) == 1 < len(name.split()) and name.split()[0] == words[0] and first_name(words[0]) is None:
            vote["organisation"] += 2
        vote["place"] += (one.name in places) + 4 * (one.name in wired)
        if words[-1] in lexicon["place_words"] or one.name in countries() or words[0] in lexicon["place_openers"]:
            vote["place"] += 3
    _vote_by_form(votes, set(full.values()))
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
# "Ann Low, 47,", "Ann Low, who"
_PERSONAL = re.compile(r",\s(?:\d{1,2}\b(?=[,.;])|who\b|an?\s\d\d-year-old\b)|\s\(\d{2}\)")


def _led(text: str, mention: Mention) -> bool:
    """Tell whether an article stands before a name."""
    return text[max(0, mention.start - 4) : mention.start].lower() == "the "


def _titled(text: str, mention: Mention) -> bool:
    """Tell whether an office in small letters stands before a name: ``farmer Gwyn Parry``, ``governor, Ann Low``."""
    before = text[max(0, mention.start - 30) : mention.start].replace(", ", " ")
    return before.endswith(" ") and before.split(" ")[-2] in _offices()


@cache
def _headed() -> re.Pattern[str]:
    """What stands before whom somebody works for: ``head of …``, ``a nurse at …``."""
    return re.compile(rf"\b(?:{lexicons.alternatives(_offices())})\s(?:of|at|for|with)\s(?:the\s)?$")


@cache
def _offices() -> frozenset[str]:
    lexicon = lexicons.load("names")
    return frozenset([*lexicon["titles"], *lexicon["descriptions"]["person"]])


def _kind(name: str, votes: Counter[Kind]) -> Kind | None:
    if name.split()[0] in lexicons.load("names")["storms"] or _MODEL.search(name):
        return "thing"
    kind = max((kind for kind in votes if votes[kind] > 0), key=lambda kind: (votes[kind], kind), default=None)
    # The recogniser takes single words that it does not know for persons.
    return None if kind == "person" and " " not in name and votes[kind] < _LEAST_VOTES else kind


_MODEL = re.compile(r"\b[A-Z]{1,3}-?\d|[a-z] \d{1,2}$")  # "A220-300", "Lumen 5"
_LEAST_VOTES = 3


def _sex(name: str, mentions: list[Mention], full: Mapping[str, str]) -> str | None:
    sexes = lexicons.load("names")["sexes"]
    for title in (title for one in mentions if full[one.name] == name for title in one.title.split()):
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
        if (apposed := _apposed_noun(text, one)) is not None:
            found[full[one.name]].add(apposed)
        before = _BEFORE.search(text[max(0, one.start - 24) : one.start])
        if before and kind_of_noun(before["noun"].lower()):
            found[full[one.name]].add(before["noun"].lower())
    return found


def _apposed_noun(text: str, mention: Mention) -> str | None:
    """``Pellworth, the department store chain,``: the noun that a name is explained by."""
    behind = _APPOSED.match(text, mention.end)
    if behind is None:
        return None
    noun = re.split(r"\s(?:of|in|for|at|that|which|who|with|from|based)\b", behind["words"])[0].split()[-1]
    closed = text[behind.end() : behind.end() + 1] in (",", ".", "")
    return noun if closed or kind_of_noun(noun) else None


def _own_nouns(name: str) -> frozenset[str]:
    """The common nouns that a name is made with: ``bureau`` of ``Bureau of Meteorology``."""
    words = name.split()
    heads = {words[-1], *(words[index - 1] for index, word in enumerate(words) if word in ("of", "for") and index)}
    return frozenset(word.lower() for word in heads if len(words) > 1 and word[:1].isupper())
