import json
from pathlib import Path

import pytest

from extractor.evaluation.speed import main, report

FIGURES = {
    "articles": 10,
    "words": 50_000,
    "workers": 4,
    "load": {"seconds": 1.0, "cpu": 1.0, "memory": 200_000_000},
    "start": {"seconds": 1.2, "cpu": 1.2, "memory": 220_000_000},
    "ready": {"seconds": 1.0, "cpu": 1.0, "memory": 210_000_000},
    "spacy": {"seconds": 11.0, "cpu": 11.0, "memory": 900_000_000},
    "prepare": {"seconds": 1.6, "cpu": 1.6, "memory": 300_000_000},
    "parse": {"seconds": 3.4, "cpu": 3.4, "memory": 400_000_000},
    "extractor": {"seconds": 5.0, "cpu": 4.0, "memory": 400_000_000},
    "one": {"seconds": 7.0, "cpu": 0.5, "memory": 60_000_000},
    "many": {"seconds": 3.0, "cpu": 0.5, "memory": 60_000_000},
}


def test_rates_and_ratios_leave_out_the_loading() -> None:
    assert report(FIGURES) == [
        "10 articles, 50,000 words",
        "spaCy's full pipeline          5,000 words/s   5,000 words per CPU second    900 MB",
        "extractor, in one process     12,500 words/s  16,667 words per CPU second    400 MB",
        "command, --workers 1           8,333 words/s     60 MB in the parent",
        "command, --workers 4          25,000 words/s     60 MB in the parent",
        "extractor in one process against spaCy: 2.50 by the clock, 3.33 by CPU time",
        "CPU time of the extractor: clean and tokenise 20%, parse 60%, find claims 20%",
        "4 workers against 1: 3.00",
        "one article against importing spaCy and loading the model: 1.20",
    ]


def test_everything_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text("Sales rose 12% in 2023.")
    main([str(tmp_path), "--workers", "2", "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert (figures["articles"], figures["words"], figures["workers"]) == (2, 10, 2)
    measured = ("load", "start", "ready", "spacy", "prepare", "parse", "extractor", "one", "many")
    assert all(figures[name]["seconds"] > 0.1 for name in measured)
