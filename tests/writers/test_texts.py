import json
from io import BytesIO

import pytest

from extractor.articles.boilerplate import clean
from extractor.records import Article
from extractor.writers.texts import write_clean_jsonl, write_clean_text


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


def texts(*articles: Article) -> list:
    return [(article, clean(article)) for article in articles]


@pytest.fixture
def article() -> Article:
    return Article(document="acme.txt", text="Acme grows.\n\n\n\n\n\nIt sold five boats in 2024.\n")


def test_one_text_stands_alone(article: Article) -> None:
    stream = BytesIO()
    write_clean_text(texts(article), stream)
    assert stream.getvalue().decode().rstrip("\n") == clean(article).text.rstrip("\n")
    assert stream.getvalue().endswith(b"\n")


def test_several_texts_are_headed_by_their_documents() -> None:
    stream = BytesIO()
    write_clean_text(texts(*(Article(document=name, text=f"Text of {name}.") for name in "abc")), stream)
    assert stream.getvalue().decode() == "==> a <==\nText of a.\n\n==> b <==\nText of b.\n\n==> c <==\nText of c.\n"


def test_text_cannot_steer_a_terminal() -> None:
    hostile = texts(Article(document="a", text="Prices\x1b[2J rose."))
    terminal, file = Terminal(), BytesIO()
    write_clean_text(hostile, terminal)
    write_clean_text(hostile, file)
    assert b"\x1b" not in terminal.getvalue()
    assert clean(hostile[0][0]).text in file.getvalue().decode()


def test_records_let_every_span_be_checked(article: Article) -> None:
    stream = BytesIO()
    write_clean_jsonl(texts(article), stream)
    record = json.loads(stream.getvalue())
    assert list(record) == [
        *("document", "title", "date", "outlet", "authors", "url"),
        *("document_text", "headline", "text", "removed", "links"),
    ]
    assert (record["document"], record["document_text"]) == ("acme.txt", article.text)
    assert all(article.text[cut["start"] : cut["end"]] == cut["text"] for cut in record["removed"])


def test_headline_of_a_page_stands_apart_from_its_text() -> None:
    page = Article(
        document="acme.html",
        text="Menu\n\nAcme grows\n\nIt sold five boats.",
        main_blocks=((6, 16), (18, 37)),
        headline=(6, 16),
    )
    stream = BytesIO()
    write_clean_jsonl(texts(page), stream)
    record = json.loads(stream.getvalue())
    assert record["headline"] == {"text": "Acme grows", "start": 6, "end": 16}
    assert record["text"] == "It sold five boats."
