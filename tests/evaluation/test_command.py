import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from labelling import ARTICLE, to_label, to_line, write_gold
from typer.testing import CliRunner, Result

import extractor
from extractor.cli import ScoreFormat, app
from extractor.evaluation import LabelledArticle, evaluate
from extractor.evaluation.fields import FIELDS
from extractor.evaluation.table import write_scores
from extractor.records import Claim


@pytest.fixture(autouse=True)
def _quick_load(folder: Path, loaded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all tests work in a folder with gold, and share one pipeline."""
    monkeypatch.setattr("extractor.load", lambda model="": loaded)
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)


def extract(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="extract")


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


class TestEvaluate:
    def test_prints_a_table(self) -> None:
        result = extract("evaluate")
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [line.split() for line in result.stdout.splitlines() if line.strip()]
        assert lines[0][:5] == ["dev:", "1", "document,", "4", "labels,"]
        assert lines[1][:4] == ["field", "precision", "recall", "F1"]
        assert ["expected", "calibration", "error"] in [line[:3] for line in lines]
        assert any(line[:2] == ["document", "acme.txt"] for line in lines)

    def test_splits_stand_apart(self) -> None:
        Path("corpus/held.txt").write_text(ARTICLE)
        write_gold(to_line(to_label("rose [12%] to", value=12, document="held.txt")), name="held")
        Path("gold/splits.toml").write_text('test = ["held.txt"]')
        lines = extract("evaluate").stdout.splitlines()
        headings = [line.partition(",")[0] for line in lines if line.startswith(("dev:", "test:", "F1 by slice"))]
        assert headings == ["dev: 1 document", "test: 1 document", "F1 by slice", "F1 by slice"]

    def test_lines_fit_where_nobody_watches(self) -> None:
        assert max(map(len, extract("evaluate").stdout.splitlines())) <= 120

    def test_takes_folders_of_other_names(self, folder: Path) -> None:
        Path("gold").rename("labels")
        Path("corpus").rename("texts")
        assert extract("evaluate", "--gold", "labels", "--corpus", "texts").exit_code == 0
        assert extract("evaluate", "--gold", "labels/acme.jsonl", "--corpus", str(folder / "texts")).exit_code == 0

    def test_json_can_be_compared_with(self) -> None:
        old = extract("evaluate", "--format", "json").stdout
        Path("old.json").write_text(old)
        data = json.loads(old)
        assert [row["field"] for row in data["scores"]] == list(FIELDS)
        assert data["documents"][0]["labels"] == 4
        text = extract("evaluate", "--against", "old.json").stdout
        assert "since the earlier run, dev" in text
        assert "fixed, dev" not in text
        assert json.loads(extract("evaluate", "--against", "old.json", "--format", "json").stdout)["comparison"] == {
            "scores": [
                {
                    "split": "dev",
                    "field": row["field"],
                    "old": row["f1"],
                    "new": row["f1"],
                    "difference": 0,
                    "low": 0,
                    "high": 0,
                }
                for row in data["scores"]
            ],
            "changes": [],
            "relabelled": [],
            "unshared": [],
        }

    def test_csv_holds_scores_and_slices(self) -> None:
        rows = list(csv.DictReader(io.StringIO(extract("evaluate", "--format", "csv").stdout)))
        assert [row["field"] for row in rows[: len(FIELDS)]] == list(FIELDS)
        assert {row["slice"] for row in rows} >= {"", "kind", "document"}

    def test_csv_cannot_be_compared(self) -> None:
        result = extract("evaluate", "--format", "csv", "--against", "old.json")
        assert result.exit_code == 2
        assert "CSV holds the scores only" in flat(result.stderr)

    def test_report_is_written(self) -> None:
        assert extract("evaluate", "--report", "report.html").exit_code == 0
        assert "claim F1, dev" in Path("report.html").read_text(encoding="utf-8")

    def test_report_overwrites_no_input(self) -> None:
        before = extract("evaluate", "--format", "json").stdout
        Path("old.json").write_text(before)
        result = extract("evaluate", "--against", "old.json", "--report", "old.json")
        assert (result.exit_code, Path("old.json").read_text()) == (1, before)
        assert "old.json: is one of the inputs" in result.stderr

    def test_scores_below_their_floors_fail(self) -> None:
        Path("gold/floors.json").write_text('{"dev": {"found": 0.1}}')
        assert extract("evaluate", "--floors").exit_code == 0
        Path("gold/floors.json").write_text('{"dev": {"found": 0.1, "entity": 1, "claim": 1}}')
        result = extract("evaluate", "--floors")
        assert result.exit_code == 1
        assert "claim of dev: F1 is" in result.stderr
        assert "found" not in result.stderr
        assert result.stdout.startswith("dev:")

    def test_missing_floors_are_told(self) -> None:
        result = extract("evaluate", "--floors")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("extract: gold/floors.json: cannot be read")

    @pytest.mark.parametrize(
        ("spoil", "problem"),
        [
            (lambda: Path("gold/acme.jsonl").unlink(), "extract: gold: holds no labels; name a folder with"),
            (lambda: Path("gold").rename("labels"), "extract: gold: does not exist; name the folder of labels"),
            (lambda: Path("corpus").rename("texts"), "extract: corpus/acme.txt: does not exist; put the labelled"),
        ],
    )
    def test_missing_gold_is_told(self, spoil: Any, problem: str) -> None:
        spoil()
        result = extract("evaluate")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(problem)

    def test_every_problem_of_the_gold_is_told(self) -> None:
        write_gold("{", "[]")
        told = extract("evaluate").stderr.splitlines()
        assert [line.partition(": ")[2].partition(": ")[0] for line in told] == [
            "gold/acme.jsonl:1",
            "gold/acme.jsonl:2",
        ]

    def test_wrong_name_is_told_before_the_work(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("extractor.load", lambda: pytest.fail("nothing to load the model for"))
        result = extract("evaluate", "--against", "none.json")
        assert result.stderr.startswith("extract: none.json: cannot be read")


class TestAgreement:
    def test_prints_a_table(self) -> None:
        result = extract("agreement", "gold/acme.jsonl", "gold")
        assert (result.exit_code, result.stderr) == (0, "")
        rows = {line[:14].strip(): line[14:].split() for line in result.stdout.splitlines() if line.strip()}
        assert rows["found"] == ["4", "4", "4", "100.0", "100.0–100.0", "100.0", "1.000"]
        assert rows["value"][-1] == "–"
        assert rows["dimension"] == ["100.0", "1.000"]

    def test_json_and_csv(self) -> None:
        rows = json.loads(extract("agreement", "gold", "gold", "--format", "json").stdout)
        assert rows[0]["field"] == "found"
        assert rows[-1]["f1"] is None
        text = extract("agreement", "gold", "gold", "--format", "csv").stdout
        assert [row["field"] for row in csv.DictReader(io.StringIO(text))] == [row["field"] for row in rows]

    def test_missing_file_is_told(self) -> None:
        result = extract("agreement", "gold", "second")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("extract: second: does not exist")


def test_terminal_shows_colours(labelled: LabelledArticle, found: list[Claim]) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    write_scores(evaluate([labelled], found), stream)
    assert b"\x1b[1m" in stream.getvalue()


def test_api_gives_frames() -> None:
    articles = extractor.evaluation.read_gold("gold", corpus="corpus")
    claims = [claim for labelled in articles for claim in extractor.load().extract_article(labelled.article)]
    assert list(extractor.evaluation.evaluate(articles, claims).scores["field"]) == list(FIELDS)


def test_command_line_offers_all_formats() -> None:
    assert list(ScoreFormat) == ["table", "json", "csv"]
