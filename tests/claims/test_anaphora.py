import pytest

from extractor.claims.names import find_names


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Fenwick Bakery is for sale. Anna Berg owns it. |", "it", "Fenwick Bakery"),
        ("Yesterday Anna Berg met her colleague John Hale. |", "she", "Anna Berg"),
        ("Yesterday Anna Berg met her colleague John Hale. |", "he", "John Hale"),
        ("John Hale left. A spokesman spoke. |", "he", None),
        ("Fenwick Bakery owes rent to the Marsh Bank. |", "bank", "Marsh Bank"),
        ("Fenwick Bakery owes rent to the Marsh Bank. |", "company", "Fenwick Bakery"),
        ("Pellworth, the department store chain, fell. Then Riga cheered. |", "chain", "Pellworth"),
        ("The flood hit Shrewsbury in Wales. In Shrewsbury it rained. |", "town", "Shrewsbury"),
        ("The flood hit Shrewsbury in Wales. |", "country", "Wales"),
        ("The Bayview Rovers lost. |", "they", "Bayview Rovers"),
        ("Oil is scarce. |", "it", None),
    ],
)
def test_the_most_salient_name_that_agrees(text: str, word: str, name: str | None) -> None:
    names = find_names(text.replace("|", f"{word} slept."))
    assert names.antecedent(word, text.index("|")) == name


def test_a_described_noun_with_modifiers_stands_for_its_likes_alone() -> None:
    text = "The Northern Water Board met. The police union objected."
    names = find_names(text)
    assert names.name_of("police union", text.index("police")) is None


def test_a_place_does_not_speak() -> None:
    text = "Wheat fell in Ukraine. Ukraine's farmers, the Marsh Institute said, lost. It added more."
    assert find_names(text).name_of("It", text.index("It added")) == "Marsh Institute"


@pytest.mark.parametrize(
    ("phrase", "behind", "name"),
    [("Skyway's chief executive", ", Omar Haddad, said so.", "Omar Haddad"), ("the SCMP article", " said so.", "SCMP")],
)
def test_the_name_of_a_speaker(phrase: str, behind: str, name: str) -> None:
    text = f"Nobody at Skyway or the SCMP knew. Then {phrase}{behind}"
    assert find_names(text).name_of(phrase, text.index("Then ") + 5) == name
