"""What an article is about: the name that owns what the article gives no other owner for."""

import re
from collections import Counter
from collections.abc import Mapping

from extractor import lexicons
from extractor.claims.anaphora import Discourse
from extractor.claims.gazetteers import countries
from extractor.claims.mentions import Mention
from extractor.claims.referents import Referent, find_features, is_organisation

# Of an article that is about a name, the name takes at least this share of the mentions of organisations, places and
# things, unless headline and first paragraph both have it.
_MAIN_SHARE = 0.2


def find_topic(
    text: str,
    mentions: list[Mention],
    full: Mapping[str, str],
    referents: Mapping[str, Referent],
    discourse: Discourse,
) -> str | None:
    """Return the organisation, place or product that the headline or the lead names and the article goes on about.

    Args:
        text: The clean text of one article.
        mentions: Its names.
        full: The fullest form of each.
        referents: What is known of each full name.
        discourse: All references to them.
    """
    head, lead = _opening(text)
    headed = [full[one.name] for one in mentions if one.start < head]
    led = [full[one.name] for one in mentions if any(start <= one.start < end for start, end in lead)]
    counts = Counter(
        one.referent.name for one in discourse.references if one.referent.kind != "person" and one.referent.name
    )
    features = find_features(text, mentions) - countries()
    total = counts.total()
    counters = set(lexicons.load("names")["counters"])
    best: tuple[int, int, str] | None = None
    for name, count in counts.items():
        if name is None or name not in [*headed, *led] or not _may_lead(name, referents[name], features):
            continue
        strong = name in headed and name in led
        # Who is in the lead alone, counts others and speaks of it tells the news and is not in it.
        counts_others = bool(counters & set(name.split())) and name not in headed and discourse.tells(name)
        if strong or (count >= 3 and count >= _MAIN_SHARE * total and not counts_others):
            rank = (count + 3 * strong + 3 * (name in headed[:1]), -text.find(name), name)
            best = max(best, rank) if best else rank
    if best is None:
        lead_places = {
            full[one.name]
            for one in mentions
            if any(start <= one.start < end for start, end in lead)
            and full[one.name] in countries()
            and _IN.search(text[max(0, one.start - 4) : one.start])
        }
        return lead_places.pop() if head and len(lead_places) == 1 else None
    return best[2] if best else None


_IN = re.compile(r"\bin\s$")


def _may_lead(name: str, referent: Referent, features: frozenset[str]) -> bool:
    """Tell whether an article may be about a name: no person, storm, river or court."""
    if referent.kind in ("person", "thing") or referent.nouns & {"court", "tribunal"}:
        return False
    return name not in features or name.endswith("s") or is_organisation(name)


def _opening(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Where the headline ends; the lines of running text from there to the end of the first paragraph."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    head = lines[0][1] if len(lines) > 1 and text[lines[0][1] - 1] not in '.”"' else 0
    body = [(start, end) for start, end in lines if start >= head and end - start > _RUNNING] or lines[-1:]
    first = next((index for index, (_, end) in enumerate(body) if text[end - 1] in '.!?”"'), 0)
    return head, body[: first + 1]


# Shorter lines are bylines, dates and key points.
_RUNNING = 60
