"""Jobs whose documents say themselves what happens to them."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.articles.raw import RawDocument
from extractor.batch.outcomes import Failure, Finding, Work
from extractor.errors import ModelError
from extractor.records import DocumentSummary


@dataclass(frozen=True)
class Obeying:
    """Finds as many words as a document has, unless the document tells it to fail.

    Attributes:
        notes: A file to which the name of each document is added as it is worked on.
        loads: Whether the job can be done at all.
        version: What its results depend on.
    """

    notes: str | None = None
    loads: bool = True
    version: str = "1"

    def start(self) -> Work[Finding]:
        if not self.loads:
            raise ModelError("there is no model; install one")
        return self._work

    @property
    def digest(self) -> str:
        return self.version

    def _work(self, raws: Sequence[RawDocument]) -> list[Finding | Failure]:
        return [self._obey(raw) for raw in raws]

    def _obey(self, raw: RawDocument) -> Finding | Failure:
        if self.notes:
            with Path(self.notes).open("a") as notes:
                notes.write(f"{raw.document}\n")
        text = raw.data.decode()
        match text.split():
            case ["sleep", seconds]:
                time.sleep(float(seconds))
            case ["exit", code]:
                os._exit(int(code))
            case ["kill", signal]:
                os.kill(os.getpid(), int(signal))
            case ["eat", megabytes]:
                return self._found(raw, len(bytearray(int(megabytes) * 1_000_000)))
            case ["once", flag] if not Path(flag).exists():
                Path(flag).touch()
                os._exit(1)
        return self._found(raw, len(text.split()))

    def _found(self, raw: RawDocument, words: int) -> Finding:
        return Finding(summary=DocumentSummary(document=raw.document, words=words), claims=())
