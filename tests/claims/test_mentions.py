import pytest

from extractor.claims.mentions import bare_name, find_mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Talks with Sweden's Riksbank failed.", ["Sweden", "Riksbank"]),
        ("It is sold in Germany and France.", ["Germany", "France"]),
        ("He rides the Ardal and Glen Railway.", ["Ardal and Glen Railway"]),
        ("She met Helen Marsh of Sinai Hospital.", ["Helen Marsh", "Sinai Hospital"]),
        ("It joined the Bank of Leeds.", ["Bank of Leeds"]),
        ("We asked Fiona Lacey SC.", ["Fiona Lacey"]),
        ("They left New York.", ["New York"]),
        ("The FTSE 100 rose.", ["FTSE 100"]),
        ("Shares of Corvalis Micro Inc. fell.", ["Corvalis Micro Inc."]),
        ("We saw Coventry-based Hallmoor Rubber.", ["Hallmoor Rubber"]),
        ("Retailer Marsh Stores fell.", ["Marsh Stores"]),
        ("Marlow, which runs a shop, shut.", ["Marlow"]),
        ("Supporters of Berg cheered.", ["Berg"]),
        ("RIGA (Reuters) - It rained in Riga.", ["Riga"]),
        ("In Q2 the A483 and MPs were busy.", []),
        ("Rain fell. Sales rose.", []),
    ],
)
def test_names_are_told_by_capitals(text: str, names: list[str]) -> None:
    assert [one.name for one in find_mentions(text)] == names


def test_titles_are_cut_and_kept_beside_the_name() -> None:
    (mention,) = find_mentions("We met Prime Minister Juhan Saar.")
    assert (mention.name, mention.title) == ("Juhan Saar", "prime minister")


def test_recognised_persons_and_places_may_open_a_sentence() -> None:
    text = "Corvane shut its shop."
    assert not find_mentions(text)
    assert [one.name for one in find_mentions(text, [("Corvane", "GPE")])] == ["Corvane"]


def test_bare_name_prefers_the_person_to_the_place_of_work() -> None:
    assert bare_name("Dana Marsh of Hollis Partners") == "Dana Marsh"
    assert bare_name("Kantar's Fraser Bell", ["Kantar"]) == "Fraser Bell"
