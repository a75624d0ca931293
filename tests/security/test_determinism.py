import os
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

ROOT = Path(extractor.__file__).parents[1]
STORIES = {
    "a.txt": "According to Reuters, sales rose 12% to £1.2bn in May 2024. İzmir's port holds 40 ships.\n",
    "b.html": "<title>Prices</title><article><p>Prices fell 3% last year, the ministry said.</p></article>",
    "c.jsonl": '{"text": "The 5 I cities grew by 2 million.", "date": "2024-05-01"}\n{"text": "It has 12 rooms."}\n',
    "d.txt": "“We sold 45,000 cars,” said Jane Doe. She expects 3 million by 2026.\n" * 3,
}
PLACES = {
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "Auckland": {"TZ": "Pacific/Auckland"},
    "many threads": {"OMP_NUM_THREADS": "4"},
}


def run(folder: Path, name: str, *, workers: int = 1, cores: int | None = None, **environment: str) -> bytes:
    """Return what the command writes of the stories, as JSON lines and as CSV."""
    written = b""
    for suffix in ("jsonl", "csv"):
        output = folder / f"{name}-{workers}.{suffix}"
        command = [sys.executable, "-m", "extractor", "news", "-o", str(output), "--workers", str(workers), "--quiet"]
        subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"} | environment,
            check=True,
            timeout=300,
            preexec_fn=(lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})) if cores else None,
        )
        written += output.read_bytes()
    return written


def test_bytes_are_the_same_for_any_locale_zone_seed_and_number_of_workers_and_cores(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name, text in STORIES.items():
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    expected = run(tmp_path, "plain")
    assert expected.count(b"\n") > 10
    assert run(tmp_path, "workers", workers=3) == expected
    if hasattr(os, "sched_setaffinity"):
        assert run(tmp_path, "core", workers=2, cores=1) == expected
    for name, environment in PLACES.items():
        assert run(tmp_path, name.replace(" ", "-"), **environment) == expected, name


@pytest.mark.parametrize("stream", ["stdout"])
def test_standard_output_is_utf_8_whatever_the_locale(tmp_path: Path, stream: str) -> None:
    (tmp_path / "a.txt").write_text("Café sales rose 4% to €5 million.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "a.txt", "--format", "jsonl"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert "Café" in getattr(done, stream).decode("utf-8")
