import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claims.names import bare_name, find_names

STORY = """Fenwick Bakery is for sale. Brian Hemming, who leads the Bread and Cake Workers Union, told the South China
Morning Post that Fenwick owes wages. Mr. Hemming spoke for the BCWU. The SCMP printed it."""


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Fenwick", "Fenwick Bakery"),
        ("Hemming", "Brian Hemming"),
        ("SCMP", "South China Morning Post"),
        ("BCWU", "Bread and Cake Workers Union"),
        ("Brian Hemming", "Brian Hemming"),
        ("Reuters", "Reuters"),
        ("XYZ", "XYZ"),
    ],
)
def test_full_form_is_the_longest_of_the_article(short: str, full: str) -> None:
    assert find_names(STORY.replace("\n", " ")).full_form(short) == full


def test_words_that_only_open_a_sentence_are_no_names() -> None:
    assert set(find_names("Nobody came. Rain fell on Leeds.").counts) == {"Leeds"}


def test_headings_in_title_case_tell_no_names() -> None:
    assert set(find_names("Northern Rail Fares Climb Again\nFares rose in Leeds.").counts) == {"Leeds"}


def test_mentions_come_in_order_with_their_place() -> None:
    text = "It was Leeds, then York, then Leeds."
    mentions = find_names(text).mentions
    assert [one.name for one in mentions] == ["Leeds", "York", "Leeds"]
    assert all(text[one.start : one.end] == one.name for one in mentions)


def test_the_name_an_article_is_about_leads_clearly() -> None:
    assert find_names("In Norway oil fell. So Norway sold gas, as Norway does. In Leeds it rained.").main == "Norway"
    assert find_names("In Norway oil fell. In Sweden it rained.").main is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The rate was held, Fed Chair Marian Oakley said.", "Marian Oakley"),
        ("The case is weak, said Deputy Public Prosecutor Anil Rao.", "Anil Rao"),
        ("It costs more, Union Commerce Secretary Leela Nair said.", "Leela Nair"),
        ("Ice is thin, the Dale County Sheriff's Office said.", "Dale County Sheriff's Office"),
        ("The study is by the Leeds Women's Institute.", "Leeds Women's Institute"),
        ("It is sold, the weekly Casa y Obra said.", "Casa y Obra"),
        ("It was Dinamo for the Swedish forward, and in Brescello I'd play.", "Brescello"),
        ("In Lyon, Anne Le Goff spoke. Le Goff won.", "Anne Le Goff"),
    ],
)
def test_names_end_where_offices_and_common_words_do(text: str, name: str) -> None:
    found = find_names(text)
    assert name in {found.full_form(one.name) for one in found.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "Tarik Venn, a 29-year-old trader, came. Tarik Venn left.",
        "Kwabena Otu runs it.",
        "The mayor of Porto, Begoña Lund, came.",
    ],
)
def test_people_are_told_by_age_and_first_name(text: str) -> None:
    assert len(find_names(text).persons) == 1


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the SCMP article", "SCMP"),
        ("Mr. Hemming", "Hemming"),
        ("Eurostat's figures", "Eurostat"),
        ("a survey by ICM Research", "ICM Research"),
        ("various reports", None),
        ("", None),
    ],
)
def test_bare_name_drops_title_possessive_and_generic_tail(phrase: str, name: str | None) -> None:
    assert bare_name(phrase) == name


@given(
    st.text(max_size=120)
    | st.lists(st.sampled_from(["SCMP", "South", "of", "the ", "\n", ". ", "É", "Mr. ", "’s"])).map(" ".join)
)
def test_any_text_has_names_that_stand_in_it(text: str) -> None:
    names = find_names(text)
    assert sum(names.counts.values()) == len(names.mentions)
    for one in names.mentions:
        assert text[one.start : one.end] == one.name
        assert names.full_form(one.name)
