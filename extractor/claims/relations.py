"""What speaks for a frame being the attribution of a number of its own sentence: how the number hangs on it.

Features are ``name=value`` or pairs of these, as in ``evidence``; after Pareti et al., "Automatically detecting and
attributing indirect quotations" (EMNLP 2013).
"""

from collections.abc import Sequence

from spacy.tokens import Token

from extractor.claims import syntax
from extractor.claims.attributions import pollster_of
from extractor.claims.citable import child_of, words
from extractor.claims.evidence import CHARACTER_STEPS, Cue, gap, step
from extractor.claims.quotations import Quotation

# A number and its unit stand so close before the clause that tells who expected it.
_BEFORE_CLAUSE = 3
# How high above a number the verb stands whose object it is: "polls give her 40%", "40% of the vote".
_OBJECT = 2
# What opens a clause that whoever foretells does not foretell: "expects growth after sales rose 5%".
_PARTING = ("after", "as", "because", "since", "although", "though", "while", "but")
# How high above a number the noun stands whose figure it is: "projection of 5 percent".
_FIGURE = 3
_CLAUSES = ("advcl", "relcl", "acl", "ccomp", "parataxis", "csubj", "pcomp", "xcomp", "conj", "appos")


def chain_of(number: Token) -> dict[int, int]:
    """Return the token numbers from the number up to the root of its sentence, each with its height."""
    chain = {number.i: 0}
    while number.head.i not in chain:
        number = number.head
        chain[number.i] = len(chain)
    return chain


def relate(
    cue: Cue, number: Token, chain: dict[int, int], quotation: int | None, quotations: Sequence[Quotation]
) -> list[str]:
    """Return how a number hangs on a frame of its own sentence.

    Args:
        cue: The frame.
        number: The head of the quantity.
        chain: Its chain of heads.
        quotation: The index of the quotation that it stands in.
        quotations: The quotations of the text.
    """
    word, group = cue.frame.cue, cue.group
    features = list(_inside(cue, number, chain))
    relation, steps = _path(cue, number, chain)
    features += steps
    side = "left" if word.i < number.i else "right"
    direction = relation.partition(" ")[0]
    pattern = "subject" if cue.frame.pattern == "closing" else cue.frame.pattern
    distance = f"distance={side} {step(word.i - number.i)}"
    features += [
        f"path={relation}",
        f"path={relation} & group={group}",
        f"path={relation} & pattern={pattern}",
        f"cue={cue.frame.lemma} & path={direction}",
        f"side={side}",
        f"side={side} & apart={cue.apart}",
        f"side={side} & apart={cue.apart} & path={relation}",
        distance,
        f"{distance} & path={direction}",
    ]
    if direction == "under":
        features.append(f"cue={cue.frame.lemma} & path={relation}")
        features += _meant(cue, number, chain, aloud=quotation is not None and cue.quotation is None)
    features += _foretold(cue, number, chain)
    features += _forecast(cue, number, chain)
    if side == "right" and cue.resumes:
        features.append("before the conjunct that is told")
    between = [one.text for one in number.doc[min(word.i, number.i) + 1 : max(word.i, number.i)]]
    features.append(f"commas={side} {min(between.count(','), 3)}")
    if ";" in between or ":" in between:
        features.append("semicolon between")
    if quotation is not None or cue.quotation is not None:
        quoted = "both" if quotation == cue.quotation else "number" if cue.quotation is None else "cue"
        features += [f"quoted={quoted}", f"quoted={quoted} & group={group}", f"quoted={quoted} & path={direction}"]
        features.append(f"quoted={quoted} & source={cue.source}")
        said = (
            relation == "under ccomp" and cue.clause.startswith("ccomp") and cue.frame.lemma in words("telling_verbs")
        )
        if quoted == "both" and said and cue.source not in ("we", "you", "it", "who", "pronoun"):
            features.append("told within a quotation")
        if quoted == "number" and quotation is not None:
            steps_off = step(gap(cue, quotations[quotation], quotations[quotation]), CHARACTER_STEPS)
            features.append(f"quotation distance={steps_off}")
    return features


def _foretold(cue: Cue, number: Token, chain: dict[int, int]) -> list[str]:
    """Whether a number is that of ``the $395 million that analysts had expected``, or stands beside one."""
    word, pattern = cue.frame.cue, cue.frame.pattern
    if pattern == "foretold":
        before = min(word.i, cue.frame.head.left_edge.i)
        return ["what was foretold" if 0 < before - number.i <= _BEFORE_CLAUSE else "beside what was foretold"]
    if cue.frame.lemma not in words("foretelling"):
        return []
    if pattern == "agent" and 0 < word.i - number.i <= _BEFORE_CLAUSE and word.tag_ == "VBN":
        return ["what was foretold"]  # "the 58 cents expected by Wall Street"
    relative = word.dep_ == "relcl" and "relative" not in pattern
    if relative and 0 <= word.head.i - number.i <= 1:
        return ["what was foretold"]
    compared = any(child.lower_ == "than" for child in word.children)  # "more than traders had expected"
    return ["beside what was foretold"] if (relative or compared) and word.i not in chain else []


def _forecast(cue: Cue, number: Token, chain: dict[int, int]) -> list[str]:
    """Whether a number is that of ``the IMF's projection of 5%``, or whoever foretells is the subject of all."""
    word, pattern = cue.frame.cue, cue.frame.pattern
    if pattern.startswith("noun") and cue.frame.lemma in words("forecasts"):
        at = chain.get(word.i)
        below = [number.doc[index] for index in list(chain)[:at]] if at is not None else []
        plain = all(one.dep_ in ("pobj", "prep", "nummod", "compound", "quantmod", "nmod", "amod") for one in below)
        return ["figure of a forecast"] if 0 < len(below) <= _FIGURE and plain else []
    foretells = cue.frame.lemma in words("foretelling") and cue.frame.lemma != "set"
    if word.dep_ != "ROOT" or not foretells or pattern != "subject" or number.i < word.i:
        return []
    between = number.doc[word.i + 1 : number.i]
    clauses = (one for one in between if one.dep_ in ("nsubj", "nsubjpass") and one.tag_ not in ("WDT", "WP"))
    if any(one.lower_ == "according" for one in word.sent):  # "analysts expected 5%, according to the agency"
        return []
    parted = any(one.text in (";", ":", "“", '"') or one.lower_ in _PARTING for one in between)
    return (
        [] if parted or any(one.head.dep_ in ("conj", "parataxis", "ROOT") for one in clauses) else ["root foretells"]
    )


def _meant(cue: Cue, number: Token, chain: dict[int, int], *, aloud: bool) -> list[str]:
    """What the lexicon knows of a cue over the number: a deed or an intent is not told, ``put it at 5%`` is."""
    word, lemma, features = cue.frame.cue, cue.frame.lemma, []
    objects = [child for child in word.children if child.dep_ == "dobj" and not child.like_num]
    ranks = lemma in ("rank", "rate") and any(child.lower_ not in ("no", "number") for child in objects)
    height = chain.get(word.i)  # None for a clause that closes the sentence, over it by its place alone
    valued = height is not None and lemma in words("appraising") and _is_at(number, height, chain)
    if cue.clause == "none" and not aloud and height is not None:
        features += ["deed"] if _is_deed(cue) and not ranks and not valued else []
        below = number.doc[list(chain)[max(height - 1, 0)]]
        if any(child.dep_ == "mark" and child.lower_ in ("after", "as") for child in below.children):
            features.append("behind after")  # "expects growth after sales rose 5%"
    if lemma in words("intents") and not (cue.clause.startswith("ccomp") and not _is_bidden(word)):
        features += ["intent", "aim"] if lemma in words("pledges") else ["intent"]
    if lemma in words("aims"):
        features.append("aim")
    polled = (
        cue.source == "document"
        and height is not None
        and ((lemma == "have" and _is_at(number, height, chain)) or (lemma == "give" and height <= _OBJECT))
    )
    if "passive" not in cue.frame.pattern and (valued or polled or ranks):
        features.append("appraised")
    return features


def _is_bidden(verb: Token) -> bool:
    """``ordered her to repay $40``: what is to be done, in the infinitive; ``ordered jets worth $3m`` is no clause."""
    clause = child_of(verb, "ccomp")
    if clause is None or clause.pos_ not in syntax.VERBAL:
        return clause is not None
    return clause.tag_ == "VB" and any(child.tag_ == "TO" for child in clause.children)


def _is_deed(cue: Cue) -> bool:
    """Whether a cue with a plain object is a deed: ``posted a loss``, ``saw patients``, ``officers found knives``."""
    lemma, head = cue.frame.lemma, cue.frame.head.lemma_.lower()
    if lemma in words("finds"):
        return cue.source != "document" and head not in words("finders")
    return lemma in words("deeds") or (lemma in words("past_deeds") and _is_past_or_sure(cue.frame.cue))


def _is_past_or_sure(verb: Token) -> bool:
    """``saw 40 patients``, ``will see pay rise to $5``, but not ``sees growth of 2%``."""
    return verb.tag_ == "VBD" or any(child.lower_ in ("will", "would") for child in verb.children)


def _is_at(number: Token, height: int, chain: dict[int, int]) -> bool:
    """Whether *at* or *on* leads from a cue so high above it to the number, and no finite verb."""
    below = [number.doc[index] for index in list(chain)[:height]]
    return any(one.lower_ in ("at", "on") for one in below) and not any(
        one.pos_ in syntax.VERBAL and one.tag_ != "VBN" for one in below
    )


def _inside(cue: Cue, number: Token, chain: dict[int, int]) -> list[str]:
    """Whether the number is part of the source: ``the 40 senators who said``."""
    people = cue.frame.head
    if pollster_of(people) is not None and (people.i in chain or number.i in chain_of(people)):
        return ["number asked"]  # "six of the 11 economists polled by"
    if cue.frame.head.lemma_.lower() in words("polls") or cue.start > cue.frame.head.idx:
        asked = number.head.i > cue.frame.head.i and not cue.start <= number.idx < cue.end
        if asked and number.head.head.head.i == cue.frame.head.i:
            return ["number asked"]  # "a survey of 612 heads by the union"
    if cue.start <= number.idx < cue.end:
        return ["number in source"]
    head = cue.frame.head.i
    governed = cue.frame.cue.i in chain and head in chain and chain[cue.frame.cue.i] < chain[head]
    return ["number in phrase of source"] if head in chain and not governed else []


def _path(cue: Cue, number: Token, chain: dict[int, int]) -> tuple[str, list[str]]:
    """How the tree leads from the number to the cue: straight up, or up and down again."""
    word, doc = cue.frame.cue, number.doc
    if cue.frame.pattern == "closing" and word.i not in chain:
        return "under ccomp", ["through=ccomp", "verbs between=1"]
    heights = list(chain)
    if word.i in chain:
        height = chain[word.i]
        top = doc[heights[height - 1]].dep_ if height else "itself"
        below = {doc[index].dep_ for index in heights[: max(height - 1, 0)]}
        verbs = sum(doc[index].pos_ in syntax.VERBAL for index in heights[:height])
        steps = [f"through={label}" for label in _CLAUSES if label in below]
        return f"under {top}", [*steps, f"verbs between={min(verbs, 4)}"]
    down = []
    while word.i not in chain and word.head.i != word.i:
        down.append(word.dep_)
        word = word.head
    if word.i not in chain:
        return "none", []
    height = chain[word.i]
    up = doc[heights[height - 1]].dep_ if height else "itself"
    steps = [f"down={down[-1]}", f"up={up}", f"down={down[-1]} & group={cue.group}", f"depth={min(len(down), 4)}"]
    return f"beside {down[-1]} {up}", steps


def rank_governing(cues: Sequence[Cue], chain: dict[int, int]) -> list[str]:
    """Return for each frame how many known cues stand between it and the number, or nothing if it stands beside."""
    ranks = [""] * len(cues)
    seen, last = 0, -1
    for height, index in sorted(
        (chain[one.frame.cue.i], at) for at, one in enumerate(cues) if one.frame.cue.i in chain
    ):
        known = cues[index].group != "-"
        ranks[index] = f"{'cue' if known else 'word'} above={min(seen, 2)}"
        if known and height != last:
            seen, last = seen + 1, height
    return ranks
