import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.calendars import article_day, is_unit, move


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


@pytest.mark.parametrize(
    ("end", "months", "moved"),
    [
        ("2025", -12, "2024"),
        ("2025", -3, None),
        ("2025-01", -1, "2024-12"),
        ("2024-02-29", 12, "2025-02-28"),
        (None, 12, None),
    ],
)
def test_dates_move_at_their_own_precision(end: str | None, months: int, moved: str | None) -> None:
    assert move(end, months) == moved


@pytest.mark.parametrize(
    ("from_", "to", "unit"),
    [
        ("2025", "2025", "year"),
        ("2025-04", "2025-06", "quarter"),
        ("2025-03-03", "2025-03-09", "week"),
        ("2025-03", "2025-03", "month"),
    ],
)
def test_period_is_one_unit_long(from_: str, to: str, unit: str) -> None:
    assert is_unit(from_, to, unit)
    assert not is_unit(from_, None, unit)
    assert not is_unit("2025-01", "2025-05", unit)
