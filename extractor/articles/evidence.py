"""What the words of a paragraph or of a heading say for and against promotion.

The features are words, pairs of words, forms, and the patterns of the lexicon ``boilerplate``; their weights, on the
scale of log odds, are fitted (``extractor.training.promotion``) and stand in the lexicon ``promotion``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from extractor.lexicons import alternatives, load, load_weights

# Words that somebody is quoted with are his, not the publisher's. A quotation may run on into the next paragraph.
QUOTED = re.compile(r'“[^“”]*(?:”|$)|"[^"]*(?:"|$)')
# A number does not begin a sentence: "Nov. 4".
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\d)")
WORDS = re.compile(r"\w+")
# By what words or signs patterns are found that may be in a paragraph.
GATES = re.compile(r"\w+|[$£€%?]")
STOPS = re.compile(r"[.!?:]")
LETTER = re.compile(r"[a-z]")
# A day alone stands over any text.
DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:sept|nov|dec)ember|october|[\W\d]|st|nd|rd|th)++"
)
TOKENS = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,]*|[$£€%!?|@:>]")

# Longer paragraphs are article: in 924 news texts the longest promotion but one, the blurb of a podcast, has 217
# characters; sponsors and appeals in newsletters need up to three times that. It bounds the work on endless lines, too.
LONGEST_PROMOTION = 700
LONGEST_HEADING = 100
# Up to how many tokens a paragraph counts as very short, short and of middle length.
LENGTHS = ((6, "tokens: under 6"), (15, "tokens: under 15"), (40, "tokens: under 40"))
# By how many patterns of direct speech a paragraph has; more than three say no more.
DIRECT = ("direct: 0", "direct: 1", "direct: 2", "direct: 3")
# What every paragraph has.
BASE = "base"
# How many features are named as the reasons of a removal.
MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What the words of a paragraph say for promotion.

    Attributes:
        evidence: The log odds that the paragraph is promotion, judged by its words alone.
        direct: How many patterns it has in which somebody is addressed or speaks.
        features: The names of those features that say most for it.
    """

    evidence: float
    direct: int = 0
    features: tuple[str, ...] = ()


NO_PROMOTION = Wording(evidence=float("-inf"))


@dataclass(frozen=True)
class _Pattern:
    """An entry of the lexicon: its name, what is looked for in a sentence, whether somebody is addressed or speaks."""

    name: str
    pattern: re.Pattern[str]
    direct: bool


def plain(text: str) -> str:
    """Return a text as the patterns of the lexicon expect it: lower case, with plain apostrophes."""
    return text.lower().replace("’", "'")


def read_wording(text: str) -> Wording:
    """Return what the words of a paragraph say.

    Args:
        text: The paragraph, as ``plain`` returns it.

    Returns:
        The evidence found; a paragraph that is too long, a single word, a day or without a letter is no promotion.
    """
    if len(text) > LONGEST_PROMOTION or " " not in text or not LETTER.search(text) or DAY.fullmatch(text):
        return NO_PROMOTION
    weights, names = load_weights("promotion"), _names()
    tokens, features = _read(text)
    features |= {names[one] for one in names.keys() & chain(tokens, pairwise(tokens))}
    found = {name: weights[name] for name in features if name in weights}
    speaking = sorted((name for name, weight in found.items() if weight > 0), key=lambda name: (-found[name], name))
    # The order of a sum decides its last digit.
    evidence = sum((found[name] for name in sorted(found)), weights[BASE])
    direct = next(number for number, name in enumerate(DIRECT) if name in features)
    return Wording(evidence=evidence, direct=direct, features=tuple(speaking[:MOST_NAMED]))


def find_features(text: str) -> set[str]:
    """Return the names of the features that a paragraph has.

    Args:
        text: The paragraph, as ``plain`` returns it.

    Returns:
        The names: ``word: free``, ``pair: sign up``, ``first: get`` for a word that opens a sentence, and so on.
    """
    tokens, features = _read(text)
    words: Iterator[str | tuple[str, ...]] = chain(tokens, pairwise(tokens))
    return features | {_name(one) for one in words}


def _read(text: str) -> tuple[list[str], set[str]]:
    """Return the tokens of a paragraph, and its features but for words and pairs of words."""
    spoken = QUOTED.sub("“”", text)
    sentences = SENTENCE_END.split(spoken)
    tokens = ["#" if token[0].isdigit() else token for token in TOKENS.findall(spoken)]
    patterns = list(_find_patterns("\n".join(sentences)))
    features = {f"first: {found[0]}" for sentence in sentences if (found := WORDS.search(sentence))}
    features.update(pattern.name for pattern in patterns)
    # News speaks to nobody; who promotes says "you", "we" and "get".
    features.add(DIRECT[min(sum(pattern.direct for pattern in patterns), len(DIRECT) - 1)])
    features.add(next((name for limit, name in LENGTHS if len(tokens) < limit), "tokens: many"))
    if spoken != text:
        features.add("quotation")
    if not STOPS.search(spoken):
        features.add("no full stop")
    return tokens, features


def _name(one: str | tuple[str, ...]) -> str:
    return f"word: {one}" if isinstance(one, str) else f"pair: {' '.join(one)}"


@cache
def _names() -> dict[str | tuple[str, ...], str]:
    """Return the names of the words and the pairs of words that have a weight."""
    weighed = (name.split(" ") for name in load_weights("promotion") if name.startswith(("word: ", "pair: ")))
    return {one: _name(one) for _, *words in weighed for one in [words[0] if len(words) == 1 else tuple(words)]}


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


def _find_patterns(sentences: str) -> Iterator[_Pattern]:
    """Yield the patterns that a sentence has, a line each; only those are tried whose words stand there."""
    words = _gates().keys() & GATES.findall(sentences)
    for index in _ungated().union(*(_gates()[word] for word in words)):
        if _patterns()[index].pattern.search(sentences):
            yield _patterns()[index]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            entry["id"],
            re.compile(entry["pattern"].replace("{words}", alternatives(entry.get("words", []))), re.MULTILINE),
            entry.get("direct", False),
        )
        for entry in load("boilerplate")["promotion"]
    )


@cache
def _ungated() -> frozenset[int]:
    """Return the patterns without words, which are tried everywhere."""
    return frozenset(index for index, entry in enumerate(load("boilerplate")["promotion"]) if "words" not in entry)


@cache
def _gates() -> dict[str, tuple[int, ...]]:
    """Return for each word the patterns that are tried where it stands."""
    gates: dict[str, list[int]] = {}
    for index, entry in enumerate(load("boilerplate")["promotion"]):
        for word in entry.get("words", []):
            gates.setdefault(GATES.findall(word)[0], []).append(index)
    return {word: tuple(indices) for word, indices in gates.items()}


@cache
def _headings() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(entry["pattern"]), entry["weight"]) for entry in load("boilerplate")["heading"])
