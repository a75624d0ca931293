from pathlib import Path

import pytest
from labelling import ARTICLE, to_label, to_line, write_gold

from extractor.evaluation import Label, LabelledArticle
from extractor.records import Claim


def profit_forecast(confidence: float = 1.0) -> Label:
    return to_label(
        "reach [$2 million] by",
        value=2e6,
        unit="USD",
        dimension="currency",
        subject="Profit",
        period=("by 2026", None, "2026"),
        source="experts",
        status="forecast",
        confidence=confidence,
    )


@pytest.fixture
def labelled() -> LabelledArticle:
    """An article with four labels, of which each differs from the others in most fields."""
    return LabelledArticle(
        document="acme.txt",
        labels=(
            to_label("rose [12%] to", value=12, kind="change", change="up", source="Acme", name="Acme"),
            to_label(
                "to [$4.5 billion] in",
                value=4.5e9,
                unit="USD",
                dimension="currency",
                change="up",
                period=("in 2024", "2024", "2024"),
                source="Acme",
                name="Acme",
            ),
            to_label(
                "runs [300] stores", value=300, unit="store", dimension="count", subject="It", alternatives=["Acme"]
            ),
            profit_forecast(),
        ),
    )


@pytest.fixture
def found() -> list[Claim]:
    """Claims for ``labelled``: one with a wrong kind and no change, one that is wrong in more, one right, one false.

    The third label is missed.
    """
    return [
        to_label("rose [12%] to", value=12, source="Acme", name="Acme", confidence=0.9).claim,
        to_label(
            "to $[4.5 billion] in",
            value=4.5e9,
            unit="USD",
            dimension="currency",
            subject="sales rose",
            change="up",
            period=("in 2024", "2024", None),
            confidence=0.6,
        ).claim,
        profit_forecast(confidence=0.95).claim,
        to_label("A [third] of its", value=1 / 3, unit=None, entity=None, kind="share", confidence=0.4).claim,
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labelled: LabelledArticle) -> Path:
    """A working folder with ``gold/acme.jsonl`` and ``corpus/acme.txt``."""
    monkeypatch.chdir(tmp_path)
    Path("gold").mkdir()
    Path("corpus").mkdir()
    Path("corpus/acme.txt").write_text(ARTICLE, encoding="utf-8")
    write_gold(*map(to_line, labelled.labels))
    return tmp_path
