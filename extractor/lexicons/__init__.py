"""Word lists and fitted weights as data: each file here states its origin in its first lines."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the lexicon of that name, read once per process.

    Args:
        name: The file's name without its suffix, as ``"numerals"``.

    Returns:
        The tables of the TOML file. They are shared: callers must not change them. Lists of words are the keys of
        dicts, which keep their order and are asked at once whether they hold a word.
    """
    table: dict[str, Any] = _with_words(
        tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    )
    return table


def _with_words(value: Any) -> Any:
    """The value with its lists of words as the keys of dicts."""
    if isinstance(value, dict):
        return {key: _with_words(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    return dict.fromkeys(value) if all(isinstance(one, str) for one in value) else [_with_words(one) for one in value]


@cache
def load_weights(name: str) -> dict[str, float]:
    """Return the fitted weights of that name, read once per process.

    Args:
        name: The file's name without its suffix: lines of a feature, a tab and its weight, after lines of comment.
    """
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first, blanks matching any run of white space.

    Words that begin alike share their beginning, so that not each of them is tried where none of them stands.
    """
    return _alternatives(tuple(words))


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return _branches([[r"\s+" if atom == " " else re.escape(atom) for atom in word] for word in ordered])


def _branches(words: list[list[str]]) -> str:
    """The alternatives of words given as lists of atoms; as many levels of groups as the longest shared beginning."""
    beginnings: dict[str, list[list[str]]] = {}
    for word in words:
        beginnings.setdefault("".join(word[:1]), []).append(word)
    if len({one.lower() for one in beginnings}) < len(beginnings):  # ignoring case, their order would change
        return "|".join("".join(word) for word in words)
    return "|".join(
        "".join(alike[0]) if len(alike) == 1 else f"{first}(?:{_branches([word[1:] for word in alike])})"
        for first, alike in beginnings.items()
    )


def needed(entry: dict[str, Any]) -> re.Pattern[str]:
    """Return what a text in lower case must hold for a pattern of a lexicon to be tried: one of the words it needs.

    Args:
        entry: The pattern; its ``needs`` are words, or a backslash and d for any digit. One without may match any text.
    """
    return re.compile("|".join(word if word == r"\d" else re.escape(word) for word in entry.get("needs", [""])))


@lru_cache(maxsize=1024)
def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether a text holds one of the words, whole and in any case; asked anew for each quantity of a sentence."""
    return _any_of(words).search(text) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_whole(word) for word in ordered), re.I)


def _whole(word: str) -> str:
    start, end = (r"(?<![\w-])" if word[0].isalnum() else ""), (r"(?!\w)" if word[-1].isalnum() else "")
    return start + re.escape(word).replace(r"\ ", r"\s+") + end
