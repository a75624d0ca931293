import os
import stat
import threading
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.writers.files import open_output


def test_file_appears_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    with open_output(path) as stream:
        stream.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_failure_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(b"former")
    with pytest.raises(ZeroDivisionError), open_output(path) as stream:
        stream.write(b"half" * (1 // 0))
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]


def test_umask_decides_who_may_read(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with open_output(tmp_path / "claims.csv"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "claims.csv").stat().st_mode) == 0o640


@pytest.mark.parametrize("target", ["victim", "missing"])
def test_link_is_refused_and_what_it_points_to_stays(tmp_path: Path, target: str) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "claims.csv").symlink_to(target)
    with (
        pytest.raises(OutputError, match=r"claims\.csv: is a link; name the file"),
        open_output(tmp_path / "claims.csv"),
    ):
        pass
    assert (tmp_path / "victim").read_text() == "precious"
    assert not (tmp_path / "missing").exists()


def test_link_put_in_place_while_the_output_is_written_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("precious")
    with open_output(tmp_path / "claims.csv") as stream:
        (tmp_path / "claims.csv").symlink_to("victim")
        stream.write(b"whole")
    assert (tmp_path / "claims.csv").read_bytes() == b"whole"
    assert (tmp_path / "victim").read_text() == "precious"


def test_named_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with open_output(pipe) as stream:
        stream.write(b"whole")
    reader.join()
    assert read == [b"whole"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("given", ["a.txt", "link.txt", "hard.txt", ".", "./a.txt"])
def test_input_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("article")
    Path("link.txt").symlink_to("a.txt")
    Path("hard.txt").hardlink_to("a.txt")
    with pytest.raises(OutputError, match=r"a\.txt: is one of the inputs"), open_output("a.txt", inputs=[given]):
        pass
    assert Path("a.txt").read_text() == "article"


def test_table_beside_the_articles_of_a_folder_is_no_input(tmp_path: Path) -> None:
    for _ in range(2):
        with open_output(tmp_path / "claims.csv", inputs=[tmp_path, "-", "missing.txt"]) as stream:
            stream.write(b"whole")
    assert (tmp_path / "claims.csv").read_bytes() == b"whole"


@pytest.mark.parametrize(("name", "problem"), [("none/claims.csv", "cannot be written"), (".", "is a folder")])
def test_path_that_cannot_be_written_is_named(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(OutputError, match=problem), open_output(tmp_path / name):
        pass
