import datetime

import pytest

from extractor.claims.datelines import find_article_date
from extractor.claims.headings import find_headings

BODY = (
    " The company said something that is longer than any byline, so that only what stands before the dash is its own."
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ferry sinks\nThu 6 Mar 2025 12.30 GMT\nIt sank.", "2025-03-06"),
        ("Ferry sinks\nPublished Thursday, March 6, 2025 at 2:00 p.m.\nIt sank.", "2025-03-06"),
        ("Ferry sinks\nBy A. Berg, 6th March 2025.\nIt sank.", "2025-03-06"),
        ("Ferry sinks\nOSLO, Mar. 6, 2025 (Nordwire) —" + BODY, "2025-03-06"),
        ("Ferry sinks\nOSLO, Norway – 6 March 2025 –" + BODY, "2025-03-06"),
        ("Ferry sinks\nOSLO, 6 March 2025:" + BODY, "2025-03-06"),
        ("Ferry sinks\n" + "It sank.\n" * 30 + "First published: 6 March 2025", "2025-03-06"),
        ("Ferry sinks\nOur bureau, Oslo, March 6\nIt sank in 2025.", "2025-03-06"),
        ("Ferry sinks\nOSLO, March 6, 2025 (Nordwire):" + BODY, "2025-03-06"),
        ("Ferry sinks\nTHURSDAY, MARCH 6, 2025\nIt sank.", "2025-03-06"),
        ("Ferry sinks\n2025-03-06T12:30:00Z\nIt sank.", "2025-03-06"),
        ("Ferry sinks\n6.3.2025\nIt sank.", "2025-03-06"),
        ("Ferry sinks\n3/16/2025\nIt sank.", "2025-03-16"),
        ("Ferry sinks\nMost blame the weather, says a report released on Thursday, March 6, 2025.", "2025-03-06"),
        ("Oslo, March 6: It sank in February 2025, the tenth since 2019.", "2025-03-06"),
        ("Oslo, March 6: It carried 900 people in February, up from 800 in February 2024.", "2025-03-06"),
        ("OSLO, March 6 - It had sailed since 2022, not as in May 2018.", "2022-03-06"),
        ("OSLO, March 6 - It sank on Thursday, the port said, as in May 2018.", "2025-03-06"),
        ("OSLO, March 6 - It sank on Wednesday, the port said, as in May 2024.", "2025-03-06"),
        ("OSLO, Sept 4 - It said on Thursday it ordered 40 in 2024. Deliveries will run through 2031.", "2025-09-04"),
        ("OSLO, July 8 - It slipped on Tuesday. Exports in 2024/25 came to 41 million tonnes.", "2025-07-08"),
        ("Ferry sinks\nPosted: 03/06/2025 05:00 AM MST\nIt sank.", "2025-03-06"),
        ("Reports of the week\nCompiled for the weekend of March 8 and 9, 2025\nIt sank.", "2025-03-09"),
        ("Ferry sinks\nOn Thursday, 6 March 2025, the port's largest ferry sank.", "2025-03-06"),
        ("Ferry sinks\n[Oslo, 6 March 2025]" + BODY, "2025-03-06"),
        ("Ferry sinks\nThe port said today (6 March 2025) that it sank.", "2025-03-06"),
        ("Wheat eases\nWeek ending 6 March 2025\nIt eased.", "2025-03-06"),
        ("Bridge opens\nFirst opened: 6 March 1998\n6-Mar-2025\nIt opened.", "2025-03-06"),
        (
            "NEW DELHI, Feb 1: It rose on Saturday. The Budget for 2025-26, against that for 2024-25, is out.",
            "2025-02-01",
        ),
        ("Loss shrinks\nThe loss shrank in the year to March 2025, it said in a statement on 12 May.", "2025-05-12"),
        (
            "Tram backed\nThe council voted on Monday night (June 16) for it. It ran 4 million times in 2024.",
            "2025-06-16",
        ),
        (
            "Race tightens\nA poll released Wednesday found it.\nThe survey, taken March 1-3, 2025, put it so.",
            "2025-03-05",
        ),
    ],
    ids=[
        "day-first",
        "published",
        "byline",
        "agency",
        "two-dashes",
        "colon",
        "last-line",
        "year-from-the-text",
        "agency-and-colon",
        "capitals",
        "time-stamp",
        "figures",
        "american-figures",
        "lede",
        "after-the-last-month",
        "after-the-base",
        "since-a-later-year",
        "weekday-of-the-lede",
        "day-after-the-weekday",
        "year-before-what-lies-ahead",
        "year-after-a-split-year",
        "american-by-its-time",
        "weekend",
        "weekday-and-year-in-the-lede",
        "brackets",
        "today",
        "week",
        "label-of-another-day",
        "weekday-that-fits-exactly",
        "statement",
        "day-beside-its-weekday",
        "poll",
    ],
)
def test_article_shows_its_day(text: str, day: str) -> None:
    assert find_article_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Ferry sinks\nIt sank on 6 March 2025 — the port said so." + BODY,
        "Ferry sinks\nOn 6 March 2025 it sank." + BODY,
        "Ferry sinks\nOur bureau, Oslo, March 6\nIt sank in 2025, as in 2019.",
    ],
    ids=["running-text", "opening-of-a-sentence", "two-years"],
)
def test_article_does_not_show_its_day(text: str) -> None:
    assert find_article_date(text) is None


def test_heading_dates_the_lines_below_it() -> None:
    text = "It rained.\n\nOUTLOOK FOR TUESDAY\nOslo: 4 to 9C.\nBergen: 5 to 8C.\n\nMore tomorrow."
    (heading,) = find_headings(text, today=datetime.date(2025, 2, 3))
    assert text[heading.start : heading.end] == "Oslo: 4 to 9C.\nBergen: 5 to 8C.\n"
    assert text[heading.date.start : heading.date.end] == "FOR TUESDAY"
    assert heading.date.near == ("2025-02-04", "2025-02-04")


def test_headline_with_a_number_dates_nothing_below_it() -> None:
    text = "\n\nExports up 9% in 2024\nThey rose.\n"
    assert list(find_headings(text, today=None)) == []


def test_lead_of_a_list_dates_its_items() -> None:
    text = "\nIt grew. Passengers, July to September 2025:\n\n• Inland: 221,400\n• Abroad: 158,900\n\nIt owes money."
    (heading,) = find_headings(text, today=None)
    assert text[heading.start : heading.end] == "• Inland: 221,400\n• Abroad: 158,900\n"
    assert heading.date.near == ("2025-07", "2025-09")


def test_paragraph_before_a_list_with_two_dates_dates_nothing() -> None:
    text = "\nShops that opened in 2021, by size in May 2023:\n\n- Oslo: 40\n- Bergen: 30\n"
    assert list(find_headings(text, today=None)) == []


def test_heading_dates_the_numbers_in_brackets_apart() -> None:
    text = "It rose.\n\nKey figures, third quarter 2025 (2024):\n\n- Income: €1.4bn (€1.6bn)\n- Fees: €610m (€580m)\n"
    (heading,) = find_headings(text, today=datetime.date(2025, 10, 23))
    assert heading.date.near == ("2025-07", "2025-09")
    assert heading.bracketed is not None
    assert heading.bracketed.near == ("2024", "2024")
