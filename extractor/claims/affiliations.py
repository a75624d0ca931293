"""Whom people are introduced with: their employer, their club, their country."""

import re
from collections.abc import Mapping
from itertools import pairwise

from extractor.claims.mentions import Mention
from extractor.claims.referents import Referent

_OF = re.compile(r"(?:,\s(?:the\s|an?\s)?(?:[a-z-]+\s){1,6})?\s?(?:of|at|from|for|with)\s(?:the\s)?")


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
        if kinds[0] == "person" and kinds[1] != "person" and _OF.fullmatch(between):
            found.setdefault(first, second)
    return found
