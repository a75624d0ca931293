import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor
from extractor.articles.markdown import find_markup
from extractor.claims.sentences import LONGEST_STRETCH
from extractor.pipeline import BATCH_CHARACTERS, BATCH_DOCUMENTS, Extractor, batched
from extractor.records import Article, Claim, TextSpan, claim_id
from extractor.writers.rows import to_row

HERE = Path(__file__).parent
SEED = HERE.parent / "corpus" / "china-computing-power.txt"
PROMOTION = "Learn to use AI like a Pro"
STORY = "Sales rose 4% to £1.2bn in 2024, the retailer said.\nIt runs 40 shops."

# What numbers in news are made of, to be put together at random: no result need make sense.
NEWS = """
4% £1.2bn $ € 12 1,234 3.5 ½ -5C No. 2 G20 5G 2024 34-fold °C ± µg/m³ one two-thirds a dozens second-largest doubled
36-year-old million bn m per kWh China Reuters sales rose fell said According to the of in by June from between ’s
- – — . , : ; ( ) [source] " “ ” '
"""
PIECES = st.sampled_from(NEWS.split())
GAPS = st.sampled_from([" "] * 6 + ["", "\n", "\n\n", "\r\n", "\t", *"\u00a0\u202f\u2009\u3000\u200b\x0b\u2028"])
ARTICLES = st.lists(st.tuples(PIECES, GAPS), max_size=40).map(lambda parts: "".join(map("".join, parts))) | st.text()


@pytest.fixture(scope="module")
def article() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def claims(loaded: Extractor, article: str) -> list[Claim]:
    return loaded.extract(article, document=SEED.name)


def spans_of(claim: Claim) -> list[TextSpan]:
    spans = (claim.sentence, claim.quantity, claim.subject, claim.period, claim.source)
    return [span for span in spans if span is not None]


def quantities(claims: list[Claim]) -> list[str]:
    return [claim.quantity.text for claim in claims]


class TestSeedArticle:
    def test_has_claims(self, claims: list[Claim]) -> None:
        assert {"No. 2", "4.55 million", "34-fold", "46.2%", "5.86 trillion yuan"} <= set(quantities(claims))

    def test_every_span_is_its_slice(self, claims: list[Claim], article: str) -> None:
        assert all(article[span.start : span.end] == span.text for claim in claims for span in spans_of(claim))

    def test_every_quantity_lies_in_its_sentence(self, claims: list[Claim]) -> None:
        for claim in claims:
            assert claim.sentence.start <= claim.quantity.start < claim.quantity.end <= claim.sentence.end

    def test_two_runs_are_equal(self, loaded: Extractor, claims: list[Claim], article: str) -> None:
        assert loaded.extract(article, document=SEED.name) == claims

    def test_ids_are_those_of_text_and_span_and_all_differ(self, claims: list[Claim], article: str) -> None:
        assert [claim.id for claim in claims] == [
            claim_id(article, claim.quantity.start, claim.quantity.end) for claim in claims
        ]
        assert len({claim.id for claim in claims}) == len(claims)

    def test_claims_read_back_from_their_dictionaries(self, claims: list[Claim]) -> None:
        assert [Claim.from_dict(claim.to_dict()) for claim in claims] == claims

    def test_no_claim_from_the_promotion(self, claims: list[Claim], article: str) -> None:
        assert article.count(PROMOTION) > 1
        assert not any(PROMOTION in claim.sentence.text or "workflows" in claim.sentence.text for claim in claims)

    @pytest.mark.parametrize("number", ["2021", "2024", "2025", "2028", "5G", "5", "14", "14th"])
    def test_years_generations_and_plans_claim_nothing(self, claims: list[Claim], number: str) -> None:
        assert number not in quantities(claims)


def test_golden_article_gives_the_expected_table(loaded: Extractor) -> None:
    with (HERE / "golden" / "harbour.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    text = (HERE / "golden" / "harbour.txt").read_text(encoding="utf-8")
    rows = [to_row(claim) for claim in loaded.extract(text)]
    assert [{name: in_csv(row[name]) for name in expected[0]} for row in rows] == expected


def in_csv(cell: Any) -> str:
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def test_unknown_model_is_an_error_that_names_the_remedy() -> None:
    with pytest.raises(extractor.ModelError, match=r"'en_core_web_huge' is not installed; install .* or name an"):
        extractor.load("en_core_web_huge")


def test_model_without_a_parser_is_an_error_that_names_what_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(extractor.ModelError, match="lacks tagger, parser, lemmatizer, ner; choose one that has them"):
        extractor.load(str(tmp_path / "blank"))


def test_pipe_yields_each_texts_claims_and_reads_only_some_ahead(loaded: Extractor) -> None:
    asked: list[int] = []

    def texts() -> Any:
        for number, text in enumerate([STORY, "Nothing here.", Article(document="b.txt", text=STORY)] * 100):
            asked.append(number)
            yield text

    stream = loaded.pipe(texts())
    assert quantities(next(stream)) == ["4%", "£1.2bn", "40"]
    assert len(asked) <= BATCH_DOCUMENTS + 1
    assert next(stream) == []
    assert {claim.document for claim in next(stream)} == {"b.txt"}
    assert len(list(stream)) == 297


def test_claims_and_parses_are_the_same_alone_and_among_others(loaded: Extractor, article: str) -> None:
    texts = [article, "Fares rose 7%.", STORY, "It has 12 rooms.", article.replace("2024", "2023"), STORY * 40]
    assert list(loaded.pipe(texts)) == [loaded.extract(text) for text in texts]


def test_text_longer_than_articles_are_gives_the_claims_of_all_its_parts(loaded: Extractor) -> None:
    text = "The depot holds 12 buses. It is closed.\n\n" * (LONGEST_STRETCH // 40)
    found = loaded.extract(text)
    assert len(found) == text.count("12")
    assert all(text[span.start : span.end] == span.text for claim in found for span in spans_of(claim))
    assert {claim.quantity.unit for claim in found} == {"bus"}


def test_number_of_a_hundred_thousand_digits_claims_nothing_and_its_neighbours_stay(loaded: Extractor) -> None:
    found = loaded.extract(f"It sold {'9' * 100_000} and 12 buses in Leeds.")
    assert quantities(found) == ["12"]


def test_batches_hold_a_document_of_any_size_and_are_bounded() -> None:
    sizes = [BATCH_CHARACTERS * 2, 1, 2, BATCH_CHARACTERS, *[1] * (BATCH_DOCUMENTS + 1)]
    batches = list(batched(sizes, size=int))
    assert [len(batch) for batch in batches] == [1, 2, 1, BATCH_DOCUMENTS, 1]
    assert [size for batch in batches for size in batch] == sizes


def test_article_and_text_give_the_same_claims(loaded: Extractor) -> None:
    article = Article(document="a.txt", text=STORY, date="2025-03-14")
    assert loaded.extract_article(article) == loaded.extract(STORY, document="a.txt", date="2025-03-14")


@pytest.mark.parametrize("line_break", ["\r\n", "\r\n\r\n", "\n\n"], ids=["crlf", "crlf-twice", "lf"])
def test_line_breaks_of_other_systems_keep_offsets(loaded: Extractor, line_break: str) -> None:
    text = STORY.replace("\n", line_break)
    found = loaded.extract(text)
    assert quantities(found) == ["4%", "£1.2bn", "40"]
    assert all(text[span.start : span.end] == span.text for claim in found for span in spans_of(claim))


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", "\u2003"], ids=["nbsp", "narrow", "thin", "em"])
def test_odd_blanks_keep_offsets_and_read_as_blanks(loaded: Extractor, blank: str) -> None:
    text = STORY.replace(" ", blank)
    found = loaded.extract(text)
    assert quantities(found) == ["4%", "£1.2bn", "40"]
    plain = [to_row(claim)["subject"] for claim in loaded.extract(STORY)]
    assert [to_row(claim)["subject"] for claim in found] == plain
    assert all(text[span.start : span.end] == span.text for claim in found for span in spans_of(claim))


def test_broken_unicode_is_read_and_kept(loaded: Extractor) -> None:
    text = "Caf\ud800 sales rose 4%."
    (claim,) = loaded.extract(text)
    assert claim.sentence.text == text


@settings(max_examples=600)
@given(ARTICLES)
def test_any_text_gives_spans_that_are_its_slices_and_the_same_claims_twice(loaded: Extractor, text: str) -> None:
    found = loaded.extract(text)
    assert all(text[span.start : span.end] == span.text for claim in found for span in spans_of(claim))
    assert [Claim.from_dict(claim.to_dict()) for claim in found] == found
    assert loaded.extract(text) == found


@given(st.sampled_from(["", "\n", "Fares\u00a0fell.\r\n", "😀\n"]))
def test_text_before_a_story_only_moves_its_claims(loaded: Extractor, before: str) -> None:
    moved = [replace(claim, id="", confidence=0) for claim in loaded.extract(before + STORY)]
    by = len(before)
    expected = [
        replace(claim, id="", confidence=0).map_spans(
            lambda span: replace(span, start=span.start + by, end=span.end + by)
        )
        for claim in loaded.extract(STORY)
    ]
    assert moved == expected


def test_title_apart_from_the_text_is_its_headline(loaded: Extractor) -> None:
    text = "The company opened 40 stores last year. Sales rose 4% to $1.2 billion."
    claims = loaded.extract(text, title="Acme Foods opens 40 stores")
    assert [text[claim.quantity.start : claim.quantity.end] for claim in claims] == ["40", "4%", "$1.2 billion"]
    assert claims[1].subject is not None
    assert claims[1].subject.entity == "Acme Foods"


def test_bare_marker_is_named_by_the_host_of_its_link(loaded: Extractor) -> None:
    text = "Sales rose 4% to $1.2 billion. [source](https://www.stats.example/2024)"
    (link,) = (markup := find_markup(text)).links
    article = Article(document="news.md", text=text, markup=markup.spans, links=markup.links)
    for claim in loaded.extract_article(article):
        assert claim.source is not None
        assert (claim.source.text, claim.source.name) == ("[source]", "stats.example")
        assert (claim.source.start, claim.source.end) == (link.start, link.end)
