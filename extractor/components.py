"""spaCy factories: ``nlp.add_pipe("numeric_claims")`` and ``nlp.add_pipe("quantities")``.

Claims live as plain data in ``doc.user_data``, so that they survive ``doc.to_bytes()`` and other processes;
``doc._.claims`` reads them back as records.

spaCy imports this module whenever it loads any pipeline, so what finds claims is imported with the first Doc.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractor.records import Claim

_KEY = "extractor_claims"


def _get_claims(doc: Doc) -> list[Claim]:
    return [Claim.from_dict(record) for record in doc.user_data.get(_KEY, [])]


if not Doc.has_extension("claims"):
    Doc.set_extension("claims", getter=_get_claims)


@Language.factory(
    "numeric_claims",
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    assigns=["doc._.claims", "doc.spans"],
)
def create_numeric_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that sets ``doc._.claims`` and ``doc.spans["claims"]``, the quantities' spans.

    It reads the Doc as it stands: boilerplate is not removed, offsets count in ``doc.text``.
    """
    return annotate_claims


@Language.factory("quantities", requires=["token.dep", "token.tag"], assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that sets ``doc.spans["quantities"]``, each span labelled with its dimension."""
    return annotate_quantities


def annotate_claims(doc: Doc) -> Doc:
    """Find the claims of a parsed Doc and keep them on it."""
    from extractor.claims.assembly import find_claims

    claims = find_claims(doc)
    doc.user_data[_KEY] = [claim.to_dict() for claim in claims]
    doc.spans["claims"] = _group(
        doc, "claims", [(claim.quantity.start, claim.quantity.end, claim.kind) for claim in claims]
    )
    return doc


def annotate_quantities(doc: Doc) -> Doc:
    """Find the quantities of a parsed Doc and keep their spans on it."""
    from extractor.claims.assembly import find_quantities

    found = find_quantities(doc)
    doc.spans["quantities"] = _group(doc, "quantities", [(one.start, one.end, one.dimension) for one in found])
    return doc


def _group(doc: Doc, name: str, spans: list[tuple[int, int, str]]) -> SpanGroup:
    made: list[Span | None] = [
        doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans
    ]
    return SpanGroup(doc, name=name, spans=[span for span in made if span is not None])
