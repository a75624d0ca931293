from extractor.articles.main_text import Block, find_main

LETTER = "The new quay will be a wall between the town and its river."
ANSWER = "The board has answered that nobody swims there anyway."


def blocks(*texts: str) -> list[Block]:
    return [Block(text=text, gap="\n\n", tag="p") for text in texts]


def main(page: list[Block], main_text: str) -> list[str]:
    return [page[index].text for index in find_main(page, main_text=main_text, title="").blocks]


def test_signature_goes_with_the_letter_that_the_main_text_has_on_one_line_with_it() -> None:
    page = blocks(LETTER, "Ann Lee", "Menu", ANSWER)
    assert main(page, f"{LETTER} Ann Lee\n{ANSWER}") == [LETTER, "Ann Lee", ANSWER]


def test_short_block_is_not_taken_for_the_word_in_a_sentence() -> None:
    page = blocks("River", LETTER, "Swims", ANSWER)
    assert main(page, f"{LETTER}\n{ANSWER}") == [LETTER, ANSWER]


def test_blocks_of_another_page_are_none() -> None:
    assert find_main(blocks(LETTER), main_text=ANSWER, title="").blocks == ()
