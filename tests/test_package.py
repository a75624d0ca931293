import re
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files

import pytest

import extractor
from extractor import lexicons


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after the statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    return set(result.stdout.split())


@pytest.mark.parametrize(
    "statement",
    ["import extractor", "import extractor.records", "import extractor.articles", "import extractor.writers"],
)
def test_import_is_light(statement: str) -> None:
    assert not {"spacy", "pandas", "quantulum3", "sklearn", "ray"} & loaded_by(statement)


def test_version_is_that_of_the_distribution() -> None:
    assert extractor.__version__ == version("extractor")
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", extractor.__version__)


@pytest.mark.parametrize("name", extractor.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(extractor, name) is not None


def test_public_names_are_sorted_and_hold_what_a_caller_needs() -> None:
    assert extractor.__all__ == sorted(extractor.__all__)
    assert {"Article", "Claim", "Extractor", "ExtractorError", "load"} <= set(extractor.__all__)


def test_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'extractor' has no attribute 'nonsense'"):
        extractor.nonsense  # noqa: B018


@pytest.mark.parametrize("name", ["InputError", "ModelError", "OutputError", "RecordError"])
def test_errors_share_one_parent(name: str) -> None:
    assert issubclass(getattr(extractor, name), extractor.ExtractorError)


@pytest.mark.parametrize("name", sorted(file.name for file in files(lexicons).iterdir() if file.name.endswith(".toml")))
def test_lexicon_loads_and_states_its_origin_first(name: str) -> None:
    assert lexicons.load(name.removesuffix(".toml"))
    comment = re.match(r"(?:#.*\n)+", files(lexicons).joinpath(name).read_text(encoding="utf-8"))
    assert comment is not None
    assert re.search(r"[Oo]rigin|[Ff]itted|[Mm]easured", comment[0])


def test_alternatives_take_the_longest_first_and_any_white_space() -> None:
    pattern = lexicons.alternatives(["per cent", "per", "c."])
    assert re.findall(pattern, "per  cent, per\ncent, per c.") == ["per  cent", "per\ncent", "per", "c."]
