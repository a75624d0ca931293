from dataclasses import replace
from io import BytesIO

import pytest

from extractor.records import Claim, Source
from extractor.writers.rows import Documents
from extractor.writers.table import write_table


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def to_text(documents: Documents, stream: BytesIO | None = None) -> str:
    stream = stream or BytesIO()
    write_table(documents, stream)
    return stream.getvalue().decode("utf-8")


def test_table_shows_what_a_person_asks_first(claim: Claim) -> None:
    text = to_text([("acme.txt", [claim])])
    (line,) = (line for line in text.splitlines() if "$4.5" in line)
    assert line.split("  ")[0].strip() == "↑ >$4.5 billion"
    assert [part.strip() for part in line.split("  ") if part.strip()][1:] == [
        "sales (Acme)",
        "by June 2025",
        "Reuters",
        "0.97",
    ]


def test_forecast_and_paragraph_scope_are_marked(claim: Claim) -> None:
    source = Source(text="experts", start=0, end=7, name=None, kind="unnamed", scope="paragraph", cue=None)
    text = to_text([("acme.txt", [replace(claim, status="forecast", source=source)])])
    assert "forecast" in text
    assert "experts (paragraph)" in text


def test_last_line_counts_documents_claims_and_sources(claim: Claim, bare_claim: Claim) -> None:
    marker = Source(text="[source]", start=0, end=8, name=None, kind="reference", scope="paragraph", cue=None)
    documents = [("a.txt", [claim, claim, bare_claim]), ("b.txt", [replace(claim, source=marker)]), ("c.txt", [])]
    text = to_text(documents)
    assert "c.txt: no claims" in text
    assert text.splitlines()[-1] == "3 documents, 4 claims, 1 source"


def test_long_texts_are_folded_not_cut(claim: Claim) -> None:
    assert claim.subject is not None
    long = "word" * 60
    text = to_text([("acme.txt", [replace(claim, subject=replace(claim.subject, text=long, entity=None))])])
    assert max(map(len, text.splitlines())) <= 120
    assert text.count("word") + text.count("wor\n") >= 50
    assert "…" not in text


def test_no_colour_where_it_is_no_terminal(claim: Claim) -> None:
    assert "\x1b" not in to_text([("acme.txt", [claim])])
    assert "\x1b[" in to_text([("acme.txt", [claim])], Terminal())


def test_texts_can_neither_style_nor_steer_the_terminal(hostile_claim: Claim) -> None:
    text = to_text([("[bold]\x1b]0;title\x07", [hostile_claim])])
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]␛]0;title␇" in text
    assert "=<b>[red]␛[2J" in text
