"""Who reports what in an article: whose words may be carried on into a sentence that cites nobody itself."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import continuity, syntax
from extractor.claims.attributions import Attribution, Cited
from extractor.claims.givers import Giver, describe_giver
from extractor.claims.names import Names
from extractor.claims.quotations import Quotation
from extractor.claims.wording import Wording, describe_wording

# No report goes on over so many sentences with a number.
_REACH = 14
# So many reports back one may be taken up again.
_REPORTS = 2
# The paragraphs of an article's lead, those that make an article, and the characters from which a line is one.
_LEAD = 2
_ARTICLE = 6
_HEADLINE = 60
# Quotations that take more of their sentence than this are what it tells.
_QUOTED = 0.4


@dataclass(frozen=True, kw_only=True)
class Option:
    """A source of another sentence that may be cited for a number.

    Attributes:
        attribution: The attribution there.
        features: What speaks for it.
    """

    attribution: Attribution
    features: tuple[str, ...]


class Reports:
    """Who reports what in an article, and where a report goes on.

    Args:
        cited: Whom the article cites in the sentences themselves.
        sentences: The parsed sentences.
        quantities: For each of them the spans of its quantities.
        names: The names of the article.
        quotations: Its quotations.
    """

    def __init__(
        self,
        cited: Cited,
        sentences: Sequence[Span],
        quantities: Sequence[Sequence[tuple[int, int]]],
        names: Names,
        quotations: Sequence[Quotation],
    ) -> None:
        self.sentences = sentences
        self.names = names
        self.quotations = quotations
        self.text = names.text
        self.starts = [sent.start_char for sent in sentences]
        self.ends = [sent.end_char for sent in sentences]
        self._cited = cited
        self._numbers = {index: spans[0] for index, spans in enumerate(quantities) if spans}
        self._own: dict[int, list[Attribution]] = defaultdict(list)  # by the sentences that they stand in or reach into
        for span, one in cited.numbers.items():
            self._own[bisect_right(self.starts, span[0]) - 1].append(one)
        for one in cited.told:
            for index in range(bisect_right(self.ends, one.start), bisect_left(self.starts, one.end)):
                self._own[index].append(one)
        self._lead = _end_of_lead(self.text)
        self._taken: dict[int, list[int]] = defaultdict(list)  # what goes on with a source, by where that stands

    @cached_property
    def made(self) -> list[Wording]:
        """How each sentence is made."""
        return [describe_wording(sent, self.names) for sent in self.sentences]

    @cached_property
    def givers(self) -> list[Giver | None]:
        """Whom each sentence cites."""
        return [self._giver(index) for index in range(len(self.sentences))]

    @cached_property
    def _first(self) -> dict[str, int]:
        """The first sentence that cites each source."""
        first: dict[str, int] = {}
        for index, giver in enumerate(self.givers):
            if giver is not None:
                first.setdefault(giver.who, index)
        return first

    def options(self, index: int, start: int, end: int) -> list[Option]:
        """Return the sources of other sentences that may be cited for a number.

        Args:
            index: The index of its sentence.
            start: Where it begins in the text.
            end: Where it ends.
        """
        own = self._of_number(index, start, end)
        measure = _measure(self.text, start, end)
        before = [
            Option(
                attribution=giver.attribution,
                features=(*features, *continuity.relate_number(giver, own, measure)),
            )
            for giver, features in self._before(index)
        ]
        behind = self._behind(index)
        if behind is None:
            return before
        features = (*behind[1], *(f"closing {one}" for one in own))
        return [*before, Option(attribution=behind[0].attribution, features=features)]

    def settle(self, index: int, taken: Sequence[Attribution]) -> None:
        """Take down whose report a sentence goes on with.

        Args:
            index: The index of the sentence.
            taken: The attributions of other sentences that are cited for its numbers.
        """
        for source in sorted({one.source.start for one in taken}):
            self._taken[source].append(index)

    def _giver(self, index: int) -> Giver | None:
        main = [one for one in self._own.get(index, ()) if one.rule != "foretold"]  # which tells of a single number
        if not main and index in self._cited.stated:
            main = [self._cited.stated[index]]
        if not main:
            return None
        counts = Counter(one.source.start for one in main)
        one = max(main, key=lambda one: (counts[one.source.start], one.source.start))
        start, end = self.starts[index], self.ends[index]
        first = bisect_right(self.quotations, start, key=lambda said: said.end)
        last = bisect_left(self.quotations, end, key=lambda said: said.start)
        quoted = sum(min(end, said.end) - max(start, said.start) for said in self.quotations[first:last])
        number = self._numbers.get(index)
        own = self._cited.numbers.get(number) if number is not None else None
        return describe_giver(
            one,
            self.made[index],
            self.names,
            quoted=quoted > _QUOTED * (end - start),
            first=number is None or (own is not None and own.source.start == one.source.start),
        )

    def _of_number(self, index: int, start: int, end: int) -> list[str]:
        """What speaks for or against a number being told elsewhere by its place in its own sentence."""
        sent, features = self.sentences[index], []
        if self._own.get(index):
            features.append("cites somebody for another")
        at = bisect_right(self.quotations, start, key=lambda said: said.end)
        if at < len(self.quotations) and self.quotations[at].start <= start:
            features.append("in a quotation")
        if sent.text[-1:] not in '.!?"”':
            features.append("no full stop")
        span = sent.doc.char_span(start, end, alignment_mode="expand")
        if span is not None and any(one.dep_ in ("relcl", "acl") for one in (span.root, *syntax.ancestors(span.root))):
            features.append("in a relative clause")
        return features

    def _before(self, index: int) -> Iterator[tuple[Giver, list[str]]]:
        """The last source cited before a sentence, others of its paragraph, and the reports that may be taken up."""
        seen: set[int | str] = set()
        nearer: list[Giver] = []
        reports = 0
        for at in range(index - 1, max(-1, index - 1 - _REACH), -1):
            giver = self.givers[at]
            known: set[int | str] = {giver.attribution.source.start, giver.who} if giver is not None else set()
            if giver is None or not seen.isdisjoint(known):
                continue
            last, report = not seen, giver.sort in ("poll", "figures")
            compared = giver.attribution.source.text.startswith("same ")  # "an earlier survey by the same pollster"
            if not last and (compared or not (report or "\n" not in self.text[self.ends[at] : self.starts[index]])):
                continue
            spoken = bool(nearer) and all(self._speaks_for(one, giver) for one in nearer)
            nearer.append(giver)
            seen |= known
            reports += report
            order = "last cited" if last else "cited before its speaker" if spoken else "cited before others"
            features = [*self._relate(giver, at, index), order]
            yield giver, [*features, "cited for no number"] if at not in self._own else features
            if reports >= _REPORTS:
                return

    def _relate(self, giver: Giver, at: int, index: int) -> Iterator[str]:
        taken = [one for one in self._taken.get(giver.attribution.source.start, ()) if at < one < index]
        return continuity.relate(
            giver,
            self.made[index],
            place=self._place(max([at, *taken]), index),
            topic=frozenset().union(*(self.made[one].nouns for one in (at, *taken))),
            lead=self.starts[self._first[giver.who] if giver.sort == "poll" else at] < self._lead,
            again=self._is_cited_again(giver, index),
        )

    def _speaks_for(self, one: Giver, other: Giver) -> bool:
        """Whether a person speaks for the body that another source is or made: ``Marktest director Rui Canto``."""
        body, name = self.names.affiliations.get(one.who), other.attribution.source.name
        return body is not None and name is not None and (body in name or name in body)

    def _is_cited_again(self, giver: Giver, index: int) -> bool:
        """Whether the next that a sentence behind cites, in this paragraph or the next, is the same giver."""
        for at in range(index + 1, len(self.sentences)):
            if self.text[self.ends[index] : self.starts[at]].count("\n\n") > 1:
                return False
            following = self.givers[at]
            if following is not None:
                return following.who == giver.who
        return False

    def _place(self, at: int, index: int) -> str:
        """Where a sentence stands behind another: in its paragraph, in the next, further off."""
        between = self.text[self.ends[at] : self.starts[index]]
        if "\n" not in between:
            return "next sentence" if not between.strip() else "same paragraph"
        lines = between.split("\n")
        paragraphs = 1 + sum(1 for line in lines[1:-1] if _CLOSED_LINE.search(line))
        if paragraphs > 2:
            return "far"
        return f"{'next' if paragraphs == 1 else 'second'} paragraph{'' if lines[-1].strip() else ', opening'}"

    def _behind(self, index: int) -> tuple[Giver, list[str]] | None:
        """The source that closes the paragraph of a sentence, if nobody is cited in between."""
        for at in range(index + 1, len(self.sentences)):
            if "\n" in self.text[self.ends[at - 1] : self.starts[at]]:
                return None
            giver = self.givers[at]
            if giver is None:
                continue
            line = self.text.find("\n", self.ends[at])
            if giver.place != "closes" or self.text[self.ends[at] : line if line >= 0 else None].strip():
                return None
            begin = bisect_left(self.starts, self.text.rfind("\n", 0, self.starts[index]) + 1)
            cites = any(self.givers[one] for one in range(begin, index))
            features = continuity.relate_closing(
                giver, self.made[index], sentences=at - index, known=self._known(giver, at), cites=cites
            )
            return giver, [*features, *(() if at in self._own else ("closing for no number",))]
        return None

    def _known(self, giver: Giver, at: int) -> str:
        """How the reader knows a source that closes a paragraph."""
        source = giver.attribution.source
        if source.text.lower() in _pronouns():
            return "pronoun"
        definite = self.text[max(0, source.start - 4) : source.start].lower() == "the "
        if source.text.islower() and definite and " " not in source.text:
            return "common"
        return "named" if self._first[giver.who] < at else "new"


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(word for group in lexicons.load("names")["pronouns"].values() for word in group)


_CLOSED_LINE = re.compile(r"[.!?:;”\"][)\]]?\s*$")  # as paragraphs do, and bylines, headings and stamps do not
_PERCENT = re.compile(r"\s?(?:%|per\s?cent|(?:percentage\s)?points?\b)")


def _measure(text: str, start: int, end: int) -> str:
    """Whether a number is a percentage, in digits or in words."""
    number = text[start:end]
    if "%" in number or "cent" in number or number.endswith("pc") or "point" in number or _PERCENT.match(text, end):
        return "percent"
    return "digits" if any(char.isdigit() for char in number) else "words"


def _end_of_lead(text: str) -> int:
    """Where the first paragraphs end, headlines left out; the beginning for what is too short to have a lead."""
    paragraphs = list(re.finditer(rf"[^\n]{{{_HEADLINE},}}", text))
    return paragraphs[_LEAD - 1].end() if len(paragraphs) >= _ARTICLE else 0
