import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from jobs import Obeying

from extractor.articles.raw import RawDocument
from extractor.batch import Failure, Finding, Journal, Limits, run
from extractor.batch.local import BATCHES_PER_WORKER, MOST_BATCHES, ORDINARY_BYTES
from extractor.errors import InputError, ModelError, OutputError

LIMITS = Limits(workers=2, timeout=2.0, memory=300_000_000)


def raws(*texts: str) -> list[RawDocument]:
    return [RawDocument(document=f"{number}.txt", data=text.encode()) for number, text in enumerate(texts)]


def named(outcomes: Iterator[Finding | Failure]) -> list[tuple[str, object]]:
    """Each outcome as the document with its words, or with the kind of its failure."""
    return [
        (outcome.document, outcome.kind)
        if isinstance(outcome, Failure)
        else (outcome.summary.document, outcome.summary.words)
        for outcome in outcomes
    ]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_input(workers: int) -> None:
    texts = ["sleep 0.5" if number in (0, 40) else "one " * number for number in range(200)]
    found = named(run(raws(*texts), Obeying(), Limits(workers=workers)))
    assert found == [(f"{number}.txt", len(text.split())) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("order", "kind", "problem"),
    [
        ("sleep 60", "timeout", "took longer than 2 s"),
        ("exit 3", "crash", "crashed the process that read it (exit code 3)"),
        (f"kill {signal.SIGSEGV:d}", "crash", "crashed the process that read it (exit code -11)"),
        (f"kill {signal.SIGKILL:d}", "crash", "crashed the process that read it (exit code -9)"),
        ("eat 600", "memory", "needed more than 300 MB of memory"),
    ],
)
def test_fault_costs_its_document_only(tmp_path: Path, order: str, kind: str, problem: str) -> None:
    notes = tmp_path / "notes"
    outcomes = list(run(raws("a", "b b", order, "c c c"), Obeying(str(notes)), LIMITS))
    assert named(iter(outcomes)) == [("0.txt", 1), ("1.txt", 2), ("2.txt", kind), ("3.txt", 3)]
    failure = outcomes[2]
    assert isinstance(failure, Failure)
    assert failure.problem == problem
    assert failure.remedy
    assert notes.read_text().split().count("2.txt") == 2, "it is tried once more alone"


def test_document_that_fails_once_is_done_the_second_time(tmp_path: Path) -> None:
    outcomes = run(raws("a", f"once {tmp_path / 'flag'}", "c c c"), Obeying(), LIMITS)
    assert named(outcomes) == [("0.txt", 1), ("1.txt", 2), ("2.txt", 3)]


def test_unreadable_documents_keep_their_place() -> None:
    first, second = raws("a", "b")
    error = InputError("broken.txt", "is not text", "convert it")
    assert named(run([error, first, error, second, error], Obeying(), LIMITS)) == [
        ("broken.txt", "input"),
        ("0.txt", 1),
        ("broken.txt", "input"),
        ("1.txt", 1),
        ("broken.txt", "input"),
    ]


def test_job_that_cannot_be_done_is_an_error_not_a_failure() -> None:
    with pytest.raises(ModelError, match="there is no model; install one"):
        list(run(raws("a", "b"), Obeying(loads=False), LIMITS))


def test_single_document_needs_no_process(tmp_path: Path) -> None:
    (outcome,) = run(raws(f"once {tmp_path}"), Obeying(), LIMITS)
    assert named(iter([outcome])) == [("0.txt", 2)]
    assert list(run([], Obeying(), LIMITS)) == []


def test_single_document_beyond_ordinary_size_keeps_the_limits() -> None:
    raw = RawDocument(document="long.txt", data=b"sleep 60".ljust(ORDINARY_BYTES + 1))
    assert named(run([raw], Obeying(), LIMITS)) == [("long.txt", "timeout")]


def test_documents_are_asked_for_as_there_is_room() -> None:
    asked = 0

    def endless() -> Iterator[RawDocument]:
        nonlocal asked
        while True:
            asked += 1
            yield RawDocument(document=f"{asked}.txt", data=b"a " * 50_000)

    stream = run(endless(), Obeying(), LIMITS)
    next(stream)
    assert asked <= 4 * BATCHES_PER_WORKER * LIMITS.workers
    stream.close()
    assert asked < MOST_BATCHES


class TestJournal:
    @pytest.fixture
    def journal(self, tmp_path: Path) -> Iterator[Journal]:
        journal = Journal(tmp_path / "claims.csv.journal", job=Obeying())
        yield journal
        journal.close()

    def test_finished_work_is_not_done_again(self, tmp_path: Path, journal: Journal) -> None:
        texts = ["a", "b b", "c c c", "exit 1"]
        first = named(run(raws(*texts), Obeying(), LIMITS, journal=journal))
        journal.close()
        notes = tmp_path / "notes"
        assert named(run(raws(*texts), Obeying(str(notes)), LIMITS, journal=journal)) == first
        assert set(notes.read_text().split()) == {"3.txt"}, "what failed is tried again"

    @pytest.mark.parametrize("workers", [1, 2])
    def test_changed_document_is_done_anew(self, tmp_path: Path, journal: Journal, workers: int) -> None:
        list(run(raws("a", "b b", "c c c"), Obeying(), LIMITS, journal=journal))
        notes = tmp_path / "notes"
        found = run(raws("a", "b b b b", "c c c"), Obeying(str(notes)), Limits(workers=workers), journal=journal)
        assert named(found) == [("0.txt", 1), ("1.txt", 4), ("2.txt", 3)]
        assert notes.read_text().split() == ["1.txt"]

    def test_another_version_does_all_anew(self, tmp_path: Path, journal: Journal) -> None:
        list(run(raws("a", "b b"), Obeying(), LIMITS, journal=journal))
        journal.close()
        other = Journal(journal.path, job=Obeying(version="2"))
        notes = tmp_path / "notes"
        list(run(raws("a", "b b"), Obeying(str(notes)), LIMITS, journal=other))
        other.remove()
        assert sorted(notes.read_text().split()) == ["0.txt", "1.txt"]

    def test_equal_documents_are_found_each_in_its_place(self, journal: Journal) -> None:
        same = raws("a")[0]
        assert len(list(run([same, same, same], Obeying(), LIMITS, journal=journal))) == 3

    def test_second_run_on_it_is_refused(self, journal: Journal) -> None:
        list(run(raws("a", "b"), Obeying(), LIMITS, journal=journal))
        other = Journal(journal.path, job=Obeying())
        with pytest.raises(OutputError, match="another run is at work on it"):
            list(run(raws("a", "b"), Obeying(), LIMITS, journal=other))

    def test_foreign_file_in_its_place_is_left_alone(self, journal: Journal) -> None:
        journal.path.write_text("my own notes, and no database at all\n" * 100)
        with pytest.raises(OutputError, match="is no journal"):
            list(run(raws("a", "b"), Obeying(), LIMITS, journal=journal))

    def test_removing_leaves_no_file(self, journal: Journal) -> None:
        list(run(raws("a", "b"), Obeying(), LIMITS, journal=journal))
        journal.remove()
        assert os.listdir(journal.path.parent) == []  # noqa: PTH208 - hidden ones, too
