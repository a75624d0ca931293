"""Whom pronouns and descriptions cite, told by who spoke before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor import lexicons
from extractor.claims.attributions import Attribution
from extractor.claims.citable import words
from extractor.claims.names import Names
from extractor.claims.referents import alike_groups, kind_of_noun
from extractor.records import Source

# The endings of nouns in the plural, and of people without one.
_PLURALS = ("s", "people", "police")
# The characters of a headline and a lead, and how many attributions and paragraphs on it is said who that was.
_LEAD = 400
_NAMED_WITHIN = 8
_PARAGRAPHS = 2
# Some four sentences, in characters: "they" means nobody who was introduced earlier.
_THEY_WITHIN = 600


def resolve_pronouns(attributions: Sequence[Attribution], names: Names, text: str) -> list[Attribution]:
    """Give pronouns the name of the last source that they may stand for, and *the poll* that of the last one cited.

    A person counts who spoke in this paragraph or the one before; after a spokesman without a name, *he* has none.

    Args:
        attributions: The attributions of the text.
        names: Its names.
        text: The text.

    Returns:
        The attributions in the order given.
    """
    resolved = list(attributions)
    last: dict[str, Source] = {}  # the last source that each pronoun may stand for
    document: Source | None = None
    body: str | None = None  # the last organisation cited
    introduced = _introduced(names, text)
    spoken = {one.source.name for one in attributions if one.source.name and not one.source.text.islower()}
    order = sorted(
        range(len(resolved)), key=lambda index: (attributions[index].source.start, attributions[index].start)
    )
    for place, index in enumerate(order):
        one = attributions[index]
        source = one.source
        behind = [attributions[other] for other in order[place + 1 : place + 1 + _NAMED_WITHIN]]
        word = source.text.lower()
        pronoun = _pronoun_of(word)
        breaks = 1 if pronoun in ("he", "she", "they") else 0
        before = last.get(pronoun or "")
        near = before is not None and text[before.end : source.start].count("\n\n") <= breaks
        if before is not None and (near or (source.name is None and _speaks_on(before, source, pronoun, names))):
            resolved[index] = replace(one, source=replace(source, name=before.name, kind=before.kind))
        elif source.name is None and document is not None and _is_meant(source, word, text):
            resolved[index] = replace(one, source=replace(source, name=document.name, kind="named"))
        elif source.name not in spoken and (
            name := _body(source, last.get("it"), names)
            or (body if source.name is None and _is_issued(source, word, text) else None)
            or _named_behind(one, behind, names, text)
            or introduced.of(word, source.start)
        ):
            resolved[index] = replace(one, source=replace(source, name=name, kind="named"))
        elif source.name and (one.rule in ("poll", "document") or (source.cue or "").lower() in words("reports")):
            document = source
        if (name := resolved[index].source.name) is not None and names.kind(name) == "organisation":
            body = name
        if pronoun is None:
            last.update(dict.fromkeys(_stands_for(resolved[index].source, names), resolved[index].source))
    return resolved


def _named_behind(one: Attribution, behind: Sequence[Attribution], names: Names, text: str) -> str | None:
    """The name that the lead leaves for later: *survey finds*, *an aid agency said*, and below who that is."""
    source = one.source
    word = source.text.lower().split()[-1]
    if source.name is None and kind_of_noun(word) == "person" and source.start <= _LEAD:
        return _person_behind(one, word, behind, names, text)
    if source.name is not None or not source.text.islower() or source.start > _LEAD or _is_definite(source, text):
        return None
    polls, issued = word.removesuffix("s") in words("polls"), word in words("issued")
    if not polls and not issued and kind_of_noun(word) != "organisation":
        return None
    for other in behind:
        name = other.source.name
        if name is None or other.source.start <= source.start:
            continue
        if polls or issued:
            if other.rule in ("poll", "document"):
                return name
        elif names.kind(name) == "organisation":
            return name if text[source.end : other.source.start].count("\n\n") <= _PARAGRAPHS else None
    return None


def _person_behind(one: Attribution, word: str, behind: Sequence[Attribution], names: Names, text: str) -> str | None:
    """``its chairman told shareholders``, and below who that is: *Anand Rao said*, *the daughter, Karen Low, said*."""
    source = one.source
    owner = source.text.lower().split()[0] in _OWNERS
    definite = owner or _OWNED.search(text[max(0, source.start - 5) : source.start]) is not None
    if not definite or not (source.text.islower() or owner):
        return None
    for other in behind:
        name = other.source.name
        if other.source.start <= source.end or name is None or name not in names.persons:
            continue
        same = re.search(rf"\b{word},?\s$", text[max(0, other.source.start - 40) : other.source.end - len(name)])
        near = text[source.end : other.source.start].count("\n\n") <= _PARAGRAPHS
        return name if same is not None or near else None
    return None


_OWNERS = ("its", "his", "her", "their")
_OWNED = re.compile(r"\b(?:its|his|her|their)\s$", re.IGNORECASE)


def _speaks_on(before: Source, source: Source, pronoun: str | None, names: Names) -> bool:
    """Whether *she* further down is still whoever spoke last: nobody else is named whom that may mean."""
    if pronoun not in ("he", "she") or before.name not in names.persons:
        return False
    other = "m" if pronoun == "she" else "f"
    between = {name for name in names.between(before.end, source.start) if name in names.persons}
    return all(name == before.name or names.referents[name].sex == other for name in between)


def _is_definite(source: Source, text: str) -> bool:
    return text[max(0, source.start - 4) : source.start].lower().endswith(("the ", "its "))


def _pronoun_of(word: str) -> str | None:
    """The subject form of a pronoun: ``he`` for ``his``."""
    pronouns = lexicons.load("names")["pronouns"]
    forms = {"man": "he", "woman": "she", "thing": "it", "many": "they"}
    return next((form for group, form in forms.items() if word in pronouns[group]), None)


def _body(source: Source, before: Source | None, names: Names) -> str | None:
    """The name of the organisation that was cited before in the paragraph, where *the agency* may stand for it."""
    noun = source.text.lower()
    if before is None or before.name is None or kind_of_noun(noun) != "organisation":
        return None
    if names.text[max(0, source.start - 4) : source.start].lower() != "the ":
        return None
    paragraph = names.text.rfind("\n", 0, source.start) + 1
    alike = [group for group in alike_groups() if noun in group]
    named = names.between(paragraph, source.start)
    own = (name for name in reversed(named) if any(names.referents[name].nouns & group for group in alike))
    if (goes_by := next(own, None)) is not None:  # "the agency" behind a department and a newswire
        return goes_by
    if before.end < paragraph or before.name not in names.referents:
        return None
    return before.name if names.referents[before.name].may_go_by(noun) else None


class _Introduced:
    """Whom *the researchers* work for, by where they were introduced: ``researchers at the University of Dale``."""

    def __init__(self, found: list[tuple[int, str, str]]) -> None:
        self._found = found

    def of(self, word: str, at: int) -> str | None:
        """Return the name behind *they* or the noun at a position, None where nobody was introduced before."""
        plain = word.split()[-1]
        if plain not in ("they", *words("authors")):
            return None
        for start, noun, name in reversed(self._found):
            if start < at and (plain in (noun, "team", "authors") or (plain == "they" and at - start < _THEY_WITHIN)):
                return name
        return None


def _introduced(names: Names, text: str) -> _Introduced:
    pattern = re.compile(rf"\b({lexicons.alternatives(sorted(words('authors')))})\s(?:at|from)\s(?:the\s)?$", re.I)
    found = []
    for mention in names.mentions:
        match = pattern.search(text[max(0, mention.start - 40) : mention.start])
        name = names.full_form(mention.name)
        if match is not None and names.kind(name) not in ("place", "person"):
            found.append((mention.start, match[1].lower(), name))
    return _Introduced(found)


def _is_issued(source: Source, word: str, text: str) -> bool:
    """Whether a document is that of the body just cited: *the report*, *its monthly survey*."""
    if text[max(0, source.start - 4) : source.start].lower() == "its ":
        return _is_document(word.split()[-1])
    return word in words("issued") and _is_definite(source, text)


def _is_meant(source: Source, word: str, text: str) -> bool:
    """Whether a document without a name is the one just cited: *the filings*, but not *filings* with somebody."""
    noun = word.removeprefix("same ")
    return _is_document(noun) and (_is_definite(source, text) or noun != word or noun == "pollster")


def _is_document(word: str) -> bool:
    return word == "pollster" or word in words("reports") or word.removesuffix("s") in words("documents")


def _stands_for(source: Source, names: Names) -> list[str]:
    """The pronouns that may stand for a source."""
    if source.name is not None and source.name in names.persons:
        sex = names.referents[source.name].sex
        return ["he", "she"] if sex is None else ["he" if sex == "m" else "she"]
    head = source.text.split(" of ")[0].split(" at ")[0].split(" for ")[0].split(" from ")[0].split()[-1]
    sexes, people = lexicons.load("names")["sexes"], lexicons.load("names")["descriptions"]["person"]
    if head.lower() in (*people, *sexes["man"], *sexes["woman"], *words("unnamed")) and source.name is None:
        if head.lower() in sexes["woman"]:
            return ["she"]
        return ["he"] if head.lower() in sexes["man"] else ["he", "she"]
    if head.endswith(_PLURALS) and head not in (source.name or ""):
        return ["they"]
    return ["it"]
