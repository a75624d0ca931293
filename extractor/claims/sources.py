"""Whom the article cites for a number, within the sentence.

Reporting verbs and their clauses, prepositional and participial cues, makers of polls and reports, quotations. The
division of an attribution into source, cue and content follows Pareti, "PARC 3.0: A Corpus of Attribution Relations"
(2016).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.names import Names, bare_name
from extractor.claims.quotations import Quotation
from extractor.records import Source, SourceKind


@dataclass(frozen=True)
class Attribution:
    """One attribution of a sentence: who, by which words, and which characters of the text it governs."""

    source: Source
    start: int
    end: int
    rule: str


def find_attributions(sent: Span, names: Names, quotations: list[Quotation]) -> list[Attribution]:
    """Return the attributions of a sentence, the innermost first.

    Args:
        sent: The parsed sentence.
        names: The names of the article, for the fullest form of each source.
        quotations: The quotations of the text of ``sent.doc``.

    Returns:
        The attributions; offsets count in the text of ``sent.doc``.
    """
    found = [
        *_prepositional(sent, names),
        *_participial(sent, names),
        *_verbal(sent, names, quotations),
        *_colon(sent, names),
    ]
    return sorted(found, key=lambda attribution: attribution.end - attribution.start)


def source_of(attributions: list[Attribution], start: int, end: int) -> Attribution | None:
    """Return the innermost attribution that governs a quantity and whose source the quantity is not itself part of."""
    for attribution in attributions:
        inside = attribution.start <= start and end <= attribution.end
        if inside and not (attribution.source.start <= start < attribution.source.end):
            return attribution
    return None


def make_source(sent: Span, start: int, end: int, names: Names, cue: str | None) -> Source | None:
    """Return the record of a source that takes the characters ``start`` to ``end`` of the document."""
    text = sent.doc.text
    while end > start and text[end - 1] in " ,;:.\n":
        end -= 1
    article = re.match(r"(?:the|a|an|our|their|its)\s+", text[start:end], re.I)
    start += article.end() if article else 0
    if start >= end:
        return None
    phrase = text[start:end]
    name = _name_of(phrase, start, names)
    kind: SourceKind = "named" if name else "unnamed"
    return Source(text=phrase, start=start, end=end, name=name, kind=kind, scope="sentence", cue=cue)


def _name_of(phrase: str, start: int, names: Names) -> str | None:
    anaphors = lexicons.load("names")["anaphors"]
    words = phrase.lower().split()
    if phrase.lower() in anaphors["person"] or (words and words[-1] in anaphors["organisation"] and phrase.islower()):
        person = phrase.lower() in anaphors["person"]
        before = [name for at, name in names.mentions if at < start]
        chosen = [name for name in before if not person or len(names.full_form(name).split()) in (2, 3)]
        return names.full_form(chosen[-1]) if chosen else None
    name = bare_name(phrase)
    return names.full_form(name) if name else None


def _phrase_of(head: Token) -> tuple[int, int]:
    """Characters of a noun phrase with its modifiers, without apposition and relative clause."""
    start = head.left_edge.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in ("prep",) and child.lower_ in ("of", "for", "at") and head.pos_ != "PROPN":
            end = max(
                end, next((grand.right_edge.i + 1 for grand in child.children if grand.dep_ == "pobj"), child.i + 1)
            )
        elif child.dep_ in ("flat", "compound", "nummod") or (
            child.dep_ == "appos" and child.pos_ == "PROPN" and child.i == end
        ):
            end = max(end, child.right_edge.i + 1)
    return syntax.char_span(head.doc, start, end)


@cache
def _preposition_pattern() -> re.Pattern[str]:
    words = lexicons.load("cues")["prepositions"]
    return re.compile(rf"(?<!\w)(?P<cue>{lexicons.alternatives(words)})\s+", re.I)


def _prepositional(sent: Span, names: Names) -> Iterator[Attribution]:
    """``according to X``: governs its whole sentence."""
    for match in _preposition_pattern().finditer(sent.text):
        token = sent.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        if token is None or (match["cue"].lower() == "per" and not token[0].text[:1].isupper()):
            continue
        head = next(
            (
                head
                for head in [token[0], *syntax.ancestors(token[0], 6)]
                if head.dep_ in ("pobj", "dobj") or head.head.lower_ in ("to", "per", "citing")
            ),
            None,
        )
        if head is None or head.i < token[0].i:
            continue
        yield from _attribution(sent, head, names, match["cue"], (sent.start_char, sent.end_char), "according-to")


@cache
def _participle_pattern() -> re.Pattern[str]:
    words = lexicons.alternatives(lexicons.load("cues")["participles"])
    return re.compile(rf"(?<!\w)(?P<cue>(?:as\s+)?(?:was\s|were\s|is\s|are\s)?(?:{words})\s+(?:by|in))\s+", re.I)


def _participial(sent: Span, names: Names) -> Iterator[Attribution]:
    """``as noted by X``, ``detailed by X``: governs its whole sentence."""
    for match in _participle_pattern().finditer(sent.text):
        token = sent.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        if token is None:
            continue
        head = next((head for head in [token[0], *syntax.ancestors(token[0], 6)] if head.dep_ == "pobj"), None)
        opens = match["cue"].lower().startswith("as ")
        if head is None or not (
            bare_name(sent.doc[head.left_edge.i : head.i + 1].text)
            or (opens and head.lemma_.lower() in lexicons.load("cues")["unnamed"])
        ):
            continue
        if "in" in match["cue"].split() and (
            head.ent_type_ == "DATE"
            or not opens
            or head.lower_ in ("plan", "statement")
            or "plan" in sent.doc[head.left_edge.i : head.i + 1].text.lower()
        ):
            continue
        yield from _attribution(sent, head, names, match["cue"], (sent.start_char, sent.end_char), "as-noted-by")


def _attribution(
    sent: Span, head: Token, names: Names, cue: str, governs: tuple[int, int], rule: str
) -> Iterator[Attribution]:
    start, end = _phrase_of(_maker(head))
    source = make_source(sent, start, end, names, cue)
    if source is not None:
        yield Attribution(source, *governs, rule)


def _maker(head: Token) -> Token:
    """``a survey by ICM Research``, ``the article from TrendForce``: the maker stands for the document."""
    if head.lemma_.lower() not in lexicons.load("cues")["documents"] and head.lower_ not in (
        "article",
        "story",
        "piece",
    ):
        return head
    maker = syntax.prepositional(head, *lexicons.load("cues")["maker_prepositions"])
    if maker is not None and maker.pos_ == "PROPN" and maker.ent_type_ != "DATE":
        return maker
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner or head


def _verbal(sent: Span, names: Names, quotations: list[Quotation]) -> Iterator[Attribution]:
    """``X said …``: the verb's subject is the source of the clause it governs and of quotations beside it."""
    lexicon = lexicons.load("cues")
    for verb in sent:
        lemma = verb.lemma_.lower()
        if lemma not in lexicon["verbs"] or verb.pos_ not in ("VERB", "AUX"):
            continue
        subject = _speaker(verb)
        if subject is None or not _can_speak(subject, verb, lexicon):
            continue
        for start, end in _governed(sent, verb, lexicon, quotations):
            yield from _attribution(
                sent, subject, names, verb.text, (start, end), f"verb-{'clause' if end - start else ''}"
            )


def _speaker(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.tag_ in ("WP", "WDT") and verb.dep_ in ("relcl", "acl"):
                return verb.head
            return child
        if child.dep_ == "agent" and verb.tag_ == "VBN":
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    if verb.dep_ == "conj" and verb.head.pos_ in syntax.VERBAL:
        return _speaker(verb.head)
    return None


def _can_speak(subject: Token, verb: Token, lexicon: dict[str, list[str]]) -> bool:
    lemma = subject.lemma_.lower()
    if subject.lower_ in lexicon["never"] or lemma in lexicon["never"]:
        return False
    if lemma in lexicon["documents"]:
        return verb.lemma_.lower() in lexicon["document_verbs"]
    if subject.ent_type_ in ("DATE", "PERCENT", "MONEY", "CARDINAL", "TIME"):
        return False
    person = (
        subject.pos_ in ("PROPN", "PRON")
        or lemma in lexicon["unnamed"]
        or lemma in lexicons.load("names")["anaphors"]["organisation"]
    )
    return person or verb.lemma_.lower() in ("say", "tell", "warn", "estimate", "report", "announce")


def _governed(
    sent: Span, verb: Token, lexicon: dict[str, list[str]], quotations: list[Quotation]
) -> Iterator[tuple[int, int]]:
    """Character spans that a reporting verb governs."""
    clause = next(
        (
            child
            for child in verb.children
            if child.dep_ in ("ccomp", "xcomp", "advcl", "oprd") and child.dep_ != "advcl"
        ),
        None,
    )
    objects = [child for child in verb.children if child.dep_ in ("dobj", "attr", "pobj")]
    quoted = [
        quotation for quotation in quotations if quotation.start < sent.end_char and sent.start_char < quotation.end
    ]
    if clause is not None or (verb.dep_ in ("parataxis", "ccomp") and verb.head.i != verb.i and _parenthetical(verb)):
        yield sent.start_char if _inverted(verb, clause) else verb.idx, sent.end_char
    elif _parenthetical(verb):
        yield sent.start_char, sent.end_char
    elif objects and verb.lemma_.lower() not in lexicon["needs_clause"]:
        yield verb.idx, syntax.char_span(sent.doc, verb.left_edge.i, verb.right_edge.i + 1)[1]
    for quotation in quoted:
        yield max(quotation.start, sent.start_char), min(quotation.end, sent.end_char)


def _inverted(verb: Token, clause: Token | None) -> bool:
    """Whether what is said stands before the verb: ``…, X said.``."""
    return clause is None or clause.i < verb.i


def _parenthetical(verb: Token) -> bool:
    """``…, X said`` and ``…, said X``: the verb clause is short and a comma or quotation mark stands before it."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return False
    first = min(subject.left_edge.i, verb.i)
    last = max(subject.right_edge.i, verb.i)
    if first <= verb.sent.start:
        return False
    before = verb.doc[first - 1].text
    tail = verb.doc[last + 1 : verb.sent.end]
    return before in (",", '"', "”", "-", "–", "—", "'") and (
        not len(tail)
        or tail[0].text in (",", ".", ";", ":", '"', "“", "in", "on", "at", "of", "of", "to", "after", "\n")
        or last - first < 4
    )


_COLON = re.compile(r"^(?P<name>[A-Z][\w.&'’ -]{1,40}):\s+(?=\S)")


def _colon(sent: Span, names: Names) -> Iterator[Attribution]:
    """``X: 5% of …`` in headlines and transcripts, where X is a name that the article knows."""
    match = _COLON.match(sent.text)
    if match is None:
        return
    name = bare_name(match["name"])
    if name is None or name != match["name"].strip() or (names.counts[name] < 2 and names.full_form(name) == name):
        return
    source = make_source(sent, sent.start_char, sent.start_char + match.end("name"), names, ":")
    if source is not None:
        yield Attribution(source, sent.start_char + match.end(), sent.end_char, "colon")
