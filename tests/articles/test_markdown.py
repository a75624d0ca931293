import json

from hypothesis import given
from hypothesis import strategies as st

from extractor.articles.boilerplate import clean
from extractor.articles.markdown import find_markup
from extractor.articles.raw import RawDocument
from extractor.articles.reading import to_article
from extractor.records import Article


def read_markdown(text: str) -> Article:
    return to_article(RawDocument(document="news.md", data=text.encode(), form="markdown"))


def read_body(text: str, **fields: object) -> Article:
    record = json.dumps({"text": text, **fields}).encode()
    return to_article(RawDocument(document="news.jsonl:1", data=record, form="record"))


def test_reader_sees_no_markup() -> None:
    article = read_markdown(
        "# Points double\n\nThe ministry counted **3,200** of [all points](https://a.example/b_(c)).\n\n"
        "![Chart](https://a.example/c.png)\n\n> We had *forty*, she said.\n"
    )
    assert clean(article).text == (
        "Points double\n\nThe ministry counted 3,200 of all points.\n\nWe had forty, she said."
    )


def test_marker_of_a_source_keeps_its_brackets_and_its_address() -> None:
    article = read_markdown("It counted 40. [source](https://www.stats.example/2024)")
    (link,) = article.links
    assert (link.text, link.host) == ("[source]", "stats.example")
    assert article.text[link.start : link.end] == link.text
    assert clean(article).text == "It counted 40. [source]"


def test_address_at_the_foot_belongs_to_its_number() -> None:
    article = read_markdown("It counted 40 [1][a].\n\n[a]: https://stats.example/2024\n")
    assert [link.url for link in article.links] == ["https://stats.example/2024"]
    assert clean(article).text.strip() == "It counted 40 [1]."


def test_stars_and_underscores_of_the_text_stay() -> None:
    text = "Five * six_seven * eight, 2*3*4 and snake_case_name."
    assert clean(read_markdown(text)).text == text


def test_body_of_html_is_read_as_a_reader_sees_it() -> None:
    article = read_body('<p>It counted 40. <a href="https://stats.example/x">[source]</a></p><p>More.</p>')
    assert article.text == "It counted 40. [source]\n\nMore."
    assert [(article.text[one.start : one.end], one.host) for one in article.links] == [("[source]", "stats.example")]


def test_plain_body_stays_as_it_is() -> None:
    article = read_body("Profit * margin < 5 and > 3 [source].")
    assert (article.markup, article.links) == ((), ())


def test_record_gives_outlet_and_authors() -> None:
    article = read_body("Text.", outlet="The Ledger", authors=["Ann Lee", "Tom Roe"])
    assert (article.outlet, article.authors) == ("The Ledger", ("Ann Lee", "Tom Roe"))
    assert read_body("Text.", author="Ann Lee").authors == ("Ann Lee",)


@given(st.text(alphabet="ab *_#>[](!)|`~\n-=:/.1https", max_size=80))
def test_markup_is_disjoint_and_links_are_where_they_say(text: str) -> None:
    markup = find_markup(text)
    assert all(end <= start for (_, end), (start, _) in zip(markup.spans, markup.spans[1:], strict=False))
    assert all(text[link.start : link.end] == link.text for link in markup.links)
    clean(Article(document="news.md", text=text, markup=markup.spans, links=markup.links))
