"""Site furniture: lines that stand on many articles of one site, told by a survey of all before any is cleaned.

Only whole lines to the letter count: a line with another number each time may as well be a market report.
"""

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from extractor.records import Article, host_of

WHITE_SPACE = re.compile(r"\s+")

# Fewer articles are too few to call anything a habit of their site.
LEAST_DOCUMENTS = 3
# In 924 news texts of seven outlets, the article's own lines stand on at most 3 in 100 texts ("It takes 1,237 delegates
# to win"), an outlet's standing notes on 1 in 10. But follow-ups of one event share their background paragraphs, and a
# folder may hold nothing else.
LEAST_SHARE = 0.4
# Shorter lines are headings and names, that articles share by chance.
LEAST_WORDS = 3
# Headline and standfirst, which on other articles of the site are a teaser.
LEADING = 2


@dataclass(frozen=True, kw_only=True)
class SiteFurniture:
    """Digests of the lines that are furniture on a site.

    Attributes:
        lines: Those that go wherever they stand.
        leading: Those of them that go even where they open an article.
    """

    lines: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()


NO_FURNITURE = SiteFurniture()


@dataclass(frozen=True, kw_only=True)
class Lines:
    """What a survey takes down of one article: its site, and digests of its lines and of the first of them."""

    site: str
    lines: frozenset[int]
    leading: frozenset[int]


def site_of(article: Article) -> str:
    """Return what tells an article's site: the host of its address, else the folder of its document."""
    return host_of(article.url) or str(PurePath(article.document).parent)


def digest_line(line: str) -> int:
    """Return a number of 64 bits that is the same for the same words, in whatever case and spacing."""
    words = WHITE_SPACE.sub(" ", line).strip().casefold()
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def is_long_enough(line: str) -> bool:
    """Tell whether a line has enough words to be known again."""
    return len(line.split(maxsplit=LEAST_WORDS)) >= LEAST_WORDS


def survey_article(article: Article) -> Lines:
    """Take down the lines of an article.

    Args:
        article: The article as it was read; of a page all lines count, for its main text is not looked for.

    Returns:
        Its site and lines.
    """
    first = article.headline[0] if article.headline else 0
    before, after = (list(_lines(text)) for text in (article.text[:first], article.text[first:]))
    return Lines(
        site=site_of(article),
        lines=frozenset(digest_line(line) for line in before + after if is_long_enough(line)),
        leading=frozenset(digest_line(line) for line in after[:LEADING]),
    )


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())


@dataclass
class Survey:
    """Counts lines by site, whatever the order of the articles; processes hand what they take down to one survey.

    Eight bytes a line are kept: a hundred thousand articles of thirty lines take 24 MB.
    """

    _documents: Counter[str] = field(default_factory=Counter)
    _lines: dict[str, "array[int]"] = field(default_factory=dict)
    _leading: dict[str, "array[int]"] = field(default_factory=dict)

    def add(self, article: Lines) -> None:
        """Count an article's lines."""
        self._documents[article.site] += 1
        self._lines.setdefault(article.site, array("Q")).extend(article.lines)
        self._leading.setdefault(article.site, array("Q")).extend(article.leading)

    def finish(self) -> Mapping[str, SiteFurniture]:
        """Return the furniture of each site that has any."""
        found = {}
        for site in sorted(self._documents):
            least = max(LEAST_DOCUMENTS, round(LEAST_SHARE * self._documents[site]))
            lines = _frequent(self._lines[site], least)
            if lines:
                found[site] = SiteFurniture(lines=lines, leading=lines & _frequent(self._leading[site], least))
        return found


def _frequent(digests: "array[int]", least: int) -> frozenset[int]:
    import numpy  # only where several articles are surveyed

    values, counts = numpy.unique(numpy.frombuffer(digests, dtype="uint64"), return_counts=True)
    return frozenset(int(value) for value in values[counts >= least])
