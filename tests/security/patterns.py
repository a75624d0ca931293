"""Collects the regular expressions of the package, and makes strings that an expression may backtrack over."""

import ast
import importlib
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]  # the standard library's, without stubs
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import ModuleType
from typing import Any

import extractor

# Strings as the stages are given them: what is no word of language is blanked before, see ``LONGEST_WORD``.
LONGEST_RUN = 200
ANY = "a1A .\n,"


# The methods that begin at every place of a string, and those that begin at one.
SEARCHING = frozenset({"search", "finditer", "findall", "sub", "split"})
MATCHING = frozenset({"match", "fullmatch"})


@dataclass(frozen=True)
class Use:
    """An expression of the package, and the methods by which it is used."""

    module: str
    pattern: "re.Pattern[Any]"
    methods: frozenset[str]


# What only the extra "ray" installs: the two modules that need it are looked at where it is there.
EXTRAS = ("fsspec", "ray")


def modules() -> Iterator[ModuleType]:
    """Yield the modules of the package."""
    for found in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if not found.name.endswith("__main__"):
            try:
                yield importlib.import_module(found.name)
            except ModuleNotFoundError as error:
                if error.name not in EXTRAS:
                    raise


def uses() -> Iterator[Use]:
    """Yield each expression of a module: by itself, in a container, out of a cached function, or in a call of ``re``.

    What is kept by name is used by the methods that the package calls on that name, anything else by any method.
    """
    everything = list(modules())
    sources = {module: Path(str(module.__file__)).read_text(encoding="utf-8") for module in everything}
    calls: dict[str, set[str]] = defaultdict(set)
    for name, method in re.findall(r"\b(\w+(?:\(\))?)\.(\w+)\(", "\n".join(sources.values())):
        calls[name].add(method)
    for module, source in sources.items():
        for name, value in list(vars(module).items()):
            called = name
            if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
                returned = str(value.__wrapped__.__annotations__.get("return"))
                value = value() if "Pattern" in returned and not value.__wrapped__.__code__.co_argcount else None
                called = f"{name}()"
            methods = frozenset(calls[called]) & (SEARCHING | MATCHING)
            alone = isinstance(value, re.Pattern) and bool(methods)
            for pattern in _patterns_in(value):
                yield Use(module.__name__, pattern, methods if alone else SEARCHING | MATCHING)
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.") and call.args:
                method, first = ast.unparse(call.func)[3:], call.args[0]
                if method in SEARCHING | MATCHING and isinstance(first, ast.Constant):
                    flags = re.IGNORECASE if re.search(r"\bre\.I", ast.unparse(call)) else 0
                    yield Use(module.__name__, re.compile(first.value, flags), frozenset({method}))


def _patterns_in(value: Any) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for one in value.values() for pattern in _patterns_in(one))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (pattern for one in value for pattern in _patterns_in(one))


def attacks(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, str]]:
    """Yield for each repetition of an expression what leads up to it, and what it repeats.

    The repeated part many times over, with something behind that does not fit, is what makes an expression try all
    divisions of a string, or all beginnings.
    """
    yield from sorted(set(_repeats("", parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))))


def attacked(before: str, body: str, length: int, tail: str) -> str:
    """Return a string of that length made of a body; words are no longer than the stages ever see."""
    run = body * (min(length, LONGEST_RUN) // len(body) + 1)
    if not re.search(r"\s", body):
        run += " "
    return before + (run * (length // len(run) + 1))[:length] + tail


def _repeats(before: str, parsed: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for name, value in parsed:
        kind = str(name)
        if kind.endswith("_REPEAT"):
            _, most, inner = value
            samples = [_sample(inner, turn) for turn in range(3)]
            if most > LONGEST_RUN:
                yield from ((start, sample) for sample in samples for start in ("", before) if sample)
                yield before, "".join(samples)
            yield from _repeats(before, inner)
            before += samples[0]
        elif kind == "SUBPATTERN":
            yield from _repeats(before, value[3])
            before += _sample(value[3])
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from _repeats(before, branch)
            before += _sample(value[1][0])
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(before, value[1])
        elif kind == "ATOMIC_GROUP":
            yield from _repeats(before, value)
            before += _sample(value)
        else:
            before += _sample([(name, value)])


def _sample(parsed: Iterable[Any], turn: int = 0) -> str:
    """A string that a part of an expression matches, as far as lookarounds let it; another one for each ``turn``."""
    text = ""
    for name, value in parsed:
        kind = str(name)
        if kind == "LITERAL":
            text += chr(value)
        elif kind == "NOT_LITERAL":
            text += next(char for char in ANY[turn:] + ANY if ord(char) != value)
        elif kind == "ANY":
            text += ANY[turn]
        elif kind == "IN":
            text += _member(value, turn)
        elif kind.endswith("_REPEAT"):
            least, _, inner = value
            text += _sample(inner, turn) * max(least, 1)
        elif kind == "SUBPATTERN":
            text += _sample(value[3], turn)
        elif kind == "ATOMIC_GROUP":
            text += _sample(value, turn)
        elif kind == "BRANCH":
            text += _sample(value[1][turn % len(value[1])], turn)
    return text


def _member(options: list[Any], turn: int) -> str:
    members = [char for char in ANY if _fits(options, char)]
    members += [
        chr(value if str(name) == "LITERAL" else value[0])
        for name, value in options
        if str(name) in ("LITERAL", "RANGE")
    ]
    return members[turn % len(members)] if members else ""


def _fits(options: list[Any], char: str) -> bool:
    pattern = "".join(_class(name, value) for name, value in options)
    return re.fullmatch(f"[{pattern}]", char) is not None


def _class(name: Any, value: Any) -> str:
    kind = str(name)
    if kind == "NEGATE":
        return "^"
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        "CATEGORY_DIGIT": r"\d",
        "CATEGORY_NOT_DIGIT": r"\D",
        "CATEGORY_SPACE": r"\s",
        "CATEGORY_NOT_SPACE": r"\S",
        "CATEGORY_WORD": r"\w",
        "CATEGORY_NOT_WORD": r"\W",
    }[str(value)]
