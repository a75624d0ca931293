from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.sentences import holds_number, split_sentences

WRAPPED = """The port handled more ships last year than in any other since the war,
and its owner plans to widen the lock before the end of the decade so that
larger ones may pass. Ferries ran daily.
"""


@pytest.mark.parametrize(
    "sentences",
    [
        ["Fares rose 4%.", "Trains ran late."],
        ["Fares rose 4%!", "Did trains run late?", "They did."],
        ["It cost $1.5 million.", "It opened at 3.5 stars."],
        ["Mr. Berg and Dr. Lee met in St. Ives.", "They talked."],
        ["J. R. Berg met the U.S. envoy.", "They talked."],
        ["See No. 4 and Fig. 2 for more.", "It helps."],
        ["“We lost,” he said.", "“We left.”"],
        ["He paid £40.", "£30 came back."],
        ["Rail fares up 7%", "Trains ran late."],
        ["Turnover: £3.4m", "Profit: £1m"],
    ],
    ids=lambda sentences: sentences[0],
)
def test_sentences_apart(sentences: list[str]) -> None:
    text = ("\n" if sentences[0][-1] not in ".!?”" else " ").join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_list_markers_stay_outside() -> None:
    text = "- Bread: £2\n* Milk: £1\n3. Eggs: £4"
    assert [text[start:end] for start, end in split_sentences(text)] == ["Bread: £2", "Milk: £1", "Eggs: £4"]


def test_lines_of_a_wrapped_text_are_joined() -> None:
    assert [WRAPPED[start:end][-12:] for start, end in split_sentences(WRAPPED)] == ["es may pass.", "s ran daily."]


def test_heading_above_a_wrapped_text_stays_apart() -> None:
    text = f"Port grows\n\n{WRAPPED}"
    assert text[slice(*split_sentences(text)[0])] == "Port grows"


@pytest.mark.parametrize(
    "text",
    [
        "It cost £3.",
        "Three came.",
        "It doubled.",
        "The second-largest port",
        "A third left.",
        "It grew fivefold.",
        "½ cup",
        "dozens",
    ],
)
def test_sentence_holds_a_number(text: str) -> None:
    assert holds_number(text)


@pytest.mark.parametrize("text", ["", "Nobody came.", "The first of May", "Often, tension rises."])
def test_sentence_holds_none(text: str) -> None:
    assert not holds_number(text)


@given(st.text(alphabet='aA1 .!?”"\n-()£,', max_size=80) | st.text(max_size=80))
def test_sentences_of_any_text_cover_its_words_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
