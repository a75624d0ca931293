"""Where names stand in a text, told by their capitals, so that unparsed sentences count too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from spacy.lang.en.stop_words import STOP_WORDS

from extractor import lexicons

# Capital letters of the Latin scripts; Python's regular expressions have no class for them.
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_WORD = rf"(?:[{_UPPER}][\w&]*(?:[.'’-][^\W\d_]\w*)*|[a-z][A-Z][a-z]{(2,)})"
_NAME = re.compile(
    r"(?<![\w'’°])(?:(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Prof|Rev|Lt|Sgt|Gen)\.[ ])?"
    rf"{_WORD}(?:,?[ ](?:Inc|Corp|Co|Ltd|Bros|Jr|Sr)\.(?!\w)"
    rf"|[ ](?:(?:of|and|for|the|de|da|del|van|von|bin|al|la|le|du|der|&)[ ]){{0,2}}(?:[A-Z]\.[ ])?{_WORD})*"
)
_LINE = re.compile(r"[^\n]+")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Mention:
    """A name where it stands.

    Attributes:
        start: Where it begins, without title.
        name: The name as written, without title and possessive.
        title: The titles and offices in capitals that were cut before it, in lower case.
        heading: Whether it stands in a heading in title case, where capitals tell little.
    """

    start: int
    name: str
    title: str = ""
    heading: bool = False

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.start + len(self.name)


def find_mentions(text: str, entities: Iterable[tuple[str, str]] = ()) -> list[Mention]:
    """Return the names of a text, in order; words that only open a sentence and stop words are left out.

    Args:
        text: The clean text of one article.
        entities: Text and label of the recognised entities, by which single words that open sentences are told.
    """
    raw = [
        (start, name, _opens(text, start), heading)
        for line in _LINE.finditer(text)
        for heading in [_is_title(line[0])]
        for start, name in _in_line(text, line)
    ]
    sure = {
        part
        for _, name, opens, heading in raw
        if not (opens or heading)
        for part in (name, name.split()[0], name.split()[-1])
    }
    twice = _repeated_openers(text, raw)
    sure |= {name.split()[-1] for _, name, _, heading in raw if not heading and " " in name}
    labels = dict(entities)
    # Of persons and places the recogniser is right about single words, of organisations only if two sentences agree.
    sure |= {name for name, label in labels.items() if label in ("PERSON", "GPE") and not name.endswith("s")}
    sure |= {name for name in twice if labels.get(name) in ("ORG", "PRODUCT", "NORP")}
    alone = {name for _, name, _, heading in raw if not heading}
    found, never = [], never_names()
    wires = {match.start("name") for match in _WIRE.finditer(text)}
    for start, name, opens, heading in raw:
        if start in wires:
            continue
        for at, part in _split(start, name, alone):
            at, part, title = _without_title(*_strip(at, part))
            part = _without_honours(part)
            opening = opens and at == start
            if heading and part not in alone and not any(part in other for other in alone):
                continue
            if (
                len(part) > 1
                and part not in never
                and not _CODE.fullmatch(part)
                and (not opening or _is_sure(part, text, at, sure))
            ):
                found.append(Mention(at, part, title, heading))
    return found


def _in_line(text: str, line: re.Match[str]) -> Iterator[tuple[int, str]]:
    for match in _NAME.finditer(text, line.start(), line.end()):
        name = POSSESSIVE.sub("", match[0])
        digits = _DIGITS.match(text, match.start() + len(name))
        numbered = digits is not None and name.split()[-1] in lexicons.load("names")["numbered"]
        yield match.start(), name + digits[0] if digits is not None and numbered else name


_DIGITS = re.compile(r" \d{1,4}\b(?![.,]\d)")  # "FTSE 100"


def _is_sure(name: str, text: str, start: int, sure: set[str]) -> bool:
    """Tell a name at the opening of a sentence from a word that has its capital from there."""
    owner = re.match(r"['’]s\s", text[start + len(name) : start + len(name) + 3]) is not None
    return " " in name or name in sure or owner or any(char.isupper() for char in name[1:]) or name in countries()


def _repeated_openers(text: str, raw: list[tuple[int, str, bool, bool]]) -> set[str]:
    """Single words that open two sentences and never stand in lower case; plurals do so by chance."""
    openers = [name for _, name, opens, heading in raw if opens and not heading]
    return {
        name
        for name in openers
        if openers.count(name) > 1 and not name.endswith("s") and not re.search(rf"\b{re.escape(name.lower())}\b", text)
    }


@cache
def countries() -> frozenset[str]:
    """Return the names of the world's countries and regions of countries, by the Unicode CLDR."""
    territories = Locale("en").territories
    regions = lexicons.load("names")["regions"]
    return frozenset([*(name.replace(" & ", " and ") for name in territories.values() if name != "world"), *regions])


@cache
def never_names() -> frozenset[str]:
    """Return acronyms of things, nationalities, currency signs and titles by themselves."""
    lexicon = lexicons.load("names")
    titles = [title.capitalize() for title in lexicon["titles"]]
    prefixes = lexicons.load("currencies")["prefixes"]
    return frozenset([*lexicon["generic"], *lexicon["nationalities"], *titles, *prefixes])


def _split(start: int, name: str, alone: set[str]) -> Iterator[tuple[int, str]]:
    """Part the owner from what it owns, people from their places, and two names that *and* joins."""
    words = name.split(" ")
    organisation = lexicons.load("names")["organisation_words"]
    for index in range(1, len(words)):
        before, after = " ".join(words[:index]), " ".join(words[index + 1 :])
        word = words[index - 1]
        parts = None
        if word.endswith(("'s", "’s")):
            owner = POSSESSIVE.sub("", before)
            if index > 1 or owner in alone or owner in countries():
                parts = owner, " ".join(words[index:]), len(before) + 1
        elif words[index] in ("of", "for", "and") and after:
            after = after.removeprefix("the ")
            joined = words[index] == "and" and not (words[-1] in organisation or words[index - 1] in organisation)
            if (words[index] != "and" and _is_person(before)) or (
                joined and before + " and " + after not in countries()
            ):
                parts = before, after, len(name) - len(after)
        if parts is not None:
            yield start, parts[0]
            yield from _split(start + parts[2], parts[1], alone)
            return
    yield start, name


def _is_person(name: str) -> bool:
    words = name.split()
    title = words[0].rstrip(".").lower() in lexicons.load("names")["titles"]
    return len(words) > 1 and (title or first_name(words[0]) is not None)


def first_name(word: str) -> str | None:
    """Return whose first name a word is: ``"f"`` women's, ``"m"`` men's, ``"?"`` either; None for other words."""
    names = lexicons.load("first_names")
    return next((sex for sex, table in (("f", "women"), ("m", "men"), ("?", "either")) if word in names[table]), None)


def _without_title(start: int, name: str) -> tuple[int, str, str]:
    words, titles = name.split(" "), lexicons.load("names")["titles"]
    cut: list[str] = []
    organised = words[-1] in lexicons.load("names")["organisation_words"]
    while len(words) > 1 and words[0].rstrip(".").lower() in titles and words[1][0].isupper() and not organised:
        last = len(words) == 2 and words[0].rstrip(".") not in _MR
        if last and (words[0].lower() in _NAMESAKES or words[1].lower() in titles):
            break
        start += len(words[0]) + 1
        cut.append(words.pop(0).rstrip(".").lower())
    return start, " ".join(words), " ".join(cut)


def _without_honours(name: str) -> str:
    words = name.split(" ")
    while len(words) > 2 and words[-1] in lexicons.load("names")["honours"]:
        words.pop()
    return " ".join(words)


_CODE = re.compile(r"(?:[A-Z]{2,}s|Q[1-4]|H[12]|FY\d+|[ABM]\d+|[A-Z]\.)")  # quarters, halves, fiscal years, roads
# Titles that also begin names of places and companies: "General Motors", "King County".
_NAMESAKES = (
    "general",
    "major",
    "king",
    "queen",
    "prince",
    "princess",
    "lord",
    "lady",
    "head",
    "vice",
    "father",
    "bishop",
    "sister",
    "financial",
    "operating",
    "managing",
    "finance",
    "former",
    "acting",
    "deputy",
    "prime",
    "democrat",
    "republican",
    "executive",
    "attorney",
    "defendant",
)
_MR = (
    "Sgt",
    "Det",
    "Lt",
    "Capt",
    "Col",
    "Gen",
    "Insp",
    "Supt",
    "Cllr",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Sir",
    "Dame",
    "Prof",
    "Judge",
    "Justice",
    "Sen",
    "Rep",
    "Gov",
    "Rev",
)


def _is_title(line: str) -> bool:
    """A heading in title case tells no names: most of its longer words have capitals anyway."""
    words = list(re.findall(r"[^\W\d_]{4,}", line))
    sentences = len(words) < _LONG_TITLE or re.search(r"[.!?][\"”]?\s", line) is not None
    stopped = line[-1:] in '.!?"”' and sentences
    return len(words) > 1 and not stopped and sum(word[0].isupper() for word in words) > 0.7 * len(words)


# A short line of capitals that ends in a full stop is a sentence of names; a long one is a headline all the same.
_LONG_TITLE = 5


def _opens(text: str, start: int) -> bool:
    return (
        start == 0
        or re.search(r"(?:[.!?:\n•–—]|\n[-*]|[.!?][\"”'’)\]])\s*[\"“'‘(\[]?$", text[max(0, start - 4) : start])
        is not None
    )


def _strip(start: int, name: str) -> tuple[int, str]:
    """Cut the words before a name that have a capital by their place alone: ``As China``, ``Retailer Fenwick``."""
    words = name.split(" ")
    openers = lexicons.load("names")["not_names"]
    nouns = lexicons.load("names")["descriptions"]
    while words and (words[0] in ("A", "I") or (len(words[0]) > 1 and not words[0].isupper())):
        word = words[0].lower()
        described = len(words) > 1 and (
            (words[0].istitle() and word in nouns["apposed"]) or _SEATED.search(words[0]) is not None
        )
        if not (_is_function_word(word) or word in openers or described):
            break
        start += len(words[0]) + 1
        words = words[1:]
    if (words and words[0] == "US") or " ".join(words) in ("US", "UK", "IT"):
        return start, " ".join(words)
    stripped = " ".join(words)
    kept = re.search(r"\b[A-Z]\.[A-Z]\.$|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr)\.$", stripped)
    return start, stripped if kept else stripped.strip(".,")


# The agency of a dateline: "Riga (Reuters) - ".
_WIRE = re.compile(r"\((?P<name>[A-Z][\w ]{1,30})\)\s?[-–—]\s")
_SEATED = re.compile(r"-(?:based|listed|owned|born|backed|headquartered)$")


def _is_function_word(word: str) -> bool:
    """Tell a stop word, contracted or not: ``As``, ``I'd``, ``They're``."""
    return word in STOP_WORDS or re.split(r"['’]", word)[0] in STOP_WORDS


def bare_name(phrase: str) -> str | None:
    """Return the name in a noun phrase without title, possessive and generic tail: ``SCMP`` of ``the SCMP article``."""
    lexicon = lexicons.load("names")
    runs = [POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(phrase)]
    parts = [part for run in runs for part in _split(0, run, set())]
    cut = [_without_honours(_without_title(*_strip(at, part))[1]) for at, part in parts]
    runs = [name for name in cut if name]
    if not runs:
        return None
    words = next((name for name in runs if _is_person(name)), runs[-1]).split()
    while len(words) > 1 and words[-1].lower() in lexicon["tails"]:
        words = words[:-1]
    return " ".join(words)
