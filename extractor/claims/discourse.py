"""Whom pronouns and descriptions cite, told by who spoke before."""

from collections.abc import Sequence
from dataclasses import replace

from extractor import lexicons
from extractor.claims.attributions import Attribution
from extractor.claims.frames import words
from extractor.claims.names import Names
from extractor.records import Source

# The endings of nouns in the plural, and of people without one.
_PLURALS = ("s", "people", "police")


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
    pronouns = lexicons.load("names")["pronouns"]
    resolved = list(attributions)
    last: dict[str, Source] = {}  # the last source that each pronoun may stand for
    document: Source | None = None
    order = sorted(
        range(len(resolved)), key=lambda index: (attributions[index].source.start, attributions[index].start)
    )
    for index in order:
        one = attributions[index]
        source = one.source
        word = source.text.lower()
        breaks = 1 if word in ("he", "she", "they") else 0
        before = last.get(word)
        if before is not None and text[before.end : source.start].count("\n\n") <= breaks:
            resolved[index] = replace(one, source=replace(source, name=before.name, kind=before.kind))
        elif source.name is None and document is not None and _is_document(word.removeprefix("same ")):
            resolved[index] = replace(one, source=replace(source, name=document.name, kind="named"))
        elif one.rule in ("poll", "document") and source.name:
            document = source
        if word not in (*pronouns["man"], *pronouns["woman"], *pronouns["thing"], *pronouns["many"]):
            last.update(dict.fromkeys(_stands_for(source, names), source))
    return resolved


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
