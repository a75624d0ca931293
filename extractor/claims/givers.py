"""Whom a sentence cites, as far as it tells whether the report goes on in another: a poll's does, a person's seldom."""

import re
from dataclasses import dataclass

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.attributions import Attribution
from extractor.claims.citable import words
from extractor.claims.names import Names
from extractor.claims.referents import kind_of_noun
from extractor.claims.wording import Wording

# Characters before a source that opens its sentence, and behind one that closes it: "on Thursday", "reporters in Oslo".
_OPENING = 45
_CLOSING = 40
_CLAUSE = re.compile(r"\w\s\w.*(?:[,”\"–—-]|\bto|\bby|\bper)\s")


@dataclass(frozen=True, kw_only=True)
class Giver:
    """Whom a sentence cites.

    Attributes:
        attribution: The attribution.
        made: How its sentence is made.
        kind: What the source is: a poll, a document, statisticians, a person, an organisation, …
        cue: What its cue does.
        place: Whether it opens or closes its sentence.
        quoted: Whether it is quoted there.
        first: Whether the first number of its sentence is its own.
    """

    attribution: Attribution
    made: Wording
    kind: str
    cue: str
    place: str
    quoted: bool
    first: bool

    @property
    def who(self) -> str:
        """Whom the source names, so that several mentions count as one."""
        return self.attribution.source.name or self.attribution.source.text

    @property
    def sort(self) -> str:
        """What the source tells: a poll's answers, figures, a forecast, or what it says."""
        if self.quoted:
            return "quoted"
        if self.kind == "poll":
            return "poll"
        if self.kind in ("document", "statistics") or self.cue == "shows":
            return "figures"
        return "forecast" if self.cue == "foretells" else self.kind


def describe_giver(one: Attribution, made: Wording, names: Names, *, quoted: bool, first: bool) -> Giver:
    """Return whom a sentence cites.

    Args:
        one: The attribution.
        made: How the sentence is made.
        names: The names of the article.
        quoted: Whether what it governs is quoted.
        first: Whether it governs the first number of the sentence.
    """
    return Giver(
        attribution=one,
        made=made,
        kind=_kind(one, names),
        cue=_cue(one.source.cue or "", made.sent),
        place=_place(one, made.sent),
        quoted=quoted,
        first=first,
    )


def _place(one: Attribution, sent: Span) -> str:
    source, cue = one.source, one.source.cue or ""
    if not sent.start_char <= source.start < sent.end_char:
        return "outside"
    before, behind = sent.text[: source.start - sent.start_char], sent.text[source.end - sent.start_char :].lstrip()
    if len(behind.removeprefix(cue)) <= _CLOSING and _CLAUSE.search(before) is not None:
        return "closes"
    return "opens" if len(before) < _OPENING else "inside"


def _kind(one: Attribution, names: Names) -> str:
    source, lexicon = one.source, lexicons.load("continuity")
    if one.rule in ("poll", "document"):
        return one.rule
    head = source.text.split(" of ")[0].split(" at ")[0].split()[-1].lower()
    if head.removesuffix("s") in words("polls"):
        return "poll"
    if head in words("documents") or head.removesuffix("s") in words("documents"):
        return "document"
    name = {*(source.name or "").split(), *source.text.split()}
    if name & {"Stats", *lexicons.load("names")["counters"]} or any(word.endswith("stat") for word in name):
        return "statistics"
    if source.name in names.persons or kind_of_noun(head) == "person" or head in ("he", "she", "i"):
        return "person"
    if head in words("hearers") or head in lexicon["justice"] or name & {"Police", "Court"}:
        return "justice"
    if source.name is not None and names.kind(source.name) == "organisation":
        return "organisation"
    return "organisation" if kind_of_noun(head) == "organisation" else "other"


def _cue(cue: str, sent: Span) -> str:
    lower = cue.lower()
    if lower.startswith(("according", "per")):
        return "according"
    token = next((one for one in sent if one.text == cue), None)
    if token is None:
        return "other"
    lemma = token.lemma_.lower()
    objects = [child.lemma_.lower() for child in token.children if child.dep_ == "dobj"]
    if lemma in words("foretelling") or any(one in words("outlooks") for one in objects):
        return "foretells"
    return next((kind for kind in ("says", "shows", "reports") if lemma in lexicons.load("continuity")[kind]), "other")
