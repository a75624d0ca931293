"""What speaks for a number being told by the source of another sentence: readable features, as ``name=value`` or pairs.

A source tells on where its report plainly goes on: a poll's further figures, further statistics, a company's results,
speech that runs on. That depends on who gives it, on how near the sentence stands, and on how that is made.
"""

from collections.abc import Iterable, Iterator

from extractor.claims.givers import Giver
from extractor.claims.wording import Wording


def relate(giver: Giver, made: Wording, *, place: str, topic: frozenset[str], lead: bool, again: bool) -> Iterator[str]:
    """Yield what speaks for a giver telling a number of a sentence behind its own.

    Args:
        giver: Whom the earlier sentence cites.
        made: How the sentence of the number is made.
        place: Where that stands: in the same paragraph, in the next, further off.
        topic: The nouns of the sentences that cite the giver so far.
        lead: Whether the article begins with what the giver tells.
        again: Whether the giver is cited next behind the sentence, too.
    """
    sort = giver.sort
    yield "behind"
    yield f"kind={giver.kind}"
    yield f"place={place}"
    yield f"sort={sort} & place={place}"
    yield f"cue={giver.cue}"
    yield f"cue={giver.cue} & sort={sort}"
    yield f"source={giver.place}"
    yield f"tense={made.tense}"
    yield f"tense={made.tense} & sort={sort}"
    if giver.quoted:
        yield "quoted"
    if not giver.first:
        yield "not cited for the first number"
    if again:
        yield "cited again behind"
        yield f"cited again behind & place={place}"
    if lead:
        yield f"lead & sort={sort}"
        yield f"lead & place={place}"
    if made.nouns & topic:
        yield "on the topic"
        yield f"on the topic & place={place}"
        yield f"on the topic & sort={sort}"
    if made.head is not None and made.head in topic:
        yield "subject on the topic"
        yield f"subject on the topic & sort={sort}"
    yield from _likeness(giver, made, sort)


def relate_number(giver: Giver, own: Iterable[str], measure: str) -> Iterator[str]:
    """Yield what a number itself says for a giver.

    Args:
        giver: Whom the earlier sentence cites.
        own: What its place in its own sentence says.
        measure: Whether it is a percentage, in digits or in words.
    """
    for one in own:
        yield one
        yield f"{one} & kind={giver.kind}"
    yield f"number={measure} & sort={giver.sort}"


def relate_closing(giver: Giver, made: Wording, *, sentences: int, known: str, cites: bool) -> Iterator[str]:
    """Yield what speaks for a giver at the end of a paragraph telling a number of an earlier sentence there.

    Args:
        giver: Whom the last sentence cites.
        made: How the sentence of the number is made.
        sentences: How many sentences stand between.
        known: How the source is known: by a pronoun, as *the agency*, by a name cited before, or not at all.
        cites: Whether somebody else is cited in the paragraph before.
    """
    yield "before"
    yield f"closing {known}"
    yield f"closing kind={giver.kind}"
    yield f"closing kind={giver.kind} & {known}"
    yield f"closing cue={giver.cue} & {known}"
    yield f"closing gap={min(sentences, 2)}"
    if cites:
        yield "closing behind another"
    if giver.quoted:
        yield "closing quoted"
    if made.nouns & giver.made.nouns:
        yield "closing on the topic"
    for one in _likeness(giver, made, "closing"):
        yield f"closing {one}"


def _likeness(giver: Giver, made: Wording, sort: str) -> Iterator[str]:
    """How a sentence is made, and what it shares with that of a giver."""
    yield f"subject={made.subject}"
    yield f"subject={made.subject} & sort={sort}"
    yield f"verb={made.verb}"
    yield f"verb={made.verb} & sort={sort}"
    yield f"subject={made.subject} & verb={made.verb}"
    for sign in made.signs:
        yield f"sign={sign}"
        yield f"sign={sign} & sort={sort}"
    if giver.made.verb == made.verb == "moves":
        yield "both move"
    if _is_source(giver, made):
        yield "subject is the source"
        yield f"subject is the source & verb={made.verb}"
        yield f"subject is the source & sort={sort}"
    elif made.name is not None and made.subject.startswith("named"):
        yield "subject is another"
        yield f"subject is another & sort={sort}"
        yield f"subject is another & verb={made.verb}"
    if made.years - giver.made.years:
        yield "another year"
        yield f"another year & sort={sort}"


def _is_source(giver: Giver, made: Wording) -> bool:
    """Whether the sentence is about the source itself: *the company*, *it*, its name."""
    name = giver.attribution.source.name
    if made.name is not None:
        return name is not None and (made.name == name or made.name in name)
    if giver.kind in ("organisation", "statistics", "other"):
        return made.subject in ("it", "common organisation")
    return giver.kind == "person" and made.subject == "she"
