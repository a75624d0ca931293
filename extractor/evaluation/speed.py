"""How fast the extractor is on this machine: ``python -m extractor.evaluation.speed FOLDER``.

All of it is measured on the same articles in one run, because only then are ratios true on a machine that others use.
Each measurement is a process of its own, so that none profits from another's caches, and is the least of several. The
process that starts them stays small, for Linux counts its memory as theirs.

The command is told of twice. Its *whole run* counts all that a user waits for, and so depends on how many articles
there are: it starts for a second, whether a minute's work follows or a night's. *At work* is what is left of a long
run: the words of all articles but a few, by the time that all of them take longer than those few.
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
from typing import TYPE_CHECKING, Any

import extractor
from extractor.articles.reading import read_articles
from extractor.batch.local import BATCH_DOCUMENTS
from extractor.batch.outcomes import count_cores
from extractor.errors import InputError
from extractor.models import DEFAULT_MODEL
from extractor.records import Article

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.preparation import Stretch

LOAD = f"import spacy; spacy.load({DEFAULT_MODEL!r})"
# The few articles are as many for each process, so that each has started and found what it needs only once.
FEW_PER_WORKER = BATCH_DOCUMENTS
REPEATS = 3


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one process took, at the least of several times.

    Attributes:
        seconds: Wall time.
        cpu: Processor time of the process in seconds, without that of worker processes.
        memory: The most memory that the process held, in bytes.
    """

    seconds: float
    cpu: float
    memory: int


def measure_speed(folder: Path, *, workers: int, repeats: int = REPEATS) -> dict[str, Any]:
    """Measure spaCy, the extractor with one process and with several, and its start.

    Args:
        folder: The articles, each in a file of its own.
        workers: How many processes the last measurement uses.
        repeats: How many times each is measured.

    Returns:
        The measurements by name, and what follows from them.

    Raises:
        InputError: There are too few articles.
    """
    lengths = {article.document: len(article.text.split()) for article in _articles(folder)}
    few = sorted(lengths)[: min(FEW_PER_WORKER * workers, len(lengths) // 2)]
    if not few:
        raise InputError(str(folder), "holds fewer than two articles", "name a folder of some hundred")
    with TemporaryDirectory() as beside:
        command = ["-m", "extractor", "--quiet", "-o", str(Path(beside, "claims.jsonl"))]
        processes = {
            "load": ["-c", LOAD],
            "start": [*command, *few[:1]],
            **{name: ["-m", __spec__.name, "--only", name, str(folder)] for name in ONLY},
            **{
                name + which: [*command, "--workers", str(count), *paths]
                for name, count in {"one": 1, "many": workers}.items()
                for which, paths in {"": [str(folder)], "_few": few}.items()
            },
        }
        measured = [{name: _measure(arguments) for name, arguments in processes.items()} for _ in range(repeats)]
    counts = {"articles": len(lengths), "words": sum(lengths.values()), "workers": workers}
    counts |= {"few_articles": len(few), "few_words": sum(lengths[document] for document in few)}
    return counts | {name: asdict(_least([each[name] for each in measured])) for name in processes}


def report(figures: dict[str, Any]) -> list[str]:
    """Return the figures as lines of text."""
    lines = [
        f"{figures['articles']:,} articles, {figures['words']:,} words; importing and loading is left out of rates"
    ]
    for name, title in {"spacy": "spaCy's full pipeline", "extractor": "extractor, in one process"}.items():
        rates = [f"{figures['words'] / _working(figures, name, unit):7,.0f}" for unit in ("seconds", "cpu")]
        memory = figures[name]["memory"] / 1_000_000
        lines.append(f"{title:28} {rates[0]} words/s {rates[1]} words per CPU second {memory:6,.0f} MB")
    ratios = [_working(figures, "spacy", unit) / _working(figures, "extractor", unit) for unit in ("seconds", "cpu")]
    lines.append(f"extractor in one process against spaCy: {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by CPU time")
    return [*lines, _report_shares(figures), *_report_command(figures)]


def _report_shares(figures: dict[str, Any]) -> str:
    """What each step takes of the extractor's processor time; spaCy's own are two of them."""
    steps = [0.0, *(_working(figures, name, "cpu") for name in STEPS)]
    shares = [100 * (last - first) / steps[-1] for first, last in pairwise(steps)]
    named = dict(zip(STEPS.values(), shares, strict=True))
    told = ", ".join(f"{name} {share:.0f}%" for name, share in named.items())
    return f"CPU time of the extractor: {told}; outside spaCy {100 - named['tokenise'] - named['parse']:.0f}%"


def _report_command(figures: dict[str, Any]) -> list[str]:
    whole = {name: figures["words"] / figures[name]["seconds"] for name in ("one", "many")}
    working = _rates_at_work(figures)
    lines = []
    for name, workers in {"one": 1, "many": figures["workers"]}.items():
        rates = f"{working[name]:7,.0f} words/s at work {whole[name]:7,.0f} over the whole run"
        lines.append(
            f"{f'command, --workers {workers}':28} {rates} {figures[name]['memory'] / 1_000_000:6,.0f} MB in the parent"
        )
    ratios = [rates["many"] / rates["one"] for rates in (working, whole)]
    lines.append(
        f"{figures['workers']} workers against 1: {ratios[0]:.2f} at work, {ratios[1]:.2f} over the whole run, which "
        f"starts for {figures['one']['seconds'] - figures['words'] / working['one']:.1f} s"
    )
    started = figures["start"]["seconds"] / figures["load"]["seconds"]
    return [*lines, f"one article against importing spaCy and loading the model: {started:.2f}"]


def _working(figures: dict[str, Any], name: str, unit: str) -> float:
    """What the work takes without importing and loading."""
    return float(max(figures[name][unit] - figures["ready"][unit], 0.001))


def _rates_at_work(figures: dict[str, Any]) -> dict[str, float]:
    """Words per second of the command with one process and with several, by what all articles take beyond the few."""
    words = figures["words"] - figures["few_words"]
    return {
        name: words / max(figures[name]["seconds"] - figures[f"{name}_few"]["seconds"], 0.001)
        for name in ("one", "many")
    }


def get_ready(folder: Path) -> None:
    """Load what the others need, and do nothing."""
    extractor.load()


def parse_all(folder: Path) -> None:
    """Parse the articles with spaCy's full pipeline, which the extractor is measured against."""
    import spacy

    for _ in spacy.load(DEFAULT_MODEL).pipe(article.text for article in _articles(folder)):
        pass


def clean_all(folder: Path) -> None:
    """Clean the articles and split them into sentences."""
    for _ in _stretches(folder, extractor.load()):
        pass


def tokenise_all(folder: Path) -> None:
    """Clean the articles and have spaCy tokenise them."""
    loaded = extractor.load()
    for stretch in _stretches(folder, loaded):
        loaded.nlp.tokenizer(stretch.text)


def prepare_all(folder: Path) -> None:
    """Do what comes before the parse: clean the articles, tokenise them and choose what is to be parsed."""
    from extractor.preparation import prepare

    loaded = extractor.load()
    for stretch in _stretches(folder, loaded):
        prepare(stretch, loaded.nlp)


def parse_chosen(folder: Path) -> None:
    """Do what comes before claims are looked for: prepare the articles, and parse what is to be parsed of them."""
    from extractor.pipeline import batched

    loaded = extractor.load()
    for batch in batched(_articles(folder), size=lambda article: len(article.text)):
        for _ in loaded.parse_batch([loaded.cleaner(article).text for article in batch]):
            pass


def extract_all(folder: Path) -> None:
    """Find the claims of the articles in this process."""
    for _ in extractor.load().pipe(_articles(folder)):
        pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m extractor.evaluation.speed", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of articles, some hundred of them for steady figures")
    parser.add_argument("--workers", type=int, default=count_cores(), help="how many processes to compare with one")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="how many times to measure each")
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--only", choices=ONLY, help="do one thing without measuring it, as for a profiler")
    options = parser.parse_args(arguments)
    if options.repeats < 1:
        parser.error("--repeats: each must be measured once at least")
    if options.only:
        ONLY[options.only](options.folder)
        return
    figures = measure_speed(options.folder, workers=options.workers, repeats=options.repeats)
    sys.stdout.write(json.dumps(figures) + "\n" if options.json else "\n".join(report(figures)) + "\n")


ONLY = {
    "ready": get_ready,
    "spacy": parse_all,
    "clean": clean_all,
    "tokenise": tokenise_all,
    "prepare": prepare_all,
    "parse": parse_chosen,
    "extractor": extract_all,
}
# Each does all that the one before does, and what it adds is called here.
STEPS = {
    "clean": "clean",
    "tokenise": "tokenise",
    "prepare": "choose sentences",
    "parse": "parse",
    "extractor": "find claims",
}


def _articles(folder: Path) -> Iterator[Article]:
    return (article for article in read_articles([str(folder)]) if isinstance(article, Article))


def _stretches(folder: Path, loaded: "Extractor") -> "Iterator[Stretch]":
    from extractor.preparation import split_text

    return (stretch for article in _articles(folder) for stretch in split_text(0, loaded.cleaner(article).text))


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


def _least(measured: Sequence[Measured]) -> Measured:
    """What others' work on the machine added least to, each unit by itself."""
    return Measured(
        seconds=min(one.seconds for one in measured),
        cpu=min(one.cpu for one in measured),
        memory=min(one.memory for one in measured),
    )


if __name__ == "__main__":
    main()
