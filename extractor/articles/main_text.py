"""Finds the blocks of a page that its main text, as trafilatura hands it out, was made of."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W_]")

# Words are compared in runs of three: shorter runs are common to any two English texts.
RUN = 3
# A run that stands in the main text more often than this says nothing about where a block belongs.
MOST_PLACES = 50
# Trafilatura drops a link or a label from within a paragraph now and then; pieces of navigation share at most half of
# their words with a line of the article. On 40 news pages 0.5 to 0.75 give the same 911 blocks, 0.9 loses one of them.
LEAST_SHARE = 0.75
# A page that marks more of its main text than this as asides uses the mark for its layout.
MOST_ASIDE = 1 / 3


@dataclass(frozen=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table row of a page.

    Attributes:
        text: What stands there, white space collapsed.
        gap: The line breaks between the block before and this one, empty for the first.
        tag: The HTML element that the text stands in.
        aside: Whether the page marks it as a pointer to something else: a teaser, a related story, a newsletter.
    """

    text: str
    gap: str
    tag: str
    aside: bool = False


@dataclass(frozen=True, kw_only=True)
class _Match:
    """A block and the half-open span of words of the main text that it may be."""

    block: int
    start: int
    end: int
    weight: int


@dataclass(frozen=True, kw_only=True)
class MainBlocks:
    """Which blocks of a page are the article, by their indices in ascending order.

    Attributes:
        blocks: All of them, none if nothing of the main text stands on the page.
        headline: The one that is the headline, None where none was told.
    """

    blocks: tuple[int, ...] = ()
    headline: int | None = None


def find_main(blocks: Sequence[Block], *, main_text: str, title: str) -> MainBlocks:
    """Return which blocks are the article.

    Each block is looked up in the main text by its words; of the places found, those are taken that keep the order of
    the page, overlap nowhere and explain the most words. So a menu item does not pass for the word in a sentence, nor a
    teaser for the headline that it repeats. Blocks of a word or two are taken where they carry on the main text right
    behind a block of it. What the page marks as an aside goes, and so does what holds no word. The headline is added
    where the main text leaves it out.

    Args:
        blocks: All blocks of the page, in reading order.
        main_text: The main text, one line per paragraph, in reading order.
        title: The page's title, empty if unknown.

    Returns:
        The blocks of the article.
    """
    chain = _best_chain(list(_find_matches(blocks, main_text)))
    main = {match.block for match in chain}.union(_find_carried_on(blocks, chain, _words(main_text)))
    if not main:
        return MainBlocks()
    headline = find_headline(blocks[: min(main) + 1], title)
    if headline is not None:
        main.add(headline)
    kept = main - _find_asides(blocks, main) - {index for index in main if not LETTERS.search(blocks[index].text)}
    return MainBlocks(blocks=tuple(sorted(kept)), headline=headline)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def find_headline(blocks: Sequence[Block], title: str) -> int | None:
    """Return the index of the last block of first rank most of whose words stand in the page's title."""
    words = set(_words(title))
    headlines = [
        index
        for index, block in enumerate(blocks)
        if block.tag == "h1" and len(words.intersection(_words(block.text))) >= LEAST_SHARE * len(_words(block.text))
    ]
    return headlines[-1] if headlines else None


def _find_asides(blocks: Sequence[Block], main: Set[int]) -> set[int]:
    """Return the main blocks that are marked as asides, none where so many are that the mark means something else."""
    asides = {index for index in main if blocks[index].aside}
    size = sum(len(blocks[index].text) for index in main)
    return asides if sum(len(blocks[index].text) for index in asides) <= MOST_ASIDE * size else set()


def _find_carried_on(blocks: Sequence[Block], chain: Sequence[_Match], words: Sequence[str]) -> Iterator[int]:
    """Yield the short blocks whose words stand in the main text right behind the block of it that they follow."""
    for match in chain:
        index, position = match.block + 1, match.end
        while index < len(blocks):
            block = _words(blocks[index].text)
            if not 0 < len(block) <= RUN or list(words[position : position + len(block)]) != block:
                break
            yield index
            index, position = index + 1, position + len(block)


def _find_matches(blocks: Sequence[Block], main_text: str) -> Iterator[_Match]:
    """Yield each place of the main text that a block may be: long blocks by runs of words, short ones by the line."""
    words: list[str] = []
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for line in main_text.splitlines():
        found = _words(line)
        lines[tuple(found)].append(len(words))
        words += found
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(words) - RUN + 1):
        places[tuple(words[start : start + RUN])].append(start)
    keys = [tuple(_words(block.text)) for block in blocks]
    times, seen = Counter(keys), Counter[tuple[str, ...]]()
    for index, key in enumerate(keys):
        exact = lines.get(key, []) if key else []
        # Of a line that stands more often on the page than in its main text, some are left out, the others in order.
        first = max(0, seen[key] - (times[key] - len(exact)))
        for start in exact[first : min(seen[key] + 1, first + MOST_PLACES)]:
            yield _Match(block=index, start=start, end=start + len(key), weight=len(key))
        seen[key] += 1
        if not exact and len(key) > RUN:
            yield from _find_by_runs(index, key, places)


def _find_by_runs(index: int, words: Sequence[str], places: dict[tuple[str, ...], list[int]]) -> Iterator[_Match]:
    """Yield the stretch of the main text that shares most of a block's words with it."""
    runs = [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]
    starts = next((places[run] for run in runs if run in places), [])
    best: list[tuple[int, int]] = []
    for first in starts[:MOST_PLACES]:
        # Each run is looked for after the one before: an insertion on either side only shifts what follows.
        hits: list[tuple[int, int]] = []
        position = first - 1
        for offset, run in enumerate(runs):
            after = places.get(run, [])
            following = bisect_right(after, position)
            if following < len(after) and after[following] - first <= len(words) / LEAST_SHARE:
                position = after[following]
                hits.append((offset, position))
        best = max(best, hits, key=len)
    shared = len({offset + step for offset, _ in best for step in range(RUN)})
    if shared >= LEAST_SHARE * len(words):
        yield _Match(block=index, start=best[0][1], end=best[-1][1] + RUN, weight=shared)


def _best_chain(matches: list[_Match]) -> list[_Match]:
    """Return the matches, one per block, in the order of both texts and without overlap, that weigh the most."""
    # Weighted longest chain: ``ends`` and ``weights`` rise together, so the best chain before a start is found by
    # bisection. Matches of one block enter together, or one would follow another.
    ends: list[int] = [0]
    weights: list[int] = [0]
    chains: list[int] = [-1]
    before: list[int] = []
    position = 0
    while position < len(matches):
        block = matches[position].block
        entering: list[tuple[int, int, int]] = []
        while position < len(matches) and matches[position].block == block:
            match = matches[position]
            place = bisect_right(ends, match.start) - 1
            before.append(chains[place])
            entering.append((match.end, weights[place] + match.weight, position))
            position += 1
        for end, weight, chain in entering:
            place = bisect_right(ends, end)
            if weights[place - 1] >= weight:
                continue
            if ends[place - 1] == end:
                place -= 1
            stop = bisect_left(weights, weight + 1, place)
            ends[place:stop], weights[place:stop], chains[place:stop] = [end], [weight], [chain]
    result = []
    chain = chains[-1]
    while chain >= 0:
        result.append(matches[chain])
        chain = before[chain]
    return result[::-1]
