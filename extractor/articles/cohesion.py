"""How much a paragraph has to do with the article around it, by those of its words that stand in the others, too.

The paragraphs of a text share their words (lexical cohesion: Halliday and Hasan, *Cohesion in English*, 1976; Hearst,
*TextTiling*, Computational Linguistics 23, 1997); what a publisher puts between them speaks of something else.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import log

from extractor.lexicons import load

WORD = re.compile(r"[^\W\d_]{4,}")
# Words are compared by so many letters: "vote", "votes" and "voter" are one.
STEM = 6
# In an article whose paragraphs share less than this on average, as in news in brief, none can be told to be foreign;
# repetition of the same few words makes none more cohesive than this.
COHESION = (0.15, 0.9)
# Fewer paragraphs do not tell what an article's words are.
LEAST_PARAGRAPHS = 5
# What promotion shares with an article in proportion to what the article's own paragraphs do: 0.07 in six paragraphs,
# 0.2 in a hundred, with promotion put into 400 articles of 2015 and 2016.
FOREIGN_SHARE = 0.2


def measure_foreignness(texts: Sequence[str], within: Sequence[bool]) -> list[float]:
    """Return the evidence that each paragraph is foreign to its article.

    Args:
        texts: All paragraphs, as ``plain`` returns them.
        within: For each whether it is taken for the article that all are held against.

    Returns:
        Log odds, by the words that a paragraph shares with the article and those that it does not, were they
        independent; 0 where the article has too little cohesion.
    """
    words = [_content_words(text) for text in texts]
    article = Counter(word for found, inside in zip(words, within, strict=True) if inside for word in found)
    shared = [sum(article[word] > inside for word in found) for found, inside in zip(words, within, strict=True)]
    own = [count / len(found) for count, found, inside in zip(shared, words, within, strict=True) if inside and found]
    average = min(sum(own) / len(own), COHESION[1]) if len(own) >= LEAST_PARAGRAPHS else 0.0
    if average < COHESION[0]:
        return [0.0] * len(texts)
    with_it, without = log(FOREIGN_SHARE), log((1 - FOREIGN_SHARE * average) / (1 - average))
    return [count * with_it + (len(found) - count) * without for count, found in zip(shared, words, strict=True)]


def _content_words(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text)} - _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word[:STEM] for word in load("boilerplate")["cohesion"]["without"])
