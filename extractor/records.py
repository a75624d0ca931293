"""The claim record: what the package says about one number, as frozen dataclasses.

Offsets are Python string indices, end exclusive. Which text they count in is said by whoever hands out a record:
the stages in ``claims`` count in the clean text, everything that leaves ``pipeline`` counts in the document text.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Self, TypeVar, cast, get_args
from urllib.parse import urlsplit

from extractor.errors import RecordError

Bound = Literal["=", "~", ">", ">=", "<", "<="]
Change = Literal["up", "down"]
Kind = Literal["level", "change", "rate", "share", "multiple", "rank"]
SourceKind = Literal["named", "unnamed", "reference"]
Scope = Literal["sentence", "paragraph"]
Status = Literal["reported", "forecast"]
DocumentStatus = Literal["done", "empty", "failed"]


def host_of(url: str | None) -> str | None:
    """Return the host of an address without ``www.``, None where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # brackets that hold no address
        return None
    return host.removeprefix("www.") or None


SpanT = TypeVar("SpanT", bound="TextSpan")

ENUMS: dict[str, tuple[str, ...]] = {
    "bound": get_args(Bound),
    "change": get_args(Change),
    "kind": get_args(Kind),
    "source.kind": get_args(SourceKind),
    "source.scope": get_args(Scope),
    "status": get_args(Status),
}


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article as it was read, before any cleaning.

    Attributes:
        document: The path or the record's own id, as it was given.
        text: The document text that all offsets of its claims count in.
        title: The headline, where the input gives it apart from the text.
        date: The day of publication in ISO 8601, where the input gives it.
        url: Where the article stands on the web.
        outlet: Who publishes it, where the input gives that.
        authors: Who wrote it, where the input gives them.
        main_blocks: For a web page, the half-open spans of ``text`` that its main content takes; None for plain text.
        headline: For a web page, the half-open span of ``text`` that holds its headline.
        markup: The half-open spans of ``text`` that are Markdown's signs and targets of links, in order and disjoint.
        links: Where its links lead.
    """

    document: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    main_blocks: tuple[tuple[int, int], ...] | None = None
    headline: tuple[int, int] | None = None
    markup: tuple[tuple[int, int], ...] = ()
    links: tuple["Link", ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextSpan:
    """A stretch of text with its half-open offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Link(TextSpan):
    """The label of a link, and the address that it leads to."""

    url: str

    @property
    def host(self) -> str | None:
        """The host of the address without ``www.``, None where it has none."""
        return host_of(self.url)


@dataclass(frozen=True, kw_only=True)
class Removed(TextSpan):
    """A stretch of the document text that is not analysed, and why.

    Attributes:
        reason: What it is.
        score: How much speaks for that in log odds, where it was weighed.
        evidence: What was weighed, by the names in the lexicons ``boilerplate`` and ``promotion``.
    """

    reason: str
    score: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quantity(TextSpan):
    """A number with its scale word and unit; ``low`` and ``high`` are set, and ``value`` is None, for a range."""

    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    unit_text: str | None = None
    dimension: str = "dimensionless"


@dataclass(frozen=True, kw_only=True)
class Subject(TextSpan):
    """What the number measures, and the named actor, place or product that this is or belongs to."""

    entity: str | None = None


@dataclass(frozen=True, kw_only=True)
class Period(TextSpan):
    """When the number holds; ``from_`` and ``to`` are ISO 8601 at the precision of the text."""

    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source(TextSpan):
    """Whom the article cites for the number."""

    name: str | None
    kind: SourceKind
    scope: Scope
    cue: str | None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One numeric claim: the fields and their meaning are those of the claim record in the README."""

    id: str
    document: str
    sentence: TextSpan
    quantity: Quantity
    bound: Bound
    change: Change | None
    kind: Kind
    subject: Subject | None
    period: Period | None
    source: Source | None
    status: Status
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as plain, JSON-ready data in the order of the record."""
        return {
            "id": self.id,
            "document": self.document,
            "sentence": _span_to_dict(self.sentence),
            "quantity": _span_to_dict(self.quantity),
            "bound": self.bound,
            "change": self.change,
            "kind": self.kind,
            "subject": _span_to_dict(self.subject),
            "period": _span_to_dict(self.period),
            "source": _span_to_dict(self.source),
            "status": self.status,
            "confidence": self.confidence,
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Read a claim back from what ``to_dict`` gave.

        Args:
            record: A mapping with the fields of the claim record.

        Returns:
            The claim; ``Claim.from_dict(claim.to_dict()) == claim``.

        Raises:
            RecordError: A field is missing, unknown, or outside its set of values.
        """
        try:
            claim = cls(
                id=record["id"],
                document=record["document"],
                sentence=cast(TextSpan, _span_from_dict(TextSpan, record["sentence"])),
                quantity=cast(Quantity, _span_from_dict(Quantity, record["quantity"])),
                bound=record["bound"],
                change=record["change"],
                kind=record["kind"],
                subject=_span_from_dict(Subject, record["subject"]),
                period=_span_from_dict(Period, record["period"]),
                source=_span_from_dict(Source, record["source"]),
                status=record["status"],
                confidence=record["confidence"],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise RecordError(f"not a claim record: {error}; see the record's fields in the README") from error
        _check_enums(claim)
        return claim

    def map_spans(self, move: Callable[[TextSpan], TextSpan]) -> Self:
        """Return the claim with ``move`` applied to each of its spans: how offsets go from one text to another."""
        moved: dict[str, Any] = {
            name: move(span)
            for name in ("sentence", "quantity", "subject", "period", "source")
            if (span := getattr(self, name)) is not None
        }
        return replace(self, **moved)


@dataclass(frozen=True, kw_only=True)
class DocumentSummary:
    """What is told of one document as a whole.

    Attributes:
        document: The path or the record's own id, as it was given.
        title: The headline, if known.
        date: The day of publication in ISO 8601, given or found in the text, if known.
        outlet: Who publishes it, else the host of the address that it stands at on the web, if known.
        authors: Who wrote it, parted by semicolons, if known.
        words: How many words, parted by white space, the document text has.
        claims: How many claims it states.
        removed_share: Which part of the document text's characters is boilerplate, from 0 to 1.
        removed_numbers: How many numbers stand in it.
        status: ``done``, ``empty`` if there is no text in it, ``failed`` if nothing came of it.
        problem: Why it failed.
    """

    document: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: str | None = None
    words: int = 0
    claims: int = 0
    removed_share: float = 0.0
    removed_numbers: int = 0
    status: DocumentStatus = "done"
    problem: str | None = None


def claim_id(document_text: str, start: int, end: int) -> str:
    """Return the id of the claim at a span of the document text: equal text and span give equal ids everywhere."""
    return claim_id_of(text_digest(document_text), start, end)


def text_digest(document_text: str) -> bytes:
    """Return the digest of a document text that its claims' ids are made with."""
    return hashlib.sha256(document_text.encode("utf-8", "surrogatepass")).digest()


def claim_id_of(digest: bytes, start: int, end: int) -> str:
    """Return the id of the claim at a span of the document text with that ``text_digest``."""
    return hashlib.blake2b(digest + f"{start}:{end}".encode("ascii"), digest_size=8).hexdigest()


def _span_to_dict(span: TextSpan | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {("from" if name == "from_" else name): value for name, value in vars(span).items()}


def _span_from_dict(kind: type[SpanT], record: Mapping[str, Any] | None) -> SpanT | None:
    if record is None:
        return None
    return kind(**{("from_" if name == "from" else name): value for name, value in record.items()})


def _check_enums(claim: Claim) -> None:
    checks: dict[str, str | None] = {
        "bound": claim.bound,
        "change": claim.change,
        "kind": claim.kind,
        "status": claim.status,
        "source.kind": claim.source.kind if claim.source else None,
        "source.scope": claim.source.scope if claim.source else None,
    }
    for name, value in checks.items():
        if value not in ENUMS[name] and (value is not None or name in ("bound", "kind", "status")):
            raise RecordError(f"not a claim record: {name} is {value!r}; it is one of {', '.join(ENUMS[name])}")
