from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.records import Claim, Source
from extractor.writers.page import to_html


def offsets(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


class Marks(HTMLParser):
    """Collects the marked pieces of the sentences, and all text of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self.text = ""
        self.tags: list[str] = []
        self._role = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._role = dict(attrs).get("class") or "" if tag == "mark" else self._role

    def handle_endtag(self, tag: str) -> None:
        self._role = "" if tag == "mark" else self._role

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._role:
            self.pieces.append((self._role, data))


def test_spans_are_marked_in_the_sentence(claim: Claim) -> None:
    legend, marks = Marks(to_html([])).pieces, Marks(to_html([("acme.txt", [claim])])).pieces
    assert [role for role, _ in legend] == ["quantity", "period", "subject", "source"]
    assert marks[len(legend) :] == [
        ("source", "Reuters"),
        ("subject", "sales"),
        ("quantity", "$4.5 billion"),
        ("period", "by June 2025"),
    ]


def test_claims_of_one_sentence_share_it(claim: Claim) -> None:
    page = to_html([("acme.txt", [claim, replace(claim, id="other")])])
    assert page.count("<blockquote>") == 1
    assert page.count('<tr id="') == 2


def test_overlapping_spans_keep_both_marks(claim: Claim) -> None:
    assert claim.period is not None
    start, end = claim.quantity.start, claim.period.end
    wide = replace(claim.period, text="$4.5 billion by June 2025", start=start, end=end)
    pieces = Marks(to_html([("acme.txt", [replace(claim, period=wide)])])).pieces
    assert ("period quantity", "$4.5 billion") in pieces
    assert ("period", " by June 2025") in pieces


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marks_never_change_the_sentence(claim: Claim, data: st.DataObject) -> None:
    sentence = claim.sentence
    places = st.lists(st.integers(sentence.start - 5, sentence.end + 5), min_size=2, max_size=2).map(sorted)
    moved = claim.map_spans(lambda span: span if span is sentence else replace(span, **offsets(*data.draw(places))))
    page = to_html([("acme.txt", [moved])])
    assert Marks(page.partition("<blockquote>")[2].partition("</blockquote>")[0]).text == sentence.text


def test_source_outside_the_sentence_is_named_only(claim: Claim) -> None:
    far = Source(text="experts", start=900, end=907, name=None, kind="unnamed", scope="paragraph", cue="said")
    page = to_html([("acme.txt", [replace(claim, source=far)])])
    assert page.count('class="source"') == 1
    assert "<i>experts</i> <small>(paragraph)</small>" in page


def test_forecasts_stand_out(claim: Claim) -> None:
    assert "<strong>forecast</strong>" in to_html([("acme.txt", [replace(claim, status="forecast")])])


def test_texts_are_escaped(hostile_claim: Claim) -> None:
    document = '<script>alert("x")</script>'
    page = to_html([(document, [replace(hostile_claim, document=document)])])
    marks = Marks(page)
    assert not {"script", "b"} & set(marks.tags)
    assert document in marks.text
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_page_stands_alone(claim: Claim) -> None:
    page = to_html([("acme.txt", [claim])])
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert not any(word in page for word in ("http://", "https://", "src=", "href=", "url(", "@import", "style="))


def test_page_counts_at_its_end(claim: Claim) -> None:
    page = to_html([("acme.txt", [claim]), ("empty.txt", [])])
    assert "<p>No claims.</p>" in page
    assert "<footer>2 documents, 1 claim, 1 source</footer>" in page
