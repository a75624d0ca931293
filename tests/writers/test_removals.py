import json
from io import BytesIO

import pytest

from extractor.articles.boilerplate import Cleaner, clean
from extractor.records import Article
from extractor.writers.removals import count_numbers, find_removals, write_removals_jsonl, write_removals_text

CALL = "Subscribe now for $1 a week and save 40%. Cancel anytime."
TEXT = f"Exports rose 4%.\n\n{CALL}\n\nImports fell 2%.\n\n{CALL}\n\nPrices held.\n"


@pytest.fixture
def article() -> Article:
    return Article(document="trade.txt", text=TEXT)


def test_block_is_told_once_with_its_place_number_and_reason(article: Article) -> None:
    (removal,) = find_removals(clean(article))
    assert (removal.line, removal.times, removal.numbers) == (3, 2, ("$1", "40%"))
    assert removal.first.text.strip() == CALL
    assert removal.first.reason == "promotion"
    assert removal.first.score is not None
    assert removal.first.evidence


def test_numbers_count_as_often_as_they_were_removed(article: Article) -> None:
    assert count_numbers(find_removals(clean(article))) == 4


def test_text_says_how_much_went_and_why(article: Article) -> None:
    stream = BytesIO()
    write_removals_text([(article, clean(article))], stream)
    heading, why, numbers, block = stream.getvalue().decode().splitlines()[:4]
    assert heading.startswith("==> trade.txt: 2 blocks removed, ")
    assert heading.endswith(", 4 numbers <==")
    assert why.startswith("line 3, 2 times: promotion; +")
    assert (numbers, block) == ("  numbers: $1 40%", f"  {CALL}")


def test_records_hold_the_span_of_the_first(article: Article) -> None:
    stream = BytesIO()
    write_removals_jsonl([(article, clean(article))], stream)
    record = json.loads(stream.getvalue())
    assert TEXT[record["start"] : record["end"]] == record["text"]
    assert (record["times"], record["numbers"]) == (2, ["$1", "40%"])


def test_article_that_keeps_all_has_no_removals(article: Article) -> None:
    assert find_removals(Cleaner(keep=True)(article)) == []
