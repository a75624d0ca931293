"""The names in a noun phrase: its own, its owner's, those behind *of* and *in*, and whom its pronoun means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.names import Names
from extractor.claims.referents import kind_of_noun
from extractor.records import Source

# Numbers and dates are no names, whatever their capitals.
_NO_ENTITY = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE")
_LINKS = ("of", "in", "at", "for", "by", "from", "near", "within", "across", "along")
# Behind these stands whom something goes to or is with, unless that is somebody's in turn: "lodgments to his accounts".
_OWNED_LINKS = ("to", "on", "with")
# How deep a name may stand in a noun phrase: "the growth of firms within its industry" has it in the third.
_DEPTH = 4
AGED = re.compile(r"\b\d{1,3}-year-old")


@dataclass(frozen=True, kw_only=True)
class Around:
    """What else is known of a claim.

    Attributes:
        source: Its source: *I* and *we* mean whoever it names; its own name is that of no owner.
        before: The entity of the claim before in the paragraph, on which *that* looks back.
        pollster: Whose poll or survey the article last cited.
    """

    source: Source | None = None
    before: str | None = None
    pollster: str | None = None


class Owners:
    """Reads names from the noun phrases of one sentence.

    Args:
        names: The names of the article.
        around: What else is known of the claim.
        sent: The sentence.
        span: The subject.
    """

    def __init__(self, names: Names, around: Around, sent: Span, span: Span) -> None:
        self.names = names
        self.around = around
        self.sent = sent
        self.span = span

    def of_phrase(self, head: Token, depth: int = 0) -> Iterator[tuple[str, str]]:
        """The names in a noun phrase: its own, its owner's, its apposition's, those behind its prepositions."""
        counted = head.text.endswith("s") and any(child.dep_ == "nummod" for child in head.lefts)  # "24 A220s"
        if not counted and (own := self.name_at(head)) is not None:
            yield "own", own
        elif (pronoun := self._pronoun(head)) is not None:
            yield "pronoun", pronoun
        elif (follower := self._follower(head)) is not None:
            yield "apposed", follower
        else:
            if depth < _DEPTH:  # "his deputy, Ada Lund"
                apposed = list(self._apposed(head))
                yield from (one for one in apposed if self.names.kind(one[1]) == "person")
            for child in head.lefts:
                if child.dep_ == "poss":
                    yield from self._possessed(child, head, depth)
            if depth < _DEPTH:
                yield from apposed
            if (described := self._described(head)) is not None:
                yield "described", described
            if depth <= 1:
                yield from self._modifying(head)
            if depth == 0:
                yield from (("nationality", name) for child in head.lefts if (name := self._country(child)) is not None)
            if depth < _DEPTH:
                yield from self._behind(head, depth)

    def _possessed(self, owner: Token, head: Token, depth: int) -> Iterator[tuple[str, str]]:
        if head.lemma_.lower() == "client" and owner.tag_ == "PRP$":
            yield from (("client", name) for name in self._defended(owner))
        else:
            yield from (("owner", self._of_owner(name, head)) for _, name in self.of_phrase(owner, depth + 1))

    def _defended(self, counsel: Token) -> Iterator[str]:
        """``Coveney's barrister said her client``: the person named last before whoever speaks."""
        if counsel.lower_ in lexicons.load("names")["pronouns"]["speaker"]:
            return
        lawyer = self._pronoun(counsel)
        source = self.around.source.name if self.around.source is not None else None
        for one in self.names.discourse.before(counsel.idx):
            if one.referent.kind == "person" and one.referent.name not in (None, lawyer, source):
                yield str(one.referent.name)
                return

    def _modifying(self, head: Token) -> Iterator[tuple[str, str]]:
        """``the Duarte deal``, ``Brent futures``; a place before a noun only tells where."""
        if any(token.dep_ == "nummod" for token in head.doc[head.left_edge.i : head.i]):
            return  # "two Rolex watches"
        for child in head.lefts:
            name = self.name_at(child) if child.dep_ in ("compound", "nmod", "amod") else None
            if name is not None and not (self.names.kind(name) == "place" and is_personal(head)):
                yield ("located" if self.names.kind(name) == "place" else "modifier"), name

    def _follower(self, head: Token) -> str | None:
        """``rival Kingsmere``: the name right behind a noun."""
        follows = head.i + 1 < len(head.doc) and head.pos_ == "NOUN" and head.doc[head.i + 1].pos_ == "PROPN"
        return self.name_at(head.doc[head.i + 1]) if follows and head.whitespace_ else None

    def _apposed(self, head: Token) -> Iterator[tuple[str, str]]:
        """``an engine named Macha``, ``the fleet's pride, Macha``."""
        for child in head.rights:
            if child.dep_ == "appos":
                yield from (("apposed", name) for _, name in self.of_phrase(child, _DEPTH))
                yield from self._apposed(child)
            if child.dep_ == "acl" and child.lower_ in ("named", "called", "dubbed"):
                called = (self.name_at(grand) for grand in child.children if grand.dep_ in syntax.OBJECTS)
                yield from (("apposed", name) for name in called if name)

    def _behind(self, head: Token, depth: int) -> Iterator[tuple[str, str]]:
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in _LINKS:
                kind = "of" if child.lower_ in ("of", "by") else "linked"
                for grand in child.children:
                    if grand.dep_ == "pobj" and grand.ent_type_ not in _NO_ENTITY:
                        yield from ((kind, name) for _, name in self.of_phrase(grand, depth + 1))
            elif child.dep_ == "prep" and child.lower_ in _OWNED_LINKS:
                for grand in child.children:
                    owned = (one for one in self.of_phrase(grand, depth + 1) if one[0] in ("owner", "described"))
                    yield from (("linked", name) for _, name in owned if grand.dep_ == "pobj")

    def name_at(self, token: Token) -> str | None:
        """Return the name that a token stands in; who is cited owns nothing behind the attribution."""
        source = self.around.source
        cited = source is not None and source.start <= token.idx < source.end
        inside = self.span.start <= token.i < self.span.end or token.dep_ in syntax.SUBJECTS
        return None if cited and not inside else self.names.at(token.idx)

    def _pronoun(self, token: Token) -> str | None:
        pronouns, word = lexicons.load("names")["pronouns"], token.lower_
        speaker = self.around.source.name if self.around.source is not None else None
        if word in pronouns["speaker"]:
            return speaker
        if word in pronouns["speakers"]:
            return self._own_side(speaker) if speaker else None
        return self.names.antecedent(word, token.idx) if any(word in words for words in pronouns.values()) else None

    def _own_side(self, speaker: str) -> str:
        """Whom *we* means: whom the speaker is introduced with, the article's company, a ruler's country."""
        main = self.names.maker or self.names.main
        speaks_for = main is not None and (self.names.kind(main) != "place" or speaker in self.names.rulers)
        return self.names.affiliations.get(speaker, main if main is not None and speaks_for else speaker)

    def _of_owner(self, owner: str, head: Token) -> str:
        """``his side``, ``his members``: those of the person's body, by the noun; else the owner."""
        lexicon = lexicons.load("names")
        groups, noun = lexicon["descriptions"], head.lemma_.lower()
        organised = noun in (*groups["company"], *groups["organisation"], *lexicon["counted_by_owner"])
        return self.names.affiliations.get(owner, owner) if organised else owner

    def _described(self, head: Token) -> str | None:
        definite = any(child.lower_ in ("the", "this", "that") for child in head.lefts)
        if definite and (AGED.search(self.span.text) or head.text in lexicons.load("names")["nationalities"]):
            person = self.names.discourse.person(head.idx)
            return person.name if person is not None else None
        indefinite = any(child.lower_ in ("a", "an") for child in head.lefts)
        headed = not definite and "\n" not in self.names.text[: head.idx].lstrip() and not head.tag_.endswith("S")
        if headed and kind_of_noun(head.lower_) == "organisation" and self.names.main is not None:
            return self.names.main if self.names.kind(self.names.main) != "place" else None
        if (indefinite or headed) and is_personal(head):
            person = self.names.discourse.introduced(head.idx)
            return person.name if person is not None else None
        noun = definite and head.pos_ in ("NOUN", "PROPN") and head.tag_ not in ("NNS", "NNPS")
        if not noun:
            return None
        narrow = any(child.dep_ in ("amod", "compound") and child.is_lower for child in head.lefts)
        found = self.names.discourse.antecedent(head.lower_, head.idx, narrow=narrow)
        return found.name if found is not None else None

    def _country(self, adjective: Token) -> str | None:
        """``European market``: Europe. ``Spanish side``, ``British pensioner``: no country."""
        of_whom = kind_of_noun(adjective.head.lower_) in ("person", "organisation")
        country = None if of_whom else lexicons.load("names")["nationalities"].get(adjective.text)
        return str(country) if country else None


def is_personal(noun: Token) -> bool:
    """Tell whether a noun is that of a person: ``fisherman``, ``ex-minister``."""
    word = noun.lower_.rpartition("-")[2]
    titled = word in lexicons.load("names")["titles"]
    return kind_of_noun(word) == "person" or titled or word.endswith(_PERSON_ENDINGS)


_PERSON_ENDINGS = ("man", "woman", "ist")
