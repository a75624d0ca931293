"""Everything that can go wrong, named with what to do about it."""


class ExtractorError(Exception):
    """Base of all errors that this package raises on purpose."""


class InputError(ExtractorError):
    """An input that cannot be processed: missing, unreadable, not text, or malformed.

    Args:
        where: The path, or the record within it, as the user gave it.
        problem: What is wrong with it.
        remedy: What the user can do about it.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(where, problem, remedy)
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}; {self.remedy}"


class ModelError(ExtractorError):
    """The spaCy pipeline is missing or lacks a component that claims are read from."""


class OutputError(ExtractorError):
    """The output cannot be written, or its format cannot be told."""


class RecordError(ExtractorError):
    """A mapping that is not a claim record."""
