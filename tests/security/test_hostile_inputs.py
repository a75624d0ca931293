"""Documents of the kind that stops other programs: each is answered or refused, in time that grows with its length."""

import json
import time
from collections.abc import Callable

import pytest

from extractor.articles.raw import Form, RawDocument
from extractor.articles.reading import to_article
from extractor.errors import InputError
from extractor.pipeline import Extractor
from extractor.records import Claim

PROSE = (
    "Sales at the company rose 4.2% to $1.2 billion in 2024, according to Acme Research. “We sold 45,000 cars,” said "
    "Jane Doe, the head of Northern Motors, who expects 3 million by 2026. The plant in Leeds employs 3,400 people.\n\n"
)
SMALL = "It has 5 rooms."
# What a length of text is made of; each is repeated to 4,000 and to 16,000 characters.
REPEATED = {
    "prose": PROSE,
    "numbers in one sentence": "12 ",
    "numbers without a blank": "9,",
    "quotation marks that open": "“he said 5 ",
    "quotations": "“It has 5,” said Jane Doe. ",
    "brackets": "[5 (",
    "sentences": "It has 5. ",
    "lines": "It has 5\n",
    "numbers in words": "one hundred and ",
    "units": "5 m per ",
    "citations": "according to Acme 5% ",
    "dates": "in May 2024, ",
    "names": "The Bank of Leeds and Jane Doe ",
    "owners": "Acme's ",
    "pronouns": "The company said it had 5. ",
    "full stops": ". ",
}
# Four times the text takes four times as long; if each sentence looked at all others, it would take sixteen times.
MOST_GROWTH = 9
# Seconds of processor time; the slowest, ten million line ends, took 20 on a busy machine.
MOST_SECONDS = 60

WHOLE: dict[str, tuple[Form, bytes]] = {
    "nothing": ("text", b""),
    "ten million line ends": ("text", b"\n" * 10_000_000),
    "one line": ("text", b"word " * 2_000_000),
    "one word": ("text", b"9" * 10_000_000),
    "NUL and control characters": ("text", b"It has 5 rooms.\0\x1b[31m\x07" + b"x" * 500),
    "UTF-16": ("text", SMALL.encode("utf-16")),
    "UTF-16 without a mark": ("text", SMALL.encode("utf-16-le")),
    "UTF-32": ("text", SMALL.encode("utf-32")),
    "mixed encodings": ("text", "Café 5 rooms. ".encode() + "Café 6 rooms.".encode("cp1252")),
    "combining marks": ("text", ("a" + "\u0301" * 100_000 + " has 5 rooms.").encode()),
    "other scripts' digits": ("text", "It has ٣ rooms, ５ shops, 5️⃣ cars and १२ ships.".encode()),
    "directions": ("text", ("\u202e\u2066" * 10_000 + SMALL).encode()),
    "numbers beyond all": ("text", b"It has 1e999999 rooms, -0 shops, NaN cars and " + b"1,000," * 30 + b"000 ships."),
    "elements without end": ("page", b"<div>" * 100_000 + SMALL.encode()),
    "brackets without end": ("page", b"<" * 1_000_000),
    "comment without end": ("page", b"<p>It has 5 rooms.</p><!--" + b"-" * 1_000_000),
    "script and data": (
        "page",
        b"<script>" + b"x" * 1_000_000 + b"</script><img src='data:;base64," + b"A" * 1_000_000 + b"'>",
    ),
    "attributes": ("page", b"<p " + b"a=1 " * 100_000 + b">It has 5 rooms."),
    "entities": ("page", b"&amp;" * 200_000 + b"&#99999999999;&#xD800;&#0;"),
    "JSON without end": ("record", b"[" * 1_000_000),
    "JSON of another kind": ("record", b'{"text": 5, "text": []}'),
    "JSON with a key twice": ("record", b'{"text": "no", "text": "It has 5 rooms."}'),
    "JSON number of 100,000 digits": ("record", b'{"text": "It has 5 rooms.", "id": ' + b"9" * 100_000 + b"}"),
    "JSON infinity": ("record", b'{"text": "It has 5 rooms.", "id": 1e999, "date": NaN}'),
}


@pytest.mark.parametrize("name", WHOLE)
def test_document_is_answered_or_refused(loaded: Extractor, name: str) -> None:
    form, data = WHOLE[name]
    begin = time.process_time()
    try:
        article = to_article(RawDocument(document="a", data=data, form=form))
    except InputError:
        article = None
    if article is not None:
        for claim in loaded.extract_article(article):
            assert article.text[claim.quantity.start : claim.quantity.end] == claim.quantity.text
            assert Claim.from_dict(json.loads(json.dumps(claim.to_dict(), allow_nan=False))) == claim
    assert time.process_time() - begin < MOST_SECONDS


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_as_the_text_does(loaded: Extractor, name: str) -> None:
    piece = REPEATED[name]

    def extract(length: int) -> Callable[[], object]:
        return lambda: loaded.extract(piece * (length // len(piece)))

    extract(1_000)()
    short, long = seconds(extract(4_000)), seconds(extract(16_000))
    if long > MOST_GROWTH * short:  # something else may have held up the machine
        short, long = min(short, seconds(extract(4_000))), min(long, seconds(extract(16_000)))
    assert long <= MOST_GROWTH * max(short, 0.05)
    assert long < MOST_SECONDS


def seconds(doing: Callable[[], object]) -> float:
    begin = time.process_time()
    doing()
    return time.process_time() - begin
