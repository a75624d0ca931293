"""Finished work, kept on disk until the output stands, so that a run that is killed goes on where it was."""

import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from extractor.articles.raw import RawDocument
from extractor.batch.outcomes import Finding, Job
from extractor.errors import OutputError
from extractor.writers.files import refuse_link

# How long finished work may wait in memory; what a kill costs is done again.
SECONDS_UNSAVED = 1.0

SETTINGS = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS findings (key BLOB PRIMARY KEY, finding BLOB NOT NULL) WITHOUT ROWID;
"""


class Journal:
    """An SQLite file of findings by key; SQLite sees to it that it is whole whenever the process ends.

    The file is made when the first finding is kept or looked for. While it is open, no other process can open it.

    Args:
        path: The file.
        job: The job whose findings they are: those that another version of it left are not found.
    """

    def __init__(self, path: Path, *, job: Job[Finding]) -> None:
        self.path = path
        self._job = job
        self._database: sqlite3.Connection | None = None
        self._saved = time.monotonic()

    @cached_property
    def _digest(self) -> bytes:
        return self._job.digest.encode()

    def key(self, raw: RawDocument) -> bytes:
        """Return the key of a document's finding: a digest of its bytes, its name, and what the job depends on."""
        digest = hashlib.blake2b(digest_size=16)
        for part in (self._digest, raw.form, raw.document, raw.url or "", raw.encoding or "", raw.data):
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big") + data)
        return digest.digest()

    def resume(self) -> int | None:
        """Open what an earlier run has left, and return how many findings it holds; None if there is nothing."""
        if not self.path.exists():
            return None
        with self._open() as database:
            (count,) = database.execute("SELECT count(*) FROM findings").fetchone()
        return int(count)

    def has(self, key: bytes) -> bool:
        """Tell whether there is a finding with that key."""
        with self._open() as database:
            return database.execute("SELECT 1 FROM findings WHERE key = ?", (key,)).fetchone() is not None

    def get(self, key: bytes) -> Finding:
        """Return the finding with a key that ``has`` said is there."""
        with self._open() as database:
            (kept,) = database.execute("SELECT finding FROM findings WHERE key = ?", (key,)).fetchone()
        return Finding.from_dict(json.loads(zlib.decompress(kept)))

    def put(self, key: bytes, finding: Finding) -> None:
        """Keep a finding; it is safe once it is saved."""
        kept = zlib.compress(json.dumps(finding.to_dict()).encode("ascii"), level=1)
        with self._open() as database:
            database.execute("INSERT OR REPLACE INTO findings VALUES (?, ?)", (key, kept))

    def save(self, *, now: bool = True) -> None:
        """Make all that was put safe on the disk; unless ``now``, only if that was not done within the last second."""
        if not now and time.monotonic() - self._saved < SECONDS_UNSAVED:
            return
        if self._database is not None:
            with self._open() as database:
                database.commit()
        self._saved = time.monotonic()

    def close(self) -> None:
        """Save, and let others open the file."""
        if self._database is not None:
            self.save()
            self._database.close()
            self._database = None

    def remove(self) -> None:
        """Delete the file: what it kept stands in the output."""
        self.close()
        for path in (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._database is None:
                refuse_link(self.path)
                # Autocommit only within transactions of our own, for each commit waits for the disk.
                self._database = sqlite3.connect(self.path, timeout=1)
                self._database.executescript(SETTINGS)
            yield self._database
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise OutputError(f"{self.path}: another run is at work on it; wait for its end") from error
            if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
                raise OutputError(f"{self.path}: is no journal; remove it, or name another output file") from error
            remedy = "make room or name another file, and start it again: what was finished is kept"
            raise OutputError(f"{self.path}: cannot be written ({error}); {remedy}") from error
