"""What was removed from articles, for a reader who wants to check it: where, why, how often, and which numbers went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extractor.articles.breaks import BLANK_LINES
from extractor.articles.offsets import CleanText
from extractor.records import Removed
from extractor.writers.jsonl import to_json
from extractor.writers.phrases import counted, harmless, one_line
from extractor.writers.texts import CleanTexts

# With what stands beside it, for "$1" and "40%" say more than 1 and 40.
NUMBER = re.compile(r"[$£€]?\d+(?:[.,:]\d+)*%?")


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A block that was removed, once or several times.

    Attributes:
        first: The first of them.
        times: How often it was, white space and case aside.
        line: The line of the document text that the first begins in, counted from 1.
        numbers: The numbers that stand in it.
    """

    first: Removed
    times: int
    line: int
    numbers: tuple[str, ...]


def find_removals(cleaned: CleanText) -> list[Removal]:
    """Return the blocks that were removed from an article, in order of the first of each; blank lines are none."""
    blocks: dict[tuple[str, str], list[Removed]] = {}
    for removed in cleaned.removed:
        if removed.reason != BLANK_LINES.name and removed.text.strip():
            blocks.setdefault((removed.reason, " ".join(removed.text.casefold().split())), []).append(removed)
    return list(_to_removals(list(blocks.values()), cleaned.document_text))


def count_numbers(removals: list[Removal]) -> int:
    """Return how many numbers stand in what was removed, each as often as it was."""
    return sum(removal.times * len(removal.numbers) for removal in removals)


def write_removals_text(texts: CleanTexts, stream: BinaryIO) -> None:
    """Write what was removed from each article as lines to read.

    Args:
        texts: Each article with its clean text.
        stream: Where they go, as UTF-8. On a terminal, control characters of the text are shown harmlessly.
    """
    show = harmless if stream.isatty() else str
    for article, cleaned in texts:
        removals = find_removals(cleaned)
        lines = [f"==> {one_line(article.document)}: {_count(removals, cleaned)} <=="]
        for removal in removals:
            lines += _describe(removal)
        stream.write(("\n".join(map(show, lines)) + "\n\n").encode("utf-8", "backslashreplace"))
        stream.flush()


def write_removals_jsonl(texts: CleanTexts, stream: BinaryIO) -> None:
    """Write one record for each block that was removed from an article.

    Args:
        texts: Each article with its clean text.
        stream: Where the lines go, as UTF-8.
    """
    for article, cleaned in texts:
        for removal in find_removals(cleaned):
            first = removal.first
            record = {
                "document": article.document,
                "text": first.text,
                "start": first.start,
                "end": first.end,
                "line": removal.line,
                "times": removal.times,
                "reason": first.reason,
                "score": first.score,
                "evidence": list(first.evidence),
                "numbers": list(removal.numbers),
            }
            stream.write(to_json(record) + b"\n")
        stream.flush()


def _to_removals(blocks: list[list[Removed]], text: str) -> Iterator[Removal]:
    line, position = 1, 0
    for same in blocks:
        first = same[0]
        begin = first.start + len(first.text) - len(first.text.lstrip())
        line, position = line + text.count("\n", position, begin), begin
        yield Removal(first=first, times=len(same), line=line, numbers=tuple(NUMBER.findall(first.text)))


def _describe(removal: Removal) -> Iterator[str]:
    first = removal.first
    why = [first.reason, *([f"{first.score:+.1f}"] if first.score is not None else []), *first.evidence]
    often = f", {removal.times} times" if removal.times > 1 else ""
    yield f"line {removal.line}{often}: {'; '.join(why)}"
    if removal.numbers:
        yield f"  numbers: {' '.join(removal.numbers)}"
    yield f"  {one_line(first.text.strip())}"


def _count(removals: list[Removal], cleaned: CleanText) -> str:
    size = sum(len(removed.text) for removed in cleaned.removed)
    share = size / max(len(cleaned.document_text), 1)
    blocks, numbers = sum(removal.times for removal in removals), count_numbers(removals)
    return f"{counted(blocks, 'block')} removed, {share:.0%} of the text, {counted(numbers, 'number')}"
