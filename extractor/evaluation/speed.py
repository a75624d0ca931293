"""How fast the extractor is on this machine: ``python -m extractor.evaluation.speed FOLDER``.

All of it is measured on the same articles in one run, because only then are ratios true on a machine that others use.
Each measurement is a process of its own, so that none profits from another's caches.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor.articles.reading import read_articles
from extractor.batch.outcomes import count_cores
from extractor.models import DEFAULT_MODEL
from extractor.pipeline import batched, load
from extractor.preparation import prepare, split_text
from extractor.records import Article

LOAD = f"import spacy; spacy.load({DEFAULT_MODEL!r})"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one process took.

    Attributes:
        seconds: Wall time.
        cpu: Processor time of the process in seconds, without that of worker processes.
        memory: The most memory that the process held, in bytes.
    """

    seconds: float
    cpu: float
    memory: int


def measure_speed(folder: Path, *, workers: int) -> dict[str, Any]:
    """Measure spaCy, the extractor with one process and with several, and its start.

    Args:
        folder: The articles.
        workers: How many processes the last measurement uses.

    Returns:
        The measurements by name, and what follows from them.
    """
    lengths = {article.document: len(article.text.split()) for article in _articles(folder)}
    first = min(lengths, default="")
    with TemporaryDirectory() as beside:
        output = str(Path(beside, "claims.jsonl"))
        command = ["-m", "extractor", str(folder), "--quiet", "-o", output, "--workers"]
        measured = {
            "load": _measure(["-c", LOAD]),
            "start": _measure(["-m", "extractor", first, "--quiet", "-o", output]),
            **{name: _measure(["-m", __spec__.name, "--only", name, str(folder)]) for name in ONLY},
            "one": _measure([*command, "1"]),
            "many": _measure([*command, str(workers)]),
        }
    return {"articles": len(lengths), "words": sum(lengths.values()), "workers": workers} | {
        name: asdict(one) for name, one in measured.items()
    }


def report(figures: dict[str, Any]) -> list[str]:
    """Return the figures as lines of text: rates leave out what importing and loading takes."""
    load = figures["load"]

    def working(name: str, unit: str) -> float:
        idle = figures["ready"] if name in ONLY else load
        return float(max(figures[name][unit] - idle[unit], 0.001))

    lines = [f"{figures['articles']:,} articles, {figures['words']:,} words"]
    for name, title in {"spacy": "spaCy's full pipeline", "extractor": "extractor, in one process"}.items():
        rates = [f"{figures['words'] / working(name, unit):7,.0f}" for unit in ("seconds", "cpu")]
        memory = figures[name]["memory"] / 1_000_000
        lines.append(f"{title:28} {rates[0]} words/s {rates[1]} words per CPU second {memory:6,.0f} MB")
    for name, workers in {"one": 1, "many": figures["workers"]}.items():
        memory = figures[name]["memory"] / 1_000_000
        rate = f"{figures['words'] / working(name, 'seconds'):7,.0f}"
        lines.append(f"{f'command, --workers {workers}':28} {rate} words/s {memory:6,.0f} MB in the parent")
    ratios = [working("spacy", unit) / working("extractor", unit) for unit in ("seconds", "cpu")]
    lines.append(f"extractor in one process against spaCy: {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by CPU time")
    steps = [0.0, *(working(name, "cpu") for name in ("prepare", "parse", "extractor"))]
    shares = [100 * (last - first) / steps[-1] for first, last in pairwise(steps)]
    named = zip(("clean and tokenise", "parse", "find claims"), shares, strict=True)
    lines.append("CPU time of the extractor: " + ", ".join(f"{name} {share:.0f}%" for name, share in named))
    lines.append(
        f"{figures['workers']} workers against 1: {working('one', 'seconds') / working('many', 'seconds'):.2f}"
    )
    started = figures["start"]["seconds"] / load["seconds"]
    lines.append(f"one article against importing spaCy and loading the model: {started:.2f}")
    return lines


def get_ready(folder: Path) -> None:
    """Load what the others need, and do nothing."""
    load()


def parse_all(folder: Path) -> None:
    """Parse the articles with spaCy's full pipeline, which the extractor is measured against."""
    import spacy

    for _ in spacy.load(DEFAULT_MODEL).pipe(article.text for article in _articles(folder)):
        pass


def prepare_all(folder: Path) -> None:
    """Do what comes before the parse: clean the articles, tokenise them and choose what is to be parsed."""
    extractor = load()
    for article in _articles(folder):
        for stretch in split_text(0, extractor.cleaner(article).text):
            prepare(stretch, extractor.nlp)


def parse_chosen(folder: Path) -> None:
    """Do what comes before claims are looked for: prepare the articles, and parse what is to be parsed of them."""
    extractor = load()
    for batch in batched(_articles(folder), size=lambda article: len(article.text)):
        for _ in extractor.parse_batch([extractor.cleaner(article).text for article in batch]):
            pass


def extract_all(folder: Path) -> None:
    """Find the claims of the articles in this process."""
    for _ in load().pipe(_articles(folder)):
        pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m extractor.evaluation.speed", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of articles, some hundred of them for steady figures")
    parser.add_argument("--workers", type=int, default=count_cores(), help="how many processes to compare with one")
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--only", choices=ONLY, help="do one thing without measuring it, as for a profiler")
    options = parser.parse_args(arguments)
    if options.only:
        ONLY[options.only](options.folder)
        return
    figures = measure_speed(options.folder, workers=options.workers)
    sys.stdout.write(json.dumps(figures) + "\n" if options.json else "\n".join(report(figures)) + "\n")


ONLY = {"ready": get_ready, "spacy": parse_all, "prepare": prepare_all, "parse": parse_chosen, "extractor": extract_all}


def _articles(folder: Path) -> Iterator[Article]:
    return (article for article in read_articles([str(folder)]) if isinstance(article, Article))


def _measure(arguments: Sequence[str]) -> Measured:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments])  # noqa: S603 - this very package
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss * unit)


if __name__ == "__main__":
    main()
