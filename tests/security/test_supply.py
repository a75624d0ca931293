import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import extractor
from extractor.errors import ModelError
from extractor.models import DEFAULT_MODEL, check_default_model

ROOT = Path(extractor.__file__).parents[1]
CONSTRAINTS = Path(__file__).parents[2] / ".github" / "constraints.txt"
# Python tells of every socket and of every class that a pickle asks for; no library can keep it from that.
GUARD = """
import socket, sys

def guard(event, arguments):
    # The locale data of Babel's own package are pickles of its own classes.
    babel = event == "pickle.find_class" and arguments[0].partition(".")[0] == "babel"
    if event in {forbidden} and not babel:
        raise RuntimeError(f"forbidden: {{event}}")
    if event in ("socket.connect", "socket.sendto", "socket.bind") and arguments[0].family != socket.AF_UNIX:
        raise RuntimeError(f"forbidden: {{event}}")

sys.addaudithook(guard)
"""
NETWORK = ["socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect"]


def run(folder: Path, forbidden: list[str], *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the command where some doings are forbidden to it and to all processes that it starts."""
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD.format(forbidden=forbidden))
    return subprocess.run(
        [sys.executable, "-m", "extractor", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder / "guard"), str(ROOT)])},
        capture_output=True,
        timeout=300,
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    text = "Sales rose 4% to £1.2bn in 2024, the retailer said, as <a href='https://example.org/'>Reuters</a> reports."
    path = tmp_path / "page.html"
    path.write_text(
        f"<!DOCTYPE html><title>Sales</title><img src='https://example.org/x.png'><article><p>{text}</p></article>"
    )
    return path


def test_guard_forbids_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD.format(forbidden=["pickle.find_class"]))
    for doing in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import pickle, pathlib; pickle.loads(pickle.dumps(pathlib.Path()))",
    ):
        done = subprocess.run(
            [sys.executable, "-c", doing],
            env=os.environ | {"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            timeout=60,
        )
        assert b"forbidden" in done.stderr


def test_whole_run_over_many_processes_asks_for_no_network(tmp_path: Path, page: Path) -> None:
    shutil.copy(page, tmp_path / "other.html")
    done = run(tmp_path, NETWORK, "page.html", "other.html", "-o", "claims.html", "--workers", "2")
    assert (done.returncode, b"forbidden" in done.stderr) == (0, False), done.stderr.decode()
    assert "£1.2bn" in (tmp_path / "claims.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("output", ["claims.csv", "claims.parquet", "claims.html"])
def test_nothing_is_unpickled_from_reading_to_writing(tmp_path: Path, page: Path, output: str) -> None:
    done = run(tmp_path, [*NETWORK, "pickle.find_class"], page.name, "-o", output)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / output).stat().st_size > 100


class TestModel:
    def test_installed_one_is_the_one_that_was_published(self) -> None:
        check_default_model(spacy.load(DEFAULT_MODEL).path)

    @pytest.mark.parametrize("change", ["changed", "added", "removed"])
    def test_changed_one_under_its_name_is_an_error_with_the_remedy(self, tmp_path: Path, change: str) -> None:
        folder = tmp_path / "model"
        shutil.copytree(spacy.load(DEFAULT_MODEL).path, folder)
        weights = folder / "ner" / "model"
        if change == "changed":
            data = bytearray(weights.read_bytes())
            data[len(data) // 2] ^= 1
            weights.write_bytes(data)
        elif change == "added":
            (folder / "extra.py").write_text("")
        else:
            weights.unlink()
        with pytest.raises(ModelError, match=r"is not the pipeline .* install the package anew with"):
            check_default_model(folder)

    def test_wrong_one_is_not_loaded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("extractor.models.DEFAULT_MODEL_DIGEST", "0" * 64)
        with pytest.raises(ModelError, match="as it was published"):
            extractor.load()


class TestDependencies:
    @pytest.fixture
    def required(self) -> list[Requirement]:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return [Requirement(line) for line in project["dependencies"]]

    def test_all_have_bounds_on_both_sides(self, required: list[Requirement]) -> None:
        for one in required:
            operators = {part.operator for part in one.specifier}
            assert "==" in operators or {">=", "<"} <= operators, str(one)

    def test_release_environment_pins_each_with_its_hashes(self, required: list[Requirement]) -> None:
        pins = dict(_pins())
        for one in required:
            version, hashes = pins[canonicalize_name(one.name)]
            assert one.specifier.contains(version), str(one)
            assert hashes
        assert all(len(digest) == 64 for _, hashes in pins.values() for digest in hashes)


def _pins() -> list[tuple[str, tuple[str, list[str]]]]:
    """Each pinned distribution of the constraints with its version and hashes."""
    entries = CONSTRAINTS.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = []
    for entry in entries:
        if entry and not entry.startswith("#"):
            pin, *options = entry.split()
            name, version = pin.split("==")
            digests = [option.removeprefix("--hash=sha256:") for option in options]
            found.append((canonicalize_name(name), (version, digests)))
    return found
