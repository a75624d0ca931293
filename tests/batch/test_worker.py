from typing import Any

import pytest

from extractor.articles.raw import RawDocument
from extractor.batch import Cleaning, Extracting, Failure, Finding
from extractor.pipeline import Extractor
from extractor.records import Article

PAGE = """<html><head><title>Acme opens 40 stores</title></head><body><nav>Home</nav><article><h1>Acme opens 40 stores
</h1><p>Acme opened 40 stores in 2024, the retailer said on Monday in a long statement to its shareholders.</p>
<p>It had 12 stores a year before, and it plans to open 60 more by 2026, according to Reuters.</p></article></body>
</html>"""


class Faulty:
    """Fails on the batch of a document called bad, as a bug would."""

    def __init__(self, loaded: Extractor) -> None:
        self.loaded = loaded

    def extract_batch(self, articles: list[Article]) -> Any:
        if any(article.document == "bad" for article in articles):
            raise ValueError("odd text")
        return self.loaded.extract_batch(articles)


def raw(document: str, text: str = "Sales rose 12% in 2023.") -> RawDocument:
    return RawDocument(document=document, data=text.encode())


def test_bug_costs_only_its_document(loaded: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load", lambda: Faulty(loaded))
    before, bad, after = Extracting().start()([raw("a"), raw("bad"), raw("b")])
    assert bad == Failure(
        document="bad", kind="error", problem="internal error (ValueError: odd text)", remedy="please report it"
    )
    assert [isinstance(one, Finding) and len(one.claims) for one in (before, after)] == [1, 1]


def test_unreadable_document_is_a_failure_in_its_place() -> None:
    first, broken, last = Cleaning().start()([raw("a"), raw("b", "\x00\x01\x02"), raw("c")])
    assert isinstance(broken, Failure)
    assert (broken.document, broken.kind) == ("b", "input")
    assert [article.document for article, _ in (first, last)] == ["a", "c"]


def test_finding_tells_of_the_document(loaded: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load", lambda: loaded)
    page = RawDocument(document="p", data=PAGE.encode(), form="page", url="https://www.example.org/acme")
    (finding,) = Extracting().start()([page])
    assert isinstance(finding, Finding)
    summary = finding.summary
    assert (summary.document, summary.title, summary.outlet) == ("p", "Acme opens 40 stores", "example.org")
    assert (summary.claims, summary.status) == (len(finding.claims), "done")
    assert 0 < summary.removed_share < 0.2
    assert summary.words == 42
    assert Finding.from_dict(finding.to_dict()) == finding


def test_empty_document_is_told(loaded: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load", lambda: loaded)
    (finding,) = Extracting().start()([raw("a", " \n")])
    assert isinstance(finding, Finding)
    assert (finding.summary.status, finding.claims) == ("empty", ())


def test_digest_changes_with_the_model() -> None:
    assert Extracting().digest == Extracting().digest != Extracting(model="en_core_web_lg").digest
