import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from cases import Case
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from extractor.claims.exclusions import excluded_spans
from extractor.claims.numerals import find_numerals
from extractor.claims.quotations import find_quotations
from extractor.claims.sentences import holds_number, split_sentences

FRAMES = st.sampled_from(["{}", "It cost {} then.", "({})", "“{}”", "A total of {}, they say"])
LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12}
SCALES = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}


def test_numeral(case: Case) -> None:
    found = find_numerals(case.text)
    assert [(case.text[one.start : one.end], one.value) for one in found] == [
        (expected["quantity"], expected["value"]) for expected in case.expected
    ]


def only_numeral(number: str, frame: str) -> float:
    text = frame.format(number)
    (found,) = find_numerals(text)
    assert text[found.start : found.end] == number
    return found.value


@given(st.integers(0, 10**15), st.sampled_from([",", " ", ""]), FRAMES)
def test_digits_read_back(value: int, separator: str, frame: str) -> None:
    assert only_numeral(f"{value:,}".replace(",", separator), frame) == value


@given(st.decimals(0, 10**9, places=3), FRAMES)
def test_decimals_read_back(value: float, frame: str) -> None:
    assert only_numeral(f"{value:,}", frame) == pytest.approx(float(value))


@given(st.integers(1, 999_999), st.sampled_from(sorted(LETTERS)), FRAMES)
def test_scale_letters_read_back(tenths: int, letter: str, frame: str) -> None:
    assert only_numeral(f"{tenths / 10:.1f}{letter}", frame) == pytest.approx(tenths / 10 * LETTERS[letter])


@given(st.integers(1, 999_999), st.sampled_from(sorted(SCALES)), FRAMES)
def test_scale_words_read_back(tenths: int, scale: str, frame: str) -> None:
    assert only_numeral(f"{tenths / 10:.1f} {scale}", frame) == pytest.approx(tenths / 10 * SCALES[scale])


def in_words(value: int, language: str = "en") -> str:
    return num2words(value, lang=language).replace(",", "")


@given(st.integers(0, 10**15 - 1), FRAMES)
def test_words_read_back(value: int, frame: str) -> None:
    assert only_numeral(in_words(value), frame) == value


@given(st.integers(0, 10**6), FRAMES)
def test_words_without_hyphens_read_back(value: int, frame: str) -> None:
    assert only_numeral(in_words(value).replace("-", " "), frame) == value


@given(st.integers(0, 10**6), FRAMES)
def test_words_with_a_capital_read_back(value: int, frame: str) -> None:
    assert only_numeral(in_words(value).capitalize(), frame) == value


@given(st.integers(10**5, 10**9), FRAMES)
def test_indian_words_read_back(value: int, frame: str) -> None:
    assert only_numeral(in_words(value, "en_IN"), frame) == value


@given(st.integers(1, 99), st.sampled_from([2, 3, 4, 5, 8]), FRAMES)
def test_fractions_read_back(whole: int, denominator: int, frame: str) -> None:
    assert only_numeral(f"{whole} 1/{denominator}", frame) == pytest.approx(whole + 1 / denominator)


@given(st.text(alphabet="0123456789.,/ -–%$£eExX×^½ ²³\n", max_size=60) | st.text(max_size=60))
def test_any_text_gives_spans_in_order(text: str) -> None:
    found = find_numerals(text)
    assert all(0 <= one.start < one.bare_end <= one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize("read", [find_numerals, excluded_spans, find_quotations, holds_number, split_sentences])
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "1 000",
        "1.000",
        "1/",
        "-1",
        "a-1",
        "twenty-",
        "one hundred and ",
        "a ",
        "$",
        "“",
        '" ',
        "A. ",
        "(",
    ],
)
def test_time_grows_with_the_length(read: Callable[[str], object], piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(32_000) < max(
        0.1, 30 * seconds(4_000)
    )  # eight times the text: quadratic time takes 64 times as long
