"""What the words of a paragraph or of a heading say for and against promotion, by the lexicon ``boilerplate``."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import alternatives, load

# Words that somebody is quoted with are his, not the publisher's. A quotation may run on into the next paragraph.
QUOTED = re.compile(r'“[^“”]*(?:”|$)|"[^"]*(?:"|$)')
# A number does not begin a sentence: "Nov. 4".
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\d)")
WORDS = re.compile(r"\w+")

# Longer paragraphs are article: in 924 news texts the longest promotion but one, the blurb of a podcast, has 217
# characters; sponsors and appeals in newsletters need up to three times that. It bounds the work on endless lines, too.
LONGEST_PROMOTION = 700
LONGEST_HEADING = 100


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the words of a paragraph say for promotion.

    Attributes:
        evidence: The sum of the weights of the features found, at least 0.
        share: Which part of the paragraph stands in sentences that say something for it.
        addresses: How many features were found in which somebody is addressed or speaks.
        features: The names of all features found.
    """

    evidence: float = 0.0
    share: float = 0.0
    addresses: int = 0
    features: tuple[str, ...] = ()


NOTHING = Wording()


@dataclass(frozen=True)
class _Feature:
    """An entry of the lexicon.

    Attributes:
        name: What it is called.
        pattern: What is looked for in a sentence.
        weight: How much it says for promotion, below 0 against it.
        direct: Whether somebody is addressed or speaks there. News tells of offers in the third person.
    """

    name: str
    pattern: re.Pattern[str]
    weight: float
    direct: bool


def plain(text: str) -> str:
    """Return a text as the patterns of the lexicon expect it: lower case, with plain apostrophes."""
    return text.lower().replace("’", "'")


def read_wording(text: str) -> Wording:
    """Return what the words of a paragraph say.

    Args:
        text: The paragraph, as ``plain`` returns it.

    Returns:
        The evidence found, none in a paragraph that is too long.
    """
    if len(text) > LONGEST_PROMOTION:
        return NOTHING
    words = _gates().keys() & WORDS.findall(text)
    gated = {index for word in words for index in _gates()[word]}
    if not any(_features()[index].weight > 0 for index in gated):
        return NOTHING
    sentences = SENTENCE_END.split(QUOTED.sub("“”", text))
    found, promotional = _find_features(sentences, gated)
    return Wording(
        evidence=max(sum(_features()[index].weight for index in sorted(found)), 0.0),
        share=promotional / max(sum(map(len, sentences)), 1),
        addresses=sum(_features()[index].direct for index in found),
        features=tuple(_features()[index].name for index in sorted(found)),
    )


def heading_weight(text: str) -> float:
    """Return the evidence that a line gives to what stands under it, 0 where it is no promotional heading.

    Args:
        text: The line, as ``plain`` returns it.

    Returns:
        The weight of the first pattern that the whole line matches.
    """
    if len(text) > LONGEST_HEADING:
        return 0.0
    title = text.strip("*#_-–—=:|[]() ")
    return next((weight for pattern, weight in _headings() if pattern.fullmatch(title)), 0.0)


def _find_features(sentences: Sequence[str], gated: Set[int]) -> tuple[set[int], int]:
    """Return which features the sentences have, and how many characters stand in promotional ones."""
    features = _features()
    here = [{index for index in gated if features[index].pattern.search(sentence)} for sentence in sentences]
    if any(features[index].weight > 0 for found in here for index in found):
        for sentence, found in zip(sentences, here, strict=True):
            found |= {index for index in _supporting() if features[index].pattern.search(sentence)}
    promotional = sum(
        len(sentence)
        for sentence, found in zip(sentences, here, strict=True)
        if any(features[index].weight > 0 for index in found)
    )
    return set().union(*here), promotional


@cache
def _features() -> tuple[_Feature, ...]:
    return tuple(
        _Feature(
            entry["id"],
            re.compile(entry["pattern"].replace("{words}", alternatives(entry.get("words", [])))),
            entry["weight"],
            entry.get("direct", False),
        )
        for entry in load("boilerplate")["promotion"]
    )


@cache
def _supporting() -> tuple[int, ...]:
    """Return the features without words, which are only looked for where something else was found."""
    return tuple(index for index, entry in enumerate(load("boilerplate")["promotion"]) if "words" not in entry)


@cache
def _gates() -> dict[str, tuple[int, ...]]:
    """Return for each word the features that are tried where it stands."""
    gates: dict[str, list[int]] = {}
    for index, entry in enumerate(load("boilerplate")["promotion"]):
        for word in entry.get("words", []):
            gates.setdefault(WORDS.findall(word)[0], []).append(index)
    return {word: tuple(indices) for word, indices in gates.items()}


@cache
def _headings() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(entry["pattern"]), entry["weight"]) for entry in load("boilerplate")["heading"])
