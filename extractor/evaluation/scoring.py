"""Claims against gold, end to end: labels and claims in, tables out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pandas import DataFrame

from extractor.errors import InputError
from extractor.evaluation.calibration import to_reliability
from extractor.evaluation.gold import Label, LabelledArticle
from extractor.evaluation.listings import Split
from extractor.evaluation.matching import Pair, match
from extractor.evaluation.metrics import score, score_slices, to_judgements
from extractor.records import Claim


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """How found claims compare with gold; each table is made when it is first asked for.

    Attributes:
        articles: The labelled articles.
        pairs: The pairs of all articles, each with the split of its article.
    """

    articles: tuple[LabelledArticle, ...]
    pairs: tuple[tuple[Split, Pair], ...]

    @cached_property
    def judgements(self) -> DataFrame:
        """One row for each pair and field, as of ``metrics.to_judgements``."""
        return to_judgements(self.pairs)

    @cached_property
    def scores(self) -> DataFrame:
        """Scores by split and field, as of ``metrics.score``."""
        return score(self.judgements, by=["split"])

    @cached_property
    def slices(self) -> DataFrame:
        """Scores by split, slice and field, as of ``metrics.score_slices``."""
        return score_slices(self.judgements)

    @cached_property
    def reliability(self) -> DataFrame:
        """Confidence against truth by split, as of ``calibration.to_reliability``."""
        return to_reliability(self.judgements)

    @cached_property
    def digests(self) -> dict[str, str]:
        """A checksum of each document's labels, by which two runs tell whether they had the same gold."""
        return {
            article.document: hashlib.sha256(repr(article.labels).encode("utf-8", "surrogatepass")).hexdigest()
            for article in self.articles
        }


def evaluate(articles: Sequence[LabelledArticle], claims: Iterable[Claim]) -> Evaluation:
    """Compare found claims with gold.

    Args:
        articles: The labelled articles, as ``read_gold`` gives them.
        claims: What was found in them, in any order; ``document`` must be the name that the labels use.

    Returns:
        The evaluation.

    Raises:
        InputError: A claim is of a document without labels.
    """
    found: dict[str, list[Label]] = {article.document: [] for article in articles}
    for claim in claims:
        if claim.document not in found:
            remedy = "evaluate claims of labelled documents only, under the names that the labels give them"
            raise InputError(claim.document, "is not in the gold set", remedy)
        found[claim.document].append(Label(claim=claim))
    return evaluate_labels(articles, found)


def evaluate_labels(articles: Sequence[LabelledArticle], found: Mapping[str, Sequence[Label]]) -> Evaluation:
    """Compare other labels with gold: as ``evaluate``, with what was found by document."""
    pairs = [(article.split, pair) for article in articles for pair in match(article.labels, found[article.document])]
    return Evaluation(articles=tuple(articles), pairs=tuple(pairs))
