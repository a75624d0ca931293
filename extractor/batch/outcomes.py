"""What is to be done with each document, and what comes of it: a result, or a failure that costs nothing else."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol, Self, TypeVar

from extractor.articles.raw import RawDocument
from extractor.errors import InputError
from extractor.records import Claim, DocumentSummary

ResultT = TypeVar("ResultT")

FailureKind = Literal["input", "error", "crash", "timeout", "memory"]

# What one document may take before it is given up. A news article takes a tenth of a second, and a process that has
# read 8,000 of them holds 230 MB: the limits leave room for long texts, and for machines that are busy.
TIMEOUT = 300.0
MEMORY = 2_000_000_000
# The exit status of a process that could get no more memory, of a kind that neither Python nor a signal gives.
OUT_OF_MEMORY = 86


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A document that nothing came of.

    Attributes:
        document: What the document is called.
        kind: ``input`` if it cannot be read, ``error`` if the extractor raised one on it, ``crash``, ``timeout`` or
            ``memory`` if its process had to be given up, twice.
        problem: What went wrong.
        remedy: What the user can do about it.
    """

    document: str
    kind: FailureKind
    problem: str
    remedy: str

    @classmethod
    def of(cls, error: InputError) -> Self:
        """Return the failure that an error tells of."""
        return cls(document=error.where, kind="input", problem=error.problem, remedy=error.remedy)

    def __str__(self) -> str:
        return f"{self.document}: {self.problem}; {self.remedy}"

    def to_dict(self) -> dict[str, str]:
        """Return the failure as plain data."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is found in one document: its claims, in order, and a summary of it."""

    summary: DocumentSummary
    claims: tuple[Claim, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain, JSON-ready data."""
        return {"summary": asdict(self.summary), "claims": [claim.to_dict() for claim in self.claims]}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Read a finding back from what ``to_dict`` gave."""
        return cls(
            summary=DocumentSummary(**record["summary"]),
            claims=tuple(Claim.from_dict(claim) for claim in record["claims"]),
        )


Work = Callable[[Sequence[RawDocument]], list[ResultT | Failure]]
"""What a process does with a few documents: one result or failure for each, in their order."""


class Job(Protocol[ResultT]):
    """What is to be done, as plain data that any process can be told; the same job and document give equal results."""

    def start(self) -> Work[ResultT]:
        """Load what the work needs, once in each process, and return the work.

        Raises:
            ExtractorError: The work cannot be done at all, as without a model.
        """

    @property
    def digest(self) -> str:
        """What results depend on beside the document: the extractor's code and data, its model and the options."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much may be spent.

    Attributes:
        workers: How many processes work at a time, 0 for as many as there are processor cores.
        timeout: How many seconds one document may take.
        memory: How many bytes one process may hold.
    """

    workers: int = 0
    timeout: float = TIMEOUT
    memory: int = MEMORY


def count_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
