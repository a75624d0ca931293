import time
from typing import Any

import pytest
from cases import Case
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words
from spacy.tokens import Doc, Span

from extractor.claims.quantities import find_quantities
from extractor.claims.trees import read_sentences
from extractor.pipeline import Extractor

PIECES = [
    *(
        "5",
        "1,234",
        "5.86",
        "½",
        "3/4",
        "two",
        "one",
        "half",
        "a",
        "dozen",
        "hundred",
        "million",
        "thousands",
        "bn",
        "m",
    ),
    *("$", "£", "US$", "Rs", "PS", "yuan", "cents", "%", "percent", "points", "times", "fold", "kg", "km/h", "'", '"'),
    *("to", "or", "and", "of", "in", "per", "from", "between", "-", "–", "±", "(", ")", ",", ".", "up to", "at least"),
    *(
        "years",
        "year-old",
        "aged",
        "people",
        "who",
        "them",
        "5G",
        "COVID-19",
        "MPs",
        "No.",
        "second-largest",
        "doubled",
    ),
]
STYLES = {
    "digits": "{:d}",
    "commas": "{:,}",
    "words": "words",
}


def as_sentence(loaded: Extractor, text: str) -> Span:
    """The text as one sentence of a Doc without a parse."""
    made = loaded.nlp.make_doc(text)
    spaces = [bool(token.whitespace_) for token in made]
    starts = [index == 0 for index in range(len(made))]
    doc = Doc(made.vocab, words=[token.text for token in made], spaces=spaces, sent_starts=starts)
    return read_sentences(doc, doc.text, [doc[:]])[0]


def test_quantities_of_a_sentence(case: Case, answers: list[dict[str, Any]]) -> None:
    assert answers == case.expected


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.sampled_from(["", " "]))
def test_any_text_gives_quantities_in_order(loaded: Extractor, pieces: list[str], gap: str) -> None:
    sent = as_sentence(loaded, gap.join(pieces))
    found = find_quantities(sent)
    assert all(0 <= one.start < one.end <= len(sent.text) for one in found)
    assert all((one.value is None) == (one.low is not None) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(one.rule for one in found)


@given(st.integers(2, 10**9), st.sampled_from(sorted(STYLES)), st.sampled_from(["yuan", "kilometres", "percent"]))
def test_numbers_with_units_read_back(loaded: Extractor, value: int, style: str, unit: str) -> None:
    written = num2words(value).replace(",", "") if style == "words" else STYLES[style].format(value)
    (found,) = find_quantities(as_sentence(loaded, f"It came to {written} {unit}."))
    assert (found.value, found.rule) == (value, "unit")


@given(st.integers(1, 9_999), st.sampled_from(["$", "£", "€", "US$", "HK$"]), st.sampled_from(["m", "bn", " million"]))
def test_money_reads_back(loaded: Extractor, tenths: int, sign: str, scale: str) -> None:
    factor = 1e9 if scale == "bn" else 1e6
    (found,) = find_quantities(as_sentence(loaded, f"It cost {sign}{tenths / 10:.1f}{scale} then."))
    assert found.value == pytest.approx(tenths / 10 * factor)
    assert (found.dimension, found.rule) == ("currency", "currency-prefix")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "5 ",
            "5, ",
            "$5 or ",
            "5 to ",
            "5% and ",
            "5 points ",
            "thousands of ",
            "5 pounds ",
            "two-",
            "12 m ",
            "5 A/",
        ),
        *("40s ", "two of them ", "5 ships and 6 ", "2 to 1 ", "No. 5 ", "twice the ", "a mile and a half ", "(5 kg) "),
    ],
)
def test_time_grows_with_the_length(loaded: Extractor, piece: str) -> None:
    def seconds(length: int) -> float:
        sent = as_sentence(loaded, piece * (length // len(piece)))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            find_quantities(sent)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(8_000) < max(0.2, 24 * seconds(1_000))  # eight times the text: quadratic time takes 64 times as long
