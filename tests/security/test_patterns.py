import re
import time
from collections.abc import Iterable
from typing import Any

import pytest
from patterns import MATCHING, SEARCHING, Use, attacked, attacks, uses

LENGTHS = (24, 250, 1_000, 4_000)
TAILS = ("\0", "\n!", "")
# Of what grows as the square of the length, four times the length takes sixteen times as long.
MOST_GROWTH = 9
# Less than this many seconds cannot be told from noise; what is linear takes at most a tenth for 4,000 characters.
LEAST_SECONDS = 0.004
# Kept in lists and used in loops, where no name tells how.
LINES = {"extractor.articles.boilerplate": frozenset({"fullmatch"})}


@pytest.fixture(scope="module")
def used() -> list[Use]:
    return list(uses())


def test_expressions_of_every_kind_are_found(used: list[Use]) -> None:
    assert len(used) > 200
    assert {"extractor.claims.units", "extractor.articles.markup"} <= {one.module for one in used}
    assert any(isinstance(one.pattern.pattern, bytes) for one in used)


def test_test_finds_a_pattern_that_backtracks() -> None:
    for source in (r"(a+)+b", r"\s+$", r"[a-z .]*\d[a-z .]*x"):
        assert slow(Use("here", re.compile(source), SEARCHING)) is not None
    for source in (r"(?<!\s)\s++$", r"\d{1,3}(?:,\d{3})*", r"\bfoo\b"):
        assert slow(Use("here", re.compile(source), SEARCHING | MATCHING)) is None


def test_no_pattern_backtracks(used: list[Use]) -> None:
    found = [f"{one.module}: {one.pattern.pattern!r:.300} on {string}" for one in used if (string := slow(one))]
    assert not found, "\n".join(found)


def slow(use: Use) -> str | None:
    """Return what a pattern takes more than linear time for, None if there is nothing of that kind."""
    methods = LINES.get(use.module, use.methods)
    run = [getattr(use.pattern, name) for name in ("match", "fullmatch") if name in methods]
    run += [use.pattern.finditer] if methods & SEARCHING else []
    for before, body in attacks(use.pattern):
        for tail in TAILS:
            if any(_grows(method, before, body, tail, isinstance(use.pattern.pattern, bytes)) for method in run):
                return f"{before!r} + {body!r} * n + {tail!r}"
    return None


def _grows(method: Any, before: str, body: str, tail: str, in_bytes: bool) -> bool:
    earlier = 0.0
    for length in LENGTHS:
        text: Any = attacked(before, body, length, tail)
        text = text.encode("utf-8", "replace") if in_bytes else text
        seconds = _least_seconds(method, text)
        if seconds > LEAST_SECONDS and (not earlier or seconds > MOST_GROWTH * earlier):
            # Once more, for something else may have held up the machine.
            return _least_seconds(method, text, times=5) > max(LEAST_SECONDS, MOST_GROWTH * earlier)
        earlier = seconds
    return False


def _least_seconds(method: Any, text: Any, *, times: int = 1) -> float:
    return min(_seconds(method, text) for _ in range(times))


def _seconds(method: Any, text: Any) -> float:
    begin = time.process_time()
    found = method(text)
    for _ in found if isinstance(found, Iterable) else ():
        pass
    return time.process_time() - begin
