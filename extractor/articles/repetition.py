"""What of an article stands in it several times, and where that says nothing: in live blogs and dialogues."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extractor.articles.evidence import LONGEST_PROMOTION

DIGITS = re.compile(r"\d[\d.,]*")
# Repetitions differ in a number, a name, a link; they share at least this part of their runs of three words.
RUN = 3
LEAST_ALIKE = 0.4
# What so many different paragraphs hold is no sign of one; it bounds the work.
MOST_ALIKE = 20
# So many paragraphs that begin with different times tell a live blog: "14:32", "2.15pm", "5 minutes ago", "67 min:".
STAMP = re.compile(
    r"\W{0,3}(?:\d{1,2}[:.h]\d{2}(?!\d| ?/)|\d{1,2} ?[ap]\.?m\b"
    r"|\d{1,3}(?:\+\d{1,2})?(?:'| min\b|\s(?:minutes?|hours?) ago\b))"
)
LEAST_STAMPS = 3
# What is said under a speaker's name is not the publisher's. Names stand before several paragraphs or neighbours.
LEAST_SPEECHES = 3
LABEL = re.compile(r"([^:|]{1,39})(?::| \|) ")


def to_key(text: str) -> str:
    """Return what the repetitions of a paragraph share: its text without its numbers."""
    return DIGITS.sub("0", text)


def find_alike(keys: Sequence[str]) -> list[tuple[int, ...]]:
    """Return for each paragraph the numbers of those like it.

    Args:
        keys: The paragraphs of an article, as ``to_key`` returns them.

    Returns:
        For each the numbers of the paragraphs that share most of their runs of three words with it, in order, its own
        among them.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        numbers[key].append(number)
    runs = {key: _runs(key) for key in numbers}
    seen, repeated = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for found in runs.values():
        repeated |= seen & found
        seen |= found
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, found in runs.items():
        for run in found & repeated:
            places[run].append(key)
    alike: dict[str, tuple[int, ...]] = {}
    for key, found in runs.items():
        shared = Counter(other for run in found & repeated if len(places[run]) <= MOST_ALIKE for other in places[run])
        same = {
            other for other, count in shared.items() if count >= LEAST_ALIKE * max(len(found), len(runs[other]))
        } | {key}
        alike[key] = tuple(sorted(number for other in same for number in numbers[other]))
    return [alike[key] for key in keys]


def _runs(key: str) -> set[tuple[str, ...]]:
    words = key[:LONGEST_PROMOTION].split()
    return set(zip(*(words[start:] for start in range(RUN)), strict=False)) or {tuple(words)}


def is_live_blog(texts: Sequence[str]) -> bool:
    """Tell whether the paragraphs of an article are a live blog, whose lines are repeated by habit."""
    return len({found[0] for text in texts if (found := STAMP.match(text))}) >= LEAST_STAMPS


def group_by_label(labels: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the numbers of the paragraphs under each label, as ``find_labels`` returns them."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, label in enumerate(labels):
        if label:
            groups[label].append(number)
    return [tuple(numbers) for numbers in groups.values()]


def find_labels(keys: Sequence[str]) -> list[str]:
    """Return for each paragraph what stands before a colon at its beginning, as a speaker's name does, or nothing."""
    return [found[1] if (found := LABEL.match(key)) else "" for key in keys]


def find_speeches(labels: Sequence[str], alike: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the numbers of the paragraphs of a dialogue.

    Args:
        labels: For each paragraph the name before it, as ``find_labels`` returns it, empty where it is none.
        alike: For each paragraph those like it, as ``find_alike`` returns them.

    Returns:
        The numbers of those whose name stands before several different paragraphs, or beside another one.
    """
    times = Counter(label for _, label in set(zip(alike, labels, strict=True)))
    several = {number for number, label in enumerate(labels) if label and times[label] >= LEAST_SPEECHES}
    replies = {
        number
        for number in range(1, len(labels))
        if labels[number - 1] and labels[number] and number - 1 not in alike[number]
    }
    return several | replies | {number - 1 for number in replies}
