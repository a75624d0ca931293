"""Pages made of articles that attack whoever opens them, opened in a browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import CHROMIUM, Page, open_browser

from extractor.evaluation import LabelledArticle, evaluate, to_report
from extractor.pipeline import Extractor
from extractor.records import Claim
from extractor.writers import to_html

PAYLOADS = [
    "<script>hit=1</script>",
    "</style></title></textarea><script>hit=1</script>",
    "<img src=x onerror=hit=1>",
    '"><svg onload=hit=1>',
    "' onmouseover=hit=1 autofocus onfocus=hit=1 '",
    "javascript:hit=1",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=data:text/html,x'>",
    "<link rel=stylesheet href=//evil.example/x.css><style>@import '//evil.example/y.css';</style>",
    "<!--><script>hit=1</script>-->",
    "]]><script>hit=1</script>",
    "{{constructor.constructor('hit=1')()}}${hit=1}",
    "\u202e\u2066\x1b[2J\x00\ud800&#60;script&#62;hit=1&#60;/script&#62;",
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


def hostile(claim: Claim, payload: str) -> Claim:
    """A claim with a payload in each of its texts."""
    sentence = replace(claim.sentence, text=(payload + claim.sentence.text)[: len(claim.sentence.text)])
    quantity = replace(claim.quantity, unit=payload, unit_text=payload, dimension="count")
    subject, source = claim.subject, claim.source
    return replace(
        claim,
        id=payload,
        document=payload,
        sentence=sentence,
        quantity=quantity,
        subject=subject and replace(subject, text=payload, entity=payload),
        source=source and replace(source, text=payload, name=payload, cue=payload),
    )


def assert_harmless(browser: Page, path: Path, page: str) -> None:
    path.write_bytes(page.encode("utf-8"))
    browser.open(path.as_uri())
    assert browser.run("typeof hit") == "undefined"
    assert browser.requests == [path.as_uri()]
    assert not any("dialog" in event["method"].lower() for event in browser.events)
    held = "script:not([src]), style, meta, link, title"
    foreign = "iframe, img, base, link, meta, object, svg:not([aria-hidden], [role])"  # charts have one of these
    assert browser.run(f"[...document.body.querySelectorAll('{foreign}')].length") == 0
    assert browser.run(f'[...document.querySelectorAll("{held}")].every((one) => !one.textContent.includes("hit=1"))')
    attributes = '[...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames())'
    assert not [name for name in browser.run(attributes) if name.startswith("on")]


def test_page_of_claims_runs_and_loads_nothing(browser: Page, tmp_path: Path, found: list[Claim]) -> None:
    documents = [(payload, [hostile(claim, payload) for claim in found]) for payload in PAYLOADS]
    assert_harmless(browser, tmp_path / "claims.html", to_html(documents))


def test_page_of_hostile_articles_runs_and_loads_nothing(browser: Page, tmp_path: Path, loaded: Extractor) -> None:
    texts = [
        f"{payload} said sales of {payload} rose 4% to {payload} 5 million {payload} in 2024." for payload in PAYLOADS
    ]
    documents = [(text, loaded.extract(text, document=text)) for text in texts]
    assert sum(len(claims) for _, claims in documents) > len(PAYLOADS)
    assert_harmless(browser, tmp_path / "claims.html", to_html(documents))


def test_report_of_hostile_labels_and_claims_runs_and_loads_nothing_of_theirs(
    browser: Page, tmp_path: Path, labelled: LabelledArticle, found: list[Claim]
) -> None:
    articles, claims = [], []
    for payload in PAYLOADS:
        labels = tuple(replace(label, claim=hostile(label.claim, payload)) for label in labelled.labels)
        articles.append(replace(labelled, document=payload, labels=labels))
        claims += [hostile(claim, payload) for claim in found]
    assert_harmless(browser, tmp_path / "report.html", to_report(evaluate(articles, claims)))
