"""What promotion says about the paragraphs beside it."""

from collections.abc import Sequence

from extractor.articles.candidates import Candidate

# Place only completes what a paragraph's own words say.
LEAST_OWN_EVIDENCE = -0.75
# Promotion stands in rows, closer still without a blank line between, and at the end.
NEIGHBOUR_EVIDENCE = 1.0
NEIGHBOUR_LINE_EVIDENCE = 1.5
END_EVIDENCE = 0.5
# What stands beside the same promotion each time that it stands is a part of it, if it is no longer than this.
LONGEST_PART = 400
MOST_PIECE_WORDS = 16
# Where so many paragraphs have a blank line before them, lines without one belong together.
LEAST_PARTED = 0.6


def judge_by_neighbours(candidates: Sequence[Candidate], *, least: float) -> None:
    """Mark the paragraphs that fall short of promotion by themselves and stand beside some, downwards and upwards.

    Args:
        candidates: All paragraphs of an article.
        least: The evidence that promotion needs.
    """
    order = range(len(candidates))
    for numbers in (order, order[::-1]):
        last = max((number for number in order if candidates[number].stays), default=-1)
        for number in numbers:
            candidate = candidates[number]
            if candidate.promotion or min(candidate.evidence, candidate.wording.evidence) < LEAST_OWN_EVIDENCE:
                continue
            beside, end = _neighbour_evidence(candidates, number), END_EVIDENCE if number == last else 0.0
            candidate.promotion = candidate.evidence + beside + end >= least
            if candidate.promotion:
                candidate.add("promotion beside it", beside)
                candidate.add("end of the article", end)
            while last >= 0 and not candidates[last].stays:
                last -= 1


def _neighbour_evidence(candidates: Sequence[Candidate], number: int) -> float:
    evidence = 0.0
    for upper, neighbour in ((number, number - 1), (number + 1, number + 1)):
        if 0 <= neighbour < len(candidates) and not candidates[neighbour].stays:
            evidence += NEIGHBOUR_EVIDENCE if candidates[upper].paragraph.parted else NEIGHBOUR_LINE_EVIDENCE
    return evidence


def judge_repeated_parts(candidates: Sequence[Candidate]) -> None:
    """Mark what stands above or below the same promotion each time that this stands: both are one repeated block."""
    for step in (1, -1):
        for number in range(len(candidates))[::step]:
            beside = number + step
            if 0 < beside < len(candidates) and candidates[number].is_sure and candidates[beside].stays:
                places = [place + step for place in candidates[number].alike if 0 <= place + step < len(candidates)]
                parts = [candidates[place] for place in places]
                if len(places) > 1 and (_are_alike(places, parts) or _are_pieces(parts)):
                    candidates[beside].take("repeated with promotion")


def _are_alike(places: Sequence[int], parts: Sequence[Candidate]) -> bool:
    return not any(part.belongs or len(part.key) > LONGEST_PART for part in parts) and set(places).issubset(
        parts[0].alike
    )


def _are_pieces(parts: Sequence[Candidate]) -> bool:
    """Tell whether all are as short as titles, names and buttons are, which take turns where a block is repeated."""
    return all(part.is_short(MOST_PIECE_WORDS) and not part.belongs for part in parts)


def judge_blocks(candidates: Sequence[Candidate]) -> None:
    """Mark the short lines that no blank line parts from promotion, where blank lines part the paragraphs."""
    if sum(candidate.paragraph.parted for candidate in candidates) < LEAST_PARTED * len(candidates):
        return
    order = range(1, len(candidates))
    for step in (1, -1):
        for number in order[::step]:
            upper, lower = candidates[number - 1 : number + 1]
            known, other = (upper, lower) if step == 1 else (lower, upper)
            piece = other.stays and other.is_short(MOST_PIECE_WORDS) and not other.belongs
            if not lower.paragraph.parted and known.is_sure and piece and other is not candidates[0]:
                other.take("in a block with promotion")
