"""Gold: files of labels -> labelled articles, with everything checked that a slip of the hand can break.

A gold folder holds ``.jsonl`` files with one label per line: the claim record without id and confidence, where
``subject`` may list ``alternatives`` and the label may hold a ``note``, which nothing reads. The corpus folder holds
the articles that the labels name.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from extractor.articles.reading import SUFFIXES, read_articles
from extractor.errors import InputError
from extractor.evaluation.checks import (
    find_form_problems,
    find_meaning_problems,
    find_offset_problems,
    find_order_problems,
)
from extractor.evaluation.listings import SPLITS, Split, check_checksum, read_manifest, read_splits
from extractor.records import Article, Claim


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a labeller, or a program in a labeller's place, says of one number.

    Attributes:
        claim: The claim; of a label made by hand, its confidence is 1.
        alternatives: Other fair readings of the subject.
    """

    claim: Claim
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LabelledArticle:
    """All labels of one article.

    Attributes:
        document: The name of the article's file in the corpus folder.
        labels: Its labels in order; none if the article makes no numeric claim.
        split: ``test`` for articles that nobody tunes on, ``calibration`` for those that only the confidence is fitted
            on, else ``dev``.
        article: The article itself, where it was read; its ``document`` is that of the labels.
    """

    document: str
    labels: tuple[Label, ...]
    split: Split = "dev"
    article: Article | None = None


Line: TypeAlias = tuple[str, Label]
"""A label with where it stands, as ``gold/article.jsonl:3``."""


def read_gold(gold: str | Path, *, corpus: str | Path) -> list[LabelledArticle]:
    """Read a gold folder, or a single file of one, with the articles that it labels.

    Args:
        gold: The folder of ``.jsonl`` files, or one such file.
        corpus: The folder of the articles.

    Returns:
        The labelled articles, ordered by document.

    Raises:
        InputError: There are no labels, or something about them is wrong; the first of what ``check_gold`` finds.
    """
    articles, problems = _read(Path(gold), Path(corpus))
    if problems:
        raise problems[0]
    return articles


def check_gold(gold: str | Path, *, corpus: str | Path) -> list[InputError]:
    """Return everything that is wrong with a gold folder; arguments as of ``read_gold``.

    Checked are the fields and their values, offsets, order and overlaps of the labels, the names in ``splits.toml``,
    and the articles' checksums where the corpus has a manifest.
    """
    return _read(Path(gold), Path(corpus))[1]


def read_labels(path: str | Path) -> list[LabelledArticle]:
    """Read a file of labels, or of claims that a program found, without the articles.

    Args:
        path: A ``.jsonl`` file, or a folder of such files.

    Returns:
        The labelled articles, ordered by document.

    Raises:
        InputError: There are no labels, or a line is not a label.
    """
    problems: list[InputError] = []
    documents: dict[str, list[Label]] = {}
    for file in _gold_files(Path(path)):
        for _, label in _read_lines(file, problems):
            documents.setdefault(label.claim.document, []).append(label)
    if problems:
        raise problems[0]
    if not documents:
        raise InputError(str(path), "holds no label", "name a file with one label per line")
    return [LabelledArticle(document=name, labels=tuple(labels)) for name, labels in sorted(documents.items())]


def _read(gold: Path, corpus: Path) -> tuple[list[LabelledArticle], list[InputError]]:
    try:
        files = _gold_files(gold)
        folder = gold if gold.is_dir() else gold.parent
        splits, manifest = read_splits(folder), read_manifest(corpus)
    except InputError as error:
        return [], [error]
    problems = [
        InputError(str(folder / SPLITS), f"names {name}, which is not in {corpus}", "correct the name")
        for name in sorted(splits)
        if not (corpus / name).is_file()
    ]
    articles = []
    for document, lines in sorted(_read_documents(files, corpus, problems).items()):
        try:
            article = _read_article(corpus, document, manifest)
        except InputError as error:
            problems.append(error)
            continue
        problems += _find_problems(lines, article.text)
        labels = tuple(label for _, label in lines)
        split = splits.get(document, "dev")
        articles.append(LabelledArticle(document=document, labels=labels, split=split, article=article))
    return articles, problems


def _gold_files(gold: Path) -> list[Path]:
    if gold.is_file():
        return [gold]
    if not gold.is_dir():
        raise InputError(str(gold), "does not exist", "name the folder of labels, or a file of it")
    if files := sorted(gold.glob("*.jsonl")):
        return files
    raise InputError(str(gold), "holds no labels", "name a folder with .jsonl files of labels")


def _read_documents(files: list[Path], corpus: Path, problems: list[InputError]) -> dict[str, list[Line]]:
    """Return the lines of each document; an empty file stands for an article of its name that makes no claim."""
    documents: dict[str, list[Line]] = {}
    for file in files:
        before = len(problems)
        found: dict[str, list[Line]] = {}
        for line in _read_lines(file, problems):
            found.setdefault(line[1].claim.document, []).append(line)
        if not found and len(problems) == before:
            named = [path.name for path in corpus.glob(f"{file.stem}.*") if path.suffix.lower() in SUFFIXES]
            found = {name: [] for name in named}
            if len(named) != 1:
                remedy = f"give {corpus} one article called {file.stem}, or remove the file"
                problems.append(InputError(str(file), "holds no label and names no article", remedy))
        twice = sorted(found.keys() & documents.keys())
        problems += [InputError(str(file), f"labels {name} again", "keep one file per article") for name in twice]
        documents = found | documents
    return documents


def _read_lines(path: Path, problems: list[InputError]) -> Iterator[Line]:
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(InputError(str(path), f"cannot be read ({error.strerror})", "check its permissions"))
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(InputError(where, f"is not JSON ({error})", "write one label per line"))
            continue
        found = [InputError(where, *problem) for problem in find_form_problems(record)]
        problems += found
        if not found:
            yield where, _to_label(record)


def _to_label(record: Mapping[str, Any]) -> Label:
    subject = dict(record["subject"] or {})
    alternatives = tuple(subject.pop("alternatives", ()))
    claim = Claim.from_dict({"id": "", "confidence": 1.0} | dict(record) | {"subject": subject or None})
    return Label(claim=claim, alternatives=alternatives)


def _find_problems(lines: list[Line], text: str) -> Iterator[InputError]:
    for where, label in lines:
        for problem in (*find_meaning_problems(label.claim), *find_offset_problems(label.claim, text)):
            yield InputError(where, *problem)
    for index, problem in find_order_problems(label.claim for _, label in lines):
        yield InputError(lines[index][0], *problem)


def _read_article(corpus: Path, document: str, manifest: Mapping[str, Any]) -> Article:
    path = corpus / document
    read = list(read_articles([str(path)]))
    if len(read) != 1 or isinstance(read[0], InputError):
        problem = read[0].problem if read and isinstance(read[0], InputError) else "is not one article"
        raise InputError(str(path), problem, "put the labelled article there, or name its folder with --corpus")
    check_checksum(path, manifest)
    return replace(read[0], document=document)
