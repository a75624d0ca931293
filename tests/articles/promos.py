"""Generates articles with promotion in them, from the templates in ``cases/promos.toml`` and the corpus."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from extractor.articles.boilerplate import clean
from extractor.records import Article

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = (
    "china-computing-power",
    "climate-bulletin",
    "housing-market",
    "interview",
    "press-release-rewrite",
    "transfer-market",
)
TIMES = range(1, 9)
# What parts a promotion from its neighbours, and its own lines from one another.
GAPS = ("\n\n", "\n", "\n\n\n\n", "\r\n\r\n", "\n \n")


@dataclass(frozen=True)
class Mixture:
    """An article with promotion in it.

    Attributes:
        text: All of it.
        promotion: Where the promotion stands, in half-open spans of ``text``.
    """

    text: str
    promotion: tuple[tuple[int, int], ...]

    def measure(self) -> "Measure":
        """Clean the text and count its characters, white space aside."""
        promotional = {index for start, end in self.promotion for index in range(start, end)}
        removed = {
            index
            for cut in clean(Article(document="mixture", text=self.text)).removed
            for index in range(cut.start, cut.end)
        }
        letters = {index for index, letter in enumerate(self.text) if not letter.isspace()}
        return Measure(
            promotion=len(letters & promotional),
            promotion_removed=len(letters & promotional & removed),
            article=len(letters - promotional),
            article_removed=len((letters - promotional) & removed),
        )


@dataclass(frozen=True)
class Measure:
    """Characters other than white space: of promotion and of the article, and how many of each were removed."""

    promotion: int = 0
    promotion_removed: int = 0
    article: int = 0
    article_removed: int = 0

    @property
    def removed(self) -> float:
        """Which share of the promotion was removed."""
        return self.promotion_removed / self.promotion

    @property
    def kept(self) -> float:
        """Which share of the article was kept."""
        return 1 - self.article_removed / self.article


def add_up(measures: Iterable[Measure]) -> Measure:
    """Return the sums of some measures."""
    found = list(measures)
    return Measure(
        promotion=sum(measure.promotion for measure in found),
        promotion_removed=sum(measure.promotion_removed for measure in found),
        article=sum(measure.article for measure in found),
        article_removed=sum(measure.article_removed for measure in found),
    )


@cache
def read_templates() -> Mapping[str, Any]:
    """Return the table of templates."""
    path = Path(__file__).parents[1] / "cases" / "promos.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def read_honest() -> Mapping[str, str]:
    """Return the articles of which nothing goes, by what they are."""
    path = Path(__file__).parents[1] / "cases" / "honest.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def read_article(name: str) -> str:
    """Return an article of the corpus without what is removed from it anyway."""
    text = (CORPUS / f"{name}.txt").read_bytes().decode()
    return clean(Article(document=name, text=text)).text


def fill(template: str, number: int) -> str:
    """Return a template with its slots filled, with other values for each number."""
    slots = read_templates()["slots"]
    text = template.format_map({name: values[number % len(values)] for name, values in slots.items()})
    return "\n".join(line[:1].upper() + line[1:] for line in text.split("\n"))


def mix(article: str, blocks: list[str], *, gap: str, turn: int) -> Mixture:
    """Put blocks between the paragraphs of an article and below the last, spread over it; the turn shifts them."""
    paragraphs = [line for line in article.splitlines() if line.strip()]
    parting = "\n\n" if "\n\n" in article else "\n"
    places: dict[int, list[str]] = {}
    for number, block in enumerate(blocks):
        places.setdefault(1 + (turn + number * len(paragraphs) // len(blocks)) % len(paragraphs), []).append(block)
    text, spans = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        text += paragraph
        for block in places.get(number, []):
            text += gap
            spans.append((len(text), len(text) + len(block)))
            text += block
        text += gap if number in places else parting
    return Mixture(text, tuple(spans))


def mixtures(templates: list[str], times: Sequence[int] = TIMES) -> Iterator[Mixture]:
    """Yield each article with each template in it, one to eight times: how often and how set off takes turns."""
    turns = count()
    for name in ARTICLES:
        for template in templates:
            turn = next(turns)
            lines = template.replace("\n", "\n\n") if turn % 3 == 2 else template
            yield mix(
                read_article(name),
                [fill(lines, turn + number) for number in range(times[turn % len(times)])],
                gap=GAPS[turn % len(GAPS)],
                turn=turn,
            )
