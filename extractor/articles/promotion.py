"""Finds the paragraphs in the publisher's own voice, by evidence from their words, their place and their repetition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.articles.candidates import Candidate, Paragraph
from extractor.articles.cohesion import measure_foreignness
from extractor.articles.evidence import NO_PROMOTION, read_wording
from extractor.articles.headings import find_headed, find_items, judge_headings, judge_titles
from extractor.articles.neighbours import judge_blocks, judge_by_neighbours, judge_repeated_parts
from extractor.articles.repetition import (
    RUN,
    find_alike,
    find_labels,
    find_speeches,
    group_by_label,
    is_live_blog,
    to_key,
)

# All evidence is in log odds; this is where promotion becomes the better guess.
LEAST_EVIDENCE = 0.0
# What stands once is rather the article's.
ALONE_EVIDENCE = -1.0
# How much of the evidence that a paragraph is foreign to the article counts, and within which bounds: promotion speaks
# of what its readers read, too, and words are not independent.
FOREIGN_WEIGHT = 0.75
FOREIGN_EVIDENCE = (-1.0, 2.5)
# What it says that a paragraph stands twice, three times or more, by its cohesion: articles repeat themselves, too, but
# not what has nothing to do with them.
FOREIGN_REPETITION_EVIDENCE = (2.5, 4.0, 6.0)
REPETITION_EVIDENCE = (0.75, 2.0, 3.5)
OWN_REPETITION_EVIDENCE = (0.0, 0.75, 1.5)
# What stands once and is longer than most promotion needs more: in 84 articles this keeps three paragraphs of columns.
LONG = 21
LONG_EVIDENCE = -2.0
# A headline opens a text: short, without "said", often without a verb, as promotion is.
OPENING_EVIDENCE = -3.0
# The lines right below it are the standfirst, the byline and the day.
BYLINE_EVIDENCE = -2.0
LAST_BYLINE = 3
MOST_BYLINE_WORDS = 12
# Promotion stands between the paragraphs of an article. Where it would be more than this part of the text, there may be
# no article around it, and only what is sure goes.
MOST_PROMOTION = 0.5
SURE_EVIDENCE = 3.0
# Advice, speeches and columns speak to the reader as promotion does. Where more than this part of an article does,
# outside of what is promotion by its words alone, "you" and an imperative say less.
MOST_ADDRESSED_SHARE = 0.15
LEAST_DIRECT = 2
LEAST_QUESTIONS = 3
ADDRESSED_EVIDENCE = -2.5
SPEECH_EVIDENCE = -6.0
# Items of a list that the article leads in have few words to tell them from promotion.
ITEM_EVIDENCE = -3.0


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


def find_promotion(paragraphs: Sequence[Paragraph]) -> list[Promotion]:
    """Return the paragraphs that are promotion.

    First each paragraph is judged by its own words, its repetition, its cohesion with the article and the heading that
    it stands under; then those that fall short are judged again by their neighbours. Headings go with what they stand
    above.

    Args:
        paragraphs: All paragraphs of an article, in order.

    Returns:
        Those that are promotion and not gone already, in order.
    """
    keys = [to_key(paragraph.text) for paragraph in paragraphs]
    candidates = [
        Candidate(paragraph, key, NO_PROMOTION if paragraph.gone else read_wording(paragraph.text), alike)
        for paragraph, key, alike in zip(paragraphs, keys, find_alike(keys), strict=True)
    ]
    _judge_alone(candidates)
    judge_by_neighbours(candidates, least=LEAST_EVIDENCE)
    judge_headings(candidates)
    judge_titles(candidates)
    judge_blocks(candidates)
    judge_repeated_parts(candidates)
    if sum(len(one.key) for one in candidates if one.promotion) > MOST_PROMOTION * sum(map(len, keys)):
        for candidate in candidates:
            candidate.promotion &= candidate.evidence >= SURE_EVIDENCE
    return [
        Promotion(candidate.paragraph, round(candidate.evidence, 2), (*candidate.wording.features, *candidate.added))
        for candidate in candidates
        if candidate.promotion
    ]


def _judge_alone(candidates: Sequence[Candidate]) -> None:
    _measure(candidates)
    headed = find_headed(candidates)
    speeches = _find_speeches(candidates)
    items = find_items(candidates)
    addressed = _is_addressed(candidates)
    live = is_live_blog([candidate.paragraph.text for candidate in candidates])
    for number, candidate in enumerate(candidates):
        times = len(candidate.alike)
        candidate.evidence = candidate.wording.evidence
        candidate.add("promotional heading", headed.get(number, 0.0))
        if times == 1:
            candidate.add("stands once", ALONE_EVIDENCE)
        elif not live and len(candidate.key.split()) > RUN:
            candidate.add("repetition", _repetition_evidence(candidate))
        least, most = FOREIGN_EVIDENCE
        candidate.add("foreign words", max(least, min(FOREIGN_WEIGHT * candidate.foreignness, most)))
        candidate.add("opening of the text", _opening_evidence(candidate, number))
        foreign = candidate.foreign and candidate.wording.direct  # promotion does not speak so long to nobody
        long = times == 1 and not foreign and len(candidate.key.split()) >= LONG
        candidate.add("long and alone", LONG_EVIDENCE if long else 0.0)
        candidate.add("reader addressed throughout", ADDRESSED_EVIDENCE if addressed else 0.0)
        candidate.add("item of a list", ITEM_EVIDENCE if number in items else 0.0)
        candidate.add("speech", SPEECH_EVIDENCE if number in speeches else 0.0)
        candidate.promotion = candidate.evidence >= LEAST_EVIDENCE


def _measure(candidates: Sequence[Candidate]) -> None:
    """Measure how foreign each is to those that stand once and are no promotion by their words."""
    within = [len(one.alike) == 1 and one.stays and one.wording.evidence < LEAST_EVIDENCE for one in candidates]
    measured = measure_foreignness([candidate.paragraph.text for candidate in candidates], within)
    for candidate, foreignness in zip(candidates, measured, strict=True):
        candidate.foreignness = foreignness


def _opening_evidence(candidate: Candidate, number: int) -> float:
    if number == 0:
        return OPENING_EVIDENCE
    byline = number < LAST_BYLINE and len(candidate.alike) == 1 and candidate.is_short(MOST_BYLINE_WORDS)
    return BYLINE_EVIDENCE if byline else 0.0


def _repetition_evidence(candidate: Candidate) -> float:
    if candidate.belongs:
        weights = OWN_REPETITION_EVIDENCE
    elif candidate.foreign:
        weights = FOREIGN_REPETITION_EVIDENCE
    else:
        weights = REPETITION_EVIDENCE
    return weights[min(len(candidate.alike) - 2, len(weights) - 1)]


def _is_addressed(candidates: Sequence[Candidate]) -> bool:
    """Tell whether an article speaks to its reader or asks his questions, repetitions and promotion left out."""
    different = {one.key: one.wording.direct for one in candidates if one.wording.evidence < LEAST_EVIDENCE}
    addressed = sum(len(key) for key, direct in different.items() if direct >= LEAST_DIRECT)
    questions = sum(key.endswith("?") for key in different)
    return questions >= LEAST_QUESTIONS or addressed > MOST_ADDRESSED_SHARE * sum(map(len, different))


def _find_speeches(candidates: Sequence[Candidate]) -> set[int]:
    """Return the numbers of the paragraphs of a dialogue; what else stands under one label is held for alike.

    A label that promotes itself is no speaker's name, nor one whose paragraphs stand apart and are foreign.
    """
    labels = find_labels([candidate.key for candidate in candidates])
    for numbers in group_by_label(labels):
        group = [candidates[number] for number in numbers]
        promoted = read_wording(f"{labels[numbers[0]]}: ").evidence >= LEAST_EVIDENCE
        apart = not any(labels[beside] for number in numbers for beside in _beside(number, len(labels)))
        if promoted or (apart and len(group) > 1 and all(candidate.foreign for candidate in group)):
            for candidate, number in zip(group, numbers, strict=True):
                candidate.alike = tuple(sorted({*candidate.alike, *numbers}))
                labels[number] = ""
    return find_speeches(labels, [candidate.alike for candidate in candidates])


def _beside(number: int, end: int) -> Iterator[int]:
    return (beside for beside in (number - 1, number + 1) if 0 <= beside < end)
