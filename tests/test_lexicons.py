import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicons import alternatives

WORDS = st.lists(st.text(alphabet="aAbB. -", min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["mar", "march", "may"], "march", "march"),
        (["mar", "march", "may"], "mart", "mar"),
        (["a few", "a"], "a  few", "a  few"),
        (["a few", "a"], "a fee", "a"),
        (["U.S.", "U"], "Uxsx", "U"),
    ],
)
def test_alternatives_find_the_longest_word(words: list[str], text: str, found: str) -> None:
    match = re.match(alternatives(words), text)
    assert match is not None
    assert match[0] == found


@given(WORDS, st.text(alphabet="aAbB. -", max_size=12), st.sampled_from([re.NOFLAG, re.IGNORECASE]))
def test_alternatives_match_as_the_words_do_one_by_one(words: list[str], text: str, flags: re.RegexFlag) -> None:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    plain = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    for ending in ("", r"(?!\w)", "a"):
        expected, found = (re.compile(f"(?:{regex}){ending}", flags) for regex in (plain, alternatives(words)))
        assert [one.span() for one in found.finditer(text)] == [one.span() for one in expected.finditer(text)]
