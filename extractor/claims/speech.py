"""Direct speech: who speaks in each quotation of an article.

A quotation belongs to the speaker whose verb touches it, else to the speaker of its neighbours in the paragraph, else,
where it carries on or opens its paragraph, to the last speaker. O'Keefe et al., "A sequence labelling approach to quote
attribution" (EMNLP 2012), find that nearness decides most quotations in news.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.attributions import Attribution, make_source, source_at
from extractor.claims.names import Names
from extractor.claims.quotations import Quotation
from extractor.claims.sources import speaker_of
from extractor.records import Source

# Shorter quotations are titles and scare quotes more often than speech; they take no speaker from their neighbours.
_SPEECH_WORDS = 4


def find_speech(sentences: Iterable[Span], quotations: list[Quotation], names: Names) -> list[Attribution]:
    """Return the attribution of each quotation that has a speaker.

    Args:
        sentences: The parsed sentences of one Doc.
        quotations: The quotations of its text.
        names: The names of the article.
    """
    sentences = list(sentences)
    own = _own_speakers(sentences, quotations, names)
    own.update(_announced(sentences, quotations, names, own))
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


def _own_speakers(sentences: Iterable[Span], quotations: list[Quotation], names: Names) -> dict[int, Source]:
    """The speakers whose verbs stand in the sentences that a quotation begins or ends in."""
    speakers: dict[int, tuple[int, Source]] = {}
    for sent in sentences:
        touched = [
            index
            for index, one in enumerate(quotations)
            if sent.start_char <= one.start < sent.end_char or sent.start_char < one.end <= sent.end_char
        ]
        for verb, subject in _frames(sent, quotations) if touched else ():
            source = make_source(subject, names, verb.text)
            for index in touched if source is not None else ():
                distance = _distance(verb, subject, quotations[index])
                if source is not None and (index not in speakers or distance < speakers[index][0]):
                    speakers[index] = (distance, source)
    return {index: source for index, (_, source) in speakers.items()}


def _announced(
    sentences: list[Span], quotations: list[Quotation], names: Names, own: dict[int, Source]
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
        lead = next((sent for sent in sentences if sent.start_char < len(before) <= sent.end_char), None)
        quotes = lead is not None and any(one.start < lead.end_char and lead.start_char < one.end for one in quotations)
        if lead is None or (quotes and not below):
            continue
        for verb in lead:
            subject = speaker_of(verb) if verb.pos_ in syntax.VERBAL else None
            source = make_source(subject, names, verb.text) if subject is not None else None
            if source is not None:
                announced[index] = source
                break
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
    if len(turns) < _LEAST_TURNS:
        return []
    found = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        source = source_at(turn.start("name"), turn.end("name"), names, ":")
        end = following.start() if following else text.find("\n", turn.end())
        if source is not None:
            found.append(Attribution(source, turn.end(), end if end >= 0 else len(text), "speech"))
    return found


# One line in capitals and a colon is a heading or a label; three are a conversation.
_LEAST_TURNS = 3


def _distance(verb: Token, subject: Token, quotation: Quotation) -> int:
    first, last = min(verb.idx, subject.idx), max(verb.idx + len(verb), subject.idx + len(subject))
    return min(abs(first - quotation.end), abs(quotation.start - last))


def _frames(sent: Span, quotations: list[Quotation]) -> list[tuple[Token, Token]]:
    """The verbs of speech outside quotation marks, each with its subject."""
    lexicon = lexicons.load("cues")
    frames = []
    for verb in sent:
        if verb.pos_ not in syntax.VERBAL or (
            verb.lemma_.lower() not in lexicon["verbs"] and verb.lemma_.lower() not in lexicon["speech"]
        ):
            continue
        subject = speaker_of(verb)
        if subject is None or subject.lower_ in ("it", "this", "that", "which", "there", "you", "what"):
            continue
        if not any(one.start <= verb.idx < one.end or one.start <= subject.idx < one.end for one in quotations):
            frames.append((verb, subject))
    return frames


def _neighbour(index: int, quotations: list[Quotation], own: dict[int, Source]) -> Source | None:
    """The speaker of the quotation before, else behind it in the same paragraph."""
    here = quotations[index]
    if here.end - here.start < _SPEECH_WORDS * 5:
        return None
    for other in (*range(index - 1, -1, -1), *range(index + 1, len(quotations))):
        if quotations[other].paragraph == here.paragraph and other in own:
            return own[other]
    return None


# A poll's further figures mostly fill its own paragraph and the few after it.
_CARRIED_SENTENCES = 12


def carry_documents(attributions: list[Attribution], sentences: list[Span], text: str) -> list[Attribution]:
    """Carry the source of a poll or of figures over the sentences that go on with its further figures.

    Figures reach to the end of their paragraph; a poll as far as the sentences speak of those it asked. A sentence that
    cites somebody itself ends the report of figures and is passed over in that of a poll.
    """
    carried: list[Attribution] = []
    for one in attributions:
        if one.rule not in ("document", "poll") or (one.rule == "document" and one.source.kind != "named"):
            continue
        end = text.find("\n", one.end)
        following = [sent for sent in sentences if one.end <= sent.start_char][:_CARRIED_SENTENCES]
        for sent in following:
            cited = any(other.start < sent.end_char and sent.start_char < other.end for other in attributions)
            if one.rule == "document" and (cited or (0 <= end < sent.start_char)):
                break
            if cited or (one.rule == "poll" and not _respondents().search(sent.text)):
                continue
            carried.append(
                Attribution(replace(one.source, scope="paragraph"), sent.start_char, sent.end_char, "carried")
            )
    return carried


@cache
def _respondents() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicons.alternatives(lexicons.load('cues')['respondents'])})\b", re.I)


def resolve_pronouns(attributions: list[Attribution], names: Names, text: str) -> list[Attribution]:
    """Give *he* and *she* the name of the last person who spoke, and *the poll* that of the last one cited.

    A person counts who spoke in this paragraph or the one before.
    """
    pronouns = [word for sex in ("man", "woman") for word in lexicons.load("names")["pronouns"][sex]]
    polls = ("poll", "survey", "study", "report", "pollster")
    resolved: list[Attribution] = []
    last: Source | None = None
    document: Source | None = None
    for one in sorted(attributions, key=lambda attribution: (attribution.source.start, attribution.start)):
        source = one.source
        if source.text.lower() in pronouns and last is not None and text[last.end : source.start].count("\n\n") <= 1:
            one = replace(one, source=replace(source, name=last.name, kind="named"))
        elif (
            source.name and source.name in names.persons and source.text.lower() not in pronouns and " " in source.name
        ):
            last = source
        elif source.name is None and source.text.lower() in polls and document is not None:
            one = replace(one, source=replace(source, name=document.name, kind="named"))
        elif one.rule in ("poll", "document") and source.name:
            document = source
        resolved.append(one)
    return resolved


def needed_sentences(
    text: str, spans: list[tuple[int, int]], quotations: list[Quotation], numbered: set[int]
) -> set[int]:
    """Return which sentences must be parsed because they tell the speaker of a quotation that holds a number.

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
    for index, (start, end) in enumerate(spans):
        touching = [one for one in wanted if start <= one.start < end or start < one.end <= end]
        if touching and len(re.findall(r"\w+", _outside(text, start, end, touching))) >= 2:
            needed.add(index)
    return needed


def _outside(text: str, start: int, end: int, quotations: list[Quotation]) -> str:
    kept, at = [], start
    for one in quotations:
        kept.append(text[at : max(at, one.start)])
        at = max(at, one.end)
    return " ".join([*kept, text[at:end]])
