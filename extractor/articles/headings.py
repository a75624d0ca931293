"""Headings above promotion, and the titles of other articles below the words for such."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractor.articles.candidates import Candidate
from extractor.articles.evidence import LONGEST_HEADING, heading_weight
from extractor.lexicons import load

# What a heading needs of its own to go with the promotion below it.
LEAST_HEADING_EVIDENCE = 0.5
MOST_HEADING_WORDS = 12
# How many titles of other articles stand in a row, and how long they are.
MOST_TITLES = 10
MOST_TITLE_WORDS = 16
# Where a blank line stands before it, a title must not be a heading of the article.
LEAST_TITLE_WORDS = 4
# How long what leads in a list of the article is at least.
LEAST_LEAD_WORDS = 3
_BULLET = re.compile(r"[-–•*·▪◦]\s|\d{1,2}[.)]\s")
# How many paragraphs a heading stands over where no blank line ends them.
HEADING_REACH = 3


def find_headed(candidates: Sequence[Candidate]) -> dict[int, float]:
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


def find_items(candidates: Sequence[Candidate]) -> set[int]:
    """Return the numbers of the items of lists that a line of the article leads in: ``The fleet is made up of:``."""
    items: set[int] = set()
    led = False
    for number, candidate in enumerate(candidates):
        text = candidate.paragraph.text
        if led and _BULLET.match(text):
            items.add(number)
            continue
        own = candidate.wording.evidence < LEAST_HEADING_EVIDENCE and len(candidate.alike) == 1
        led = text.endswith(":") and own and heading_weight(text) == 0.0 and len(text.split()) >= LEAST_LEAD_WORDS
    return items


def judge_headings(candidates: Sequence[Candidate]) -> None:
    """Mark the headings that stand directly above promotion, each time that they stand, or that promote themselves."""
    above = [
        candidate
        for candidate, following in pairwise(candidates[1:])
        if following.promotion and candidate.stays and candidate.is_short(MOST_HEADING_WORDS) and not candidate.belongs
    ]
    times = Counter(candidate.key for candidate in candidates)
    times_above = Counter(candidate.key for candidate in above)
    for candidate in above:
        if (
            times[candidate.key] == times_above[candidate.key] > 1
            or heading_weight(candidate.paragraph.text) > 0.0
            or candidate.wording.evidence >= LEAST_HEADING_EVIDENCE
        ):
            candidate.take("heading of promotion")


def judge_titles(candidates: Sequence[Candidate]) -> None:
    """Mark the titles of other articles that stand in a row below the words for such, and these words."""
    listed = 0
    for before, candidate in pairwise(candidates):
        title = candidate.is_short(MOST_TITLE_WORDS) and (not candidate.paragraph.parted or _is_other(candidate))
        follows = title and listed < MOST_TITLES and (listed or _is_label(before))
        listed = listed + 1 if follows else 0
        if listed and before.stays:
            before.take("heading of titles")
        if listed and candidate.stays:
            candidate.take("title of another article")


def _is_label(candidate: Candidate) -> bool:
    text = candidate.paragraph.text.strip("*#_-–—=:|[]()> ")
    return len(text) <= LONGEST_HEADING and _label().fullmatch(text) is not None


def _is_other(candidate: Candidate) -> bool:
    """Tell whether what may be a title or a heading has more words than most headings, and not the article's."""
    return len(candidate.paragraph.text.split()) >= LEAST_TITLE_WORDS and not candidate.belongs


@cache
def _label() -> re.Pattern[str]:
    return re.compile(load("boilerplate")["titles"]["label"])
