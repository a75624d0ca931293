"""Direct speech: who speaks in each quotation of an article.

A quotation belongs to the speaker whose verb touches it, else to the speaker of its neighbours in the paragraph, else,
where it carries on or opens its paragraph, to the last speaker. O'Keefe et al., "A sequence labelling approach to quote
attribution" (EMNLP 2012), find that nearness decides most quotations in news.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.asides import closers
from extractor.claims.attributions import Attribution, make_source, source_at
from extractor.claims.evidence import Cue
from extractor.claims.names import Names
from extractor.claims.quotations import Quotation
from extractor.records import Source

# Shorter quotations are titles and scare quotes more often than speech; they take no speaker from their neighbours.
_SPEECH_WORDS = 4


def find_speech(
    sentences: Sequence[Span], cues: Sequence[Sequence[Cue]], quotations: Sequence[Quotation], names: Names
) -> list[Attribution]:
    """Return the attribution of each quotation that has a speaker.

    Args:
        sentences: The parsed sentences of one Doc.
        cues: The frames of each.
        quotations: The quotations of its text.
        names: The names of the article.
    """
    own = _own_speakers(sentences, cues, quotations, names)
    own.update(_announced(sentences, cues, quotations, names, own))
    found: list[Attribution] = []
    last: Source | None = None
    last_paragraph = -2
    for index, quotation in enumerate(quotations):
        source, rule = own.get(index), "speech"
        if source is None:
            source, rule = _neighbour(index, quotations, own), "speech-neighbour"
        if source is None and last is not None and (quotation.continues or quotation.paragraph <= last_paragraph + 1):
            source, rule = last, "speech-carried"
        if source is None:
            continue
        found.append(Attribution(source, quotation.start, quotation.end, rule))
        last, last_paragraph = source, quotation.paragraph
    return found


def run_of(quotations: Sequence[Quotation], index: int) -> tuple[Quotation, Quotation]:
    """Return the first and the last of the quotations that carry on one another over paragraphs."""
    first = last = index
    while first > 0 and quotations[first].continues:
        first -= 1
    while last + 1 < len(quotations) and quotations[last + 1].continues:
        last += 1
    return quotations[first], quotations[last]


_SPOKEN = (
    "subject",
    "subject inverted",
    "subject relative",
    "agent",
    "shared",
    "participle",
    "participle of noun",
    "closing",
)


def may_speak(cue: Cue) -> bool:
    """Tell whether a frame may introduce or close direct speech: a known cue outside quotation marks."""
    return (
        cue.quotation is None
        and (cue.group != "-" or cue.frame.pattern in ("according", "colon"))
        and cue.frame.pattern in (*_SPOKEN, "according", "colon", "passive", "passive relative")
    )


def _speakers(cues: Sequence[Cue], names: Names) -> Iterator[tuple[Cue, Source]]:
    for cue in cues:
        if cue.quotation is None and cue.frame.pattern in _SPOKEN and cue.group in ("speech", "clause"):
            if cue.source in ("it", "you", "pronoun", "who"):
                continue
            source = make_source(cue.frame.head, names, cue.frame.cue.text)
            if source is not None:
                yield cue, source


def _own_speakers(
    sentences: Sequence[Span], cues: Sequence[Sequence[Cue]], quotations: Sequence[Quotation], names: Names
) -> dict[int, Source]:
    """The speakers whose verbs stand in the sentences that a quotation begins or ends in."""
    speakers: dict[int, tuple[int, Source]] = {}
    for sent, frames in zip(sentences, cues, strict=True):
        touched = [
            index
            for index, one in enumerate(quotations)
            if sent.start_char <= one.start < sent.end_char or sent.start_char < one.end <= sent.end_char
        ]
        for cue, source in _speakers(frames, names) if touched else ():
            for index in touched:
                one = quotations[index]
                distance = min(abs(cue.edges[0] - one.end), abs(one.start - cue.edges[1]))
                if index not in speakers or distance < speakers[index][0]:
                    speakers[index] = (distance, source)
    return {index: source for index, (_, source) in speakers.items()}


def _announced(
    sentences: Sequence[Span],
    cues: Sequence[Sequence[Cue]],
    quotations: Sequence[Quotation],
    names: Names,
    own: dict[int, Source],
) -> dict[int, Source]:
    """The speakers of the sentence before: one that ends in a colon, or in a verb of speech that quotes nothing."""
    announced: dict[int, Source] = {}
    for index, quotation in enumerate(quotations):
        if index in own:
            continue
        before = names.text[: quotation.start].rstrip()
        below = before.endswith(":") and "\n" in names.text[len(before) : quotation.start]
        if not below and _SAID.search(before[-60:]) is None:
            continue
        at = next((i for i, sent in enumerate(sentences) if sent.start_char < len(before) <= sent.end_char), None)
        if at is None:
            continue
        lead = sentences[at]
        if not below and any(one.start < lead.end_char and lead.start_char < one.end for one in quotations):
            continue
        first = next(_speakers(cues[at], names), None)
        if first is not None:
            announced[index] = first[1]
    return announced


_SAID = re.compile(r"\b(?:said|added|wrote)(?:\sin\san?\s[a-z ]{3,30})?\.$")  # "Smith said in a statement. “…”"


_TURN = re.compile(r"^[\"“]?(?P<name>[A-Z][A-Z.'-]+(?:\s[A-Z][A-Z.'-]+){0,3}):\s", re.MULTILINE)


def find_turns(text: str, names: Names) -> list[Attribution]:
    """Return the turns of a transcript: ``SMITH: …`` speaks until the next such line.

    Args:
        text: The clean text.
        names: Its names.
    """
    turns = list(_TURN.finditer(text))
    speakers = {turn["name"] for turn in turns}
    if len(turns) < _LEAST_TURNS or len(speakers) == len(turns):  # a round-up heads each item by its own label
        return []
    found = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        source = source_at(turn.start("name"), turn.end("name"), names, ":")
        end = following.start() if following else text.find("\n", turn.end())
        if source is not None:
            found.append(Attribution(source, turn.end(), end if end >= 0 else len(text), "turn"))
    return found


# One line in capitals and a colon is a heading or a label; three are a conversation.
_LEAST_TURNS = 3


def _neighbour(index: int, quotations: Sequence[Quotation], own: dict[int, Source]) -> Source | None:
    """The speaker of the quotation before, else behind it in the same paragraph."""
    here = quotations[index]
    if here.end - here.start < _SPEECH_WORDS * 5:
        return None
    for other in (*range(index - 1, -1, -1), *range(index + 1, len(quotations))):
        if quotations[other].paragraph == here.paragraph and other in own:
            return own[other]
    return None


# How many sentences below a line that ends in a colon may be what it lists.
_LISTED_SENTENCES = 5


def needed_sentences(
    text: str, spans: list[tuple[int, int]], quotations: Sequence[Quotation], numbered: set[int]
) -> set[int]:
    """Return which sentences must be parsed because they tell who speaks or lists a number of another sentence.

    Args:
        text: The clean text.
        spans: Its sentences.
        quotations: Its quotations.
        numbered: The indices of the sentences that hold a number.
    """
    spoken = {
        one.paragraph
        for one in quotations
        if any(one.start < spans[index][1] and spans[index][0] < one.end for index in numbered)
    }
    wanted = [one for one in quotations if one.paragraph in spoken or one.paragraph + 1 in spoken]
    needed = {
        index
        for index, (_, end) in enumerate(spans)
        if (text[end - 1] == ":" or _SAID.search(text, max(0, end - 60), end))
        and any(0 < one.start - end < 4 for one in wanted)
    }
    needed |= {
        index
        for index, (_, end) in enumerate(spans)
        if text[end - 1] == ":" and any(below in numbered for below in range(index + 1, index + _LISTED_SENTENCES + 1))
    }
    for index, (start, end) in enumerate(spans):
        touching = [one for one in wanted if start <= one.start < end or start < one.end <= end]
        if touching and len(re.findall(r"\w+", _outside(text, start, end, touching))) >= 2:
            needed.add(index)
    return needed | _reporting_sentences(text, spans, numbered)


def _outside(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> str:
    kept, at = [], start
    for one in quotations:
        kept.append(text[at : max(at, one.start)])
        at = max(at, one.end)
    return " ".join([*kept, text[at:end]])


def _reporting_sentences(text: str, spans: list[tuple[int, int]], numbered: set[int]) -> set[int]:
    """The sentences without a number that may tell whose the numbers beside them are: *the ministry gave figures*."""
    report, speak = _patterns()
    needed = set()
    for index, (start, end) in enumerate(spans):
        if index in numbered:
            continue
        behind = [one for one in (index + 1, index + 2) if one in numbered]
        beside = (index + 1 in numbered and "\n" not in text[end : spans[index + 1][0]]) or (
            index - 1 in numbered and "\n" not in text[spans[index - 1][1] : start]
        )
        if (behind and report.search(text, start, end)) or (
            beside and speak.search(text, start, end) and _QUOTE.search(text, start, end) is None
        ):
            needed.add(index)
    return needed


_QUOTE = re.compile(r"[\"“”]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words of sentences that cite a report, and those of other sentences that cite somebody."""
    cues = lexicons.load("cues")
    reports = lexicons.alternatives([*cues["reports"], *cues["polls"], "figure", "statistic", "according to"])
    speaking = lexicons.alternatives([*cues["speaking"], *closers(), "heard"])
    return re.compile(rf"\b(?:{reports})s?\b", re.I), re.compile(rf"\b(?:{speaking})\b")
