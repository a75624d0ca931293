import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.calendars import article_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-14", datetime.date(2025, 3, 14)),
        ("2025-03-14T08:30:00Z", datetime.date(2025, 3, 14)),
        ("2025-03", None),
        ("2025-02-30", None),
        ("0000-01-01", None),
        ("someday", None),
        ("", None),
        (None, None),
    ],
)
def test_article_day(text: str | None, day: datetime.date | None) -> None:
    assert article_day(text) == day


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*"))
def test_any_text_names_a_day_or_none(text: str) -> None:
    day = article_day(text)
    assert day is None or text.startswith(day.isoformat())
