import json
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.errors import InputError
from extractor.training import sources
from extractor.training.logit import Example, fit, to_text

SPEAKERS = ["Anna Berg", "Paul Low", "The mayor", "Reuters"]
CUES = ["said", "claimed"]
DEEDS = ["bought", "sold"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A made-up corpus: whoever said or claimed a number is its source, whoever bought or sold it is not."""
    (tmp_path / "text").mkdir()
    rows = []
    for number, speaker in enumerate(SPEAKERS):
        text, attributions = "", []
        for cue in CUES:
            start = len(text)
            text += f"{speaker} {cue} that the mill had {number + 20} workers. "
            verb = start + len(speaker) + 1
            attributions.append(
                {
                    "source": [[start, start + len(speaker)]],
                    "cue": [[verb, verb + len(cue)]],
                    "content": [[verb + len(cue) + 1, len(text) - 1]],
                }
            )
        for deed in DEEDS:
            text += f"{speaker} {deed} {number + 30} mills. "
        name = f"{number}.txt"
        (tmp_path / "text" / name).write_text(text, encoding="utf-8")
        rows.append(json.dumps({"document": name, "attributions": attributions}))
    (tmp_path / "attributions.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_fit_tells_speech_from_deeds(folder: Path, loaded: pipeline.Extractor) -> None:
    labelled = list(sources.label(folder, loaded))
    numbers = [one for one in labelled if one.quantity]
    assert len(numbers) == len(SPEAKERS) * (len(CUES) + len(DEEDS))
    assert sum(one.cited for one in numbers) == len(SPEAKERS) * len(CUES)
    weights = fit([one.example for one in labelled], penalty=0.1, least=1)
    assert weights["cue=say"] > 0 > weights["cue=buy"]
    assert str(sources.score([(one, weights) for one in numbers], 0.5)) == "F1 100.0 (P 100.0, R 100.0)"


def test_fit_of_the_same_articles_gives_the_same_file(folder: Path, loaded: pipeline.Extractor) -> None:
    files = [
        to_text(fit([one.example for one in sources.label(folder, loaded)], penalty=1.0, least=1), ["Made up"])
        for _ in range(2)
    ]
    assert files[0] == files[1]
    assert files[0].startswith("# Made up\n")


def test_labels_that_are_missing_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"attributions\.jsonl.*give a folder"):
        sources.read_labels(tmp_path)


def test_fit_adds_up_the_options_that_are_right() -> None:
    rows = [Example(group="a", weight=1.0, options=[["x"], ["y"], ["z"]], right=[False, True, True])] * 20
    weights = fit(rows, penalty=0.1, least=1)
    assert weights["x"] < weights["y"] == pytest.approx(weights["z"])


def test_fit_counts_rare_values_together() -> None:
    rows = [
        Example(group="a", weight=1.0, options=[["cue=say"], [f"cue={at}"]], right=[True, False]) for at in range(9)
    ]
    weights = fit(rows, penalty=0.1, least=2)
    assert set(weights) == {"cue=say", "cue=other"}
    assert weights["cue=other"] < 0
