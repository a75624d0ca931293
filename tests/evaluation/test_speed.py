import json
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.evaluation.speed import main, measure_speed, report

FIGURES = {
    "articles": 10,
    "words": 50_000,
    "workers": 4,
    "few_articles": 5,
    "few_words": 20_000,
    "load": {"seconds": 1.0, "cpu": 1.0, "memory": 200_000_000},
    "start": {"seconds": 1.2, "cpu": 1.2, "memory": 220_000_000},
    "ready": {"seconds": 1.0, "cpu": 1.0, "memory": 210_000_000},
    "spacy": {"seconds": 11.0, "cpu": 11.0, "memory": 900_000_000},
    "clean": {"seconds": 1.3, "cpu": 1.3, "memory": 300_000_000},
    "tokenise": {"seconds": 1.45, "cpu": 1.45, "memory": 300_000_000},
    "prepare": {"seconds": 1.6, "cpu": 1.6, "memory": 300_000_000},
    "parse": {"seconds": 3.4, "cpu": 3.4, "memory": 400_000_000},
    "extractor": {"seconds": 5.0, "cpu": 4.0, "memory": 400_000_000},
    "one": {"seconds": 6.5, "cpu": 0.5, "memory": 60_000_000},
    "one_few": {"seconds": 3.5, "cpu": 0.5, "memory": 60_000_000},
    "many": {"seconds": 2.5, "cpu": 0.5, "memory": 60_000_000},
    "many_few": {"seconds": 1.5, "cpu": 0.5, "memory": 60_000_000},
}


def test_rates_leave_out_the_loading_and_whole_runs_do_not() -> None:
    assert report(FIGURES) == [
        "10 articles, 50,000 words; importing and loading is left out of rates",
        "spaCy's full pipeline          5,000 words/s   5,000 words per CPU second    900 MB",
        "extractor, in one process     12,500 words/s  16,667 words per CPU second    400 MB",
        "extractor in one process against spaCy: 2.50 by the clock, 3.33 by CPU time",
        "CPU time of the extractor: clean 10%, tokenise 5%, choose sentences 5%, parse 60%, find claims 20%; "
        "outside spaCy 35%",
        "command, --workers 1          10,000 words/s at work   7,692 over the whole run     60 MB in the parent",
        "command, --workers 4          30,000 words/s at work  20,000 over the whole run     60 MB in the parent",
        "4 workers against 1: 3.00 at work, 2.60 over the whole run, which starts for 1.5 s",
        "one article against importing spaCy and loading the model: 1.20",
    ]


def test_everything_is_measured_and_the_least_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("Sales rose 12% in 2023.")
    main([str(tmp_path), "--workers", "2", "--repeats", "1", "--json"])
    figures = json.loads(capsys.readouterr().out)
    assert (figures["articles"], figures["words"], figures["workers"]) == (4, 20, 2)
    assert (figures["few_articles"], figures["few_words"]) == (2, 10)
    measured = [name for name in FIGURES if isinstance(FIGURES[name], dict)]
    assert len(measured) == 13
    assert all(figures[name]["seconds"] > 0.1 for name in measured)


def test_single_article_is_too_few(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sales rose 12% in 2023.")
    with pytest.raises(InputError, match="holds fewer than two articles"):
        measure_speed(tmp_path, workers=1)
