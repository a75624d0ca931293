"""The error gallery: each missed, false or wrongly read claim in its sentence, gold beside found."""

from collections.abc import Iterable, Sequence
from html import escape

from extractor.evaluation.fields import FIELDS
from extractor.evaluation.gold import Label
from extractor.evaluation.matching import Pair
from extractor.evaluation.metrics import judge
from extractor.evaluation.scoring import Evaluation
from extractor.writers.page import ROLES, mark_spans
from extractor.writers.phrases import counted, one_line

OUTCOMES = {"missed": "missed", "false": "false claim"}

# Said by the heading or by the other fields.
UNLISTED = {"found", "claim"}


def to_gallery(evaluation: Evaluation) -> str:
    """Return the section of the errors, with the controls that choose among them.

    Errors outside the development articles are counted only: whoever read them could not help tuning on them.

    Args:
        evaluation: The evaluation.

    Returns:
        The section as HTML. Every error is shown until the page's script hides those that were not chosen.
    """
    wrong = [(split, pair, names) for split, pair in evaluation.pairs if (names := wrong_fields(pair))]
    shown = [(pair, names) for split, pair, names in wrong if split == "dev"]
    kinds = sorted({pair.label.claim.kind for pair, _ in shown})
    documents = sorted({pair.label.claim.document for pair, _ in shown})
    chosen = {name for _, names in shown for name in names}
    choices = {key: name for key, name in OUTCOMES.items() if key in chosen}
    choices |= {name: name for name in FIELDS if name in chosen}
    held_back = len(wrong) - len(shown)
    note = f"<p>Not listed, so that nobody tunes on them: {counted(held_back, 'error')} in articles set aside.</p>\n"
    legend = " ".join(f'<mark class="{role}">{role}</mark>' for role in reversed(ROLES))
    return (
        '<section id="gallery">\n<h2>Errors</h2>\n'
        f"<p>{legend}</p>\n{note if held_back else ''}"
        f'<p class="controls" hidden>{_select("field", choices)}{_select("kind", {kind: kind for kind in kinds})}'
        f"{_select('document', {name: name for name in documents})}</p>\n"
        f'<p><output id="shown">{counted(len(shown), "error")}</output></p>\n'
        f"{''.join(_to_card(pair, names) for pair, names in shown)}</section>\n"
    )


def wrong_fields(pair: Pair) -> list[str]:
    """Return the fields that a pair is wrong in; of a missed or false claim only that it is."""
    if pair.outcome != "matched":
        return [pair.outcome]
    return [name for name, field in FIELDS.items() if sum(judge(pair, field)[1:]) > 0]


def _select(name: str, choices: dict[str, str]) -> str:
    options = "".join(f'<option value="{escape(key)}">{_text(shown)}</option>' for key, shown in choices.items())
    return f'<label>{name} <select name="{name}"><option value="">any</option>{options}</select></label> '


def _to_card(pair: Pair, names: Sequence[str]) -> str:
    claim = pair.label.claim
    outcome = OUTCOMES.get(pair.outcome) or f"wrong: {', '.join(_listed(names))}"
    about = " · ".join((claim.document, claim.kind, outcome))
    # The script reads what it chooses by from here; a line break stands in no name.
    chosen = {"field": "\n".join(names), "kind": claim.kind, "document": claim.document}
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in chosen.items())
    return (
        f"<article {data}>"
        f"<h3>{_text(claim.quantity.text)} <small>{_text(about)}</small></h3>\n"
        f'<div class="sides">{_to_side("gold", pair.gold)}{_to_side("found", pair.found)}</div>\n'
        f"{_to_table(pair, names)}</article>\n"
    )


def _to_side(name: str, label: Label | None) -> str:
    if label is None:
        return f"<div><h4>{name}</h4><p>nothing</p></div>"
    claim = label.claim
    confidence = f", confidence {claim.confidence:.2f}" if name == "found" else ""
    return f"<div><h4>{name}{confidence}</h4><blockquote>{mark_spans(claim.sentence, [claim])}</blockquote></div>"


def _to_table(pair: Pair, names: Sequence[str]) -> str:
    """Return the fields that are wrong, or all that a missed or false claim says."""
    listed = _listed(names if pair.outcome == "matched" else [name for name in FIELDS if name != "exact span"])
    rows = (
        f'<tr><th scope="row">{name}</th><td>{_cell(name, pair.gold)}</td><td>{_cell(name, pair.found)}</td></tr>'
        for name in listed
    )
    return f"<table><tr><th>field</th><th>gold</th><th>found</th></tr>{''.join(rows)}</table>\n" if listed else ""


def _listed(names: Sequence[str]) -> list[str]:
    """Return the fields to tell people of: not twice the words of a subject."""
    told = UNLISTED | {"subject exact"} if "subject" in names else UNLISTED
    return [name for name in names if name not in told]


def _cell(name: str, label: Label | None) -> str:
    if label is None:
        return ""
    shown = FIELDS[name].shown(label.claim)
    others: Iterable[str] = label.alternatives if name in ("subject", "subject exact") else ()
    return " <small>or</small> ".join(_text(text) for text in (shown or "none", *others))


def _text(text: str) -> str:
    return escape(one_line(text))
