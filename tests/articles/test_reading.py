import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.articles.decoding import declared_encoding, decode
from extractor.articles.reading import read_articles
from extractor.errors import InputError
from extractor.records import Article

SENTENCE = "The café chain’s sales rose 5% to £3 million."


def read(*paths: Path | str) -> list[Article | InputError]:
    return list(read_articles(map(str, paths)))


def read_text(path: Path) -> str:
    (article,) = read(path)
    assert isinstance(article, Article)
    return article.text


def problem(path: Path | str) -> str:
    (error,) = read(path)
    assert isinstance(error, InputError)
    assert error.remedy
    return f"{Path(error.where).name}: {error.problem}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_decoded(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert read_text(path) == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Экспорт вырос на пять процентов в прошлом году"),
        ("shift_jis", "昨年の輸出は五パーセント増えた。政府が発表した"),
    ],
)
def test_other_scripts_are_told_by_statistics(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), document="news.txt") == text


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"),
        ("<meta charset=gb2312>", "gb18030"),
        ("<meta charset=x-sjis>", "cp932"),
    ],
)
def test_a_page_is_read_as_it_declares(head: str, codec: str) -> None:
    text = {"cp1252": "“5 €”", "gb18030": "增长了", "cp932": "増えた"}.get(codec, "рост")
    data = f"{head}<p>{text}".encode(codec)
    assert decode(data, document="page.html", declared=declared_encoding(data)).endswith(text)


@pytest.mark.parametrize("label", ["zlib", "utf-7", "unicode_escape", "cp037", "no-such-thing", "a\0b"])
def test_impossible_declarations_are_passed_over(label: str) -> None:
    assert decode("a déjà vu".encode("cp1252"), document="page.html", declared=label) == "a déjà vu"


def test_one_bad_byte_does_not_spoil_the_rest() -> None:
    data = ("Malmö, Århus, Łódź: " * 3).encode() + b"\xff end"
    assert decode(data, document="news.txt") == "Malmö, Århus, Łódź: " * 3 + "\ufffd end"


@pytest.mark.parametrize("text", ["", "one\r\ntwo\rthree\n", "5\u00a0000\u2009km\u2028next", "\u200bzero"])
def test_line_ends_and_odd_spaces_stay(tmp_path: Path, text: str) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(text.encode())
    assert read_text(path) == text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01", bytes(range(256)) * 9, b"\x1f\x8b\x08\0\0\0"]
)
def test_binary_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(data)
    assert problem(path) == "picture.txt: is not text"


def test_folder_is_read_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.md", "a/y.HTML", ".hidden/x.txt", ".x.txt", "c.csv", "a.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>One sentence.</p>")
    found = [article.document for article in read(tmp_path) if isinstance(article, Article)]
    assert found == [str(tmp_path / name) for name in ("a/y.HTML", "a/z.md", "a.txt", "b.txt")]


def test_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("One sentence.")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (article,) = [found for found in read(tmp_path) if isinstance(found, Article)]
    assert article.document == str(tmp_path / "news.txt")


def test_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert problem(tmp_path).endswith("holds no article")


def test_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("One sentence.")
    error, article = read(tmp_path / "nothing.txt", tmp_path / "news.txt")
    assert str(error) == f"{tmp_path / 'nothing.txt'}: does not exist; check the path"
    assert isinstance(article, Article)


def test_folder_of_all_that_can_be_broken_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b-pipe.txt")
    (tmp_path / "c-loop.txt").symlink_to("c-loop.txt")
    (tmp_path / "d-nowhere.txt").symlink_to("missing.txt")
    (tmp_path / "e-folder.txt").mkdir()
    (tmp_path / "e-folder.txt" / "inside.txt").write_text("One sentence.")
    (tmp_path / "f-picture.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "g-half.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One sentence."}\n' * 90)[:-9])
    (tmp_path / "h-empty.zip").write_bytes(b"")
    (tmp_path / "i-broken.jsonl").write_bytes(b'{"text": \xff\n[1\n')
    (tmp_path / "j-gone.txt").write_text("One sentence.")
    (tmp_path / "k-good.txt").write_text("One sentence.")
    (tmp_path / "l-back.txt").symlink_to(tmp_path)
    found = []
    for one in read_articles([str(tmp_path)]):
        (tmp_path / "j-gone.txt").unlink(missing_ok=True)  # while the folder is read
        found.append(one)
    problems = [f"{Path(one.where).name}: {one.problem}" for one in found if isinstance(one, InputError)]
    assert [problem.split(" (")[0] for problem in problems] == [
        "b-pipe.txt: is not a regular file",
        "c-loop.txt: cannot be read",
        "d-nowhere.txt: does not exist",
        "f-picture.txt: is not text",
        "g-half.jsonl.gz: is broken",
        "h-empty.zip: is broken",
        "i-broken.jsonl:1: is not UTF-8",
        "i-broken.jsonl:2: is not JSON",
        "j-gone.txt: does not exist",
    ]
    names = [Path(one.document).name for one in found if isinstance(one, Article)]
    assert names == ["inside.txt", *(f"g-half.jsonl.gz:{number}" for number in range(1, len(names) - 1)), "k-good.txt"]


def test_pipes_are_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problem(tmp_path / "pipe.txt") == "pipe.txt: is not a regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("One sentence.")
    (tmp_path / "secret.txt").chmod(0)
    assert problem(tmp_path / "secret.txt") == "secret.txt: may not be read"


def test_name_with_a_nul_is_reported() -> None:
    assert "is no path" in problem("a\0b")


def test_unknown_suffix_is_read_as_plain_text(tmp_path: Path) -> None:
    (tmp_path / "article.news").write_text("<b>as it is</b>")
    assert read_text(tmp_path / "article.news") == "<b>as it is</b>"


def test_page_is_read_as_html(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_text("<p>Sales rose&nbsp;5%.</p>")
    assert read_text(tmp_path / "page.htm") == "Sales rose\u00a05%."


def test_standard_input_is_plain_text() -> None:
    (article,) = read_articles(["-"], standard_input=io.BytesIO(SENTENCE.encode()))
    assert article == Article(document="-", text=SENTENCE)


def test_records_are_read_with_their_fields(tmp_path: Path) -> None:
    records = [
        {"id": "one", "text": "First.", "title": "T", "date": "2024-05-06", "url": "https://example.org", "more": [1]},
        {"id": 7, "text": "Second."},
        {"text": "Third.\r\n"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\ufeff" + "\n\n".join(map(json.dumps, records)), encoding="utf-8", newline="")
    assert read(path) == [
        Article(document="one", text="First.", title="T", date="2024-05-06", url="https://example.org"),
        Article(document="7", text="Second."),
        Article(document=f"{path}:5", text="Third.\r\n"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{'text': 1}", "is not JSON"),
        (b"[1, 2]", "is not a JSON object"),
        (b'{"body": "x"}', '"text" is missing or not a string'),
        (b'{"text": 5}', '"text" is missing or not a string'),
        (b'{"text": "x", "id": true}', '"id" is not a string'),
        (b'{"text": "x", "date": 2024}', '"date" is not a string'),
        (b'{"text": "caf\xe9"}', "is not UTF-8"),
        (b"[" * 100_000, "is JSON that cannot be read"),
        (b'{"id": ' + b"9" * 9_000 + b"}", "is JSON that cannot be read"),
    ],
)
def test_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: bytes, expected: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "First."}\n' + line + b'\n{"text": "Third."}\n')
    first, error, third = read(path)
    assert isinstance(first, Article)
    assert isinstance(error, InputError)
    assert isinstance(third, Article)
    assert error.where == f"{path}:2"
    assert error.problem.startswith(expected)


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(r'{"text": "up \ud83d 5%, \ud83d\ude00"}')
    assert read_text(path) == "up \ufffd 5%, \U0001f600"


@given(st.binary(max_size=200))
def test_decoding_never_raises_anything_else(data: bytes) -> None:
    try:
        decode(data, document="any", declared=declared_encoding(data))
    except InputError as error:
        assert error.remedy  # noqa: PT017
