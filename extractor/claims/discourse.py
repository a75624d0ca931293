"""Sources over more than one sentence: whom a pronoun cites, and the figures that carry on a report."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.attributions import Attribution
from extractor.claims.frames import words
from extractor.claims.names import Names
from extractor.records import Source

# A poll's further figures mostly fill its own paragraph and the few after it.
_CARRIED_SENTENCES = 12


def carry(attributions: Sequence[Attribution], sentences: Sequence[Span], text: str) -> list[Attribution]:
    """Carry sources over the sentences that go on with a report and cite nobody themselves.

    A poll reaches as far as sentences speak of those it asked, or tell percentages in a paragraph that does; figures of
    a named document reach to the end of their paragraph; anybody else reaches over the next sentences of the paragraph
    that plainly go on: in the future, as a forecast of nobody, with *also*, or about a pronoun.

    Args:
        attributions: The attributions of the text.
        sentences: Its parsed sentences.
        text: The text.

    Returns:
        An attribution, of scope ``paragraph``, for each sentence that one is carried over.
    """
    carried: list[Attribution] = []
    last: Attribution | None = None  # whom the sentence before cites
    poll: Attribution | None = None
    polled = -_CARRIED_SENTENCES  # where a poll was last cited, and the paragraph that goes on with it
    polled_to = end = 0
    for index, sent in enumerate(sentences):
        own = [one for one in attributions if one.start < sent.end_char and sent.start_char < one.end]
        adjacent = not text[end : sent.start_char].strip() and "\n" not in text[end : sent.start_char]
        end = sent.end_char
        if own:
            last = max(own, key=lambda one: one.source.start)
            polls = [one for one in own if one.rule == "poll" and (one.source.kind == "named" or poll is None)]
            if polls:  # an unnamed one beside it is mostly an earlier one that it is compared with
                poll, polled, polled_to = polls[0], index, _end_of_line(text, sent.end_char)
            continue
        if poll is not None and index - polled <= _CARRIED_SENTENCES:
            speaks = _respondents().search(sent.text) is not None
            if speaks or (sent.start_char < polled_to and _PERCENTAGE.search(sent.text)):
                polled_to = _end_of_line(text, sent.end_char)
                carried.append(_carried(poll, sent))
                last = None
                continue
        if last is not None and adjacent and (_is_document(last) or _goes_on(sent)):
            carried.append(_carried(last, sent))
        else:
            last = None
    return carried


_PERCENTAGE = re.compile(r"\d(?:\s?%|\s(?:per\s?cent|percentage\spoints?|points?)\b)")


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _is_document(one: Attribution) -> bool:
    return one.rule == "document" and one.source.kind == "named"


def _carried(one: Attribution, sent: Span) -> Attribution:
    source = replace(one.source, scope="paragraph")
    return Attribution(source, sent.start_char, sent.end_char, "carried", one.probability)


def _goes_on(sent: Span) -> bool:
    """Whether a sentence tells what its writer can only have been told, or takes up the sentence before."""
    root = sent.root
    children = list(root.children)
    clauses = [root, *(child for child in children if child.dep_ == "conj")]
    if any(child.lower_ in ("will", "would") for clause in clauses for child in clause.children if child.dep_ == "aux"):
        return True
    if any(child.dep_ == "auxpass" for child in children) and root.lemma_ in words("foretelling"):
        return not any(child.dep_ == "agent" for child in children)
    subject = next((child for child in children if child.dep_ in ("nsubj", "nsubjpass")), None)
    taken_up = subject is not None and (subject.tag_ == "PRP" or subject.lower_ in ("each", "both"))
    return taken_up or any(child.lower_ == "also" for child in children)


@cache
def _respondents() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicons.alternatives(lexicons.load('cues')['respondents'])})\b", re.I)


def resolve_pronouns(attributions: Sequence[Attribution], names: Names, text: str) -> list[Attribution]:
    """Give *he* and *she* the name of the last person who spoke, and *the poll* that of the last one cited.

    A person counts who spoke in this paragraph or the one before.

    Args:
        attributions: The attributions of the text.
        names: Its names.
        text: The text.

    Returns:
        The attributions in the order given.
    """
    pronouns = [word for sex in ("man", "woman") for word in lexicons.load("names")["pronouns"][sex]]
    resolved = list(attributions)
    last: Source | None = None
    document: Source | None = None
    order = sorted(
        range(len(resolved)), key=lambda index: (attributions[index].source.start, attributions[index].start)
    )
    for index in order:
        one = attributions[index]
        source = one.source
        word = source.text.lower()
        if word in pronouns and last is not None and text[last.end : source.start].count("\n\n") <= 1:
            resolved[index] = replace(one, source=replace(source, name=last.name, kind="named"))
        elif source.name and source.name in names.persons and word not in pronouns and " " in source.name:
            last = source
        elif source.name is None and document is not None and (word in words("reports") or word == "pollster"):
            resolved[index] = replace(one, source=replace(source, name=document.name, kind="named"))
        elif one.rule in ("poll", "document") and source.name:
            document = source
    return resolved
