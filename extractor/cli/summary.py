"""What a run came to, told at its end."""

import time
from collections import Counter

from extractor.batch import Failure, Finding
from extractor.writers.phrases import is_cited, to_source

MOST_SOURCES = 5


class Summary:
    """Counts what comes of the documents, one after another."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._failures = 0
        self._documents = 0
        self._words = 0
        self._kinds: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()

    def add(self, outcome: Finding | Failure) -> None:
        """Count what came of one document."""
        self._documents += 1
        if isinstance(outcome, Failure):
            self._failures += 1
            return
        self._words += outcome.summary.words
        self._kinds.update(claim.kind for claim in outcome.claims)
        sources = (claim.source for claim in outcome.claims)
        self._sources.update(to_source(source) for source in sources if source and is_cited(source))

    def lines(self) -> list[str]:
        """Return the summary as a few lines of text."""
        seconds = max(time.monotonic() - self._started, 0.001)
        lines = [
            f"{_count(self._documents, 'document')}, {self._failures:,} failed, "
            f"{_count(self._kinds.total(), 'claim')} in {_duration(seconds)} ({self._words / seconds:,.0f} words/s)"
        ]
        if self._kinds:
            lines.append("claims by kind: " + _listing(self._kinds))
        if self._sources:
            lines.append("top sources: " + _listing(self._sources, MOST_SOURCES))
        return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _listing(counts: Counter[str], most: int | None = None) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    return ", ".join(f"{name} {number:,}" for name, number in ordered)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
