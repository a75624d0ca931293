"""From an article to its claims, end to end: the table of contents of this package.

read     articles.reading      file -> Article
clean    articles.boilerplate  Article -> CleanText
prepare  preparation           clean text -> sentences; only those whose numbers may claim something go on
parse    parsing               sentences -> parsed Doc
find     claims.assembly       Doc -> claims
restore  here                  offsets in the clean text -> offsets in the document text
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.articles.boilerplate import Cleaner
from extractor.claims.assembly import find_claims
from extractor.claims.datelines import find_article_date
from extractor.loading import load_pipeline
from extractor.models import DEFAULT_MODEL
from extractor.parsing import Parser, copy_parses
from extractor.preparation import Prepared, prepare, split_text
from extractor.records import Article, Claim, Link, TextSpan, claim_id_of, text_digest

if TYPE_CHECKING:
    from extractor.articles.offsets import CleanText

ItemT = TypeVar("ItemT")

# An article of average length has 5,000 characters, a quarter of them in sentences that are parsed.
BATCH_CHARACTERS = 100_000
BATCH_DOCUMENTS = 32


def load(model: str = DEFAULT_MODEL) -> "Extractor":
    """Load a spaCy pipeline and return the extractor that works with it.

    Args:
        model: The name of an installed English spaCy pipeline, or the path of one.

    Returns:
        The extractor.

    Raises:
        ModelError: The pipeline is not installed, or lacks a tagger, parser, lemmatizer or entity recogniser.
    """
    return Extractor(load_pipeline(model))


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """What comes of one article.

    Attributes:
        article: The article as it was read.
        cleaned: Its text without what was removed.
        date: The day of publication in ISO 8601, given or found in the text; None if unknown.
        claims: Its claims in order, with offsets into the document text.
    """

    article: Article
    cleaned: "CleanText"
    date: str | None
    claims: list[Claim]


@dataclass(frozen=True, kw_only=True)
class Parse:
    """A stretch of an article, all sentences of which are parsed.

    Attributes:
        doc: The stretch; offsets count in its text.
        sentences: Its sentences.
        chosen: Those of them that are parsed when claims are looked for.
        start: Where it begins in the clean text.
        cleaned: The clean text of the article, by which offsets go back to the document text.
    """

    doc: Doc
    sentences: list[Span]
    chosen: list[Span]
    start: int
    cleaned: "CleanText"


class Extractor:
    """Finds the numeric claims of articles with one loaded spaCy pipeline.

    Args:
        nlp: An English pipeline with tagger, parser, lemmatizer and entity recogniser.

    Attributes:
        cleaner: What takes out of each article what does not belong to it; another one may be put in its place.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._parser = Parser(nlp)
        self.cleaner = Cleaner()

    def extract(
        self,
        text: str,
        *,
        document: str = "text",
        title: str | None = None,
        date: str | None = None,
        url: str | None = None,
    ) -> list[Claim]:
        """Return the claims of one text.

        Args:
            text: The article as it stands, boilerplate included.
            document: What the claims give as their document.
            title: The headline, where it does not stand in the text.
            date: The day of publication in ISO 8601; relative dates resolve only by it.
            url: Where the article stands on the web.

        Returns:
            The claims in order; their offsets count in ``text``.
        """
        return self.extract_article(Article(document=document, text=text, title=title, date=date, url=url))

    def extract_article(self, article: Article) -> list[Claim]:
        """Return the claims of one article, with offsets into its document text."""
        return self.extract_batch([article])[0].claims

    def extract_batch(self, articles: Sequence[Article]) -> list[Extraction]:
        """Return what comes of several articles, whose sentences are parsed together.

        That is faster, and the answers are the same: the model's layers read each sentence by itself, and its matrix
        products round each row alike however many rows there are.

        Args:
            articles: A few articles, all of which are held in memory with their parses.

        Returns:
            For each article, in their order, its clean text, date and claims, with offsets into its document text.
        """
        cleaned = [self.cleaner(article) for article in articles]
        dates = [article.date or find_article_date(article.text) for article in articles]
        claims: list[list[Claim]] = [[] for _ in articles]
        headlines = [
            _headline_apart(article, clean_text) for article, clean_text in zip(articles, cleaned, strict=True)
        ]
        texts = [headline + clean_text.text for headline, clean_text in zip(headlines, cleaned, strict=True)]
        for one in self.parse_batch(texts):
            at = one.stretch.article
            sentences = [one.doc[start:end] for start, end in one.chosen]
            text, document = one.stretch.text, articles[at].document
            found = find_claims(one.doc, sentences, text=text, document=document, date=dates[at])
            begin = one.stretch.start - len(headlines[at])
            claims[at] += _restored(_of_text(found, begin), cleaned[at], begin, articles[at].links)
        return [
            Extraction(article=article, cleaned=clean_text, date=date, claims=found)
            for article, clean_text, date, found in zip(articles, cleaned, dates, claims, strict=True)
        ]

    def parse_batch(self, texts: Sequence[str]) -> Iterator[Prepared]:
        """Yield the stretches of several clean texts, in order, once those of their sentences that need it are parsed.

        Args:
            texts: The clean texts of a few articles.
        """
        stretches = (stretch for number, text in enumerate(texts) for stretch in split_text(number, text))
        for batch in batched(stretches, size=lambda stretch: len(stretch.text)):
            prepared = [prepare(stretch, self.nlp) for stretch in batch]
            parsed = iter(self._parser.parse([part for one in prepared for part in one.parts(one.chosen)]))
            recognised = iter(self._parser.recognise([part for one in prepared for part in one.parts(one.passed)]))
            for one in prepared:
                parses, entities = (
                    dict(zip(spans, islice(docs, len(spans)), strict=True))
                    for spans, docs in ((one.chosen, parsed), (one.passed, recognised))
                )
                copy_parses(one.doc, one.sentences, parses, entities)
                yield one

    def parse(self, article: Article) -> Iterator[Parse]:
        """Yield the stretches of an article with all sentences parsed, as rules and weights are learned from them."""
        cleaned = self.cleaner(article)
        for stretch in split_text(0, cleaned.text):
            one = prepare(stretch, self.nlp)
            parsed = self._parser.parse(one.parts(one.sentences))
            copy_parses(one.doc, one.sentences, dict(zip(one.sentences, parsed, strict=True)))
            yield Parse(
                doc=one.doc,
                sentences=[one.doc[start:end] for start, end in one.sentences],
                chosen=[one.doc[start:end] for start, end in one.chosen],
                start=stretch.start,
                cleaned=cleaned,
            )

    def pipe(self, texts: Iterable[str | Article]) -> Iterator[list[Claim]]:
        """Yield the claims of each text or article, one list each, in order; some texts are read ahead."""
        articles = (text if isinstance(text, Article) else Article(document="text", text=text) for text in texts)
        for batch in batched(articles, size=lambda article: len(article.text)):
            for extraction in self.extract_batch(batch):
                yield extraction.claims


def batched(items: Iterable[ItemT], *, size: Callable[[ItemT], int]) -> Iterator[list[ItemT]]:
    """Yield items in batches that are worth parsing together and small enough to be held in memory.

    Args:
        items: Any number of documents.
        size: What tells how many characters, or bytes, an item has.

    Yields:
        At least one item and at most ``BATCH_DOCUMENTS``, of ``BATCH_CHARACTERS`` together unless one alone has more.
    """
    batch: list[ItemT] = []
    total = 0
    for item in items:
        if batch and (len(batch) == BATCH_DOCUMENTS or total + size(item) > BATCH_CHARACTERS):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch


def _headline_apart(article: Article, cleaned: "CleanText") -> str:
    """Return the title as the headline to read before the text, nothing where it stands there or is unknown."""
    title = " ".join((article.title or "").split())
    return f"{title}\n\n" if title and not article.headline and title.casefold() not in cleaned.text.casefold() else ""


def _of_text(claims: list[Claim], begin: int) -> Iterator[Claim]:
    """Yield the claims without those, and without the spans of others, that stand in a headline before the text."""
    for claim in claims:
        if begin + claim.quantity.start >= 0:
            yield replace(
                claim,
                subject=claim.subject if claim.subject and begin + claim.subject.start >= 0 else None,
                period=claim.period if claim.period and begin + claim.period.start >= 0 else None,
                source=claim.source if claim.source and begin + claim.source.start >= 0 else None,
            )


def _restored(claims: Iterable[Claim], cleaned: "CleanText", begin: int, links: Sequence[Link]) -> list[Claim]:
    """Move the claims' offsets from a stretch of the clean text to the document text, and take texts and ids there."""
    text = cleaned.document_text
    digest = text_digest(text)

    def move(span: TextSpan) -> TextSpan:
        start, end = cleaned.to_original(begin + span.start, begin + span.end)
        return replace(span, text=text[start:end], start=start, end=end)

    moved = [_named_by_link(claim.map_spans(move), links) for claim in claims]
    return [replace(claim, id=claim_id_of(digest, claim.quantity.start, claim.quantity.end)) for claim in moved]


def _named_by_link(claim: Claim, links: Sequence[Link]) -> Claim:
    """Name a bare marker that a claim cites by the host that its link leads to."""
    source = claim.source
    if source is None or source.kind != "reference" or source.name is not None or not links:
        return claim
    after = bisect_left(links, source.end, key=lambda link: link.start)
    link = links[after - 1] if after else None
    return replace(claim, source=replace(source, name=link.host)) if link and link.end > source.start else claim
