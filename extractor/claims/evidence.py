"""What speaks for a frame being the attribution of a number: readable features, as ``name=value`` or pairs of these.

``describe`` says what a frame is like by itself; how a number hangs on it is told in ``relations``, or, where it stands
in another sentence, in ``surroundings``. Which features are told follows Pareti et al., "Automatically
detecting and attributing indirect quotations" (EMNLP 2013).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.claims.attributions import maker_of, phrase_of, pollster_of
from extractor.claims.citable import words
from extractor.claims.frames import Frame
from extractor.claims.quotations import Quotation

_NUMBERS = ("DATE", "PERCENT", "MONEY", "CARDINAL", "TIME", "QUANTITY", "ORDINAL")
_MARKS = {",": ",", ":": ":", ";": ";", '"': "q", "“": "q", "”": "q", "''": "q", "``": "q"}
_MARKS |= dict.fromkeys(("-", "–", "—", "--"), "-") | dict.fromkeys(".!?", ".")
_PRONOUNS = {
    word: kind
    for kind, text in {
        "he": "he she his her him",
        "they": "they their them",
        "we": "i we my our us me",
        "you": "you your",
        "it": "it its",
        "who": "who which that what",
    }.items()
    for word in text.split()
}
# Tokens, or characters outside the sentence, up to which a distance counts as the first, second, … step.
_TOKEN_STEPS = (1, 3, 8, 20)
CHARACTER_STEPS = (3, 20, 60, 200)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A frame with all that does not depend on the number.

    Attributes:
        frame: The frame.
        start: Where the phrase that names its source begins.
        end: Where that ends.
        group: What the lexicon knows of the cue: ``speech``, ``clause`` (with a clause only), ``noun``, or ``-``.
        apart: The marks on both sides of cue and source.
        clause: The label of the clause that the cue governs, with its side.
        source: The type of the source.
        edges: Where cue and source begin and end together.
        quotation: The index of the quotation that the cue stands in.
        resumes: Whether it stands between commas behind *and*, so that only what follows is told: *and, she says,*.
        features: The evidence.
    """

    frame: Frame
    start: int
    end: int
    group: str
    apart: str
    clause: str
    source: str
    edges: tuple[int, int]
    quotation: int | None
    resumes: bool
    features: tuple[str, ...]


def describe(frame: Frame, sent: Span, quotations: Sequence[Quotation]) -> Cue:
    """Return a frame with what it is like by itself.

    Args:
        frame: The frame.
        sent: Its sentence.
        quotations: The quotations of the text.
    """
    cue, head, doc = frame.cue, frame.head, sent.doc
    start, end = phrase_of(maker_of(head))
    first, last = min(cue.i, head.left_edge.i), max(cue.i, head.i)
    before = _MARKS.get(doc[first - 1].text, "w") if first > sent.start else "^"
    before = "," if frame.pattern == "closing" else before
    after = _MARKS.get(doc[last + 1].text, "w") if last + 1 < sent.end else "$"
    closes = first > sent.start and _closes(cue, head, sent)
    place = "opens" if first == sent.start else "closes" if closes else "inside"
    apart, group, source, clause = before + after, _group(frame.lemma), _source_type(head), _clause(cue)
    pattern, role, tag = frame.pattern, cue.dep_, cue.tag_
    if pattern == "closing":  # as the parser should have had it
        pattern, role, tag, clause = "subject", "ROOT", "VBP", "ccomp before"
    family = pattern if pattern.startswith("noun") else pattern.split(" ")[0]
    features = [
        f"pattern={pattern}",
        f"cue={frame.lemma}",
        f"cue={frame.lemma} & pattern={family}",
        f"group={group}",
        f"group={group} & pattern={pattern}",
        f"source={source}",
        f"source={source} & group={group}",
        f"source={source} & pattern={pattern}",
        f"tag={tag}",
        f"apart={apart}",
        f"apart={apart} & group={group}",
        f"clause={clause}",
        f"clause={clause} & group={group}",
        f"place={place} & pattern={pattern}",
        f"place={place} & group={group} & clause={clause}",
        f"role={role}",
        f"role={role} & group={group}",
    ]
    if group == "-" and cue.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and pattern != "according":
        features.append("unlisted cue")
    if pollster_of(head) is not None:
        features.append("source asked others")
    if head.lemma_.lower() in words("mute"):
        features.append("source is mute")
    for child in cue.children:
        if child.dep_ in ("aux", "neg"):
            features.append(f"{child.dep_}={child.lemma_.lower() if child.dep_ == 'aux' else 'not'}")
        elif child.dep_ == "mark":
            features.append(f"mark={child.lower_}")
    return Cue(
        frame=frame,
        start=start,
        end=end,
        group=group,
        apart=apart,
        clause=clause,
        source=source,
        edges=(doc[first].idx, doc[last].idx + len(doc[last])),
        quotation=quotation_at(quotations, cue.idx),
        resumes=apart.startswith(",") and first > sent.start + 1 and doc[first - 2].lower_ in ("and", "but"),
        features=tuple(features),
    )


def quotation_at(quotations: Sequence[Quotation], position: int) -> int | None:
    """Return the index of the quotation that a position stands in."""
    return next((index for index, one in enumerate(quotations) if one.start <= position < one.end), None)


def _group(lemma: str) -> str:
    if lemma in words("verbs"):
        return "clause" if lemma in words("needs_clause") else "speech"
    return "speech" if lemma in words("speech") else "noun" if lemma in words("nouns") else "-"


def _source_type(head: Token) -> str:
    lemma = head.lemma_.lower()
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$"):
        return _PRONOUNS.get(head.lower_, "pronoun")
    for table, kind in (("documents", "document"), ("unnamed", "unnamed"), ("hearers", "hearer")):
        if lemma in words(table):
            return kind
    if head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return head.ent_type_.lower()
    if head.ent_type_ in _NUMBERS:
        return "number"
    return "name" if head.pos_ == "PROPN" else "other" if head.pos_ != "NOUN" else head.tag_.lower()


def _closes(cue: Token, head: Token, sent: Span) -> bool:
    """Whether nothing stands behind cue and source but what belongs to them: ``…, X said on Thursday``."""
    if any(child.dep_ in ("ccomp", "xcomp", "advcl", "conj", "acl", "relcl") for child in cue.rights):
        return False
    last = max(cue.i, head.right_edge.i, cue.right_edge.i)
    return all(one.is_punct for one in sent.doc[last + 1 : sent.end])


def _clause(cue: Token) -> str:
    clause = next((child for child in cue.children if child.dep_ in ("ccomp", "xcomp", "acl", "relcl")), None)
    if clause is None:
        return "none"
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
    return f"{clause.dep_} {'before' if clause.i < cue.i else 'behind'}{' that' if that else ''}"


def step(distance: int, steps: tuple[int, ...] = _TOKEN_STEPS) -> int:
    """Return the step that a distance falls on."""
    return sum(abs(distance) > one for one in steps)


def gap(cue: Cue, first: Quotation, last: Quotation) -> int:
    """Return the characters between a frame and a run of quotations."""
    return min(abs(cue.edges[0] - last.end), abs(first.start - cue.edges[1]))
