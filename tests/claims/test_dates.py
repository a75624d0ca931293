import datetime
import re

import pytest
from cases import Case, read_cases
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.claims.date_shapes import Shape, find_expressions, shapes
from extractor.claims.datelines import find_article_date
from extractor.claims.dates import find_dates

TODAY = datetime.date(2025, 3, 14)  # a Friday


def test_date(case: Case) -> None:
    found = find_dates(case.text, today=TODAY)
    assert [
        {"quantity": case.text[one.start : one.end], "from": one.near[0], "to": one.near[1]}
        for one in found
        if not one.base
    ] == (case.expected)


@pytest.mark.parametrize(
    "text", ["last year", "on Tuesday", "yesterday", "in February", "two years ago", "this quarter"]
)
def test_relative_date_without_the_articles_date_stands_with_empty_ends(text: str) -> None:
    (found,) = find_dates(f"Output fell {text}.", today=None)
    assert found.near == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Port sets record\nLast updated: 14 March 2025\nThe port grew.",
        "Port sets record\nBy Anna Berg, March 14, 2025\nThe port grew.",
        "ROTTERDAM, 14 March 2025\nThe port grew.",
        "Published 2025-03-14\n\nThe port grew.",
    ],
)
def test_article_shows_its_own_date_among_its_first_lines(text: str) -> None:
    assert find_article_date(text) == "2025-03-14"


@pytest.mark.parametrize(
    "text",
    [
        "Port sets record\nThe port opened on 14 March 1925.",
        "Last updated:\nThe port grew.",
        "Port sets record in 2025\nThe port grew.",
        "",
    ],
)
def test_article_shows_no_date_of_its_own(text: str) -> None:
    assert find_article_date(text) is None


@given(
    st.dates(datetime.date(1800, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["on {d} {b} {y}", "on {b} {d}, {y}"]),
)
def test_full_dates_read_back(day: datetime.date, style: str) -> None:
    text = style.format(d=day.day, b=day.strftime("%B"), y=day.year)
    (found,) = find_dates(f"It opened {text}.", today=None)
    assert found.near == (day.isoformat(), day.isoformat())


@given(st.text(max_size=80), st.none() | st.dates())
def test_dates_of_any_text_lie_in_it(text: str, today: datetime.date | None) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find_dates(text, today=today))
    find_article_date(text)


def test_dates_are_found_with_nothing_beside_them() -> None:
    cases: list[Case] = [one.values[0] for one in read_cases("dates")]
    alone = [case.text[slice(*case.spans[0])] for case in cases if case.spans]
    assert not [text for text in alone if not list(find_expressions(text))]


@given(st.sampled_from(shapes()), st.data())
def test_whatever_has_a_shape_holds_what_the_shape_needs(shape: Shape, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(shape.regex, re.ASCII), fullmatch=True))
    assume(re.fullmatch(shape.regex, text))
    assert list(find_expressions(text))
