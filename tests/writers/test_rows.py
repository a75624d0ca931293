from dataclasses import replace

from extractor.records import Claim
from extractor.writers.rows import COLUMNS, by_document, to_row


def test_row_has_all_columns_in_order(claim: Claim, bare_claim: Claim) -> None:
    assert list(to_row(claim)) == list(to_row(bare_claim)) == list(COLUMNS)


def test_row_flattens_spans_and_what_they_mean(claim: Claim) -> None:
    row = to_row(claim)
    assert (row["quantity"], row["value"], row["unit"]) == ("$4.5 billion", 4.5e9, "USD")
    assert (row["subject"], row["entity"]) == ("sales", "Acme")
    assert (row["period"], row["period_from"], row["period_to"]) == ("by June 2025", None, "2025-06")
    assert (row["source"], row["source_name"], row["source_cue"]) == ("Reuters", "Reuters", "According to")


def test_cells_have_the_type_of_their_column(claim: Claim) -> None:
    assert all(isinstance(cell, COLUMNS[name]) for name, cell in to_row(claim).items() if cell is not None)


def test_parts_that_a_claim_lacks_are_none(bare_claim: Claim) -> None:
    row = to_row(bare_claim)
    assert {row[name] for name in ("value", "subject", "subject_start", "period_to", "source_kind")} == {None}


def test_by_document_keeps_runs_of_claims_together(claim: Claim) -> None:
    other = replace(claim, document="other.txt")
    assert list(by_document([claim, claim, other])) == [("acme.txt", [claim, claim]), ("other.txt", [other])]
