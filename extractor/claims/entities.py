"""Whose number it is: the named actor, place or product that the subject is or belongs to.

The evidence is read from the inside out: the name in the noun phrase, its owner, what stands behind *of* and *in*; then
the larger phrase and the clause around it; then what the paragraph and the article are about. The first that names
something decides.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.materials import material_of
from extractor.claims.names import Names
from extractor.claims.referents import kind_of_noun
from extractor.records import Source, Subject

# Numbers and dates are no names, whatever their capitals.
_NO_ENTITY = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE")
_LINKS = ("of", "in", "at", "for", "by", "from", "near", "within", "across", "along")
# Behind these stands whom something goes to or is with, unless that is somebody's in turn: "lodgments to his accounts".
_OWNED_LINKS = ("to", "on", "with")
_PLACED = ("in", "at", "across", "near", "throughout", "inside", "outside", "around")
# How deep a name may stand in a noun phrase: "the growth of firms within its industry" has it in the third.
_DEPTH = 4


def find_entity(
    sent: Span, subject: Subject, names: Names, *, source: Source | None = None, before: str | None = None
) -> str | None:
    """Return the named entity of a subject in the fullest form of the article, or None where no name leads.

    Args:
        sent: The sentence of the claim, in which the subject stands.
        subject: The subject.
        names: The names of the article.
        source: The claim's source: *I* and *we* mean whoever it names; its own name is that of no owner.
        before: The entity of the claim before in the paragraph, on which *that* looks back.
    """
    return next((name for _, name in find_evidence(sent, subject, names, source=source, before=before)), None)


def find_evidence(
    sent: Span, subject: Subject, names: Names, *, source: Source | None = None, before: str | None = None
) -> Iterator[tuple[str, str]]:
    """Yield each piece of evidence, the strongest first: its kind and the name that it leads to."""
    span = sent.doc.char_span(subject.start, subject.end, alignment_mode="expand")
    if span is None:
        return
    nouns = [token for token in span if token.pos_ in ("NOUN", "PROPN", "PRON")]
    head = nouns[-1] if nouns and span.root.pos_ in ("INTJ", "ADJ", "X") else span.root
    yield from _Reader(names, source, sent, span, before).evidence(head)


class _Reader:
    """Reads names from the noun phrases and clauses of one sentence."""

    def __init__(self, names: Names, source: Source | None, sent: Span, span: Span, before: str | None) -> None:
        self._names = names
        self._source = source
        self._sent = sent
        self._span = span
        self._before = before

    def evidence(self, head: Token) -> Iterator[tuple[str, str]]:
        if head.lemma_.lower() in lexicons.load("names")["outsiders"]:
            yield from (one for one in self.of_phrase(head) if one[0] == "own")
            return
        if _is_assessed(head):
            yield from (one for one in self._topics() if one[0] == "main")
        phrase = list(self.of_phrase(head))
        yield from (one for one in phrase if one[0] not in _LOOSE)
        if (carried := self._carried(head)) is not None:
            yield "carried", carried
        material = material_of(head)
        if material and not self._is_done_to(head):
            yield "material", material
        if label := self._label():
            yield "label", label
        yield from self.above(head)
        if self._is_nobody(head):
            return
        clause = list(self.of_clause(head))
        if head.lemma_.lower() in lexicons.load("names")["belongings"]:  # "sales in Asia" are the company's
            if head.dep_ == "dobj":  # "Rival Airbus has a backlog"
                acting = (one for one in clause if one[0] == "clause")
                yield from (one for one in acting if self._names.kind(one[1]) == "organisation")
            if head.lemma_.lower() in lexicons.load("names")["counted_by_owner"]:
                yield from self._holder()
            yield from (one for one in self._topics() if self._names.kind(one[1]) != "place")
        if head.lemma_.lower() in lexicons.load("names")["personal"]:  # "a five-year contract": whoever is told of
            yield from (one for one in clause if self._names.kind(one[1]) == "person")
            person = self._names.discourse.person(head.idx)
            if person is not None and person.name is not None and not self._names.discourse.tells(person.name):
                yield "person", person.name
        yield from (one for one in phrase if one[0] in _LOOSE)
        if head.lemma_.lower() in lexicons.load("names")["national"]:  # "the bank expects inflation": the country's
            yield from (one for one in clause if one[0] == "placed" or self._names.kind(one[1]) == "place")
            if self._names.place is not None:
                yield "place", self._names.place
        yield from clause
        yield from self._topics()

    def _is_nobody(self, head: Token) -> bool:
        """Tell whether the subject is a person without a name, whose age the number is: ``a man aged 43``."""
        person = _is_personal(head)
        aged = _AGED_BEHIND.match(self._names.text, self._span.end_char) or _AGED.search(
            self._names.text[max(0, self._span.start_char - 24) : self._span.end_char]
        )
        return person and aged is not None

    def _topics(self) -> Iterator[tuple[str, str]]:
        """What the paragraph is about, and what the article is."""
        focus = self._names.discourse.focus(self._sent.start_char)
        if focus is not None and focus.name is not None and focus.kind == "organisation":
            yield "focus", focus.name
        if self._names.main is not None:
            yield "main", self._names.main

    def _holder(self) -> Iterator[tuple[str, str]]:
        """Who speaks of what an organisation has: ``8,000 customers are cut off, according to Border Grid``."""
        name = self._source.name if self._source is not None else None
        if name is not None and self._names.kind(name) != "person":
            yield "holder", name

    def of_phrase(self, head: Token, depth: int = 0) -> Iterator[tuple[str, str]]:
        """The names in a noun phrase: its own, its owner's, its apposition's, those behind its prepositions."""
        counted = head.text.endswith("s") and any(child.dep_ == "nummod" for child in head.lefts)  # "24 A220s"
        if not counted and (own := self._name_at(head)) is not None:
            yield "own", own
        elif (pronoun := self._pronoun(head)) is not None:
            yield "pronoun", pronoun
        elif (follower := self._follower(head)) is not None:
            yield "apposed", follower
        else:
            if depth < _DEPTH:  # "his deputy, Ada Lund"
                apposed = list(self._apposed(head))
                yield from (one for one in apposed if self._names.kind(one[1]) == "person")
            for child in head.lefts:
                if child.dep_ == "poss":
                    yield from (("owner", self._of_owner(name, head)) for _, name in self.of_phrase(child, depth + 1))
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

    def _modifying(self, head: Token) -> Iterator[tuple[str, str]]:
        """``the Duarte deal``, ``Brent futures``; a place before a noun only tells where."""
        if any(token.dep_ == "nummod" for token in head.doc[head.left_edge.i : head.i]):
            return  # "two Rolex watches"
        for child in head.lefts:
            name = self._name_at(child) if child.dep_ in ("compound", "nmod", "amod") else None
            if name is not None and not (self._names.kind(name) == "place" and _is_personal(head)):
                yield ("located" if self._names.kind(name) == "place" else "modifier"), name

    def _follower(self, head: Token) -> str | None:
        """``rival Kingsmere``: the name right behind a noun."""
        follows = head.i + 1 < len(head.doc) and head.pos_ == "NOUN" and head.doc[head.i + 1].pos_ == "PROPN"
        return self._name_at(head.doc[head.i + 1]) if follows and head.whitespace_ else None

    def _apposed(self, head: Token) -> Iterator[tuple[str, str]]:
        """``an engine named Macha``, ``the fleet's pride, Macha``."""
        for child in head.rights:
            if child.dep_ == "appos":
                yield from (("apposed", name) for _, name in self.of_phrase(child, _DEPTH))
                yield from self._apposed(child)
            if child.dep_ == "acl" and child.lower_ in ("named", "called", "dubbed"):
                called = (self._name_at(grand) for grand in child.children if grand.dep_ in syntax.OBJECTS)
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

    def above(self, head: Token) -> Iterator[tuple[str, str]]:
        """The names of the larger noun phrases that the subject stands in, up to its clause."""
        for above in syntax.ancestors(head, 8):
            if above.pos_ in syntax.VERBAL:
                return
            if above.pos_ in ("NOUN", "PROPN"):
                yield from (("above", name) for _, name in self.of_phrase(above, 2))

    def _is_done_to(self, head: Token) -> bool:
        """Tell whether somebody else does what the clause says: the coal that *it burns*."""
        verb = syntax.governing_verb(head)
        doer = syntax.subject_of(verb) if verb is not None else None
        return doer is not None and head.i != doer.i and not doer.is_ancestor(head) and any(self.of_phrase(doer, 2))

    def of_clause(self, head: Token) -> Iterator[tuple[str, str]]:
        """The places where the clause happens, and the subjects of the clauses around."""
        inner = True
        for above in syntax.ancestors(head, 8):
            if above.pos_ not in syntax.VERBAL:
                continue
            placed = [("placed", name) for name in self._places(above)] if inner else []
            yield from (one for one in placed if self._names.kind(one[1]) == "place")
            subject = syntax.subject_of(above)
            if subject is not None and subject.i != head.i and not _reports(above):
                for _, name in self.of_phrase(subject, 2):
                    person = self._names.kind(name) == "person"
                    if inner or not person:
                        yield "clause", name
            yield from placed
            inner = False

    def _places(self, verb: Token) -> Iterator[str]:
        """Where the clause happens: ``At Leeds …``, ``… were recorded at Leeds``, ``Gusts hit 74mph at Leeds``."""
        for above in (verb, *(child for child in verb.rights if child.dep_ in syntax.OBJECTS)):
            for child in above.children:
                if child.dep_ == "prep" and child.lower_ in _PLACED:
                    names = (self._name_at(grand) for grand in child.children if grand.dep_ == "pobj")
                    kinds = ("place", None, "organisation") if child.lower_ == "at" else ("place", None)
                    yield from (name for name in names if name and self._names.kind(name) in kinds)

    def _name_at(self, token: Token) -> str | None:
        cited = self._source is not None and self._source.start <= token.idx < self._source.end
        inside = self._span.start <= token.i < self._span.end or token.dep_ in syntax.SUBJECTS
        return None if cited and not inside else self._names.at(token.idx)

    def _pronoun(self, token: Token) -> str | None:
        pronouns, word = lexicons.load("names")["pronouns"], token.lower_
        speaker = self._source.name if self._source is not None else None
        if word in pronouns["speaker"]:
            return speaker
        if word in pronouns["speakers"]:
            return self._own_side(speaker) if speaker else None
        return self._names.antecedent(word, token.idx) if any(word in words for words in pronouns.values()) else None

    def _carried(self, head: Token) -> str | None:
        """``That is down five points``: what the claim before is about."""
        if head.lower_ not in _DEICTIC or self._before is None:
            return None
        return None if head.lower_ == "they" and self._names.kind(self._before) == "person" else self._before

    def _own_side(self, speaker: str) -> str:
        """Whom *we* means: whom the speaker is introduced with, the article's company, a ruler's country."""
        main = self._names.main
        speaks_for = main is not None and (self._names.kind(main) != "place" or speaker in self._names.rulers)
        return self._names.affiliations.get(speaker, main if main is not None and speaks_for else speaker)

    def _of_owner(self, owner: str, head: Token) -> str:
        """``his side``, ``his members``: those of the person's body, by the noun; else the owner."""
        lexicon = lexicons.load("names")
        groups, noun = lexicon["descriptions"], head.lemma_.lower()
        organised = noun in (*groups["company"], *groups["organisation"], *lexicon["counted_by_owner"])
        return self._names.affiliations.get(owner, owner) if organised else owner

    def _described(self, head: Token) -> str | None:
        definite = any(child.lower_ in ("the", "this", "that") for child in head.lefts)
        if definite and (_AGED.search(self._span.text) or head.text in lexicons.load("names")["nationalities"]):
            person = self._names.discourse.person(head.idx)
            return person.name if person is not None else None
        indefinite = any(child.lower_ in ("a", "an") for child in head.lefts)
        headed = not definite and "\n" not in self._names.text[: head.idx].lstrip() and not head.tag_.endswith("S")
        if headed and kind_of_noun(head.lower_) == "organisation" and self._names.main is not None:
            return self._names.main if self._names.kind(self._names.main) != "place" else None
        if (indefinite or headed) and _is_personal(head):
            person = self._names.discourse.introduced(head.idx)
            return person.name if person is not None else None
        noun = definite and head.pos_ in ("NOUN", "PROPN") and head.tag_ not in ("NNS", "NNPS")
        if not noun:
            return None
        narrow = any(child.dep_ in ("amod", "compound") and child.is_lower for child in head.lefts)
        found = self._names.discourse.antecedent(head.lower_, head.idx, narrow=narrow)
        return found.name if found is not None else None

    def _country(self, adjective: Token) -> str | None:
        """``European market``: Europe. ``Spanish side``, ``British pensioner``: no country."""
        of_whom = kind_of_noun(adjective.head.lower_) in ("person", "organisation")
        country = None if of_whom else lexicons.load("names")["nationalities"].get(adjective.text)
        return str(country) if country else None

    def _label(self) -> str | None:
        """``Leeds: sunny, 12C.``: the name that the line begins with."""
        text, begin = self._names.text, self._names.text.rfind("\n", 0, self._sent.start_char) + 1
        name = self._names.at(begin)
        mention = next((one for one in self._names.mentions if one.start == begin), None)
        labels = mention is not None and text[mention.end : mention.end + 2] == ": "
        return name if labels and name is not None and self._names.kind(name) != "person" else None


def _is_personal(noun: Token) -> bool:
    word = noun.lower_.rpartition("-")[2]
    titled = word in lexicons.load("names")["titles"]
    return kind_of_noun(word) == "person" or titled or word.endswith(_PERSON_ENDINGS)


_DEICTIC = ("it", "they", "this", "that", "these")
_PERSON_ENDINGS = ("man", "woman", "ist")
_AGED_BEHIND = re.compile(r",?\s(?:aged\s)?\d{1,3}\b(?=[\s,.;])")
_AGED = re.compile(r"\b\d{1,3}-year-old")
# Names that only tell where: whoever acts comes before them.
_LOOSE = ("located", "linked", "nationality")


def _is_assessed(noun: Token) -> bool:
    """What analysts say of a company is the company's: ``their target price``, ``its price target``."""
    compounds = {child.lower_ for child in noun.lefts if child.dep_ == "compound"}
    return {noun.lower_, *compounds} >= {"price", "target"}


def _reports(verb: Token) -> bool:
    passive = any(child.dep_ == "auxpass" for child in verb.children)  # "Ukraine is expected to …" says nothing
    return not passive and verb.lemma_.lower() in lexicons.load("cues")["verbs"]
