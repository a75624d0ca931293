"""Many articles: each is worked on once, in whatever process, and its result comes out in its place."""

from extractor.batch.journal import Journal
from extractor.batch.local import run
from extractor.batch.outcomes import Failure, Finding, Job, Limits
from extractor.batch.worker import Cleaning, Extracting, Surveying

__all__ = ["Cleaning", "Extracting", "Failure", "Finding", "Job", "Journal", "Limits", "Surveying", "run"]
