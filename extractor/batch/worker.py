"""One document to its result: what each process does, with nothing shared and nothing kept between documents."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from extractor.articles.boilerplate import Cleaner
from extractor.articles.markup import lay_out_page
from extractor.articles.offsets import CleanText
from extractor.articles.raw import RawDocument
from extractor.articles.reading import to_article
from extractor.articles.sites import Lines, survey_article
from extractor.batch.outcomes import Failure, Finding, Work
from extractor.errors import ExtractorError, InputError
from extractor.models import results_digest
from extractor.records import Article, DocumentSummary, host_of
from extractor.writers.removals import count_numbers, find_removals

if TYPE_CHECKING:
    from extractor.pipeline import Extraction, Extractor

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, kw_only=True)
class Extracting:
    """The job of finding the claims of each document.

    Attributes:
        model: The spaCy pipeline to parse with, None for the default.
        cleaner: What takes out of each document what is not article.
    """

    model: str | None = None
    cleaner: Cleaner = field(default_factory=Cleaner)

    def start(self) -> Work[Finding]:
        """Load the model, and return what finds the claims of a few documents, whose sentences are parsed together."""
        loaded = _load(self.model)
        loaded.cleaner = self.cleaner
        return _work(lambda articles: [to_finding(extraction) for extraction in loaded.extract_batch(articles)])

    @property
    def digest(self) -> str:
        """What findings depend on beside the document."""
        return results_digest(self.model) + self.cleaner.digest


@dataclass(frozen=True, kw_only=True)
class Cleaning:
    """The job of taking out of each document what is not article.

    Attributes:
        cleaner: What does that.
    """

    cleaner: Cleaner = field(default_factory=Cleaner)

    def start(self) -> Work[tuple[Article, CleanText]]:
        """Return what cleans a few documents."""
        return _work(lambda articles: [(article, self.cleaner(article)) for article in articles])

    @property
    def digest(self) -> str:
        """What clean texts depend on beside the document."""
        return results_digest(None) + self.cleaner.digest


@dataclass(frozen=True, kw_only=True)
class Surveying:
    """The job of taking down the lines of each document, by which the furniture of its site is told."""

    def start(self) -> Work[Lines]:
        """Return what takes down the lines of a few documents."""
        return _work(
            lambda articles: [survey_article(article) for article in articles],
            read=lambda raw: to_article(raw, read=lay_out_page),
        )

    @property
    def digest(self) -> str:
        """What the lines depend on beside the document."""
        return results_digest(None)


def _load(model: str | None) -> "Extractor":
    """Load the model for as long as the process lives.

    What is loaded is never garbage: to look for some takes an eighth of the loading, and later 2% of the work.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        import extractor  # its pipeline brings spaCy, which takes half a second: only where there is something to parse

        return extractor.load(model) if model else extractor.load()
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def to_finding(extraction: "Extraction") -> Finding:
    """Return what an article's extraction says of it, without its texts."""
    article, cleaned = extraction.article, extraction.cleaned
    removed = sum(stretch.end - stretch.start for stretch in cleaned.removed)
    summary = DocumentSummary(
        document=article.document,
        title=article.title,
        date=extraction.date,
        outlet=article.outlet or host_of(article.url),
        authors="; ".join(article.authors) or None,
        words=len(article.text.split()),
        claims=len(extraction.claims),
        removed_share=round(removed / len(article.text), 4) if article.text else 0.0,
        removed_numbers=count_numbers(find_removals(cleaned)),
        status="done" if article.text.strip() else "empty",
    )
    return Finding(summary=summary, claims=tuple(extraction.claims))


def _work(
    process: Callable[[Sequence[Article]], Sequence[ResultT]], *, read: Callable[[RawDocument], Article] = to_article
) -> Work[ResultT]:
    """Return ``process`` on raw documents: what cannot be read, or raises, becomes a failure and costs no other."""

    def work(raws: Sequence[RawDocument]) -> list[ResultT | Failure]:
        articles = [_read(raw, read) for raw in raws]
        readable = [article for article in articles if isinstance(article, Article)]
        results = iter(_process_safely(process, readable))
        return [next(results) if isinstance(article, Article) else article for article in articles]

    return work


def _process_safely(
    process: Callable[[Sequence[Article]], Sequence[ResultT]], articles: Sequence[Article]
) -> Sequence[ResultT | Failure]:
    try:
        return process(articles)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:  # one article must not cost the others: each is tried once more alone
        if len(articles) > 1:
            return [result for article in articles for result in _process_safely(process, [article])]
        return [_internal(articles[0].document, error)]


def _read(raw: RawDocument, read: Callable[[RawDocument], Article]) -> Article | Failure:
    try:
        return read(raw)
    except InputError as error:
        return Failure.of(error)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:  # a page that the libraries fail on
        return _internal(raw.document, error)


def _internal(document: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"
    return Failure(document=document, kind="error", problem=f"internal error ({reason})", remedy="please report it")
