import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import extractor
from extractor import batch, writers

pytest.importorskip("ray")

HERE = Path(__file__).parent


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(100):
        lines = (
            f"Shop {line} sold {number + line} bicycles for ${line}m in 2024, Reuters said.\n" for line in range(9)
        )
        (folder / f"{number:03}.txt").write_text("".join(lines))
    (folder / "bad.txt").write_bytes(b"\0\1\2")
    (folder / "feed.jsonl").write_text('{"text": "Sales rose 5%."}\n{"text": 5}\n')
    return folder


def run_apart(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run Python in a process of its own: Ray leaves threads and open files behind."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(extractor.__file__).parents[1]), str(HERE)])}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, timeout=400)


def on_one_machine(news: Path) -> list[dict[str, object]]:
    from extractor.articles.files import read_raw

    outcomes = batch.run(read_raw([str(news)]), batch.Extracting(), batch.Limits(workers=1))
    return [asdict(one) if isinstance(one, batch.Failure) else one.to_dict() for one in outcomes]


def test_machine_that_is_lost_loses_nothing(news: Path) -> None:
    done = run_apart(str(HERE / "cluster.py"), str(news), "20", "outcomes.json", folder=news.parent)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert b"its batch is given to another" in done.stderr
    assert json.loads((news.parent / "outcomes.json").read_text()) == on_one_machine(news)


def test_command_reads_and_writes_by_url_with_the_bytes_of_one_machine(news: Path) -> None:
    url = f"file://{news.parent}"
    done = run_apart(
        "-m",
        "extractor",
        f"{url}/news/",
        "-o",
        f"{url}/claims/",
        "--engine",
        "ray",
        "--workers",
        "1",
        folder=news.parent,
    )
    assert done.returncode == 1, "two documents fail"
    assert sorted(path.name for path in (news.parent / "claims").iterdir()) == [
        "datapackage.json",
        "part-00000.parquet",
    ]
    failures = [json.loads(line) for line in (news.parent / "claims.failures.jsonl").read_text().splitlines()]
    assert [Path(failure["document"]).name for failure in failures] == ["bad.txt", "feed.jsonl:2"]
    here = run_apart("-m", "extractor", str(news), "-o", "here.jsonl", "--workers", "1", folder=news.parent)
    assert here.returncode == 1
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(news.parent / "claims" / "part-00000.parquet").to_pylist()
    expected = [writers.to_row(claim) for claim in writers.read_jsonl(news.parent / "here.jsonl")]
    assert [row | {"document": Path(row["document"]).name} for row in rows] == [
        row | {"document": Path(str(row["document"])).name} for row in expected
    ]
