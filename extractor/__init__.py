"""Turns news articles into numeric claims that can be checked.

>>> import extractor
>>> claims = extractor.load().extract("Sales rose 4% to £1.2bn in 2024, the retailer said.")
"""

import logging as _logging
from importlib.metadata import version as _version
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, InputError, ModelError, OutputError, RecordError
from extractor.records import Article, Claim, Period, Quantity, Source, Subject, TextSpan

if TYPE_CHECKING:
    from extractor.pipeline import Extractor, load

# What a library logs is shown where its user wants it, not on standard error.
_logging.getLogger(__name__).addHandler(_logging.NullHandler())

__version__ = _version("extractor")
__all__ = [
    "Article",
    "Claim",
    "Extractor",
    "ExtractorError",
    "InputError",
    "ModelError",
    "OutputError",
    "Period",
    "Quantity",
    "RecordError",
    "Source",
    "Subject",
    "TextSpan",
    "load",
]


def __getattr__(name: str) -> Any:
    """Import spaCy only when the pipeline is asked for: reading records and cleaning text need none."""
    if name in ("Extractor", "load"):
        from extractor import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
