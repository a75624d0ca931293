"""A parse as plain Python objects, with those attributes of spaCy's ``Doc``, ``Span`` and ``Token`` that are asked for.

spaCy makes a token anew each time that it is asked for one, and decodes a string for each of its attributes. The stages
ask thousands of times for the tokens of one sentence: here they are made once, sentence by sentence as they are needed.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast, overload

import numpy
import spacy.tokens
from spacy import attrs
from spacy.vocab import Vocab

# What of a token is a string, by spaCy's numbers for it, in the order in which ``Token`` takes it.
_STRINGS = (attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)


def read_sentences(
    doc: spacy.tokens.Doc,
    text: str,
    sentences: Iterable[spacy.tokens.Span],
    *,
    repair: "Callable[[Sequence[Token]], None] | None" = None,
) -> list[spacy.tokens.Span]:
    """Return sentences of a document as plain objects, which stages take for the spans of spaCy that they stand for.

    Args:
        doc: The parsed document.
        text: Its text.
        sentences: The sentences.
        repair: What puts right the tokens of each tree.
    """
    read = Doc(doc, text, repair)
    return [cast("spacy.tokens.Span", read[sent.start : sent.end]) for sent in sentences]


class Token:
    """A token of a sentence; what is not told of it here its counterpart in spaCy is asked for."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "lefts", "lemma_", "lower_", "pos_", "rights",
        "tag_", "text",
    )  # fmt: skip

    def __init__(self, doc: "Doc", i: int, idx: int, strings: list[str]) -> None:
        self.doc, self.i, self.idx = doc, i, idx
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = strings
        self.head: Token = self
        self.lefts: tuple[Token, ...] = ()
        self.rights: tuple[Token, ...] = ()
        self.children: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.doc.spacy[self.i], name)
        return self.doc[value.i] if isinstance(value, spacy.tokens.Token) else value

    def __repr__(self) -> str:
        return self.text

    def nbor(self, i: int = 1) -> "Token":
        """Return the token so many places behind it, or before it."""
        if not 0 <= self.i + i < len(self.doc):
            raise IndexError(self.i + i)
        return self.doc[self.i + i]

    @property
    def sent(self) -> "Span":
        """The sentence that it stands in."""
        return self.doc.sentence_at(self.i)

    @property
    def left_edge(self) -> "Token":
        """The first token of what stands below it, itself included."""
        return self.lefts[0].left_edge if self.lefts else self

    @property
    def right_edge(self) -> "Token":
        """The last token of what stands below it, itself included."""
        return self.rights[-1].right_edge if self.rights else self

    def hang(self, head: "Token", dep: str) -> None:
        """Hang the token, with all below it, on another head."""
        if self.head is not self:
            old = self.head
            old.children = tuple(child for child in old.children if child is not self)
            old.lefts = tuple(child for child in old.lefts if child is not self)
            old.rights = tuple(child for child in old.rights if child is not self)
        self.head, self.dep_ = head, dep
        if head is not self:
            head.children = tuple(sorted((*head.children, self), key=_number))
            head.lefts = tuple(child for child in head.children if child.i < head.i)
            head.rights = tuple(child for child in head.children if child.i > head.i)

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token and all below it, in the order of the text."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The tokens above it, from its head to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: "Token") -> bool:
        """Tell whether it stands above another token."""
        return any(one is self for one in descendant.ancestors)


def _number(token: Token) -> int:
    return token.i


class Span:
    """Some tokens of a document, one behind the other."""

    __slots__ = ("doc", "end", "end_char", "start", "start_char")

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end
        self.start_char = doc.starts[start] if start < len(doc) else len(doc.text)
        self.end_char = doc.ends[end - 1] if end > start else self.start_char

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens(self.start, self.end))

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc[self.end + at if at < 0 else self.start + at]

    @property
    def text(self) -> str:
        """The text, without white space behind it."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> "Span":
        """The sentence that it begins in."""
        return self.doc.sentence_at(self.start)

    @property
    def root(self) -> Token:
        """The root of its sentence, else the first of the tokens nearest to it."""
        tokens = self.doc.tokens(self.start, self.end)
        if (root := next((token for token in tokens if token.head is token), None)) is not None:
            return root
        outer = [token for token in tokens if not self.start <= token.head.i < self.end]
        return outer[0] if len(outer) == 1 else min(outer, key=_depth, default=self.doc[self.start])

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> "Span | None":
        """Return the tokens between two positions that count from its beginning, as ``Doc.char_span`` does."""
        return self.doc.char_span(self.start_char + start, self.start_char + end, alignment_mode=alignment_mode)


def _depth(token: Token) -> int:
    """How far a token is from the root; a mark with nothing below it is farther off than any word."""
    if not token.children and (token.is_punct or token.is_space):
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Doc:
    """A parsed document.

    Args:
        doc: The document as spaCy has it.
        text: Its text.
        repair: What puts right the tokens of each tree.
    """

    def __init__(
        self, doc: spacy.tokens.Doc, text: str, repair: Callable[[Sequence[Token]], None] | None = None
    ) -> None:
        self.spacy, self.text, self._repair = doc, text, repair
        columns = [attrs.IDX, attrs.LENGTH, attrs.SENT_START, attrs.HEAD]
        starts, lengths, opens, heads = doc.to_array(columns).reshape(len(doc), len(columns)).astype("int64").T
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self._sentences: list[int] = [*(numpy.flatnonzero(opens[1:] == 1) + 1).tolist(), len(doc)]
        self._trees: list[int] = [*_find_borders(heads).tolist(), len(doc)]
        self._tokens: list[Token | None] = [None] * len(doc)
        self._strings = _Strings(doc.vocab)

    def __len__(self) -> int:
        return len(self._tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self, start, max(start, end))
        token = self._tokens[at]
        return token if token is not None else self._read(at % len(self))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens from one to before another."""
        while None in (found := self._tokens[start:end]):
            self._read(start + found.index(None))
        return cast("list[Token]", found)

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """Return the tokens between two positions in the text, None where there are none.

        Args:
            start: The first position.
            end: The position behind the last.
            alignment_mode: Which tokens count: those whose edges both positions are (``strict``), those that stand
                between them (``contract``), or all that they touch (``expand``).
        """
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        if alignment_mode == "expand":
            return Span(self, first + (start == self.ends[first]), last + 1)
        if alignment_mode == "contract":
            first += self.starts[first] < start
            last -= end < self.ends[last]
            return Span(self, first, last + 1) if first <= last else None
        return Span(self, first, last + 1) if start == self.starts[first] and end == self.ends[last] else None

    def _token_at(self, position: int) -> int | None:
        """The number of the token at a position, the blank behind it included."""
        at = bisect_right(self.starts, position) - 1
        return at if 0 <= position < len(self.text) else None

    def sentence_at(self, at: int) -> Span:
        """Return the sentence that a token stands in."""
        after = bisect_right(self._sentences, at)
        return Span(self, self._sentences[after - 1] if after else 0, self._sentences[after])

    def _read(self, at: int) -> Token:
        """Make the tokens of the tree that a token stands in, and return this one."""
        after = bisect_right(self._trees, at)
        start, end = self._trees[after - 1], self._trees[after]
        tree: Any = self.spacy[start:end]  # the stub of a span knows no array
        array = tree.to_array([*_STRINGS, attrs.HEAD])
        tokens = [
            Token(self, number, self.starts[number], [self._strings[one] for one in row])
            for number, row in enumerate(array[:, :-1].tolist(), start)
        ]
        for token, distance in zip(tokens, array[:, -1].astype("int64").tolist(), strict=True):
            if distance:
                head = token.head = tokens[token.i - start + distance]
                head.children += (token,)
                if distance > 0:
                    head.lefts += (token,)
                else:
                    head.rights += (token,)
        self._tokens[start:end] = tokens
        if self._repair is not None:
            self._repair(tokens)
        return tokens[at - start]


def _find_borders(heads: Any) -> Any:
    """Return where trees begin: the tokens over which no head is reached, given how far off the head of each is."""
    own = numpy.arange(len(heads))
    first, last = numpy.minimum(own, own + heads), numpy.maximum(own, own + heads)
    opened, closed = (numpy.bincount(at + 1, minlength=len(heads) + 1) for at in (first, last))
    return numpy.flatnonzero(numpy.cumsum(opened - closed)[: len(heads)] == 0)


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their numbers, each asked for but once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, number: int) -> str:
        self[number] = string = self._vocab.strings[number]
        return string
