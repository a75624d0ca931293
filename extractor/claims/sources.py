"""Whom the article cites for a number: the candidates of its own sentence and of its quotation, ranked.

Every frame of the number's sentence is a candidate, and so are the speaker of the quotation that it stands in, the
frames around that quotation, the turn of a transcript, and a line above that ends in a colon. ``ranking`` tells which
of them, or nobody, it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.claims import continuations, discourse, evidence, ranking, relations, speech, surroundings, wholes
from extractor.claims.asides import find_asides
from extractor.claims.attributions import Attribution, Cited, make_source
from extractor.claims.citable import words
from extractor.claims.evidence import Cue
from extractor.claims.frames import Frame, find_frames
from extractor.claims.names import Names
from extractor.claims.quotations import Quotation
from extractor.claims.referents import kind_of_noun

# Below this nobody is cited. In cross-validation F1 is 76.7 to 77.0 at 0.3 to 0.4 on PolNeAR, and 93.6 on the gold set;
# on articles of PolNeAR that were not fitted on it is 76.3 at 0.3, and less from there on.
THRESHOLD = 0.3
# How far around a run of quotations, in characters, and how many lines below a colon, its speaker is looked for.
_REACH = 900
_LISTED_LINES = 5


def find_sources(
    sentences: Sequence[Span],
    quantities: Sequence[Sequence[tuple[int, int]]],
    names: Names,
    quotations: Sequence[Quotation],
) -> dict[tuple[int, int], Attribution]:
    """Return whom the article cites for each quantity, by its span; those for whom it cites nobody are left out.

    Args:
        sentences: The parsed sentences of one Doc.
        quantities: For each of them the spans of its quantities in the text.
        names: The names of the article.
        quotations: Its quotations.
    """
    cited = find_cited(sentences, quantities, names, quotations)
    return {**cited.numbers, **continuations.carry(cited, sentences, quantities, names, quotations)}


def find_cited(
    sentences: Sequence[Span],
    quantities: Sequence[Sequence[tuple[int, int]]],
    names: Names,
    quotations: Sequence[Quotation],
) -> Cited:
    """Return whom the article cites for each quantity in its own sentence or quotation, and whom it cites besides.

    Args:
        sentences: The parsed sentences of one Doc.
        quantities: For each of them the spans of its quantities in the text.
        names: The names of the article.
        quotations: Its quotations.
    """
    sources = Sources(sentences, names, quotations)
    numbers: dict[tuple[int, int], Attribution] = {}
    stated: dict[int, Attribution] = {}
    for at, spans in enumerate(quantities):
        own = {span: one for span in spans if (one := sources.find(at, *span)) is not None}
        numbers |= own | wholes.find_parts(sentences[at].doc, [span for span in spans if span not in own], own)
        if not any(span in numbers for span in spans) and (main := sources.find_main(at)) is not None:
            stated[at] = main
    resolved = discourse.resolve_pronouns([*numbers.values(), *sources.told, *stated.values()], names, names.text)
    return Cited(
        numbers=dict(zip(numbers, resolved, strict=False)),
        told=resolved[len(numbers) : len(numbers) + len(sources.told)],
        stated=dict(zip(stated, resolved[len(numbers) + len(sources.told) :], strict=True)),
    )


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may be cited for a number.

    Attributes:
        start: Where the phrase that names them begins.
        end: Where it ends.
        features: What speaks for it.
        cue: The frame that proposes it.
        told: The attribution that proposes it, where no frame does.
    """

    start: int
    end: int
    features: tuple[str, ...]
    cue: Cue | None = None
    told: Attribution | None = None


class Sources:
    """The attributions of one document.

    Args:
        sentences: Its parsed sentences.
        names: Its names.
        quotations: Its quotations.
    """

    def __init__(self, sentences: Sequence[Span], names: Names, quotations: Sequence[Quotation]) -> None:
        self.sentences = sentences
        self.names = names
        self.quotations = quotations
        self.cues = [
            [
                evidence.describe(one, sent, quotations)
                for dateline in [_dateline_end(sent)]
                for one in (*find_frames(sent), *find_asides(sent))
                if one.head.idx >= dateline or one.pattern == "colon"
            ]
            for sent in sentences
        ]
        self.told = [
            *speech.find_turns(names.text, names),
            *speech.find_speech(sentences, self.cues, quotations, names),
        ]

    def find(self, at: int, start: int, end: int) -> Attribution | None:
        """Return the attribution of a quantity, None where nobody is cited for it.

        Args:
            at: The index of its sentence.
            start: Where it begins in the text.
            end: Where it ends.
        """
        candidates, alone = self.candidates(at, start, end)
        if not candidates:
            return None
        scores = [ranking.score(one.features) for one in candidates]
        chances = ranking.probabilities([*scores, ranking.score(alone)])
        best, chance = likeliest([(one.start, one.end) for one in candidates], chances)
        return self._attribution(candidates[best], at, chance) if chance > THRESHOLD else None

    def find_main(self, at: int) -> Attribution | None:
        """Return whom a sentence cites for what it tells as a whole, without regard to its numbers."""
        root = self.sentences[at].root
        told = next((child for child in root.children if child.dep_ == "ccomp"), root)
        return self.find(at, told.idx, told.idx + len(told)) if self.cues[at] else None

    def candidates(self, at: int, start: int, end: int) -> tuple[list[Candidate], list[str]]:
        """Return who may be cited for a quantity, and what speaks for nobody.

        Args:
            at: The index of its sentence.
            start: Where it begins in the text.
            end: Where it ends.
        """
        sent = self.sentences[at]
        number = wholes.head_of(sent.doc, start, end)
        quoted = evidence.quotation_at(self.quotations, number.idx)
        found = [*self._in_sentence(at, number, quoted)]
        found += self._listed(at) if quoted is None else self._around(at, quoted)
        quotes = any(one.start < sent.end_char and sent.start_char < one.end for one in self.quotations)
        alone = surroundings.alone(sent, self.quotations[quoted] if quoted is not None else None, quotes=quotes)
        return _with_told(found, self.told, start, end), alone

    def _in_sentence(self, at: int, number: Token, quoted: int | None) -> list[Candidate]:
        chain = relations.chain_of(number)
        cues = self.cues[at]
        found = []
        for cue, rank in zip(cues, relations.rank_governing(cues, chain), strict=True):
            own = relations.relate(cue, number, chain, quoted, self.quotations)
            features = (*cue.features, *own, rank) if rank else (*cue.features, *own)
            found.append(Candidate(start=cue.start, end=cue.end, features=features, cue=cue))
        return found

    def _around(self, at: int, quoted: int) -> list[Candidate]:
        """The frames of the other sentences that may tell who speaks the quotation."""
        run = speech.run_of(self.quotations, quoted)
        found = []
        for index, sent in enumerate(self.sentences):
            if index == at or not run[0].start - _REACH < sent.end_char or not sent.start_char < run[1].end + _REACH:
                continue
            for cue in self.cues[index]:
                if not speech.may_speak(cue):
                    continue
                features = surroundings.relate_quoted(cue, sent, run, self.quotations, self.names.text)
                if features:
                    found.append(Candidate(start=cue.start, end=cue.end, features=tuple(features), cue=cue))
        return found

    def _listed(self, at: int) -> list[Candidate]:
        """The frames of the line above that ends in a colon: ``The bank also forecasts:`` and what it lists."""
        text, start = self.names.text, self.sentences[at].start_char
        colon = text.rfind(":\n", 0, start)
        lines = sum(1 for line in text[colon + 1 : start].split("\n") if line.strip()) if colon >= 0 else _LISTED_LINES
        if colon < 0 or lines >= _LISTED_LINES:
            return []
        lead = next((i for i in range(at - 1, -1, -1) if self.sentences[i].end_char == colon + 1), None)
        return [
            Candidate(start=cue.start, end=cue.end, features=tuple(surroundings.relate_listed(cue, lines)), cue=cue)
            for cue in (self.cues[lead] if lead is not None else ())
            if cue.group != "-" or cue.frame.pattern == "according"
        ]

    def _attribution(self, best: Candidate, at: int, chance: float) -> Attribution | None:
        if best.cue is None:
            told = best.told
            return Attribution(told.source, told.start, told.end, told.rule, chance) if told is not None else None
        frame, sent = best.cue.frame, self.sentences[at]
        source = make_source(frame.head, self.names, cue_text(frame))
        rule = "foretold" if "what was foretold" in best.features else _rule(frame)
        return Attribution(source, sent.start_char, sent.end_char, rule, chance) if source else None


_DATELINE = re.compile(r"[A-Z][A-Z.,'’ -]{2,}\b(?:[^.\n]{0,45}?\s[-–—]\s|:\s(?=[A-Z]))")


def _dateline_end(sent: Span) -> int:
    """Where a sentence begins behind its dateline: ``RIGA, Aug 26 (Reuters) - The bank``, ``NEW DELHI: The bank``."""
    dateline = _DATELINE.match(sent.text)
    return sent.start_char + (dateline.end() if dateline is not None else 0)


def acts(sent: Span, names: Names) -> bool:
    """Tell whether somebody named does what a sentence tells, so that a later *according to X* does not cover it."""
    subject = next((child for child in sent.root.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    name, noun = names.at(subject.idx), subject.lemma_.lower()
    kind = names.kind(name) if name is not None else kind_of_noun(noun)
    return kind in ("person", "organisation") or noun == "government"


def _with_told(candidates: list[Candidate], told: Sequence[Attribution], start: int, end: int) -> list[Candidate]:
    """Add to each candidate who else names it, and a candidate for whom none does."""
    for one in told:
        source = one.source
        if not (one.start <= start and end <= one.end) or source.start <= start < source.end:
            continue
        same = [other.start < source.end and source.start < other.end for other in candidates]
        rule = f"rule={one.rule}"
        candidates = [
            Candidate(
                start=other.start, end=other.end, features=(*other.features, rule), cue=other.cue, told=other.told
            )
            if agrees
            else other
            for other, agrees in zip(candidates, same, strict=True)
        ]
        if not any(same):
            features = (rule, f"only {rule}")
            candidates.append(Candidate(start=source.start, end=source.end, features=features, told=one))
    return candidates


def likeliest(spans: Sequence[tuple[int, int]], chances: Sequence[float]) -> tuple[int, float]:
    """Return the index of the best candidate for the likeliest source, and the chance of all that name that source.

    Args:
        spans: The phrase of each candidate; phrases that overlap name the same source.
        chances: The probability of each; that of nobody may stand behind them.
    """
    order = sorted(range(len(spans)), key=lambda index: (-chances[index], index))
    totals: dict[int, float] = {}
    for index in order:
        start, end = spans[index]
        same = next((first for first in totals if spans[first][0] < end and start < spans[first][1]), index)
        totals[same] = totals.get(same, 0.0) + chances[index]
    return max(totals.items(), key=lambda row: row[1])


def cue_text(frame: Frame) -> str:
    """Return the attributing words of a frame: ``said``, ``According to``, ``as noted by``."""
    cue, doc = frame.cue, frame.cue.doc
    if frame.pattern == "according":
        if cue.lower_ in ("in", "by", "on"):  # "in her view"
            view = next((child for child in cue.children if child.dep_ == "pobj"), cue)
            return doc[cue.i : view.i + 1].text
        return doc[cue.i : cue.i + (2 if cue.lower_ == "according" else 1)].text
    if frame.pattern in ("agent", "reported in"):
        first = cue.i
        while first > cue.sent.start and doc[first - 1].lower_ in ("as", "was", "were", "is", "are", "first"):
            first -= 1
        by = next((child.i for child in cue.children if child.lower_ in ("by", "in")), cue.i)
        return doc[first : max(by, cue.i) + 1].text
    return cue.text


def _rule(frame: Frame) -> str:
    lemma = frame.head.lemma_.lower()
    return "poll" if lemma in words("polls") else "document" if lemma in words("documents") else frame.pattern
