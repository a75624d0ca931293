"""Whom people are introduced with: their employer, their club, their country."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from extractor import lexicons
from extractor.claims.anaphora import Discourse
from extractor.claims.mentions import Mention
from extractor.claims.referents import Referent

_OF = re.compile(
    r"(?:,\s\d{2})?(?:,\s(?:the\s|an?\s)?(?:[a-z-]+\s){0,6}|\s)?(?:of|at|from|for|with)\s(?:the\s)?"
    r"|(?:,\s\d{2})?,\swho\s(?:\w+\s){0,2}?(?:runs|leads|heads|chairs|manages|owns|founded|directs|coaches|represents|represented|works\s(?:for|at|with)"
    r"|teaches\sat|volunteers\s(?:at|for|with))\s(?:the\s|an?\s)?(?:[a-z-]+\s){0,3}"
)
_ITS = re.compile(r",\s(?P<word>its|their|the\s(?P<noun>[a-z-]+)['’]s?)\s(?:[a-z-]+\s){0,4}[a-z-]+\s?[,.\"”]")
# How far before a name its office stands.
_OFFICE = 60


def find_affiliations(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    referents: Mapping[str, Referent],
    discourse: Discourse,
) -> dict[str, str]:
    """Return whom a person is introduced with: ``Rovers boss Steve Garrity``, ``Casafina's Marta Queiroz``."""
    found: dict[str, str] = {}
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        first, second = full[one.name], full[other.name]
        kinds = (referents[first].kind, referents[second].kind)
        if kinds[1] == "person" and kinds[0] != "person" and re.fullmatch(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,4}", between):
            found.setdefault(second, first)
        if kinds[0] == "person" and kinds[1] != "person" and _OF.fullmatch(between):
            found.setdefault(first, second)
    for one in mentions:
        name = full[one.name]
        if referents[name].kind == "person" and name not in found:
            body = _described_body(text, one, discourse)
            if body is not None:
                found[name] = body
    return found


def _described_body(text: str, person: Mention, discourse: Discourse) -> str | None:
    """``union general secretary Nomsa Dlodlo``, ``Pieter Lourens, its head of logistics``: the body last meant so."""
    behind = _ITS.match(text, person.end)
    if behind is not None:
        meant = discourse.antecedent(behind["noun"] or behind["word"], person.start, learns=False)
    else:
        before = _led().search(text, max(0, person.start - _OFFICE), person.start)
        meant = discourse.antecedent(before["noun"], before.start(), learns=False) if before is not None else None
    return meant.name if meant is not None and meant.kind != "person" else None


@cache
def _led() -> re.Pattern[str]:
    table = lexicons.load("names")["descriptions"]
    bodies = lexicons.alternatives([*table["company"], *table["organisation"]])
    return re.compile(rf"(?<![\w-])(?P<noun>{bodies})['’]?s?\s(?:[a-z-]+\s){{1,4}}$")
