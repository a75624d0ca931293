"""Whose number it is: the named actor, place or product that the subject is or belongs to.

The evidence is read from the inside out: the name in the noun phrase, its owner, what stands behind *of* and *in*; then
the larger phrase and the clause around it; then what the paragraph and the article are about. The first that names
something decides.
"""

import re
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.materials import material_of
from extractor.claims.names import Names
from extractor.claims.owners import AGED, Around, Owners, is_personal
from extractor.records import Subject

_PLACED = ("in", "at", "across", "near", "throughout", "inside", "outside", "around")


def find_entity(sent: Span, subject: Subject, names: Names, around: Around) -> str | None:
    """Return the named entity of a subject in the fullest form of the article, or None where no name leads.

    Args:
        sent: The sentence of the claim, in which the subject stands.
        subject: The subject.
        names: The names of the article.
        around: What else is known of the claim.
    """
    return next((name for _, name in find_evidence(sent, subject, names, around)), None)


def find_evidence(sent: Span, subject: Subject, names: Names, around: Around) -> Iterator[tuple[str, str]]:
    """Yield each piece of evidence, the strongest first: its kind and the name that it leads to."""
    span = sent.doc.char_span(subject.start, subject.end, alignment_mode="expand")
    if span is None:
        return
    nouns = [token for token in span if token.pos_ in ("NOUN", "PROPN", "PRON")]
    head = nouns[-1] if nouns and span.root.pos_ in ("INTJ", "ADJ", "X") else span.root
    yield from _Reader(names, around, sent, span).evidence(head)


class _Reader(Owners):
    """Orders what the phrases and clauses of one sentence tell."""

    def evidence(self, head: Token) -> Iterator[tuple[str, str]]:
        noun, lexicon = head.lemma_.lower(), lexicons.load("names")
        if noun in lexicon["outsiders"]:
            yield from (one for one in self.of_phrase(head) if one[0] == "own")
            return
        phrase = list(self.of_phrase(head))
        yield from self._near(head, phrase)
        if self._is_nobody(head):
            return
        clause = list(self.of_clause(head))
        if noun in lexicon["belongings"]:
            yield from self._of_body(head, clause)
        if noun in lexicon["personal"]:
            yield from self._of_person(head, clause)
        yield from (one for one in phrase if one[0] in _LOOSE)
        if noun in lexicon["national"]:
            yield from self._of_place(clause)
        yield from clause
        others = lexicon["others"]
        if noun not in lexicon["elsewhere"] and not any(child.lower_ in others for child in head.lefts):
            yield from self._topics()

    def _near(self, head: Token, phrase: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What the subject's own words tell, and those that it stands in."""
        if self.around.pollster is not None and _is_of_poll(head):
            yield "pollster", self.around.pollster
        if _is_assessed(head) and self.names.main is not None:
            yield "main", self.names.main
        yield from (one for one in phrase if one[0] not in _LOOSE)
        if (carried := self._carried(head)) is not None:
            yield "carried", carried
        material = material_of(head)
        if material and not self._is_done_to(head):
            yield "material", material
        if label := self._label():
            yield "label", label
        yield from self._where(head)
        yield from self.above(head)

    def _where(self, head: Token) -> Iterator[tuple[str, str]]:
        """``the district of Leeds, where nine homes collapsed``: the place that the clause is about."""
        for above in syntax.ancestors(head, 6):
            if above.dep_ == "relcl" and any(child.lower_ == "where" for child in above.lefts):
                held = above.head.head.head if above.head.dep_ == "pobj" else above.head
                if any(child.dep_ == "poss" for child in held.lefts):
                    return  # "at its plant in Kassel, where 1,900 work"
                yield from (("where", name) for _, name in self.of_phrase(above.head, 2))
                return

    def _of_body(self, head: Token, clause: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What an organisation has: "sales in Asia" are the company's."""
        if head.dep_ == "dobj":  # "Rival Airbus has a backlog"
            acting = (one for one in clause if one[0] == "clause")
            yield from (one for one in acting if self.names.kind(one[1]) == "organisation")
        if head.lemma_.lower() in lexicons.load("names")["counted_by_owner"]:
            yield from self._holder()
        if self.names.maker is not None:
            yield "maker", self.names.maker  # of an article on a product, sales and shares are its maker's
        yield from (one for one in self._topics() if self.names.kind(one[1]) != "place")

    def _of_person(self, head: Token, clause: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What a person has: "a five-year contract" is that of whoever is told of."""
        yield from (one for one in clause if self.names.kind(one[1]) == "person")
        person = self.names.discourse.person(head.idx)
        if person is not None and person.name is not None and not self.names.discourse.tells(person.name):
            yield "person", person.name

    def _of_place(self, clause: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What a place has: where "the bank expects inflation" it is the country's."""
        yield from (one for one in clause if one[0] == "placed" or self.names.kind(one[1]) == "place")
        if self.names.place is not None:
            yield "place", self.names.place

    def _is_nobody(self, head: Token) -> bool:
        """Tell whether the subject is nobody whom the article names, or of others: ``a man aged 43``, ``rivals``."""
        noun, lexicon = head.lemma_.lower(), lexicons.load("names")
        if noun in lexicon["strangers"] and _is_single(head):
            return True
        person = is_personal(head) or noun in lexicon["strangers"]
        aged = _AGED_BEHIND.match(self.names.text, self.span.end_char) or AGED.search(
            self.names.text[max(0, self.span.start_char - 24) : self.span.end_char]
        )
        return person and aged is not None

    def _topics(self) -> Iterator[tuple[str, str]]:
        """What the paragraph is about, and what the article is."""
        focus = self.names.discourse.focus(self.sent.start_char)
        if focus is not None and focus.name is not None and focus.kind == "organisation":
            yield "focus", focus.name
        if self.names.main is not None:
            yield "main", self.names.main

    def _holder(self) -> Iterator[tuple[str, str]]:
        """Who speaks of what an organisation has: ``8,000 customers are cut off, according to Border Grid``."""
        name = self.around.source.name if self.around.source is not None else None
        if name is not None and self.names.kind(name) != "person":
            yield "holder", name

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
            yield from (one for one in placed if self.names.kind(one[1]) == "place")
            subject = syntax.subject_of(above)
            if subject is not None and subject.i != head.i and not _reports(above):
                for _, name in self.of_phrase(subject, 2):
                    kind = self.names.kind(name)
                    if (inner or kind != "person") and not (kind == "organisation" and self.names.tells(name)):
                        yield "clause", name
            yield from placed
            inner = False

    def _places(self, verb: Token) -> Iterator[str]:
        """Where the clause happens: ``At Leeds …``, ``… were recorded at Leeds``, ``Gusts hit 74mph at Leeds``."""
        for above in (verb, *(child for child in verb.rights if child.dep_ in syntax.OBJECTS)):
            for child in above.children:
                if child.dep_ == "prep" and child.lower_ in _PLACED:
                    names = (self.name_at(grand) for grand in child.children if grand.dep_ == "pobj")
                    kinds = ("place", None, "organisation") if child.lower_ == "at" else ("place", None)
                    yield from (name for name in names if name and self.names.kind(name) in kinds)

    def _carried(self, head: Token) -> str | None:
        """``That is down five points``: what the claim before is about."""
        if head.lower_ not in _DEICTIC or self.around.before is None:
            return None
        people = head.lower_ == "they" and self.names.kind(self.around.before) == "person"
        return None if people else self.around.before

    def _label(self) -> str | None:
        """``Leeds: sunny, 12C.``: the name that the line begins with."""
        text, begin = self.names.text, self.names.text.rfind("\n", 0, self.sent.start_char) + 1
        name = self.names.at(begin)
        mention = next((one for one in self.names.mentions if one.start == begin), None)
        labels = mention is not None and text[mention.end : mention.end + 2] == ": "
        return name if labels and name is not None and self.names.kind(name) != "person" else None


def _is_single(noun: Token) -> bool:
    """``a farmer``, ``two men``: whom the article tells apart, and no group of which a number is a share."""
    number = next((child for child in noun.lefts if child.dep_ == "nummod"), None)
    if number is not None and (number.i == 0 or number.nbor(-1).lower_ not in ("in", "of")):
        return len(number) <= _SHORT_NUMBER and not {number.lower_, number.nbor().lower_} & set(_SCALES)
    return any(child.lower_ in ("a", "an") for child in noun.lefts) and noun.head.lower_ != "that"


# Letters of the numbers below a hundred: "eleven", "23"; larger ones count a people.
_SHORT_NUMBER = 8
_SCALES = ("hundred", "thousand", "lakh", "crore", "million", "billion")


_DEICTIC = ("it", "they", "this", "that", "these")
_AGED_BEHIND = re.compile(r",?\s(?:aged\s)?\d{1,3}\b(?=[\s,.;])")
# Names that only tell where: whoever acts comes before them.
_LOOSE = ("located", "linked", "nationality")


def _is_assessed(noun: Token) -> bool:
    """What analysts say of a company is the company's: ``their target price``, ``its price target``."""
    compounds = {child.lower_ for child in noun.lefts if child.dep_ == "compound"}
    return {noun.lower_, *compounds} >= {"price", "target"}


def _is_of_poll(noun: Token) -> bool:
    """``The margin of error``, ``a poll of 812 voters``: what a poll itself has."""
    asked = noun.dep_ == "pobj" and any(token.lower_ in ("poll", "survey") for token in islice(noun.ancestors, 2))
    error = noun.lower_ == "margin" and any(token.lower_ == "error" for token in noun.subtree)
    return asked or error or noun.lower_ == "sample"


def _reports(verb: Token) -> bool:
    passive = any(child.dep_ == "auxpass" for child in verb.children)  # "Ukraine is expected to …" says nothing
    return not passive and verb.lemma_.lower() in lexicons.load("cues")["verbs"]
