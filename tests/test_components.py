import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor.models import DEFAULT_MODEL
from extractor.records import Claim

SENTENCE = "According to Reuters, sales rose 4% to £1.2bn in 2024."
OTHER = "Nobody came."

# Stands in a file of its own: it must not import this package, and processes may start anew from it.
USER = f"""
import json, sys
import spacy

if __name__ == "__main__":
    nlp = spacy.load({DEFAULT_MODEL!r})
    nlp.add_pipe("numeric_claims")
    nlp.add_pipe("quantities")
    docs = list(nlp.pipe([{SENTENCE!r}, {OTHER!r}] * 4, n_process=int(sys.argv[1]), batch_size=2))
    claims = [[claim.to_dict() for claim in doc._.claims] for doc in docs]
    spans = [[span.text for span in doc.spans["claims"]] for doc in docs]
    print(json.dumps({{"claims": claims, "spans": spans}}))
"""


def test_loading_a_pipeline_imports_nothing_that_finds_claims() -> None:
    code = (
        f"import sys, spacy; spacy.load({DEFAULT_MODEL!r}); print('extractor.components' in sys.modules, *sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    assert printed.startswith("True")
    assert not [name for name in printed.split() if name.startswith("extractor.claims")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("numeric_claims")
    nlp.add_pipe("quantities")
    return nlp


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(SENTENCE)


def run_user(folder: Path, processes: int) -> dict[str, Any]:
    script = folder / "user.py"
    script.write_text(USER, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, str(script), str(processes)], capture_output=True, text=True, timeout=240, cwd=folder
    )
    assert result.returncode == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_pipe_is_found_without_import_and_gives_the_same_in_two_processes(tmp_path: Path, doc: Doc) -> None:
    alone, together = run_user(tmp_path, 1), run_user(tmp_path, 2)
    assert together == alone
    assert alone["claims"][0] == [claim.to_dict() for claim in doc._.claims]
    assert alone["spans"][:2] == [["4%", "£1.2bn"], []]


def test_claims_are_records_that_count_in_the_text_of_the_doc(doc: Doc) -> None:
    assert [claim.quantity.text for claim in doc._.claims] == ["4%", "£1.2bn"]
    for claim in doc._.claims:
        assert isinstance(claim, Claim)
        for span in (claim.sentence, claim.quantity, claim.subject, claim.period, claim.source):
            assert span is not None
            assert doc.text[span.start : span.end] == span.text


def test_spans_of_claims_are_labelled_with_their_kind(doc: Doc) -> None:
    assert [(span.text, span.label_) for span in doc.spans["claims"]] == [("4%", "change"), ("£1.2bn", "level")]


def test_spans_of_quantities_are_labelled_with_their_dimension(doc: Doc) -> None:
    assert [(span.text, span.label_) for span in doc.spans["quantities"]] == [
        ("4%", "percentage"),
        ("£1.2bn", "currency"),
    ]


def test_quantities_alone_need_no_claims() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("quantities")
    doc = nlp(SENTENCE)
    assert [span.text for span in doc.spans["quantities"]] == ["4%", "£1.2bn"]
    assert "claims" not in doc.spans
    assert doc._.claims == []


@pytest.mark.parametrize("text", ["", " ", OTHER])
def test_doc_without_numbers_has_no_claims(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.claims == []
    assert list(doc.spans["claims"]) == list(doc.spans["quantities"]) == []


def test_claims_survive_bytes(nlp: Language, doc: Doc) -> None:
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back._.claims == doc._.claims
    assert [(span.text, span.label_) for span in back.spans["claims"]] == [("4%", "change"), ("£1.2bn", "level")]


def test_claims_are_the_same_one_by_one_and_in_a_stream(nlp: Language, doc: Doc) -> None:
    assert [each._.claims for each in nlp.pipe([SENTENCE, OTHER])] == [doc._.claims, []]


def test_pipeline_with_the_components_survives_disk(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline")(SENTENCE)._.claims == doc._.claims
