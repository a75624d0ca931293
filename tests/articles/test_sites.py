from collections.abc import Iterable
from itertools import permutations

import pytest

from extractor.articles.boilerplate import clean
from extractor.articles.markup import lay_out_page, read_page
from extractor.articles.sites import NO_FURNITURE, Survey, site_of, survey_article
from extractor.records import Article

HEADLINES = [f"Ferry number {number} is late again" for number in range(5)]
NOTE = "The Islander is printed in Storwick by 40 people."


def story(number: int, *more: str) -> str:
    body = [
        f"The {number + 2} o'clock boat left {number + 10} minutes late, its {number + 30}th delay this month.",
        f"Some {number + 200} passengers waited on pier {number + 1}, among them a school class of {number + 20}.",
    ]
    return "\n\n".join([HEADLINES[number], *body, *more])


def article(number: int, *more: str, folder: str = "islander", url: str | None = None) -> Article:
    return Article(document=f"{folder}/{number}.txt", text=story(number, *more), url=url)


def cleaned(articles: Iterable[Article]) -> list[str]:
    articles, survey = list(articles), Survey()
    for one in articles:
        survey.add(survey_article(one))
    furniture = survey.finish()
    return [clean(one, furniture.get(site_of(one), NO_FURNITURE)).text for one in articles]


def test_line_that_stands_on_the_articles_of_a_site_goes() -> None:
    assert cleaned(article(number, NOTE) for number in range(5)) == [story(number) for number in range(5)]


def test_line_that_stands_on_two_articles_stays() -> None:
    noted = [article(number, NOTE) for number in range(2)]
    assert cleaned([*noted, *map(article, range(2, 5))])[0] == story(0, NOTE)


def test_line_with_another_number_each_time_stays() -> None:
    assert cleaned(article(number, f"The index rose {number}.2%.") for number in range(5))[3].endswith("rose 3.2%.")


def test_headline_stays_on_its_own_article_and_goes_where_it_is_a_teaser() -> None:
    texts = cleaned(article(number, *([HEADLINES[0]] if number else [])) for number in range(5))
    assert texts == [story(number) for number in range(5)]


def test_banner_above_every_headline_goes() -> None:
    banner = "The Islander: news from Storwick"
    articles = [Article(document=f"{number}.txt", text=f"{banner}\n\n{story(number)}") for number in range(5)]
    assert cleaned(articles) == [story(number) for number in range(5)]


def test_wire_copy_of_several_outlets_stays() -> None:
    copies = [article(0, url=f"https://www.{outlet}.example/ferry") for outlet in ("herald", "post", "ledger")]
    assert cleaned(copies) == [story(0)] * 3


def test_versions_of_one_article_stay() -> None:
    versions = [Article(document=f"islander/{version}.txt", text=story(0, f"Update {version}.")) for version in "abc"]
    assert cleaned(versions) == [version.text for version in versions]


def test_folders_are_sites_of_their_own() -> None:
    articles = [article(number, NOTE, folder=f"folder-{number}") for number in range(5)]
    assert cleaned(articles) == [one.text for one in articles]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_articles_does_not_matter(order: tuple[int, ...]) -> None:
    survey = Survey()
    for number in order:
        survey.add(survey_article(article(number, NOTE)))
    same = Survey()
    for number in range(3):
        same.add(survey_article(article(number, NOTE)))
    assert survey.finish() == same.finish() != {}


def test_page_is_surveyed_under_its_own_address() -> None:
    html = (
        "<html><head><title>Ferry is late - The Islander</title><link rel='canonical' href='https://www.islander.example/a'>"
        "</head><body><p>Menu</p><h1>Ferry is late</h1><p>It left at noon.</p></body></html>"
    )
    page = lay_out_page(html, document="page.html")
    assert page.headline is not None
    assert page.text[slice(*page.headline)] == "Ferry is late"
    assert site_of(page) == site_of(read_page(html, document="page.html")) == "islander.example"
