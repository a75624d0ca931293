"""Claims as one self-contained HTML page: each sentence with its spans marked, and the claims read from it."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from io import BytesIO
from itertools import groupby, pairwise
from typing import BinaryIO

from extractor.records import Claim, TextSpan
from extractor.writers.phrases import count_line, encodable, harmless, is_cited, one_line, to_phrase, to_source
from extractor.writers.rows import Documents

ROLES = ("source", "subject", "period", "quantity")
"""The spans that are marked. Where two overlap, the later one gives the colour, and both keep their underline."""

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Numeric claims</title>
<style>
{style}</style>
</head>
<body>
<h1>Numeric claims</h1>
<p class="legend">{legend}</p>
"""
COLUMN_HEADS = ("value", "subject", "entity", "period", "source", "status", "confidence")


def write_page(documents: Documents, stream: BinaryIO) -> None:
    """Write the page, document by document.

    Args:
        documents: Each document's name with its claims.
        stream: Where the page goes, as UTF-8.
    """
    document_count = claim_count = 0
    sources: set[str] = set()
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    legend = " ".join(f'<mark class="{role}">{role}</mark>' for role in reversed(ROLES))
    stream.write(HEAD.format(style=style, legend=legend).encode("utf-8"))
    for document, claims in documents:
        document_count += 1
        claim_count += len(claims)
        sources |= {to_source(claim.source) for claim in claims if claim.source and is_cited(claim.source)}
        stream.write(encodable("".join(_section(document, claims))).encode("utf-8"))
    closing = count_line(document_count, claim_count, len(sources))
    stream.write(f"<footer>{closing}</footer>\n</body>\n</html>\n".encode())


def to_html(documents: Documents) -> str:
    """Return the page that ``write_page`` writes."""
    stream = BytesIO()
    write_page(documents, stream)
    return stream.getvalue().decode("utf-8")


def _section(document: str, claims: Sequence[Claim]) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(document)}</h2>\n"
    if not claims:
        yield "<p>No claims.</p>\n"
    for sentence, run in groupby(claims, key=lambda claim: claim.sentence):
        stated = list(run)
        yield f"<blockquote>{mark_spans(sentence, stated)}</blockquote>\n<table>\n<tr>"
        yield "".join(f'<th scope="col">{head}</th>' for head in COLUMN_HEADS)
        yield "</tr>\n"
        for claim in stated:
            yield f'<tr id="{escape(claim.id)}">{"".join(_cells(claim))}</tr>\n'
        yield "</table>\n"
    yield "</section>\n"


def mark_spans(sentence: TextSpan, claims: Sequence[Claim]) -> str:
    """Return a sentence as HTML with the spans of its claims marked, to be shown with the style sheet of the page.

    Args:
        sentence: The sentence.
        claims: Claims whose offsets count in the same text; what of their spans is outside the sentence is passed over.

    Returns:
        The sentence, cut at the ends of its spans, each piece marked with every role that it has.
    """
    spans = [
        (role, max(span.start, sentence.start), min(span.end, sentence.end))
        for role in ROLES
        for claim in claims
        if (span := getattr(claim, role)) is not None
    ]
    inside = [(role, start, end) for role, start, end in spans if start < end]
    cuts = {sentence.start, sentence.end, *(cut for _, start, end in inside for cut in (start, end))}
    return "".join(
        _piece(
            sentence.text[start - sentence.start : end - sentence.start],
            [role for role in ROLES if any(role == name and low <= start < high for name, low, high in inside)],
        )
        for start, end in pairwise(sorted(cuts))
    )


def _piece(text: str, roles: Sequence[str]) -> str:
    shown = escape(harmless(text))
    return f'<mark class="{" ".join(roles)}">{shown}</mark>' if roles else shown


def _cells(claim: Claim) -> Iterator[str]:
    subject, period, source = claim.subject, claim.period, claim.source
    yield f"<td>{_text(to_phrase(claim))}</td>"
    yield f"<td>{_text(subject.text) if subject else ''}</td>"
    yield f"<td>{_text(subject.entity or '') if subject else ''}</td>"
    yield f"<td>{_text(period.text) if period else ''}</td>"
    if source is None:
        yield "<td></td>"
    else:
        name = _text(to_source(source)) if source.name else f"<i>{_text(source.text)}</i>"
        yield f"<td>{name}{' <small>(paragraph)</small>' if source.scope == 'paragraph' else ''}</td>"
    yield f"<td>{claim.status if claim.status == 'reported' else f'<strong>{claim.status}</strong>'}</td>"
    yield f"<td>{claim.confidence:.2f}</td>"


def _text(text: str) -> str:
    return escape(one_line(text))
