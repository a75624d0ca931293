"""What an article is about: the name that owns what the article gives no other owner for."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from extractor import lexicons
from extractor.claims.anaphora import Discourse
from extractor.claims.gazetteers import countries, first_name
from extractor.claims.mentions import Mention
from extractor.claims.parts import is_organisation
from extractor.claims.referents import Referent, find_features

# Of an article that is about a name, the name takes at least this share of the mentions of organisations, places and
# things, unless headline and first paragraph both have it.
_MAIN_SHARE = 0.2


def find_topic(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    referents: Mapping[str, Referent],
    discourse: Discourse,
) -> tuple[str | None, str | None]:
    """Return what the headline or the lead names and the article goes on about, and the place that they name most.

    An organisation, place or product stands out by headline, lead and the number of references to it, not one that
    only counts, polls or studies others. Where none does it is the place that headline or lead name, also by an
    adjective, unless the article tells of one person; or an organisation that the article tells most of further down.

    Args:
        text: The clean text of one article.
        mentions: Its names.
        full: The fullest form of each.
        referents: What is known of each full name.
        discourse: All references to them.
    """
    opening = _Opening(text)
    individuals = _individuals(mentions, full, referents)
    headed = [full[one.name] for one in mentions if opening.heads(one.start)]
    led = [full[one.name] for one in mentions if opening.leads(one.start)]
    features = find_features(text, mentions) - countries()
    place, named = _find_place(text, mentions, full, referents, opening)
    placed = place is not None and (named["headed"] > 0 or named["led"] > 0)
    products = _products(text, mentions, full, opening, discourse)
    unable = individuals | find_makers(text, mentions, full)
    if placed:
        telling = {one.referent.name for one in discourse.references if one.speaks and opening.leads(one.start)}
        unable |= _counters(referents, discourse) | {name for name in led if name in telling} - set(headed)
    able = {name for name, one in referents.items() if name not in unable and _may_lead(name, one, features, products)}
    topic = _most_named(text, headed, led, able, referents, discourse)
    if products & set(headed) and topic not in products:
        topic = max(sorted(products & set(headed)), key=headed.count)
    body = _most_told(able, referents, discourse)
    if not placed and body is not None and topic not in headed:
        return body, None
    own = _named_after(place, able, referents, discourse) if place is not None else None
    if own is not None and topic in (None, place, own):
        return own, place
    if place is None or not placed or topic in headed or (topic is not None and not named["headed"]):
        return topic, place if placed else None
    alone = _told_of_one(discourse, individuals) < _MUCH_TOLD
    return place if named["headed"] or alone else topic, place


def _products(
    text: str, mentions: list[Mention], full: Mapping[str, str], opening: "_Opening", discourse: Discourse
) -> set[str]:
    """What the headline gives an owner and the article goes on about: ``Korvo's Sirin 5 lasts three days``."""
    told = Counter(one.referent.name for one in discourse.references if one.referent.kind not in ("person", "place"))
    owned = (
        full[other.name]
        for one, other in pairwise(mentions)
        if opening.heads(other.start) and text[one.end : other.start] in ("'s ", "’s ")
    )
    return {name for name in owned if told[name] >= _MUCH_NAMED}


def find_launch(
    text: str, mentions: list[Mention], full: Mapping[str, str], referents: Mapping[str, Referent]
) -> tuple[str, str] | None:
    """Return the maker and the product of an article whose first paragraph, or headline, launches one.

    Args:
        text: The clean text of one article.
        mentions: Its names.
        full: The fullest form of each.
        referents: What is known of each full name.
    """
    opening = _Opening(text)
    for one, other in pairwise(mentions):
        if not (opening.leads(other.start) or opening.heads(other.start)):
            continue
        product, kinds = full[other.name], (referents[full[one.name]].kind, referents[full[other.name]].kind)
        launched = _launches().fullmatch(text, one.end, other.start) is not None
        explained = _EXPLAINED.match(text, other.end) is not None
        if launched and explained and kinds[0] not in ("person", "place") and kinds[1] not in ("person", "place"):
            return full[one.name], product
    return None


_EXPLAINED = re.compile(r",\s(?:an?|the|its)\s(?:[\w-]+\s){0,5}[a-z-]+")


@cache
def _launches() -> re.Pattern[str]:
    verbs = lexicons.alternatives(lexicons.load("names")["launching"])
    return re.compile(rf"\s(?:[\w,.]+\s){{0,6}}?(?:{verbs})\s(?:(?:the|its|an?|their)\s)?(?:[a-z-]+\s){{0,4}}")


def _most_told(able: set[str], referents: Mapping[str, Referent], discourse: Discourse) -> str | None:
    """The organisation that the article tells most of, however late it names it."""
    told = Counter(one.referent.name for one in discourse.references if one.referent.name in able)
    bodies = [name for name in told if name is not None and referents[name].kind == "organisation"]
    best = max(bodies, key=lambda name: told[name], default=None)
    return best if best is not None and told[best] >= _TOLD and not discourse.tells(best) else None


def _named_after(place: str, able: set[str], referents: Mapping[str, Referent], discourse: Discourse) -> str | None:
    """The trust or club of a town that is not about the town itself: ``Leeds Hospitals NHS Trust``."""
    if place in countries():
        return None
    told = Counter(one.referent.name for one in discourse.references if one.referent.name in able)
    bodies = (name for name, one in referents.items() if one.kind == "organisation" and name.startswith(f"{place} "))
    return next((name for name in bodies if told[name] >= _MUCH_NAMED), None)


# So many references to a body that bears the name of its town, or to a product that the headline gives its maker, make
# it what the article is about: a newsletter on a town refers twice to its ferries, reports on a trust and a phone to
# these four and six times.
_MUCH_NAMED = 3
# So many references make an organisation what an article is about that neither headline nor lead names. Of 64 articles
# two get the wrong one at 3, one at 4 and 5, none at 6; the one that gets the right one refers to it 11 times.
_TOLD = 6


def _counters(referents: Mapping[str, Referent], discourse: Discourse) -> set[str]:
    """Who counts others and speaks of it: such a body tells the news and is not in it."""
    words = set(lexicons.load("names")["counters"])
    speaking = {one.referent.name for one in discourse.references if one.speaks}
    return {name for name in referents if words & set(name.split()) and name in speaking}


def _most_named(
    text: str,
    headed: list[str],
    led: list[str],
    able: set[str],
    referents: Mapping[str, Referent],
    discourse: Discourse,
) -> str | None:
    """The name that headline or lead have and that takes enough of the references of the article."""
    named = [one.referent for one in discourse.references if one.referent.name]
    counts = Counter(one.name for one in named if one.name in able)
    total = sum(one.kind != "person" for one in named)
    best: tuple[int, int, str] | None = None
    for name, count in counts.items():
        if name is None or name not in [*headed, *led]:
            continue
        strong = name in headed and name in led
        known = referents[name].kind is not None or count >= 3
        if (strong and known) or (count >= 3 and count >= _MAIN_SHARE * total):
            rank = (count + 3 * strong + 3 * (name in headed[:1]), -text.find(name), name)
            best = max(best, rank) if best else rank
    return best[2] if best else None


def _find_place(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    referents: Mapping[str, Referent],
    opening: "_Opening",
) -> tuple[str | None, Counter[str]]:
    """The place that headline, lead and text name most, by adjectives too, and how often headline and lead do."""
    places = [
        (one.start, full[one.name])
        for one in mentions
        if (referents[full[one.name]].kind == "place" or full[one.name] in countries())
        and not _is_water(full[one.name])
        and not _FEATURED.match(text, one.end)  # "Africa's busiest port" is elsewhere in Africa
    ]
    named = {name for _, name in places}
    for match in _nationalities().finditer(text):
        country = lexicons.load("names")["nationalities"][match[0]]
        same = next(
            (group for group in lexicons.load("names")["same_country"]["groups"] if country in group), [country]
        )
        if (name := next((name for name in same if name in named), None)) is not None:
            places.append((match.start(), name))
    weights: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for start, name in sorted(places):
        role = "headed" if opening.heads(start) else "led" if opening.leads(start) else "below"
        weights[name] += _WEIGHTS[role]
        found[name][role] += 1
    ranked = sorted(weights, key=lambda name: (-weights[name], name not in countries()))[:2]
    if not ranked or (len(ranked) > 1 and _rank(ranked[0], weights) == _rank(ranked[1], weights)):
        return None, Counter()
    return ranked[0], found[ranked[0]]


def _rank(place: str, weights: Counter[str]) -> tuple[int, bool]:
    """Of two places that are named as much, the country has what has no other owner."""
    return weights[place], place in countries()


# How much a mention in the headline and in the first paragraph counts against one further down.
_WEIGHTS = {"headed": 4, "led": 2, "below": 1}
# An article with so many references to one person who does more than speak is about the person.
_MUCH_TOLD = 5


def _is_water(name: str) -> bool:
    return name.split()[-1] in lexicons.load("names")["waters"]


def _told_of_one(discourse: Discourse, individuals: set[str]) -> int:
    """How often the article refers to the person that it tells most of."""
    told = Counter(one.referent.name for one in discourse.references if not one.speaks)
    return max((count for name, count in told.items() if name in individuals), default=0)


def _individuals(mentions: list[Mention], full: Mapping[str, str], referents: Mapping[str, Referent]) -> set[str]:
    """Persons without the companies that the recogniser takes for them: those that go by first, last name or title."""
    last = {full[one.name] for one in mentions if one.name == full[one.name].split()[-1] != full[one.name] or one.title}
    return {
        name
        for name, one in referents.items()
        if one.kind == "person" and (name in last or one.sex is not None or first_name(name.split()[0]) is not None)
    }


_MADE = re.compile(r"(?:/[\w ]{1,30}?)?['’]?s?\s(?:poll|survey|study)\b")
_MADE_BY = re.compile(r"\b(?:poll|survey|study|report|analysis|research)[^.,;]{0,30}\s(?:by|for|from)\s(?:the\s)?$")
_FEATURED = re.compile(r"['’]s?\s(?:(?:second|third|fourth|fifth)-)?(?:most\s|least\s|[a-z]+est\b)")


def find_makers(text: str, mentions: list[Mention], full: Mapping[str, str]) -> set[str]:
    """Return who polls and studies others: ``a Rainier Research poll``, ``a survey published by Helvemetrics``."""
    return {
        full[one.name]
        for one in mentions
        if _MADE.match(text, one.end) or _MADE_BY.search(text[max(0, one.start - 60) : one.start])
    }


@cache
def _nationalities() -> re.Pattern[str]:
    adjectives = lexicons.alternatives(lexicons.load("names")["nationalities"])
    return re.compile(rf"(?<![\w-])(?:{adjectives})(?![\w-])")


def _may_lead(name: str, referent: Referent, features: frozenset[str], products: set[str]) -> bool:
    """Tell whether an article may be about a name: no person, storm, river or court."""
    if name in products:
        return True
    if referent.kind == "thing" or referent.nouns & {"court", "tribunal"} or _is_water(name):
        return False
    return name not in features or name.endswith("s") or is_organisation(name)


class _Opening:
    """Where the headline ends, and the lines of running text from there to the end of the first paragraph."""

    def __init__(self, text: str) -> None:
        self._head, self._lead = _opening(text)

    def heads(self, position: int) -> bool:
        """Tell whether a position is in the headline."""
        return position < self._head

    def leads(self, position: int) -> bool:
        """Tell whether a position is in the first paragraph."""
        return any(start <= position < end for start, end in self._lead)


def _opening(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Where the headline ends; the lines of running text from there to the end of the first paragraph."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    head = lines[0][1] if len(lines) > 1 and text[lines[0][1] - 1] not in '.”"' else 0
    body = [(start, end) for start, end in lines if start >= head and end - start > _RUNNING] or lines[-1:]
    first = next((index for index, (_, end) in enumerate(body) if text[end - 1] in '.!?”"'), 0)
    return head, body[: first + 1]


# Shorter lines are bylines, dates and key points.
_RUNNING = 60
