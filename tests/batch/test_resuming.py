"""The command itself, killed and started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import extractor

ARTICLES = 110
LEAST_KEPT = 30_000  # more than an empty journal has
OUTPUTS = ("claims.jsonl", "claims.failures.jsonl", "documents.csv")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of news with what a run writes that nothing happens to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "news").mkdir()
    for number in range(ARTICLES):
        lines = (
            f"Shop {line} sold {number + line} bicycles for ${line}m in 2024, Reuters said.\n" for line in range(9)
        )
        (folder / f"news/{number:03}.txt").write_text("".join(lines))
    (folder / "news/bad.txt").write_bytes(b"\0\1\2")
    assert finish(start(folder))[0] == 1
    return folder


@pytest.fixture
def folder(undisturbed: Path, tmp_path: Path) -> Path:
    (tmp_path / "news").symlink_to(undisturbed / "news")
    return tmp_path


def start(folder: Path, *, before: str = "") -> "subprocess.Popen[bytes]":
    arguments = ["news", "-o", "claims.jsonl", "--documents", "documents.csv", "--workers", "2"]
    code = f"import runpy, sys; sys.argv[0] = 'extract'; {before}\nrunpy.run_module('extractor', run_name='__main__')"
    environment = os.environ | {"PYTHONPATH": str(Path(extractor.__file__).parents[1])}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(process: "subprocess.Popen[bytes]") -> tuple[int, str]:
    _, told = process.communicate(timeout=300)
    return process.returncode, told.decode()


def kill_at_work(process: "subprocess.Popen[bytes]", folder: Path) -> bool:
    """Kill the process as soon as more of its work is kept, and say whether it was still at work."""

    def kept() -> int:
        return sum(path.stat().st_size for path in folder.glob("claims.jsonl.journal*"))

    before = kept()
    while process.poll() is None and kept() <= before + LEAST_KEPT:
        time.sleep(0.005)
    at_work = process.poll() is None
    process.send_signal(signal.SIGKILL)
    finish(process)
    return at_work


def test_killed_run_goes_on_and_ends_with_the_same_files(undisturbed: Path, folder: Path) -> None:
    for _ in range(2):
        assert kill_at_work(start(folder), folder)
    assert not any((folder / name).exists() for name in OUTPUTS)
    status, told = finish(start(folder))
    assert status == 1
    assert "goes on from " in told
    assert all((folder / name).read_bytes() == (undisturbed / name).read_bytes() for name in OUTPUTS)
    assert {path.name for path in folder.iterdir()} == {path.name for path in undisturbed.iterdir()}


def test_disk_that_is_full_loses_nothing(undisturbed: Path, folder: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))"
    status, told = finish(start(folder, before=limit))
    assert status == 1
    assert "cannot be written" in told
    assert "Traceback" not in told
    assert not any((folder / name).exists() for name in OUTPUTS)
    assert "goes on from " in finish(start(folder))[1]
    assert all((folder / name).read_bytes() == (undisturbed / name).read_bytes() for name in OUTPUTS)
