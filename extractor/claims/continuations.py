"""Sentences that plainly carry on the report of another and cite nobody themselves.

Most sentences behind a cited one are the article's own voice. These are not: a poll's further figures; further figures
of statistics, of a document or of a company's results; forecasts of nobody behind a forecast; indirect speech that runs
on in its tense; and what stands in a paragraph that a source told of before closes.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.attributions import Attribution
from extractor.claims.frames import words

# A poll's further figures mostly fill its own paragraph and the few after it.
_POLL_SENTENCES = 12
# Behind a closing "he told" may stand "reporters after a meeting of the board", in so many characters.
_BEHIND_CLOSE = 60


def carry(
    attributions: Sequence[Attribution], sentences: Sequence[Span], text: str, people: Collection[str]
) -> list[Attribution]:
    """Carry sources over the sentences that go on with a report and cite nobody themselves.

    Args:
        attributions: The attributions of the text.
        sentences: Its parsed sentences.
        text: The text.
        people: The names of persons.

    Returns:
        An attribution, of scope ``paragraph``, for each sentence that one is carried over.
    """
    own = [
        [one for one in attributions if one.start < sent.end_char and sent.start_char < one.end] for sent in sentences
    ]
    closed = [*_back(own, sentences, text)]
    taken = {one.start for one in closed}
    return closed + [one for one in _forward(own, sentences, text, people) if one.start not in taken]


def _forward(
    own: Sequence[Sequence[Attribution]], sentences: Sequence[Span], text: str, people: Collection[str]
) -> Iterator[Attribution]:
    last: Attribution | None = None  # whom the sentence before cites
    before: Span | None = None
    poll: Attribution | None = None
    polled = -_POLL_SENTENCES  # where a poll was last cited, and the paragraph that goes on with it
    polled_to = end = made_to = 0  # made_to: where the paragraph ends that tells how the poll was made
    for index, (sent, cited) in enumerate(zip(sentences, own, strict=True)):
        adjacent = not text[end : sent.start_char].strip() and "\n" not in text[end : sent.start_char]
        end = sent.end_char
        if cited:
            main = [one for one in cited if one.rule != "foretold"]  # which tells of a single number
            last, before = _most_cited(main) if main else None, sent
            polls = [one for one in cited if one.rule == "poll" and (poll is None or _is_new(one))]
            if polls:
                poll, polled, polled_to = polls[0], index, _end_of_line(text, sent.end_char)
            continue
        if _methods().search(sent.text):
            made_to = _end_of_line(text, sent.end_char)
        lately = poll is not None and index - polled <= _POLL_SENTENCES and sent.start_char >= made_to
        if poll is not None and lately and _goes_on_polling(sent.text, in_paragraph=sent.start_char < polled_to):
            polled_to = _end_of_line(text, sent.end_char)
            yield _carried(poll, sent)
            last = None
        elif last is not None and before is not None and adjacent and _goes_on(sent, last, before, people):
            yield _carried(last, sent)
            before = sent
        else:
            last = None


def _most_cited(cited: Sequence[Attribution]) -> Attribution:
    """Whom a sentence cites for most of its numbers; of two alike, the later one."""
    counts = Counter(one.source.start for one in cited)
    return max(cited, key=lambda one: (counts[one.source.start], one.source.start))


def _is_new(poll: Attribution) -> bool:
    """Whether a poll goes on by itself; an unnamed one, or one by *the same pollster*, is only compared with."""
    return poll.source.kind == "named" and not poll.source.text.startswith("same ")


def _back(own: Sequence[Sequence[Attribution]], sentences: Sequence[Span], text: str) -> Iterator[Attribution]:
    """``Debt will rise to 50%, the ministry said.`` closes its paragraph: what stands before it there is told as well.

    So it is only where the source was told of before, by a pronoun or as *the ministry*; a new one brings a new matter.
    """
    for index in range(len(sentences) - 1, 0, -1):
        sent = sentences[index]
        closing = next((one for one in own[index] if _closes(one, sent, text)), None)
        if closing is None:
            continue
        for before in range(index - 1, -1, -1):
            earlier = sentences[before]
            gap = text[earlier.end_char : sentences[before + 1].start_char]
            if own[before] or gap.strip() or "\n" in gap:
                break
            yield _carried(closing, earlier)


def _closes(one: Attribution, sent: Span, text: str) -> bool:
    """Whether an attribution stands at the end of its paragraph, of a source that was told of before."""
    source = one.source
    if not sent.start_char < source.start < sent.end_char or _end_of_line(text, source.end) > sent.end_char + 1:
        return False
    cue = source.cue or ""
    behind = text[source.end : sent.end_char].strip(' .,"”')
    before = text[max(0, source.start - len("according to the ")) : source.start].lower()
    apart = before.removesuffix("the ").endswith(", ") and not any(char.isdigit() for char in behind)
    said = apart and cue != "" and behind.startswith(cue) and len(behind) <= len(cue) + _BEHIND_CLOSE
    if not (said or (not behind and before.startswith("according to"))):
        return False
    pronouns = lexicons.load("names")["pronouns"]
    given = source.text.lower() in (*pronouns["man"], *pronouns["woman"], *pronouns["thing"])
    return given or (before.endswith("the ") and source.text.islower() and " " not in source.text)


_SHARE = re.compile(
    r"\d(?:\s?%|\s(?:per\s?cent|percentage\spoints?|points?)\b)|\b(?:percent|per\scent|points)\b|\bin\s(?:five|ten|four|three|10|[3-9])\b"
    r"|\b(?:half|third|thirds|quarter|quarters|fifth|fifths)\b",
    re.I,
)
_AMOUNT = re.compile(
    r"\d\s?%|\bper\s?cent|percentage\spoint|basis\spoint|[$€£¥₹]|\b(?:dollars|euros|pounds|yuan|yen)\b"
)
_OF_IT = re.compile(r"(?:\d\s?%|cent)\sof\s(?:it|them|these)\b")  # "38% of it"


def _goes_on_polling(sentence: str, *, in_paragraph: bool) -> bool:
    """Whether a sentence tells what those asked by a poll answered, and not how it was made."""
    if _SHARE.search(sentence) is None:
        return False
    return in_paragraph or _respondents().search(sentence) is not None or _answers().search(sentence) is not None


def _goes_on(sent: Span, last: Attribution, before: Span, people: Collection[str]) -> bool:
    """Whether a sentence goes on with what the sentence before it cites."""
    root = sent.root
    clauses = [root, *(token for token in root.subtree if token.dep_ == "conj" and token.pos_ in syntax.VERBAL)]
    subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if _is_of_figures(last, before):
        if _is_of_figures_by_form(before):
            return True
        amounts = _AMOUNT.search(before.text) is not None or last.rule == "document"
        if amounts and (_AMOUNT.search(sent.text) or syntax.is_move(root)):
            return subject is not None and subject.lemma_.lower() not in words("standards")
    results = subject is not None and subject.lemma_.lower() in words("results") and last.source.name not in people
    if results and _AMOUNT.search(before.text) and _AMOUNT.search(sent.text):
        return True
    if any(child.lower_ in ("will", "would") for one in clauses for child in one.children if child.dep_ == "aux"):
        return True
    if any(child.dep_ == "auxpass" for child in root.children) and root.lemma_ in words("foretelling"):
        foretold = _foretells(before, last.source.cue)
        return foretold and not any(child.dep_ == "agent" for child in root.children)
    if subject is not None and subject.tag_ == "PRP" and root.lemma_.lower() in words("aims"):
        return False
    if any(child.lower_ == "also" for child in root.children) or _OF_IT.search(sent.text):
        return True
    return subject is not None and _takes_up(subject, root, before)


def _takes_up(subject: Token, root: Token, before: Span) -> bool:
    """``It earned $2``, ``Its engineers hope``, ``That was up from 6%``, but not ``They closed 2% lower``."""
    if subject.lower_ == "that" and root.lemma_ == "be":
        return any(child.lower_ in ("up", "down", "compared") for child in root.children)
    if subject.lower_ in ("each", "both"):
        return True
    told = _is_backshifted(before.root) and _is_backshifted(root)
    if subject.tag_ == "PRP" and subject.lower_ in ("he", "she"):
        return told  # "She said he had stolen $5. He had spent $3": else it is told of whoever spoke
    if subject.tag_ == "PRP":
        return told or (root.tag_ == "VBD" and not syntax.is_move(root) and root.lemma_ not in words("trading"))
    owner = next((child for child in subject.children if child.dep_ == "poss"), None)
    return owner is not None and owner.lower_ in ("its", "their") and root.lemma_.lower() in words("intents")


def _is_backshifted(root: Token) -> bool:
    """Whether a clause, or what its verb of speech tells, stands in the past perfect."""
    told = next((child for child in root.children if child.dep_ == "ccomp"), root)
    return told.tag_ == "VBN" and any(child.dep_ == "aux" and child.lower_ == "had" for child in told.children)


def _foretells(sent: Span, cue: str | None) -> bool:
    """Whether the cue is a verb of forecasts, or its object is one: ``trimmed its forecast``."""
    token = next((one for one in sent if one.text == cue), None)
    if token is None:
        return False
    objects = [child.lemma_.lower() for child in token.children if child.dep_ == "dobj"]
    return token.lemma_.lower() in words("foretelling") or any(one in words("outlooks") for one in objects)


def _is_of_figures(last: Attribution, sent: Span) -> bool:
    """Whether a source gives figures rather than its view: a document, statisticians, a company's results."""
    if (last.rule == "document" and last.source.name is not None) or _is_of_figures_by_form(sent):
        return True
    name = {*(last.source.name or "").split(), *last.source.text.split()}
    if name & {"Stats", *lexicons.load("names")["counters"]} or any(word.endswith("stat") for word in name):
        return True  # "Eurostat"
    cue = next((one for one in sent if one.text == last.source.cue), None)
    return cue is not None and cue.lemma_ == "report" and any(child.dep_ == "dobj" for child in cue.children)


def _is_of_figures_by_form(sent: Span) -> bool:
    """``Figures just in from the ministry:``, ``The grid has updated its figures:``."""
    colon = next((token.i for token in sent if token.text == ":"), None)
    return colon is not None and any(token.lemma_.lower() in words("figures") for token in sent.doc[sent.start : colon])


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _carried(one: Attribution, sent: Span) -> Attribution:
    source = replace(one.source, scope="paragraph")
    return Attribution(source, sent.start_char, sent.end_char, "carried", one.probability)


@cache
def _respondents() -> re.Pattern[str]:
    return _any_of("respondents")


@cache
def _answers() -> re.Pattern[str]:
    return _any_of("answers")


@cache
def _methods() -> re.Pattern[str]:
    return _any_of("methods")


def _any_of(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicons.alternatives(lexicons.load('cues')[table])})\b", re.I)
