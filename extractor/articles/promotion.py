"""Finds the paragraphs in the publisher's own voice, by evidence from their words, their place and their repetition."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.articles.evidence import NOTHING, Wording, heading_weight, read_wording

DIGITS = re.compile(r"\d[\d.,]*")

# A call, "you" and one thing that only a publisher says reach it, and so do two such things said to the reader. From
# 924 news texts it takes 41 passages, all promotion; at 2.0 five more, advice on saving, news and a speech among them;
# at 3.0 two newsletters' lines stay, at 3.5 four more.
LEAST_EVIDENCE = 2.5
# A call that a site has put into somebody's words does not make them promotion: at 0.45 two tweets go.
LEAST_PROMOTIONAL_SHARE = 0.5
# News speaks to nobody. Where at most this part of an article does, outside of what its words alone show to be
# promotion, a paragraph that does so twice ("you" and an imperative) is a stranger there.
MOST_ADDRESSED_SHARE = 0.15
LEAST_ADDRESSES = 2
STRANGER_EVIDENCE = 0.5
# Place only completes what a paragraph's own words say: a price, "you" and an imperative are not enough for it.
LEAST_OWN_EVIDENCE = 2.0
# What a heading needs of its own to go with the promotion below it: more than an imperative, which headings often are.
LEAST_HEADING_EVIDENCE = 1.5
MOST_HEADING_WORDS = 12
# How many paragraphs a heading stands over where no blank line ends them.
HEADING_REACH = 3
# Repetition is no proof: live blogs and transcripts repeat their lines. It only tips the scale.
REPETITION_EVIDENCE = 0.25
# Promotion stands in rows, closer still without a blank line between, and at the end.
NEIGHBOUR_EVIDENCE = 0.5
NEIGHBOUR_LINE_EVIDENCE = 0.75
END_EVIDENCE = 0.5
# What is said under a speaker's name is not said for the publisher. Names stand before several different paragraphs, or
# before neighbours.
LEAST_SPEECHES = 3
MOST_LABEL_CHARACTERS = 40
# What differs only further on is one promotion with another link.
MOST_KEY_CHARACTERS = 60
SPEECH_EVIDENCE = -2.0


@dataclass(frozen=True)
class Paragraph:
    """One line of the main text, or several that are wrapped.

    Attributes:
        first: Index of the first line.
        last: Index after the last line.
        text: What stands there, as ``plain`` returns it.
        parted: Whether a blank line stands before it.
        gone: Whether it is removed for another reason.
    """

    first: int
    last: int
    text: str
    parted: bool
    gone: bool


@dataclass(frozen=True)
class Promotion:
    """A paragraph that is promotion.

    Attributes:
        paragraph: The paragraph.
        score: The evidence for it, all added up; a heading has that of its own words alone.
        evidence: What was added: the features of its words, then what its place and its repetition say.
    """

    paragraph: Paragraph
    score: float
    evidence: tuple[str, ...]


@dataclass
class _Candidate:
    """A paragraph under judgement.

    Attributes:
        paragraph: The paragraph.
        key: Its text without its numbers, which is what a repetition shares.
        wording: What its words say.
        evidence: That, and what repetition, register, heading, label and neighbours add.
        added: The names of those that added to it.
        promotion: Whether it is found to be promotion.
    """

    paragraph: Paragraph
    key: str
    wording: Wording
    evidence: float = 0.0
    added: list[str] = field(default_factory=list)
    promotion: bool = False

    def add(self, name: str, weight: float) -> None:
        """Add evidence from beyond the paragraph's words, if there is any."""
        if weight:
            self.evidence += weight
            self.added.append(name)

    @property
    def stays(self) -> bool:
        return not self.promotion and not self.paragraph.gone


def find_promotion(paragraphs: Sequence[Paragraph]) -> list[Promotion]:
    """Return the paragraphs that are promotion.

    First each paragraph is judged by its own words, its repetition and the heading that it stands under; then those
    that fall short are judged again by their neighbours, once downwards and once upwards. Headings go with what they
    stand above.

    Args:
        paragraphs: All paragraphs of an article, in order.

    Returns:
        Those that are promotion and not gone already, in order.
    """
    candidates = [
        _Candidate(
            paragraph,
            DIGITS.sub("0", paragraph.text),
            NOTHING if paragraph.gone else read_wording(paragraph.text),
        )
        for paragraph in paragraphs
    ]
    if not any(candidate.wording.evidence for candidate in candidates):
        return []
    _judge_by_words(candidates)
    _judge_by_neighbours(candidates)
    _judge_headings(candidates)
    return [
        Promotion(candidate.paragraph, round(candidate.evidence, 2), (*candidate.wording.features, *candidate.added))
        for candidate in candidates
        if candidate.promotion
    ]


def _judge_by_words(candidates: Sequence[_Candidate]) -> None:
    times = Counter(candidate.key for candidate in candidates)
    headed = _heading_evidence(candidates)
    speeches = _find_speeches(candidates)
    unaddressed = _is_unaddressed(candidates)
    for number, candidate in enumerate(candidates):
        wording, heading = candidate.wording, headed.get(number, 0.0)
        candidate.evidence = wording.evidence
        candidate.add("promotional heading", heading)
        candidate.add("repetition", REPETITION_EVIDENCE if times[candidate.key] > 1 else 0.0)
        candidate.add("speech", SPEECH_EVIDENCE if number in speeches else 0.0)
        strange = unaddressed and wording.addresses >= LEAST_ADDRESSES
        candidate.add("stranger", STRANGER_EVIDENCE if strange else 0.0)
        told = wording.addresses == 0 or wording.share < LEAST_PROMOTIONAL_SHARE
        if wording.evidence == 0.0 or (told and not heading):
            candidate.evidence = 0.0
        candidate.promotion = candidate.evidence >= LEAST_EVIDENCE


def _is_unaddressed(candidates: Sequence[_Candidate]) -> bool:
    """Tell whether an article speaks to nobody, repetitions and evident promotion left out."""
    different = {candidate.key: candidate for candidate in candidates if candidate.wording.evidence < LEAST_EVIDENCE}
    addressed = sum(len(key) for key, candidate in different.items() if candidate.wording.addresses)
    return addressed <= MOST_ADDRESSED_SHARE * sum(map(len, different))


def _find_speeches(candidates: Sequence[_Candidate]) -> set[int]:
    """Return the numbers of the paragraphs of a dialogue; labels that promote themselves are no names."""
    beginnings = [candidate.key[:MOST_KEY_CHARACTERS] for candidate in candidates]
    labels = [key.partition(": ")[0] if ": " in key[:MOST_LABEL_CHARACTERS] else "" for key in beginnings]
    labels = [label if label and not read_wording(f"{label}: ").evidence else "" for label in labels]
    times = Counter(label for _, label in set(zip(beginnings, labels, strict=True)))
    several = {number for number, label in enumerate(labels) if label and times[label] >= LEAST_SPEECHES}
    replies = {
        number
        for number in range(1, len(candidates))
        if labels[number - 1] and labels[number] and beginnings[number - 1] != beginnings[number]
    }
    return several | replies | {number - 1 for number in replies}


def _heading_evidence(candidates: Sequence[_Candidate]) -> dict[int, float]:
    """Return the weight of promotional headings under the numbers of the paragraphs that they head."""
    headed: dict[int, float] = {}
    for number, candidate in enumerate(candidates):
        weight = heading_weight(candidate.paragraph.text)
        if weight == 0.0:
            continue
        # A blank line may part the heading from its paragraphs, but ends these; where none does, it has only the first.
        below = range(number + 1, min(number + 2 + HEADING_REACH, len(candidates)))
        end = next((under for under in below[1:] if candidates[under].paragraph.parted), None)
        for under in below[:1] if end is None and len(below) > HEADING_REACH else range(number + 1, end or below.stop):
            headed[under] = max(headed.get(under, 0.0), weight)
    return headed


def _judge_by_neighbours(candidates: Sequence[_Candidate]) -> None:
    order = range(len(candidates))
    for numbers in (order, order[::-1]):
        last = max((number for number in order if candidates[number].stays), default=-1)
        for number in numbers:
            candidate = candidates[number]
            if candidate.promotion or min(candidate.evidence, candidate.wording.evidence) < LEAST_OWN_EVIDENCE:
                continue
            beside, end = _neighbour_evidence(candidates, number), END_EVIDENCE if number == last else 0.0
            candidate.promotion = candidate.evidence + beside + end >= LEAST_EVIDENCE
            if candidate.promotion:
                candidate.add("promotion beside it", beside)
                candidate.add("end of the article", end)
            while last >= 0 and not candidates[last].stays:
                last -= 1


def _neighbour_evidence(candidates: Sequence[_Candidate], number: int) -> float:
    evidence = 0.0
    for upper, neighbour in ((number, number - 1), (number + 1, number + 1)):
        if 0 <= neighbour < len(candidates) and candidates[neighbour].promotion:
            evidence += NEIGHBOUR_EVIDENCE if candidates[upper].paragraph.parted else NEIGHBOUR_LINE_EVIDENCE
    return evidence


def _judge_headings(candidates: Sequence[_Candidate]) -> None:
    """Mark the headings that stand directly above promotion, each time that they stand, or that promote themselves."""
    above = [
        candidate
        for candidate, following in pairwise(candidates)
        if following.promotion
        and candidate.stays
        and len(candidate.paragraph.text.split()) <= MOST_HEADING_WORDS
        and candidate.paragraph.text[-1] not in ".;,"
    ]
    times = Counter(candidate.key for candidate in candidates)
    times_above = Counter(candidate.key for candidate in above)
    for candidate in above:
        candidate.promotion = (
            times[candidate.key] == times_above[candidate.key] > 1
            or heading_weight(candidate.paragraph.text) > 0.0
            or candidate.wording.evidence >= LEAST_HEADING_EVIDENCE
        )
        if candidate.promotion:
            candidate.added.append("heading of promotion")
