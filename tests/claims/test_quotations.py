from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said nothing.", []),
        ("“We lost,” he said.", ["“We lost,”"]),
        ('"We lost," he said.', ['"We lost,"']),
        ("“We lost,” he said. “We left.”", ["“We lost,”", "“We left.”"]),
        ('He called it "a mess" ("a ruin").', ['"a mess"', '"a ruin"']),
        ("“We lost.\n\n“We left.”", ["“We lost.", "“We left.”"]),
        ("“We lost.\n\nThen they left.", ["“We lost."]),
        ("He said: “We heard ‘no’ twice.”", ["“We heard ‘no’ twice.”"]),
        ('"They asked: “Yes?” Four did," he said.', ['"They asked: “Yes?” Four did,"']),
        ("“We lost. “We left,” he said. “Late.”", ["“We lost. “We left,”", "“Late.”"]),
        ('A 27" screen and a 32" one.', []),
    ],
    ids=[
        "none",
        "curly",
        "straight",
        "two",
        "words",
        "over-paragraphs",
        "left-open",
        "nested",
        "nested-double",
        "never-closed",
        "inches",
    ],
)
def test_quotations_with_their_marks(text: str, quoted: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_quotations(text)] == quoted


@given(st.text(alphabet='“”"‘ab.,\n ()', max_size=60) | st.text(max_size=60))
def test_quotations_of_any_text_lie_in_it_one_behind_the_other(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
