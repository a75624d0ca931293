import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.articles.reading import read_articles
from extractor.errors import InputError
from extractor.records import Article

MEMBERS = {
    "b.txt": b"Sales rose 5%.",
    "a/page.html": b"<p>Fares fell 3%.",
    "a/feed.jsonl": b'{"text": "First."}\n{"text": "Second.", "id": "two"}\n',
    ".hidden.txt": b"Nothing.",
    "picture.png": b"\x89PNG",
}
EXPECTED = ["b.txt", "a/page.html", "a/feed.jsonl:1", "two"]


def write_zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def write_tar(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def read(path: Path, *, max_size: int = 1_000_000) -> list[str]:
    """What is read: each article's name within the archive, each problem with what it is about."""
    found = read_articles([str(path)], max_size=max_size)
    names = [one.document if isinstance(one, Article) else f"{one.where}: {one.problem}" for one in found]
    return [name.removeprefix(f"{path}:").removeprefix(f"{path}") for name in names]


ARCHIVES = pytest.mark.parametrize(("name", "write"), [("news.zip", write_zip), ("news.tar.gz", write_tar)])


@ARCHIVES
def test_members_are_read_as_files_in_a_folder_are(
    tmp_path: Path, name: str, write: Callable[[Path, dict[str, bytes]], None]
) -> None:
    write(tmp_path / name, MEMBERS)
    assert read(tmp_path / name) == EXPECTED
    assert [one.document for one in read_articles([str(tmp_path)]) if isinstance(one, Article)][:3] == [
        f"{tmp_path / name}:{member}" for member in EXPECTED[:3]
    ]


@ARCHIVES
def test_members_that_are_no_documents_are_refused_by_name(
    tmp_path: Path, name: str, write: Callable[[Path, dict[str, bytes]], None]
) -> None:
    odd = ["../up.txt", "/etc/root.txt", "C:/drive.txt", "a/../../up.txt"]
    write(tmp_path / name, dict.fromkeys([*odd, "good.txt", "inner.zip"], b"Sales rose 5%."))
    *refused, good, inner = read(tmp_path / name)
    assert refused == [f"{member}: has a name that leads out of the archive" for member in odd]
    assert (good, inner) == ("good.txt", "inner.zip: is an archive within an archive")


@ARCHIVES
def test_bomb_is_refused_by_name_and_never_unpacked_whole(
    tmp_path: Path, name: str, write: Callable[[Path, dict[str, bytes]], None]
) -> None:
    lines = b'{"text": "' + b"0" * 5_000_000 + b'"}\n{"text": "Sales rose 5%."}\n'
    write(tmp_path / name, {"bomb.txt": b"0" * 5_000_000, "bomb.jsonl": lines, "good.txt": b"Sales rose 5%."})
    assert read(tmp_path / name) == [
        "bomb.txt: is larger than 1 MB",
        "bomb.jsonl:1: is larger than 1 MB",
        "bomb.jsonl:2",
        "good.txt",
    ]


def test_links_in_a_tar_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "news.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo("odd.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    assert read(path) == ["odd.txt: is a link or a device, no file"] * 3


def test_links_in_a_zip_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("link.txt")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    assert read(path) == ["link.txt: is a link or a device, no file"]


def test_zip_whose_members_overlap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    write_zip(path, {"a.txt": b"Sales rose 5%.", "b.txt": b"Sales rose 6%."})
    data = path.read_bytes()
    # Let the second entry of the directory point to the first member.
    second = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: second + 42] + b"\0\0\0\0" + data[second + 46 :])
    assert read(path) == [" holds members that overlap, as zip bombs do"]


def test_encrypted_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    write_zip(path, {"a.txt": b"Sales rose 5%.", "b.txt": b"Sales rose 6%."})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag "encrypted" of the first member
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    first, second = read(path)
    assert first.startswith("a.txt: cannot be unpacked")
    assert second == "b.txt"


def test_gzipped_lines_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "First."}\n\n{"text": "Third."}'))
    assert read(path) == ["1", "3"]


@pytest.mark.parametrize("name", ["news.zip", "news.tar.gz", "news.tar", "feed.jsonl.gz", "crawl.warc.gz", "a.warc"])
def test_broken_archive_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no archive of any kind\n" * 40)
    (found,) = read_articles([str(tmp_path / name)])
    assert isinstance(found, InputError)
    assert found.where == str(tmp_path / name)
    assert found.problem.startswith("is broken")


def test_what_stands_before_the_damage_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    lines = b"".join(json.dumps({"text": f"Line {number}."}).encode() + b"\n" for number in range(20_000))
    path.write_bytes(gzip.compress(lines)[:-1000])
    found = read(path)
    assert found[:2] == ["1", "2"]
    assert found[-1].startswith(" is broken")


def warc_record(kind: str, url: str, content_type: str, block: str) -> bytes:
    data = block.encode("cp1252")
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2025-01-02T03:04:05Z",
        "WARC-Record-ID": "<urn:uuid:12345678-1234-1234-1234-123456789012>",
        "Content-Type": content_type,
        "Content-Length": str(len(data)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + data + b"\r\n\r\n"


def test_pages_and_texts_of_a_crawl_are_read(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    answers = [
        ("https://example.org/one", "200 OK", "text/html; charset=windows-1252", "<p>A café’s sales rose 5%."),
        ("https://example.org/gone", "404 Not Found", "text/html", "<p>Gone."),
        ("https://example.org/logo", "200 OK", "image/png", "picture"),
        ("https://example.org/two", "200 OK", "text/plain", "Fares fell 3%."),
        ("https://example.org/large", "200 OK", "text/plain", "0" * 2_000_000),
    ]
    records = [
        warc_record("response", url, "application/http", f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{text}")
        for url, status, kind, text in answers
    ]
    records.append(warc_record("conversion", "https://example.org/wet", "text/plain", "Rents rose 2%."))
    path.write_bytes(b"".join(map(gzip.compress, records)))
    one, two, large, wet = read_articles([str(path)], max_size=1_000_000)
    assert isinstance(one, Article)
    assert (one.document, one.url) == (f"{path}:https://example.org/one", "https://example.org/one")
    assert "café’s" in one.text
    assert isinstance(two, Article)
    assert two.text == "Fares fell 3%."
    assert str(large).startswith(f"{path}:https://example.org/large: is larger than 1 MB")
    assert isinstance(wet, Article)
    assert wet.text == "Rents rose 2%."
