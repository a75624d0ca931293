"""Word lists as data: each TOML file here is one lexicon and states its origin in its first lines."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the lexicon of that name, read once per process.

    Args:
        name: The file's name without its suffix, as ``"numerals"``.

    Returns:
        The tables of the TOML file. They are shared: callers must not change them.
    """
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: list[str] | dict[str, Any]) -> str:
    """Return a regular expression for any of the words, longest first, blanks matching any run of white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
