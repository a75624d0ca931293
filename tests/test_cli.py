import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import extractor
from extractor import writers
from extractor.cli import CleanFormat, Format, app
from extractor.errors import ModelError
from extractor.records import Article, Claim

STORY = "According to Reuters, the number of Acme stores grew to 4,500 by June 2024. Sales rose 12% in 2023.\n"
PROMOTED = "Acme grew to 4,500 stores in 2024.\n\n\n\n\n\n\nShares rose 3% on Monday.\n"


@pytest.fixture(scope="session")
def shared_extractor() -> Any:
    return extractor.load()


@pytest.fixture
def _quick_load(shared_extractor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all tests share one pipeline, which takes a second to load."""
    monkeypatch.setattr("extractor.load", lambda: shared_extractor)


@pytest.fixture
def no_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("nothing to load the model for")

    monkeypatch.setattr("extractor.load", fail)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    Path("story.txt").write_text(STORY)
    return tmp_path


def extract(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, prog_name="extract")


def in_shell(command: str) -> "subprocess.CompletedProcess[bytes]":
    environment = os.environ | {
        "PYTHONPATH": str(Path(extractor.__file__).parents[1]),
        "EXTRACT": f"{sys.executable} -W error::ResourceWarning -m extractor",
    }
    return subprocess.run(["/bin/bash", "-c", command], env=environment, capture_output=True, timeout=120)


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def flat(text: str) -> str:
    """The text without the box and the line breaks that rich draws into it."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.usefixtures("_quick_load")
class TestExtract:
    def test_prints_a_table(self) -> None:
        result = extract("story.txt")
        assert result.exit_code == 0
        assert "12%" in result.stdout
        assert result.stdout.splitlines()[-1].startswith("1 document, ")
        assert result.stderr == ""

    def test_jsonl_holds_spans_of_the_text(self) -> None:
        claims = [Claim.from_dict(record) for record in records(extract("story.txt", "--format", "jsonl"))]
        assert 12.0 in {claim.quantity.value for claim in claims}
        assert all(STORY[claim.quantity.start : claim.quantity.end] == claim.quantity.text for claim in claims)

    def test_options_may_come_before_the_path(self) -> None:
        assert extract("--format", "json", "story.txt").stdout == extract("story.txt", "--format", "json").stdout

    def test_reads_standard_input(self) -> None:
        result = extract("-", "--format", "jsonl", stdin=STORY.encode())
        assert {record["document"] for record in records(result)} == {"-"}

    @pytest.mark.parametrize("suffix", writers.SUFFIXES)
    def test_suffix_chooses_the_format(self, suffix: str) -> None:
        result = extract("story.txt", "-o", f"claims{suffix}")
        assert (result.exit_code, result.stdout) == (0, "")
        assert Path(f"claims{suffix}").stat().st_size > 100

    def test_csv_for_excel(self) -> None:
        extract("story.txt", "-o", "claims.csv", "--bom")
        rows = list(csv.DictReader(io.StringIO(Path("claims.csv").read_bytes().decode("utf-8-sig"))))
        assert "12.0" in {row["value"] for row in rows}

    def test_document_keeps_its_name_as_given(self) -> None:
        assert {record["document"] for record in records(extract("./story.txt", "--format", "jsonl"))} == {
            "./story.txt"
        }

    def test_file_called_like_a_command_is_read_by_its_path(self) -> None:
        Path("clean").write_text(STORY)
        assert records(extract("./clean", "--format", "jsonl"))

    def test_document_without_claims_is_no_error(self) -> None:
        Path("quiet.txt").write_text("Nothing was counted.\n")
        result = extract("quiet.txt")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.splitlines()[-1] == "1 document, 0 claims, 0 sources"

    def test_empty_document_gets_a_note(self) -> None:
        Path("empty.txt").write_text("")
        result = extract("empty.txt", "--format", "jsonl")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "extract: empty.txt: note: the document is empty\n"

    def test_unreadable_input_costs_only_itself(self) -> None:
        result = extract("none.txt", "story.txt", "-o", "claims.jsonl")
        assert result.exit_code == 1
        assert result.stderr.startswith("extract: none.txt: ")
        assert "; " in result.stderr
        assert list(writers.read_jsonl("claims.jsonl"))

    def test_input_is_never_overwritten(self) -> None:
        result = extract("story.txt", "-o", "./story.txt", "--format", "jsonl")
        assert result.exit_code == 1
        assert result.stderr == "extract: story.txt: is one of the inputs; name another output file\n"
        assert Path("story.txt").read_text() == STORY


class FaultyExtractor:
    """Fails on every document, as a bug would."""

    def extract_batch(self, articles: list[Article]) -> list[Any]:
        raise ValueError("odd \x1b[2J text")


def test_bug_is_told_with_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load", FaultyExtractor)
    result = extract("story.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "extract: story.txt: internal error (ValueError: odd ␛[2J text); please report it\n"


class TestManyArticles:
    @pytest.fixture(autouse=True)
    def _news(self) -> None:
        Path("news").mkdir()
        for number in range(70):
            Path(f"news/{number:02}.txt").write_text(f"The chain opened {number + 2} stores in 2024.\n" * (number % 3))
        Path("news/bad.txt").write_bytes(bytes(range(256)) * 9)

    def test_any_number_of_workers_writes_the_same_bytes_in_the_order_of_the_input(self) -> None:
        written = []
        for workers in ("1", "2", "3"):
            assert extract("news", "-o", "claims.jsonl", "--workers", workers).exit_code == 1
            written.append((Path("claims.jsonl").read_bytes(), Path("claims.failures.jsonl").read_bytes()))
        assert written[0] == written[1] == written[2]
        documents = [claim.document for claim in writers.read_jsonl("claims.jsonl")]
        assert documents == sorted(documents)
        assert len(set(documents)) == 46
        assert json.loads(written[0][1]) == {
            "document": "news/bad.txt",
            "kind": "input",
            "problem": "is not text",
            "remedy": "give plain text, HTML or JSON Lines, or convert it to text first",
        }
        assert not Path("claims.jsonl.journal").exists()

    def test_ends_with_a_summary_that_quiet_leaves_out(self) -> None:
        told = extract("news", "-o", "claims.csv").stderr
        assert "71 documents, 1 failed, 69 claims in " in told
        assert "claims by kind: level 69" in told
        told = extract("news", "-o", "claims.csv", "--quiet").stderr
        assert told.splitlines() == [
            "extract: news/bad.txt: is not text; give plain text, HTML or JSON Lines, or convert it to text first"
        ]

    def test_documents_are_listed_with_what_came_of_them(self) -> None:
        extract("news", "-o", "claims.csv", "--documents", "documents.csv")
        with Path("documents.csv").open(newline="") as file:
            rows = {row["document"]: row for row in csv.DictReader(file)}
        assert len(rows) == 71
        assert [rows[f"news/{name}.txt"]["status"] for name in ("00", "01", "bad")] == ["empty", "done", "failed"]
        assert (rows["news/02.txt"]["claims"], rows["news/02.txt"]["words"]) == ("2", "14")
        assert rows["news/bad.txt"]["problem"].startswith("is not text; ")
        described = json.loads(Path("datapackage.json").read_text())["resources"]
        assert [one["path"] for one in described] == ["claims.csv", "documents.csv"]

    def test_name_that_ends_in_a_slash_makes_a_folder_of_parts(self) -> None:
        extract("news", "-o", "claims/")
        assert [path.name for path in sorted(Path("claims").iterdir())] == ["datapackage.json", "part-00000.parquet"]
        extract("news", "-o", "claims/", "--format", "jsonl")
        assert len(list(writers.read_jsonl("claims/part-00000.jsonl"))) == 69

    def test_log_file_holds_what_is_told(self) -> None:
        extract("news", "-o", "claims.csv", "--quiet", "--log-file", "night.log")
        log = Path("night.log").read_text()
        assert " ERROR news/bad.txt: is not text" in log
        assert " INFO news/00.txt: note: the document is empty" in log
        assert " INFO 71 documents, 1 failed" in log

    def test_failures_of_an_earlier_run_go_when_there_are_none(self) -> None:
        extract("news", "-o", "news/claims.csv")
        assert Path("news/claims.failures.jsonl").exists()
        Path("news/bad.txt").unlink()
        assert extract("news", "-o", "news/claims.csv").exit_code == 0
        assert not Path("news/claims.failures.jsonl").exists()

    def test_a_document_that_is_too_large_is_refused_by_its_name(self) -> None:
        result = extract("news", "--max-size", "0.001", "--format", "jsonl")
        assert "extract: news/bad.txt: is larger than 0.001 MB; leave it out, or raise --max-size\n" in result.stderr


@pytest.mark.parametrize("options", [(), ("-o", "claims.csv")])
def test_missing_model_is_told(monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]) -> None:
    def load(model: str) -> None:
        raise ModelError(f"{model}: is not installed; install it with pip")

    monkeypatch.setattr("extractor.load", load)
    result = extract("story.txt", "--model", "none", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "extract: none: is not installed; install it with pip\n"
    assert not Path("claims.csv").exists()


@pytest.mark.usefixtures("no_load")
def test_nothing_is_loaded_or_written_if_no_input_can_be_read() -> None:
    Path("claims.csv").write_text("former")
    result = extract("none.txt", "neither.txt", "-o", "claims.csv")
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["none.txt", "neither.txt"]
    assert Path("claims.csv").read_text() == "former"


@pytest.mark.usefixtures("no_load")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("story.txt", "--format", "parquet"), "name a file with -o"),
        (("story.txt", "-o", "claims.xlsx"), "the suffix tells no format"),
        (("story.txt", "-o", "claims/", "--format", "html"), "parts are parquet, csv, jsonl, not html"),
        (("story.txt", "--documents", "documents.csv"), "name a file for the claims, too, with -o"),
        (("story.txt", "-o", "a.csv", "--documents", "d.html"), "the suffix tells no format"),
        (("clean", "story.txt", "-o", "clean.csv"), "the suffix tells no format"),
        (("story.txt", "--bom"), "only a CSV file has a byte order mark"),
        (("story.txt", "--format", "xml"), "'xml' is not one of"),
        (("story.txt", "--loud"), "No such option"),
        (("clean",), "Missing argument"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], problem: str) -> None:
    result = extract(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in flat(result.stderr)


class TestHelp:
    def test_is_printed_without_arguments(self) -> None:
        result = extract()
        assert result.exit_code == 2
        assert "Examples" in result.stdout

    @pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("story.txt", "--help")])
    def test_shows_usage_commands_and_examples(self, arguments: tuple[str, ...]) -> None:
        result = extract(*arguments)
        assert result.exit_code == 0
        text = flat(result.stdout)
        assert "Usage: extract [OPTIONS]" in text
        assert "clean Print what of the articles is analysed" in text
        assert "extract ./clean a file that is called like a command" in text

    def test_of_a_command_is_its_own(self) -> None:
        assert "Usage: extract clean [OPTIONS]" in flat(extract("clean", "--help").stdout)


def test_version_is_that_of_the_package() -> None:
    result = extract("--version")
    assert (result.exit_code, result.stdout) == (0, f"extract {extractor.__version__}\n")


def test_command_line_offers_all_formats() -> None:
    assert list(Format) == list(writers.FORMATS)
    assert list(CleanFormat) == list(writers.CLEAN_FORMATS)


@pytest.mark.usefixtures("no_load")
class TestClean:
    def test_prints_the_text(self) -> None:
        assert extract("clean", "story.txt").stdout.strip() == STORY.strip()

    def test_heads_each_of_several_documents(self) -> None:
        Path("other.txt").write_text("Other news.\n")
        lines = extract("clean", "story.txt", "other.txt").stdout.splitlines()
        assert [line for line in lines if line.startswith("==>")] == ["==> story.txt <==", "==> other.txt <=="]

    def test_jsonl_tells_what_was_removed(self) -> None:
        Path("promoted.txt").write_text(PROMOTED)
        (record,) = records(extract("clean", "promoted.txt", "--format", "jsonl"))
        assert record["document_text"] == PROMOTED
        assert all(PROMOTED[cut["start"] : cut["end"]] == cut["text"] for cut in record["removed"])

    def test_suffix_chooses_the_format(self) -> None:
        assert extract("clean", "story.txt", "-o", "clean.jsonl").exit_code == 0
        assert json.loads(Path("clean.jsonl").read_text())["document"] == "story.txt"

    def test_removed_lists_what_went_and_why(self) -> None:
        Path("promoted.txt").write_text(f"{STORY}\nSubscribe now for $1 a week. Cancel anytime.\n")
        lines = extract("clean", "promoted.txt", "--removed").stdout.splitlines()
        assert lines[0].startswith("==> promoted.txt: 1 block removed, ")
        assert lines[1].startswith("line 3: promotion; ")
        assert lines[2:4] == ["  numbers: $1", "  Subscribe now for $1 a week. Cancel anytime."]

    @pytest.mark.parametrize("workers", ["1", "2"])
    def test_line_that_stands_on_many_articles_of_a_folder_goes(self, workers: str) -> None:
        Path("news").mkdir()
        for number in range(4):
            Path(f"news/{number}.txt").write_text(
                f"Pier {number} is shut to boats.\n\nAsk for pier {number + 1}.\n\nThe Islander has 40 readers.\n"
            )
        texts = [
            record["text"] for record in records(extract("clean", "news", "--format", "jsonl", "--workers", workers))
        ]
        assert texts == [f"Pier {number} is shut to boats.\n\nAsk for pier {number + 1}." for number in range(4)]


@pytest.mark.usefixtures("_quick_load")
class TestRemovedNumbers:
    @pytest.fixture(autouse=True)
    def _promoted(self) -> None:
        Path("promoted.txt").write_text(f"{STORY}\nSubscribe now for $1 a week and save 40%. Cancel anytime.\n")

    def test_are_told_of(self) -> None:
        result = extract("promoted.txt", "--format", "jsonl")
        assert len(records(result)) == 2
        assert result.stderr == "extract: note: 2 numbers in removed text; see extract clean --removed\n"

    def test_are_claims_if_boilerplate_is_kept(self) -> None:
        result = extract("promoted.txt", "--format", "jsonl", "--keep-boilerplate")
        assert "40%" in [record["quantity"]["text"] for record in records(result)]
        assert result.stderr == ""


class TestInShell:
    @pytest.fixture(autouse=True)
    def _many_articles(self) -> None:
        article = json.dumps({"text": STORY})
        Path("many.jsonl").write_text(f"{article}\n" * 2000)

    def test_closed_pipe_ends_quietly(self) -> None:
        result = in_shell("$EXTRACT clean many.jsonl --format jsonl | head -1; exit ${PIPESTATUS[0]}")
        assert (result.returncode, result.stderr) == (0, b"")
        assert json.loads(result.stdout)["document"] == "many.jsonl:1"

    def test_closed_standard_output_is_told(self) -> None:
        result = in_shell("$EXTRACT clean story.txt >&-")
        assert (result.returncode, result.stdout) == (1, b"")
        assert result.stderr == b"extract: standard output is closed; name a file with -o\n"

    def test_results_are_utf_8_whatever_the_locale(self) -> None:
        Path("café.txt").write_text("Café prices rose 3% in 2024.\n", encoding="utf-8")
        result = in_shell("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $EXTRACT clean caf*.txt story.txt")
        assert result.returncode == 0
        assert "Café prices" in result.stdout.decode("utf-8")

    @pytest.mark.parametrize("arguments", ["--help", "--show-completion bash", "clean story.txt", "none.txt"])
    def test_spacy_and_pandas_wait_until_they_are_needed(self, arguments: str) -> None:
        result = in_shell(f"PYTHONPROFILEIMPORTTIME=1 $EXTRACT {arguments}")
        loaded = {line.rpartition("|")[2].strip() for line in result.stderr.decode().splitlines()}
        assert "extractor.cli" in loaded
        assert not {"spacy", "pandas", "pyarrow"} & loaded
