from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.articles.markup import read_page
from extractor.records import Article

PARAGRAPHS = [
    "The harbour board approved a budget of 48 million euros on Monday, a fifth more than in the year before.",
    "Work on the northern quay begins in March and is expected to take three years, the board said in a statement.",
    "World trade through the port has doubled since the second basin was opened, according to its annual report.",
    "Shipping lines had asked for deeper water, since the largest vessels now draw more than sixteen metres.",
]
PAGE = f"""<!DOCTYPE html><html><head><title>Harbour gets 48 million - The Daily</title>
<meta property="og:title" content="Harbour gets 48 million">
<meta property="article:published_time" content="2024-05-06T10:00:00Z">
<link rel="canonical" href="https://example.org/harbour"></head><body>
<nav><ul><li><a href="/w">World</a></li><li><a href="/t">Trade</a></li></ul></nav>
<article><h1>Harbour gets 48 million</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<footer><p>Imprint</p><p>World</p></footer></body></html>"""


def read(html: str) -> str:
    return read_page(html, document="page.html").text


def main_texts(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.main_blocks or ()]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<!-- nothing -->", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<p>Two<div>Three", "One\n\nTwo\n\nThree"),
        ("<p>Sales\n   rose <b>5</b>%\t today </p>", "Sales rose 5% today"),
        ("<p>Sales <b> rose</b></p>", "Sales rose"),
        ("<p>5&nbsp;000&thinsp;km</p>", "5\u00a0000\u2009km"),
        ("<p>One<br>Two</p>", "One\nTwo"),
        ("<div>One<br><br>Two</div>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul><p>Three", "One\nTwo\n\nThree"),
        ("<table><tr><th>Year<th>Sales</tr><tr><td>2024<td>5 m</tr></table>", "Year\tSales\n2024\t5 m"),
        ("<pre>a  b\nc</pre>", "a  b\nc"),
        ("before<p>in</p>after", "before\n\nin\n\nafter"),
        ("<p>a<!-- gone -->b<?gone?>c</p>", "abc"),
        ("<p>a<script>x</script>b<style>y</style>c<svg><text>z</text></svg>d</p>", "abcd"),
        ("<p>a</p><p hidden>x</p><p style='color:red; display : none'>y</p><button>z</button>b", "a\n\nb"),
        ("<p>a<span class='wide sr-only'>, opens in a new tab</span> b</p>", "a b"),
        ("<p>Fish &amp; chips &lt;3</p>", "Fish & chips <3"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><html><body><p>café</p></body></html>", "café"),
        ("<p>one\0two</p>", "one\ufffdtwo"),
    ],
)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert read(html) == text


def test_title_date_and_address_are_read() -> None:
    article = read_page(PAGE, document="page.html")
    assert (article.title, article.date) == ("Harbour gets 48 million", "2024-05-06")
    assert article.url == "https://example.org/harbour"


def test_main_blocks_are_headline_and_paragraphs() -> None:
    assert main_texts(read_page(PAGE, document="page.html")) == ["Harbour gets 48 million", *PARAGRAPHS]


def test_menu_item_is_not_taken_for_the_word_in_a_sentence() -> None:
    article = read_page(PAGE, document="page.html")
    assert article.text.count("World") == 3
    assert "World" not in main_texts(article)


def test_teaser_that_repeats_a_paragraph_is_left_out() -> None:
    page = PAGE.replace("<p>Imprint</p>", f"<div><a href='/more'>{PARAGRAPHS[1]}</a></div>")
    article = read_page(page, document="page.html")
    assert article.text.count(PARAGRAPHS[1]) == 2
    assert main_texts(article) == ["Harbour gets 48 million", *PARAGRAPHS]


def test_headline_is_told_apart() -> None:
    article = read_page(PAGE, document="page.html")
    assert article.headline is not None
    assert article.text[slice(*article.headline)] == "Harbour gets 48 million"
    assert read_page("<p>Up 5%.</p>", document="page.html").headline is None


def test_teaser_within_the_article_is_left_out_by_the_name_of_its_element() -> None:
    teaser = "Ferries to the islands will leave from the southern quay while the work on the basin goes on."
    article = read_page(
        PAGE.replace("</p><p>World trade", f"</p><div class='promo-small'><p>{teaser}</p></div><p>World trade"),
        document="page.html",
    )
    assert teaser in article.text
    assert main_texts(article) == ["Harbour gets 48 million", *PARAGRAPHS]


def test_name_that_an_article_bears_altogether_is_no_mark_of_a_teaser() -> None:
    page = PAGE.replace("<article>", "<article class='newsletter'>")
    assert main_texts(read_page(page, document="page.html")) == ["Harbour gets 48 million", *PARAGRAPHS]


def test_line_of_strokes_is_no_part_of_the_article() -> None:
    page = PAGE.replace("</article>", "<p>___</p></article>")
    assert main_texts(read_page(page, document="page.html")) == ["Harbour gets 48 million", *PARAGRAPHS]


def test_page_without_main_text_is_main_altogether() -> None:
    assert main_texts(read_page("<p>Up 5%.</p><p>Down 2%.</p>", document="page.html")) == ["Up 5%.", "Down 2%."]


@pytest.mark.parametrize("html", ["<div>" * 20_000, "<p>" * 5_000 + "x", "<b><i>" * 1_000 + "x", "<" * 5_000])
def test_nesting_does_no_harm(html: str) -> None:
    assert read_page(html, document="page.html").document == "page.html"


@given(st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<td>", "<br>", "<pre>", " 5% ", "word", "\n", "\ud800", "&"])))
def test_main_blocks_lie_in_the_text_in_order(pieces: list[str]) -> None:
    article = read_page("".join(pieces), document="page.html")
    assert article.text == article.text.strip("\n\t ")
    assert all(text.strip() for text in main_texts(article))
    assert all(first[1] < second[0] for first, second in pairwise(article.main_blocks or ()))
