from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.sentences import (
    LONGEST_SENTENCE,
    LONGEST_STRETCH,
    LONGEST_WORD,
    holds_number,
    split_sentences,
    split_stretches,
    without_endless_words,
)

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
        ["The U.S. Senate met in the U.S. Capitol.", "It voted in the U.S.", "The House did too."],
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


@pytest.mark.parametrize("piece", ["12 and ", "word ", "x", "“ ", "a" * (LONGEST_SENTENCE + 1) + " "])
def test_endless_sentence_is_cut_into_parts_that_hold_all_of_it(piece: str) -> None:
    text = piece * (5 * LONGEST_SENTENCE // len(piece) + 1)
    parts = [text[start:end] for start, end in split_sentences(text)]
    assert max(map(len, parts)) <= LONGEST_SENTENCE
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_words_that_are_data_are_blanked_and_the_longest_of_language_stay() -> None:
    longest, data = "a" * LONGEST_WORD, "9" * (LONGEST_WORD + 1)
    text = f"{longest} {data}\n{longest}"
    assert without_endless_words(text) == f"{longest} {' ' * len(data)}\n{longest}"


def test_article_is_one_stretch_and_a_longer_text_several() -> None:
    sentences = [(start, start + 900) for start in range(0, 3 * LONGEST_STRETCH, 1_000)]
    stretches = list(split_stretches(sentences))
    assert list(split_stretches(sentences[:60])) == [sentences[:60]]
    assert [sentence for stretch in stretches for sentence in stretch] == sentences
    assert len(stretches) == 3
    assert all(stretch[-1][1] - stretch[0][0] <= LONGEST_STRETCH for stretch in stretches)


def test_no_sentences_are_no_stretch() -> None:
    assert list(split_stretches([])) == []
