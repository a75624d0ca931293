import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import CHROMIUM, Page, open_browser
from labelling import to_label

from extractor.evaluation import Evaluation, LabelledArticle, compare, evaluate, read_run, to_json, to_report
from extractor.evaluation.export import to_json_text
from extractor.records import Claim

ERRORS = {"12%": "change", "$4.5 billion": "level", "300": "level", "third": "share"}


@pytest.fixture
def evaluation(labelled: LabelledArticle, found: list[Claim]) -> Evaluation:
    return evaluate([labelled], found)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


class Parsed(HTMLParser):
    """What the page holds: its tags, and the text in each ``article`` of the gallery."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.errors: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self._inside = False
        self._role = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "article":
            self._inside = True
            self.errors.append("")
        self._role = (dict(attrs).get("class") or "") if tag == "mark" else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"
        self._role = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.errors[-1] += data
            if self._role:
                self.marks.append((self._role, data))


def test_figures_are_those_of_the_scores(evaluation: Evaluation) -> None:
    page = to_report(evaluation)
    assert "claim F1, dev<b>50.0</b>" in page
    assert "dev: 1 document, 4 labels, 4 claims found" in page
    assert "expected calibration error 28.7 points over 4 claims" in page
    for name in ("kind", "dimension", "status", "source kind", "source scope", "document"):
        assert f"<h3>{name}</h3>" in page


def test_each_error_is_shown_in_its_sentence(evaluation: Evaluation) -> None:
    parsed = Parsed(to_report(evaluation))
    assert [error.split(" acme.txt")[0] for error in parsed.errors] == list(ERRORS)
    assert "wrong: change, kind" in parsed.errors[0]
    assert "wrong: exact span, subject, period, source, source name" in parsed.errors[1]
    assert "missed" in parsed.errors[2]
    assert "false claim" in parsed.errors[3]
    # Gold beside found: what was found of $4.5 billion lacks its sign and its source, and has more of a subject.
    assert parsed.marks[6:10] == [
        ("source", "Acme"),
        ("subject", "sales"),
        ("quantity", "$4.5 billion"),
        ("period", "in 2024"),
    ]
    assert parsed.marks[10:13] == [("subject", "sales rose"), ("quantity", "4.5 billion"), ("period", "in 2024")]


def test_alternatives_are_shown(evaluation: Evaluation) -> None:
    assert "<td>It <small>or</small> Acme</td>" in to_report(evaluation)


def test_errors_of_the_test_split_are_counted_only(labelled: LabelledArticle, found: list[Claim]) -> None:
    page = to_report(evaluate([replace(labelled, split="test")], found))
    assert Parsed(page).errors == []
    assert "Not listed, so that nobody tunes on them: 4 errors in articles set aside." in page
    assert "claim F1, test<b>50.0</b>" in page


def test_earlier_run_is_compared(labelled: LabelledArticle, found: list[Claim], tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(to_json_text(to_json(evaluate([labelled], found))))
    new = evaluate([labelled, LabelledArticle(document="new.txt", labels=())], found[:3])
    page = to_report(new, comparison=compare(new, read_run(old)))
    assert "<h3>dev: 1 claim fixed, 0 claims broken</h3>" in page
    assert "In one run only, and left out: new.txt." in page


def test_page_without_any_claims() -> None:
    page = to_report(evaluate([LabelledArticle(document="quiet.txt", labels=())], []))
    assert "0 errors" in page


def test_texts_are_escaped() -> None:
    text = 'Sales of <b>&"\ud800" rose 12% & more'
    label = to_label("rose [12%] &", text=text, subject='<b>&"\ud800"', document='<script>"x"</script>')
    page = to_report(evaluate([LabelledArticle(document=label.claim.document, labels=(label,))], []))
    page.encode("utf-8")
    tags = [tag for tag, _ in Parsed(page).tags]
    assert tags.count("script") == 1
    assert "b" not in tags[tags.index("article") :]


def test_page_asks_for_nothing_from_elsewhere(evaluation: Evaluation) -> None:
    page = to_report(evaluation)
    tags = Parsed(page).tags
    assert not {"img", "link", "iframe", "form", "a"} & {tag for tag, _ in tags}
    assert not [attributes for _, attributes in tags if {"src", "href", "style"} & attributes.keys()]
    (policy,) = [attributes["content"] or "" for _, attributes in tags if "http-equiv" in attributes]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'",
        policy,
    )


@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
class TestInChromium:
    @pytest.fixture
    def url(self, evaluation: Evaluation, tmp_path: Path) -> str:
        path = tmp_path / "report.html"
        path.write_text(to_report(evaluation), encoding="utf-8")
        return path.as_uri()

    @pytest.fixture
    def page(self, browser: Page, url: str) -> Page:
        browser.open(url)
        return browser

    def shown(self, page: Page) -> list[str]:
        script = """[...document.querySelectorAll("article")].filter((error) => error.checkVisibility())
            .map((error) => error.querySelector("h3").firstChild.textContent.trim())"""
        names: list[str] = page.run(script)
        assert page.run('document.getElementById("shown").textContent') == f"{len(names)} of 4 errors shown"
        return names

    def choose(self, page: Page, name: str, value: str) -> None:
        page.run(
            f"""new Promise((done) => {{
                addEventListener("hashchange", done, {{ once: true }});
                const select = document.querySelector('select[name="{name}"]');
                select.value = "{value}";
                select.dispatchEvent(new Event("change"));
            }})"""
        )

    def test_shows_the_figures(self, page: Page) -> None:
        assert page.run('document.querySelector(".tiles b").innerText') == "50.0"
        row = page.run("""[...document.querySelectorAll("tr.claim td.number")].map((cell) => cell.innerText)""")
        assert row[:3] == ["50.0", "50.0", "50.0"]

    def test_draws_the_scores(self, page: Page) -> None:
        # The dot of F1 50.0 stands in the middle of its line.
        x, start, width = page.run("""(() => {
            const plot = document.querySelector("tr.claim svg");
            const [dot, line] = [plot.querySelector("circle"), plot.querySelector(".grid")].map((it) => it.getBBox());
            return [dot.x + dot.width / 2, line.x, line.width];
        })()""")
        assert width > 100
        assert x == pytest.approx(start + width / 2)
        assert page.run('document.querySelectorAll("svg.reliability circle").length') == 3

    def test_style_is_let_in(self, page: Page) -> None:
        assert page.run('getComputedStyle(document.querySelector(".tiles")).display') == "flex"

    def test_filters_by_field_and_kind(self, page: Page) -> None:
        assert self.shown(page) == list(ERRORS)
        self.choose(page, "kind", "level")
        assert self.shown(page) == ["$4.5 billion", "300"]
        self.choose(page, "field", "source name")
        assert self.shown(page) == ["$4.5 billion"]
        self.choose(page, "kind", "")
        self.choose(page, "field", "missed")
        assert self.shown(page) == ["300"]
        self.choose(page, "field", "")
        assert self.shown(page) == list(ERRORS)

    def test_choice_stands_in_the_address(self, browser: Page, page: Page, url: str) -> None:
        self.choose(page, "field", "kind")
        address = page.run("location.href")
        browser.open("about:blank")
        browser.open(address)
        assert self.shown(browser) == ["12%"]
        assert browser.run("""document.querySelector('select[name="field"]').value""") == "kind"

    def test_no_request_leaves_the_page(self, page: Page, url: str) -> None:
        self.choose(page, "kind", "level")
        assert page.requests == [url]
        assert page.complaints == []

    def test_policy_forbids_requests(self, page: Page) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.setblocking(False)
            url = f"http://127.0.0.1:{server.getsockname()[1]}/"
            blocked = page.run(f"""new Promise((done) => {{
                addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
                new Image().src = "{url}";
            }})""")
            assert blocked == "img-src"
            assert page.run(f'fetch("{url}").then(() => "sent", () => "refused")') == "refused"
            with pytest.raises(BlockingIOError):
                server.accept()
