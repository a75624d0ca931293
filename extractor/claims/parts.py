"""From a run of words in capitals to its names: owners and places parted, titles, honours and openers cut."""

import re
from collections.abc import Collection, Iterator

from spacy.lang.en.stop_words import STOP_WORDS

from extractor import lexicons
from extractor.claims.gazetteers import countries, first_name

POSSESSIVE = re.compile(r"['’]s?$")


def split_run(start: int, name: str, alone: set[str], people: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield the names of a run and where each begins: owners and what they own, people and their places, *A and B*."""
    words = name.split(" ")
    organisation = lexicons.load("names")["organisation_words"]
    if (parted := _before_person(words, people)) is not None:
        lead, last = parted
        yield from split_run(start, lead, alone, people) if lead else ()
        yield start + len(name) - len(last), last
        return
    for index in range(1, len(words)):
        before, after = " ".join(words[:index]), " ".join(words[index + 1 :])
        word = words[index - 1]
        parts = None
        if words[index] in ("of", "for") and len(words) == index + 2 and _is_no_name(words[-1]):
            yield start, before  # "Funding for European start-ups", "Wheat for March delivery"
            return
        if word.endswith(("'s", "’s")) and not _owns_body(word, words[index]):
            owner = POSSESSIVE.sub("", before)
            named = len(words) - index > 1 and words[-1] in organisation  # "Leeds's St. Anne Hospital"
            if index > 1 or named or owner in alone or owner in countries():
                parts = owner, " ".join(words[index:]), len(before) + 1
        elif words[index] in ("of", "for", "and") and after:
            after = after.removeprefix("the ")
            whole = words[0] in organisation and {"of", "for"} & set(words[:index])  # "Centers for Control and Care"
            ends = {words[-1], words[index - 1]} & set(organisation)
            joined = words[index] == "and" and not (ends or whole)
            at_work = words[index] == "of" and _is_at_work(words[:index], words[-1])
            if (
                at_work
                or (words[index] == "for" and not _is_made_for(words[:index]))  # "Dinamo for the Sweden forward"
                or (words[index] != "and" and (before in people or is_person(before)))
                or (joined and before + " and " + after not in countries())
            ):
                parts = before, after, len(name) - len(after)
        if parts is not None:
            yield start, parts[0]
            yield from split_run(start + parts[2], parts[1], alone, people)
            return
    yield start, name


def _before_person(words: list[str], people: Collection[str]) -> tuple[str, str] | None:
    """What stands before a person whose office parts the two, and the person: ``Lumacard CEO Ettore Vannucci``."""
    for index in range(1, len(words) - 1):
        last = " ".join(words[index:])
        if words[index - 1] in _OFFICERS and (lead := _without_offices(words[:index])):
            return lead, last
        if last in people and {"of", "for"} & set(words[:index]) and _is_office(words):  # "Minister of State Ann Low"
            return "", last
        if (last in people or _is_chief(words, index)) and (lead := _without_offices(words[:index])):
            return lead, last
    return None


def _is_no_name(word: str) -> bool:
    """Tell a nationality, a title or a month, which have capitals and name nobody."""
    lexicon, small = lexicons.load("names"), word.rstrip(".").lower()
    return word in lexicon["nationalities"] or small in lexicon["titles"] or small in lexicon["not_names"]


_OFFICERS = ("CEO", "CFO", "COO", "CTO")  # what stands between two of these is a company's and a person's name


def _is_office(words: list[str]) -> bool:
    """Whether a run begins with a title."""
    lexicon = lexicons.load("names")
    return any(words[0].rstrip(".").lower() in lexicon[table] for table in ("titles", "before_titles"))


def _without_offices(words: list[str]) -> str:
    """What stands before the title of a person: nothing where there is only a title."""
    titles = lexicons.load("names")["titles"]
    if words[0].rstrip(".").lower() in titles or words[-1].rstrip(".").lower() not in titles:
        return ""
    while words and (words[-1].rstrip(".").lower() in titles or words[-1] in ("of", "for", "and", "the")):
        words = words[:-1]
    before = lexicons.load("names")["before_titles"]
    return "" if all(word.lower() in before for word in words) else " ".join(words)  # "Union Commerce Secretary"


# Offices in capitals that stand right before a person.
_CHIEFS = ("CEO", "CFO", "COO", "CTO")
_LONGEST_PERSON = 3


def _is_chief(words: list[str], index: int) -> bool:
    """Whether the office of a body stands before a person: ``Lumacard CEO Ettore Vannucci``, ``Fed Chair Ann Low``."""
    if len(words) - index > _LONGEST_PERSON:
        return False
    office = words[index - 1].rstrip(".").lower()
    titled = office in lexicons.load("names")["titles"] and office not in lexicons.load("names")["namesakes"]
    return words[index - 1] in _CHIEFS or (titled and len(words) - index > 1 and first_name(words[index]) is not None)


def _owns_body(word: str, body: str) -> bool:
    """``Sheriff's Office``, ``Women's Institute``: common nouns own part of a name."""
    owner = POSSESSIVE.sub("", word).lower()
    common = owner in lexicons.load("names")["titles"] or owner in lexicons.load("names")["owning"]
    return common and body in lexicons.load("names")["organisation_words"]


def _is_made_for(words: list[str]) -> bool:
    """``Institute for``, ``Minister for``: names that go on behind *for*."""
    lexicon = lexicons.load("names")
    if words[-1] in lexicon["legal_forms"]:  # "Oxley & Co for the Treasury"
        return False
    organised = any(word in lexicon["organisation_words"] for word in words)
    return organised or words[-1].rstrip(".").lower() in lexicon["titles"] or words[-1].endswith(("s", "ion"))


def _is_at_work(words: list[str], last: str) -> bool:
    """``Edgars Rozenbergs of Daugava Bank``: two or three words that make no organisation, of one."""
    organisation = set(lexicons.load("names")["organisation_words"])
    return len(words) in (2, 3) and last in organisation and not organisation & set(words)


def is_person(name: str) -> bool:
    """Tell whether title or first name make a name a person's."""
    words = name.split()
    title = words[0].rstrip(".").lower() in lexicons.load("names")["titles"]
    return len(words) > 1 and (title or first_name(words[0]) is not None)


def is_organisation(name: str) -> bool:
    """Tell whether a name has the words of an organisation's: ``Bank of Leeds``, ``Leeds Bakery``."""
    words = lexicons.load("names")["organisation_words"]
    parts = [part.rstrip(".") for part in name.split()]
    before = [parts[index - 1] for index, word in enumerate(parts) if word in ("of", "for") and index]
    return len(parts) > 1 and any(word in words for word in (parts[-1], *before, parts[0]))


def is_common(word: str) -> bool:
    """Tell whether the last word of a name is a common noun that stands for it alone: ``Rovers``, ``the Bank``."""
    lexicon = lexicons.load("names")
    alike = (word.lower() in group for group in lexicon["alike"]["groups"])
    return word.endswith("s") or word in lexicon["organisation_words"] or any(alike)


def without_title(start: int, name: str) -> tuple[int, str, str]:
    """Return where a name begins behind its titles, the name, and the titles in lower case."""
    words, titles = name.split(" "), lexicons.load("names")["titles"]
    cut: list[str] = []
    organised = words[-1] in lexicons.load("names")["organisation_words"]
    while len(words) > 1 and _is_title(words) and words[1][0].isupper() and not organised:
        last = len(words) == 2 and words[0].rstrip(".").lower() not in lexicons.load("names")["short_titles"]
        if last and (words[0].lower() in lexicons.load("names")["namesakes"] or words[1].lower() in titles):
            break
        start += len(words[0]) + 1
        cut.append(words.pop(0).rstrip(".").lower())
    return start, " ".join(words), " ".join(cut)


def _is_title(words: list[str]) -> bool:
    """Whether the first word is a title, or one that only stands before titles: ``U.S. District Judge``."""
    lexicon = lexicons.load("names")
    plain = [word.rstrip(".").lower() for word in words]
    led = next((word for word in plain if word not in lexicon["before_titles"]), "")
    return plain[0] in lexicon["titles"] or (plain[0] in lexicon["before_titles"] and led in lexicon["titles"])


def without_honours(name: str) -> str:
    """Return a name without the letters behind it: ``Fiona Lacey SC``."""
    words = name.split(" ")
    while len(words) > 2 and words[-1] in lexicons.load("names")["honours"]:
        words.pop()
    return " ".join(words)


def without_openers(start: int, name: str) -> tuple[int, str]:
    """Return where a name begins behind words that have a capital by their place alone, and the name: ``As China``."""
    words = name.split(" ")
    openers = lexicons.load("names")["not_names"]
    nouns = lexicons.load("names")["descriptions"]
    while words and (words[0] in ("A", "I") or (len(words[0]) > 1 and not words[0].isupper())):
        word = words[0].lower()
        described = (
            len(words) > 1
            and words[1][:1].isupper()
            and not (len(words) == 2 and words[1] in lexicons.load("names")["organisation_words"])
            and (
                (words[0].istitle() and (word in nouns["apposed"] or (word in nouns["person"] and _is_full(words[1:]))))
                or SEATED.search(words[0]) is not None
            )
        )
        if not (_is_function_word(word) or word in openers or described):
            break
        start += len(words[0]) + 1
        words = words[1:]
    if (words and words[0] == "US") or " ".join(words) in ("US", "UK", "IT"):
        return start, " ".join(words)
    stripped = " ".join(words)
    kept = stripped.endswith(".") and _ABBREVIATED.search(stripped)
    return start, stripped if kept else stripped.strip(".,")


_ABBREVIATED = re.compile(r"\b[A-Z]\.[A-Z]\.$|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr)\.$")


def _is_full(words: list[str]) -> bool:
    """``Wilmer Canales`` behind *Firefighter*: first and last name."""
    return len(words) in (2, 3) and not set(words) & set(lexicons.load("names")["organisation_words"])


SEATED = re.compile(r"-(?:based|listed|owned|born|backed|headquartered|speaking)$")


def _is_function_word(word: str) -> bool:
    """Tell a stop word, contracted or not: ``As``, ``I'd``, ``They're``."""
    return word in STOP_WORDS or _APOSTROPHE.split(word, 1)[0] in STOP_WORDS


_APOSTROPHE = re.compile(r"['’]")
