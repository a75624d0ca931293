"""Where names stand in a text, told by their capitals, so that unparsed sentences count too."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.gazetteers import countries, never_names
from extractor.claims.parts import (
    POSSESSIVE,
    SEATED,
    is_person,
    split_run,
    without_honours,
    without_openers,
    without_title,
)

# Capital letters of the Latin scripts; Python's regular expressions have no class for them.
_UPPER = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
# "U.S. Attorney" is one name, "the U.S. The" are two sentences.
_LETTERED = r"U\.S\.(?= (?!(?:The|He|She|It|In|But|And|They|We|As|A|An|At|On|For|If|That|This|While|When)\b)[A-Z][a-z])"
_CONTRACTED = r"(?!I['’](?:d|m|ll|ve)\b)"  # "In Leeds I'd play"
_WORD = (
    rf"(?:{_LETTERED}|{_CONTRACTED}[{_UPPER}][\w&]*(?:[.'’-][^\W\d_]\w*)*"
    rf"(?:-\d{{1,4}}s?\b(?![.,]?\d|%))?\+?|[a-z][A-Z][a-z]{{2,}})"
)
# "H.R. Basavaraj", but not "U.S. Steel", whose country is a name by itself.
_INITIALS = r"(?!U\.[SKN]\.|E\.U\.|D\.C\.)(?:[A-Z]\.){1,3}"
# "the Property Owners' League": what follows plurals that own their names.
_BODIES = (
    "Alliance|Association|Board|Club|Congress|Council|Federation|Forum|Foundation|Fund|Group|Guild|Institute|League|Party"
    "|Society|Trust|Union"
)
# What joins the words of names in other languages: "Casa y Obra", "Jan van Dijk".
_PARTICLES = "de|da|del|di|van|von|bin|ibn|al|el|la|le|du|der|den|des|dos|do|ter|e|y|i|et|und|og|och|&"
# A run of more than sixteen words is a list, or made to be taken apart word by word.
_NAME = re.compile(
    rf"(?<![\w'’°])(?:{_INITIALS}[ ])?"
    r"(?:(?:Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Prof|Rev|Lt|Sgt|Gen)\.[ ])?"
    rf"{_WORD}(?:,?[ ](?:Inc|Corp|Co|Ltd|Bros|Jr|Sr)\.(?!\w)|[ ]A/S\b"
    rf"|['’](?=[ ](?:{_BODIES})\b)"
    rf"|[ ](?:(?:of|and|for|{_PARTICLES})[ ](?:(?:the|la|der)[ ])?)?"
    rf"(?:(?:{_INITIALS}|St\.)[ ])?{_WORD})"
    r"{0,15}"
)
_LINE = re.compile(r"[^\n]+")


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
    models = _find_models(text)
    raw = [
        (start, name, _opens(text, start), heading)
        for line in _LINE.finditer(text)
        for heading in [_is_title(line[0])]
        for start, name in _in_line(text, line, models)
    ]
    sure = {
        part
        for _, name, opens, heading in raw
        if not (opens or heading)
        for part in (name, name.split()[0], name.split()[-1])
    }
    sure |= {name.split()[-1] for _, name, _, heading in raw if not heading and " " in name}
    entities = list(entities)
    labels = dict(entities)
    people = {name for name, label in labels.items() if label == "PERSON" and " " in name}
    # Of persons and places the recogniser is right about single words, of organisations only if two sentences agree.
    sure |= {name for name, label in labels.items() if label in ("PERSON", "GPE") and not name.endswith("s")}
    sure |= {name for name, label in entities if label == "PROPN"}
    openers = Counter(name for _, name, opens, heading in raw if opens and not heading)
    sure |= {
        name
        for name, count in openers.items()
        if count > 1 and labels.get(name) in ("ORG", "PRODUCT", "NORP") and not name.endswith("s")
    }
    sure |= set(lexicons.load("names")["parties"])
    alone = {name for _, name, _, heading in raw if not heading}
    found, never = [], never_names()
    wires = {match.start("agency") for match in _WIRE.finditer(text)}
    wired = [(match.start(), match.end()) for match in DATELINE.finditer(text)]
    for start, name, opens, heading in raw:
        if start in wires or any(begin <= start < end for begin, end in wired):
            continue
        if opens and _COUNTED.match(name) and name.split()[0] not in lexicons.load("names")["organisation_words"]:
            start, name, opens = start + name.index(" of ") + 4, name[name.index(" of ") + 4 :], False
        for at, part in split_run(start, name, alone, people):
            at, part, title = without_title(*without_openers(at, part))
            part = without_honours(part)
            if part.endswith(_CHAMBERS) and _SEAT.match(text, at + len(part)):
                part = part.rpartition(" ")[0]
            opening = opens and at == start
            if heading and part not in alone and not any(part in other for other in alone):
                continue
            if (
                len(part) > 1
                and part not in never
                and not _CODE.fullmatch(part)
                and not _is_sum(part, text, at)
                and not _is_rubric(part, text, at)
                and (not opening or _is_sure(part, text, at, sure))
            ):
                found.append(Mention(at, part, title, heading))
    inside = {one.name for one in found if not (one.heading or _opens(text, one.start))}
    return [
        one
        for one in found
        if not _is_generic(one.name, alone) and (one.name in inside or not _is_noun(one.name, text))
    ]


def _is_sum(name: str, text: str, start: int) -> bool:
    """A sum whose currency is written with a letter: ``N612`` of *N612.4bn*."""
    return _LETTER_SUM.fullmatch(name) is not None and _SCALED.match(text, start + len(name)) is not None


_LETTER_SUM = re.compile(r"[A-Z]{1,3}\d{1,3}")
_SCALED = re.compile(r"[.,]\d|\s?(?:[bt]n|[mk]|million|billion|trillion|crore|lakh)\b")


def _is_rubric(name: str, text: str, start: int) -> bool:
    """A word in capitals that a short item of a round-up begins with: ``SPEEDING: A driver …``."""
    begins = start == 0 or text[start - 1] == "\n"
    rubric = begins and name.isupper() and text.startswith(": ", start + len(name)) and len(name) > _LONGEST_ACRONYM
    return rubric and name.title() not in text


_LONGEST_ACRONYM = 4


# "the Sarvapura Assembly seat": the seat is the place's.
_SEAT = re.compile(r"\s(?:seat|constituency|by-election|bypoll|ward)\b")
_CHAMBERS = (" Assembly", " Council", " Senate", " Parliament")


def _is_noun(name: str, text: str) -> bool:
    """A word that only opens sentences in capitals, and stands in small letters too: ``Fraud``, ``Cargo``."""
    small = name.lower()
    return " " not in name and small != name and re.search(rf"(?<![\w-]){re.escape(small)}(?![\w-])", text) is not None


def _is_generic(name: str, alone: set[str]) -> bool:
    """A common noun that has a capital by its place alone: ``Retailer``, ``Oslo-listed``."""
    if " " in name:
        return False
    lexicon = lexicons.load("names")
    nouns = lexicon["descriptions"]
    common = any(name.lower() in nouns[kind] for kind in ("company", "organisation", "place", "person"))
    if SEATED.search(name) or name.lower() in lexicon["before_titles"]:
        return True
    return common and not any(name in other.split() for other in alone if other != name)


def _in_line(text: str, line: re.Match[str], models: Collection[str]) -> Iterator[tuple[int, str]]:
    for match in _NAME.finditer(text, line.start(), line.end()):
        name = POSSESSIVE.sub("", match[0])
        if _ABBREVIATED.search(name) and text[match.end() : match.end() + 1] == ".":
            name += "."
        digits = _DIGITS.match(text, match.start() + len(name))
        last = name.split()[-1]
        numbered = digits is not None and (last in lexicons.load("names")["numbered"] or last + digits[0] in models)
        yield match.start(), name + digits[0] if digits is not None and numbered else name


_ABBREVIATED = re.compile(r"(?:^|\s)[A-Z]\.[A-Z]$")  # "U.S."
_DIGITS = re.compile(r" \d{1,4}\b(?![.,]\d)")  # "FTSE 100"


def _find_models(text: str) -> set[str]:
    """Names that the text gives the same small number twice, or explains with it: ``Lumen 5``."""
    counts = Counter(match[0] for match in _MODEL.finditer(text))
    opened = {match[0] for match in _CALENDAR.finditer(" ".join(counts))}
    explained = {match["name"] for match in _EXPLAINED_MODEL.finditer(text)}
    return {name for name, count in counts.items() if (count > 1 or name in explained) and name not in opened}


_MODEL = re.compile(rf"\b[{_UPPER}][a-zà-ÿ]+ \d{{1,2}}\b(?![.,:]\d|%|-|\s?(?:per|percent|am|pm|a\.m|p\.m)\b)")
_EXPLAINED_MODEL = re.compile(rf"\bthe (?P<name>[{_UPPER}][a-zà-ÿ]+ \d{{1,2}}),\s(?:an?|the|its)\s[a-z]")
_CALENDAR = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d+")


def _is_sure(name: str, text: str, start: int, sure: set[str]) -> bool:
    """Tell a name at the opening of a sentence from a word that has its capital from there."""
    plural = name.endswith("s") or name.lower() in lexicons.load("names")["masses"]
    told = not plural and _told().match(text, start + len(name)) is not None
    return " " in name or name in sure or told or any(char.isupper() for char in name[1:]) or name in countries()


@cache
def _told() -> re.Pattern[str]:
    """What follows names alone: ``Fenwick's …``, ``Fenwick, which runs …``, ``Fenwick posted``."""
    companies = lexicons.alternatives(lexicons.load("names")["descriptions"]["company"])
    described = rf"(?:the|an?)\s(?:[\w-]+\s){{0,4}}?(?:{companies})\b"
    acts = lexicons.alternatives([*lexicons.load("names")["launching"], *lexicons.load("names")["acting"]])
    bodies = r"(?:(?:city|town|county|borough|district|parish)\s)?(?:council|police)\s(?:has|have|said|voted|will|on)\b"
    return re.compile(
        rf"['’]s\s|,\s(?:which\s(?:runs|owns|makes|operates|employs|sells|said)|{described})"
        rf"|\s(?:on\s[A-Z][a-z]+day\s|has\s|also\s)?(?:{acts})\b|\s{bodies}"
    )


# Quarters, halves, fiscal years, roads, rand.
_CODE = re.compile(r"(?:[A-Z]{2,}s|Q[1-4]|H[12]|FY\d+|[ABMR]\d+|[A-Z]\.)")


def _is_title(line: str) -> bool:
    """A heading in title case tells no names: most of its longer words have capitals anyway."""
    words = _LONG_WORD.findall(line)
    if len(words) < 2 or sum(word[0].isupper() for word in words) <= 0.7 * len(words):
        return False
    return line[-1] not in '.!?"”' or (len(words) >= _LONG_TITLE and _FULL_STOP.search(line) is None)


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FULL_STOP = re.compile(r"[.!?][\"”]?\s")


# A short line of capitals that ends in a full stop is a sentence of names; a long one is a headline all the same.
_LONG_TITLE = 5


def _opens(text: str, start: int) -> bool:
    return start == 0 or _OPENING.search(text[max(0, start - 4) : start]) is not None


_OPENING = re.compile(r"(?:[.!?:\n•–—]|\n[-*]|[.!?][\"”'’)\]])\s{0,4}[\"“'‘(\[]?$")


# "Supporters of Berg": a common noun that has its capital from the opening of the sentence.
_COUNTED = re.compile(r"[A-Z][a-z]+s of [A-Z]")
# The agency of a dateline: "Riga (Reuters) - ".
_WIRE = re.compile(r"\((?P<agency>[A-Z][\w ]{1,30})\)\s?[-–—]\s")
# A dateline, whose place tells where the report was written: "OTTAWA - ", "MILAN, March 11, 2025 (Reuters) — ", and one
# that gives the day or the place in small letters with its agency: "Nov 19 (Reuters) - ".
DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]{1,20}(?:,?\s[\w.’'-]{1,20}){0,5}\s\([A-Z][\w&. ]{1,40}\)\s?[-–—]\s"
    r"|(?P<place>[A-Z][A-Z .'’/-]+[A-Z])"
    r"(?:,\s[^—–:\n]{1,50}?)?(?:\s\([^)\n]{1,50}\))?,?(?:\s?(?:—|–|--)|\s-|(?<=\d):)\s)",
    re.MULTILINE,
)


_AT_WORK = re.compile(r" (?:of|for) ")


def bare_name(phrase: str, known: Iterable[str] = ()) -> str | None:
    """Return the name in a noun phrase without title, possessive and generic tail: ``SCMP`` of ``the SCMP article``.

    Args:
        phrase: The noun phrase.
        known: Names of the article, by which an owner is told from a part of the name: ``Kantar's Fraser McKevitt``.
    """
    lexicon = lexicons.load("names")
    known = set(known)
    names: list[str] = []
    for match in _NAME.finditer(phrase):
        run = POSSESSIVE.sub("", match[0])
        cut = [without_honours(without_title(*without_openers(at, part))[1]) for at, part in split_run(0, run, known)]
        parts = [part for part in cut if part]
        # Who works somewhere stands before it, who is somebody's behind: "X of Y", "Y's X".
        names.extend(parts[:1] if _AT_WORK.search(run) and len(parts) > 1 else parts)
    if not names:
        return None
    words = next((name for name in names if is_person(name)), names[-1]).split()
    while len(words) > 1 and words[-1].lower() in lexicon["tails"]:
        words = words[:-1]
    return " ".join(words)
