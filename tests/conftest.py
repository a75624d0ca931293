"""What the tests share: cases from tables, and one loaded pipeline."""

from typing import Any

import pytest
from cases import Case, read_cases
from hypothesis import settings

import extractor
from extractor.pipeline import Extractor
from extractor.writers.rows import to_row

# The same examples in every run, however slow the machine; --hypothesis-profile=default looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``case`` for each entry of the table in ``cases/`` that is named as its module."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", read_cases(metafunc.module.__name__.removeprefix("test_")))


@pytest.fixture(scope="session")
def loaded() -> Extractor:
    return extractor.load()


@pytest.fixture
def answers(case: Case, loaded: Extractor) -> list[dict[str, Any]]:
    """The claims of the case's sentence, with those columns that the case expects something of."""
    claims = loaded.extract(case.text, date=case.date)
    columns = case.expected[0] if case.expected else ["quantity"]
    rows = [to_row(claim) for claim in claims if case.start <= claim.quantity.start < case.end]
    return [{column: row[column] for column in columns} for row in rows]
