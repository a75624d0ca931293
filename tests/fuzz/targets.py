"""What must hold for any bytes: the checks that the fuzzer, the property tests and the kept cases share.

Each target takes bytes, raises nothing but an ``AssertionError`` where a promise is broken, and knows how long it may
take.
"""

import json
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import extractor
from extractor.articles.boilerplate import clean
from extractor.articles.raw import Form, RawDocument
from extractor.articles.reading import to_article
from extractor.claims import exclusions, units
from extractor.claims.multiples import find_multiples
from extractor.claims.numerals import find_numerals
from extractor.errors import InputError
from extractor.pipeline import Extractor
from extractor.records import Article, Claim, TextSpan
from extractor.writers import to_html
from extractor.writers.jsonl import to_json

# Seconds of processor time, loading the model included; far above what is seen, to catch what explodes.
SECONDS_PER_KILOBYTE = 2.0
FORMS: tuple[Form, ...] = ("text", "page", "record")


@cache
def loaded() -> Extractor:
    """Return one extractor for all inputs, as a worker process has it."""
    return extractor.load()


def check_reader(data: bytes) -> Article | None:
    """Read the bytes behind the first, which tells the form; what is no article is refused by its name."""
    raw = RawDocument(document="a", data=data[1:], form=FORMS[data[0] % 3] if data else "text")
    try:
        article = to_article(raw)
    except InputError:
        return None
    article.text.encode("utf-8")
    spans = article.main_blocks or ()
    assert all(0 <= start <= end <= len(article.text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    return article


def check_cleaner(data: bytes) -> None:
    """Clean what the bytes hold: every character is kept or removed once, in its order."""
    article = check_reader(data)
    if article is None:
        return
    cleaned = clean(article)
    pieces = [*cleaned.kept, *((one.start, one.end) for one in cleaned.removed)]
    assert sum(end - start for start, end in pieces) == len(article.text)
    assert all(first[1] == second[0] for first, second in pairwise(sorted(pieces)))
    assert "".join(article.text[start:end] for start, end in cleaned.kept) == cleaned.text
    assert all(article.text[one.start : one.end] == one.text for one in cleaned.removed)


def check_grammar(data: bytes) -> None:
    """Read the numbers, units, multiples and exclusions of a text; the first kilobyte, as sentences are no longer."""
    text = data.decode("utf-8", "surrogateescape")[:1_000]
    numerals = find_numerals(text)
    assert all(0 <= one.start < one.bare_end <= one.end <= len(text) for one in numerals)
    assert all(first.end <= second.start for first, second in pairwise(numerals))
    for one in numerals:
        for unit in (units.currency_before(text, one.start), units.unit_after(text, one.end)):
            assert unit is None or 0 <= unit.start < unit.end <= len(text)
    assert all(0 <= one.start < one.end <= len(text) for one in find_multiples(text))
    assert all(0 <= start <= end <= len(text) for start, end, _ in exclusions.excluded_spans(text))


def check_pipeline(data: bytes) -> None:
    """Take the bytes from end to end: each span is its slice, each record reads back, each output can be written."""
    article = check_reader(data)
    if article is None:
        return
    claims = loaded().extract_article(article)
    for claim in claims:
        assert all(article.text[span.start : span.end] == span.text for span in spans_of(claim))
        assert claim.sentence.start <= claim.quantity.start < claim.quantity.end <= claim.sentence.end
        # Strict JSON, which knows no NaN and no infinity.
        record = json.loads(to_json(claim.to_dict()), parse_constant=_refuse)
        assert Claim.from_dict(record) == claim
    assert len({claim.id for claim in claims}) == len(claims)
    to_html([(article.document, claims)]).encode("utf-8")


TARGETS: dict[str, Callable[[bytes], object]] = {
    "reader": check_reader,
    "cleaner": check_cleaner,
    "grammar": check_grammar,
    "pipeline": check_pipeline,
}


def check(target: str, data: bytes) -> None:
    """Run a target on bytes, and see to it that it does not take too long."""
    begin = time.process_time()
    TARGETS[target](data)
    seconds = time.process_time() - begin
    assert seconds < SECONDS_PER_KILOBYTE * (1 + len(data) / 1_000), f"took {seconds:.1f} s for {len(data)} bytes"


def spans_of(claim: Claim) -> Iterator[TextSpan]:
    """Yield the spans of a claim."""
    for span in (claim.sentence, claim.quantity, claim.subject, claim.period, claim.source):
        if span is not None:
            yield span


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
