"""Dates that name a weekday: their days, counted from the article's own."""

import datetime

from extractor import lexicons
from extractor.claims.calendars import UNKNOWN, Direction, Ends, Groups, Resolver, View, count_of


def _weekday(groups: Groups, text: str, view: View) -> Ends:
    if view.today is None:
        return UNKNOWN
    day = _day_of_week(groups["weekday"] or "", (groups["which"] or "").lower(), view.today, view).isoformat()
    return day, day


def _until_weekday(groups: Groups, text: str, view: View) -> Ends:
    """``the week to Sunday``, ``the seven days ended Friday``."""
    if view.today is None:
        return UNKNOWN
    direction: Direction = "ahead" if view.direction == "ahead" else "back"
    last = _day_of_week(groups["weekday"] or "", "", view.today, View(view.today, direction))
    days = (count_of(groups["count"]) or 1) * (7 if groups["unit"] == "week" else 1)
    return (last - datetime.timedelta(days=days - 1)).isoformat(), last.isoformat()


def _weekdays(groups: Groups, text: str, view: View) -> Ends:
    if view.today is None:
        return UNKNOWN
    last = _day_of_week(groups["last"] or "", "", view.today, view)
    first = _day_of_week(groups["first"] or "", "", last, View(last, "back"))
    return first.isoformat(), last.isoformat()


def _day_of_week(name: str, which: str, today: datetime.date, view: View) -> datetime.date:
    """The nearest such day, unless the clause or a word before it looks back or ahead; "last" is never today."""
    back = (today.weekday() - int(lexicons.load("periods")["weekdays"][name.lower()])) % 7
    last, following = today - datetime.timedelta(days=back), today + datetime.timedelta(days=(7 - back) % 7)
    if which in ("last", "this past"):
        return last - datetime.timedelta(days=0 if back else 7)
    if which == "next":
        return following + datetime.timedelta(days=0 if back else 7)
    if which in ("this", "this coming") or view.direction == "ahead":
        return following
    return last if view.direction == "back" or back < 4 else following


def _weekend(groups: Groups, text: str, view: View) -> Ends:
    """``over the weekend``: the last that has begun, in plans the next."""
    if view.today is None:
        return UNKNOWN
    saturday = _day_of_week(
        "saturday", "", view.today, View(view.today, "ahead" if view.direction == "ahead" else "back")
    )
    return saturday.isoformat(), (saturday + datetime.timedelta(days=1)).isoformat()


RESOLVERS: dict[str, Resolver] = {
    "the_weekend": _weekend,
    "until_weekday": _until_weekday,
    "weekday": _weekday,
    "weekdays": _weekdays,
}
"""The resolver of each shape of dates, by the shape's id."""
