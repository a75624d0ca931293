"""Finds the paragraphs in the publisher's own voice, by evidence from their words, their place and their repetition."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.articles.evidence import LONGEST_PROMOTION, NO_PROMOTION, Wording, heading_weight, read_wording
from extractor.lexicons import load

DIGITS = re.compile(r"\d[\d.,]*")

# All evidence is in log odds; this is where promotion becomes the better guess.
LEAST_EVIDENCE = 0.5
# What it says that a paragraph stands once, twice, three times or more in an article: little, for articles repeat
# themselves, too. Live blogs and transcripts repeat their lines by habit; there it says nothing.
REPETITION_EVIDENCE = (-1.0, 0.75, 1.5, 2.5)
# What stands once and is longer than most promotion needs more: in 84 articles this keeps three paragraphs of columns.
LONG = 21
LONG_EVIDENCE = -2.0
# Repetitions differ in a number, a name, a link; they share at least this part of their runs of three words.
RUN = 3
LEAST_ALIKE = 0.4
# What stands in more paragraphs than this is no sign of one; it bounds the work.
MOST_ALIKE = 20
# A headline opens a text: short, without "said", often without a verb, as promotion is.
OPENING_EVIDENCE = -2.0
# Promotion stands between the paragraphs of an article. Where it would be more than this part of the text, there may be
# no article around it, and only what is sure goes.
MOST_PROMOTION = 0.5
SURE_EVIDENCE = 3.0
# So many paragraphs that begin with a time of day tell a live blog.
STAMP = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}\b")
LEAST_STAMPS = 3
# Advice, speeches and columns speak to the reader as promotion does. Where more than this part of an article does,
# outside of what is promotion by its words alone, "you" and an imperative say less.
MOST_ADDRESSED_SHARE = 0.15
LEAST_DIRECT = 2
ADDRESSED_EVIDENCE = -1.5
# Place only completes what a paragraph's own words say.
LEAST_OWN_EVIDENCE = -0.75
# Promotion stands in rows, closer still without a blank line between, and at the end.
NEIGHBOUR_EVIDENCE = 1.0
NEIGHBOUR_LINE_EVIDENCE = 1.5
END_EVIDENCE = 0.5
# What a heading needs of its own to go with the promotion below it.
LEAST_HEADING_EVIDENCE = 0.5
MOST_HEADING_WORDS = 12
# How many titles of other articles stand in a row, and how long they are.
MOST_TITLES = 10
MOST_TITLE_WORDS = 16
STOPS = ".;,"
# How many paragraphs a heading stands over where no blank line ends them.
HEADING_REACH = 3
# What is said under a speaker's name is not the publisher's. Names stand before several paragraphs or neighbours.
LEAST_SPEECHES = 3
MOST_LABEL_CHARACTERS = 40
# What differs only further on is one promotion with another link.
MOST_KEY_CHARACTERS = 60
SPEECH_EVIDENCE = -6.0


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
            NO_PROMOTION if paragraph.gone else read_wording(paragraph.text),
        )
        for paragraph in paragraphs
    ]
    _judge_by_words(candidates)
    _judge_by_neighbours(candidates)
    _judge_headings(candidates)
    _judge_titles(candidates)
    if sum(len(one.key) for one in candidates if one.promotion) > MOST_PROMOTION * sum(
        len(one.key) for one in candidates
    ):
        for candidate in candidates:
            candidate.promotion &= candidate.evidence >= SURE_EVIDENCE
    return [
        Promotion(candidate.paragraph, round(candidate.evidence, 2), (*candidate.wording.features, *candidate.added))
        for candidate in candidates
        if candidate.promotion
    ]


def _judge_by_words(candidates: Sequence[_Candidate]) -> None:
    times = _count_alike(candidates)
    headed = _heading_evidence(candidates)
    speeches = _find_speeches(candidates)
    addressed = _is_addressed(candidates)
    stamps = sum(STAMP.match(candidate.paragraph.text) is not None for candidate in candidates)
    for number, candidate in enumerate(candidates):
        candidate.evidence = candidate.wording.evidence
        candidate.add("promotional heading", headed.get(number, 0.0))
        if stamps < LEAST_STAMPS and (times[number] == 1 or len(candidate.key.split()) > RUN):
            candidate.add("repetition", REPETITION_EVIDENCE[min(times[number], len(REPETITION_EVIDENCE)) - 1])
        candidate.add("opening of the text", OPENING_EVIDENCE if number == 0 else 0.0)
        long = times[number] == 1 and len(candidate.key.split()) >= LONG
        candidate.add("long and alone", LONG_EVIDENCE if long else 0.0)
        candidate.add("reader addressed throughout", ADDRESSED_EVIDENCE if addressed else 0.0)
        candidate.add("speech", SPEECH_EVIDENCE if number in speeches else 0.0)
        candidate.promotion = candidate.evidence >= LEAST_EVIDENCE


def _is_addressed(candidates: Sequence[_Candidate]) -> bool:
    """Tell whether an article speaks to its reader, repetitions and evident promotion left out."""
    different = {one.key: one.wording.direct for one in candidates if one.wording.evidence < LEAST_EVIDENCE}
    addressed = sum(len(key) for key, direct in different.items() if direct >= LEAST_DIRECT)
    return addressed > MOST_ADDRESSED_SHARE * sum(map(len, different))


def _count_alike(candidates: Sequence[_Candidate]) -> list[int]:
    """Return for each paragraph how many there are like it, itself among them."""
    runs = [_runs(candidate.key) for candidate in candidates]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        for run in found:
            places[run].append(number)
    alike = []
    for found in runs:
        shared = Counter(other for run in found if len(places[run]) <= MOST_ALIKE for other in places[run])
        alike.append(
            max(1, sum(count >= LEAST_ALIKE * max(len(found), len(runs[other])) for other, count in shared.items()))
        )
    return alike


def _runs(key: str) -> set[tuple[str, ...]]:
    words = key[:LONGEST_PROMOTION].split()
    return {tuple(words[start : start + RUN]) for start in range(max(len(words) - RUN, 0) + 1)}


def _find_speeches(candidates: Sequence[_Candidate]) -> set[int]:
    """Return the numbers of the paragraphs of a dialogue; labels that promote themselves are no names."""
    beginnings = [candidate.key[:MOST_KEY_CHARACTERS] for candidate in candidates]
    labels = [key.partition(": ")[0] if ": " in key[:MOST_LABEL_CHARACTERS] else "" for key in beginnings]
    labels = [label if label and read_wording(f"{label}: ").evidence < LEAST_EVIDENCE else "" for label in labels]
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
        if 0 <= neighbour < len(candidates) and not candidates[neighbour].stays:
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


def _judge_titles(candidates: Sequence[_Candidate]) -> None:
    """Mark the titles of other articles that stand in a row, with no blank line between, below the word for such."""
    lists = tuple(load("boilerplate")["titles"]["below"])
    listed = 0
    for before, candidate in pairwise(candidates):
        title = len(candidate.paragraph.text.split()) <= MOST_TITLE_WORDS and candidate.paragraph.text[-1] not in STOPS
        follows = listed or (not before.stays and before.paragraph.text.rstrip(":").endswith(lists))
        listed = listed + 1 if follows and title and not candidate.paragraph.parted and listed < MOST_TITLES else 0
        if listed and candidate.stays:
            candidate.promotion = True
            candidate.added.append("title of another article")
