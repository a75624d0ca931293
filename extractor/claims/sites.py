"""A number where it stands in its sentence: what the rules for subjects look at."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.found import Found
from extractor.claims.mentions import DATELINE
from extractor.records import TextSpan

_MODIFIERS = ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod")
# A name, a preposition, a hedge and the number: "blue by only 22%".
_NEAR = 3
_LABELS = ("NOUN", "PROPN", "PRON", "DET", "X", "VERB")


@dataclass(frozen=True, kw_only=True)
class Site:
    """A number in its sentence.

    Attributes:
        sent: The parsed sentence.
        found: The quantity whose subject is sought; its offsets count in ``sent.text``.
        others: All quantities of the sentence: what names another is no subject.
        cited: Where the source stands that the sentence cites, in the frame of the Doc: whoever is cited is not what is
            measured.
    """

    sent: Span
    found: Found
    others: list[Found]
    cited: TextSpan | None = None

    @cached_property
    def text(self) -> str:
        """The sentence's text; spaCy puts it together anew each time."""
        return self.sent.text

    @property
    def before(self) -> str:
        """What stands before the quantity."""
        return self.text[: self.found.start]

    @property
    def after(self) -> str:
        """What stands behind the quantity, its unit included."""
        return self.text[self.found.end :]

    @cached_property
    def span(self) -> Span:
        """The tokens of the quantity."""
        span = self.sent.char_span(self.found.start, self.found.end, alignment_mode="expand")
        return span if span is not None else self.sent

    @cached_property
    def number(self) -> Token:
        """The syntactic head of the quantity."""
        return self.span.root

    @cached_property
    def measure(self) -> Token:
        """The head of the measure phrase: *increase* of ``a 117% increase``, the number itself of ``$5m``."""
        token = self.number
        for head in syntax.ancestors(token, 6):
            beyond = head.i < token.i and token.dep_ != "npadvmod"
            parted = self.found.dimension == "percentage" and "," in [
                one.text for one in self.sent.doc[self.span.end : head.i]
            ]
            if token.dep_ not in _MODIFIERS or beyond or parted or head.pos_ == "ADP" or syntax.heads_clause(head):
                break
            token = head
        return token

    @cached_property
    def follower(self) -> Token | None:
        """The token right behind the quantity."""
        return self.sent.doc[self.span.end] if self.span.end < self.sent.end else None

    @cached_property
    def _taken(self) -> list[tuple[int, int]]:
        base = self.sent.start_char
        spans = [(base + other.start, base + other.end) for other in self.others]
        dateline = DATELINE.match(self.text)
        if dateline is not None:
            spans.append((base, base + dateline.end()))
        return spans if self.cited is None else [*spans, (self.cited.start, self.cited.end)]

    def admits(self, token: Token | None) -> bool:
        """Tell whether a token can head the subject: a noun or pronoun that is no number, date, hedge or source."""
        if token is None or token.tag_ in ("PRP$", "WP$", "EX"):
            return False
        named = token.pos_ == "NUM" and token.is_alpha and not token.text.islower()  # a name that the tagger misread
        if token.pos_ not in _LABELS and not (named or syntax.is_nominal(token) or self._stands_for_noun(token)):
            return False
        if token.ent_type_ in ("DATE", "TIME") and not _outlasts(token):
            return False
        if token.lower_ in lexicons.load("subjects")["no_subjects"]:
            return False
        return not self.takes(token)

    def _stands_for_noun(self, token: Token) -> bool:
        """``red by 40%,`` *blue* ``by 22%``; *Domestic*``: 158,900``: an adjective alone before the number."""
        if token.pos_ == "ADJ" and token.i == self.sent.start and token.i + 1 < self.sent.end:
            return token.nbor().text in (":", "|")
        if token.lower_ in ("one", "ones"):
            return token.dep_ in syntax.SUBJECTS and any(child.dep_ == "amod" for child in token.lefts)
        alone = token.pos_ == "ADJ" and token.i > self.sent.start and token.nbor(-1).lower_ in (",", "and", ";", "but")
        return alone and 0 < self.span.start - token.i <= _NEAR and token.nbor().pos_ == "ADP"

    def in_dateline(self, token: Token) -> bool:
        """Tell whether a token is part of the dateline with which the sentence opens."""
        dateline = DATELINE.match(self.text)
        return dateline is not None and token.idx - self.sent.start_char < dateline.end()

    def takes(self, token: Token) -> bool:
        """Tell whether a token is part of a quantity, of the dateline or of the source."""
        return any(start <= token.idx < end for start, end in self._taken)


def _outlasts(token: Token) -> bool:
    """``the four-year contract``: a noun that the recogniser counts in with the time before it."""
    if token.pos_ != "NOUN":
        return False
    lasting = token.dep_ in syntax.SUBJECTS and any(child.lower_ == "the" for child in token.lefts)
    told = lasting and not any(child.lower_ in _RELATIVE for child in token.lefts)  # "the season will be shorter"
    return told or token.lemma_.lower() not in lexicons.load("subjects")["times"]


_RELATIVE = ("last", "next", "past", "coming", "previous", "same", "first", "second", "third", "fourth", "final")
