"""The bound that a hedge beside a number sets: about, over, at least, up to."""

import re
from functools import cache

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims.directions import is_particle_of_change
from extractor.claims.found import Found
from extractor.records import Bound

_ADDS = re.compile(r"\s(?:[$£€₹]|\d|an?\s|another\s)")  # "£68m plus £7m in add-ons"
_HYPHENED = re.compile(r"\b(?:an?|the|its|their|his|her)\s$")
_WINDOW = 40  # characters before a number that its hedge may take, articles included


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound], dict[str, Bound]]:
    before, after = (lexicons.load("bounds")[side] for side in ("before", "after"))
    left = re.compile(rf"(?<![\w-])(?P<word>{lexicons.alternatives(before)})\s?-?(?:an?\s|to\s)?[\"'“‘(]?$", re.I)
    right = re.compile(rf"[\"”]?\s?(?P<word>{lexicons.alternatives(after)})(?![\w-])", re.I)
    return left, right, before, after


def find_bound(sent: Span, found: Found) -> Bound:
    """Return the bound that a hedge beside the number sets: ``over`` 400,000 is ``>``.

    A quantity given again in another unit has the bound of the first: ``over`` 90 miles (145 km).
    """
    text = sent.text
    left, right, before, after = _bounds()
    start = found.start if found.restates is None else found.restates
    near = max(0, start - _WINDOW)
    if (match := left.search(text[near:start])) and not _is_no_hedge(sent, found, near + match.start()):
        return before[re.sub(r"\s+", " ", match["word"].lower())]
    unit_end = found.unit_span[1] if found.unit_span else found.end
    for end in dict.fromkeys((found.number_end, found.end, max(found.end, unit_end))):
        match = right.match(text, end)
        if match and not (match["word"] == "plus" and _ADDS.match(text, match.end())):
            return after[re.sub(r"\s+", " ", match["word"].lower())]
    return ">=" if found.rule == "magnitude" and found.high is None else "="


def _is_no_hedge(sent: Span, found: Found, start: int) -> bool:
    """Tell ``edged up to 5%``, a movement, and ``stole it over six years``, a duration, from hedges."""
    word = sent.char_span(start, start + 1, alignment_mode="expand")
    if word is None:
        return False
    token = word[0]
    if token.lower_ == "inside" and found.dimension != "time":
        return True
    if token.lower_ == "past" and token.dep_ != "prep":
        return True  # "the past three years"
    article = _HYPHENED.search(sent.text[max(0, found.start - 6) : found.start])
    if article and "-" in sent.text[found.number_end : found.end + 1]:
        return token.lower_ in ("under", "over", "above", "below", "within")  # "under a five-year plan"
    lasts = lexicons.load("bounds")["lasting"]["verbs"]
    if token.lower_ == "over" and found.dimension == "time":
        before = token.nbor(-1) if token.i > sent.start else token
        return not (before.pos_ == "ADP" or before.lemma_.lower() in lasts or token.head.lemma_.lower() in lasts)
    particles = lexicons.load("bounds")["particles"]["verbs"]
    return token.lower_ == "up" and (is_particle_of_change(token) or token.head.lemma_ in particles)
