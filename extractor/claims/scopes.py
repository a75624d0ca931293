"""How far a date reaches in the syntax of its sentence: from the word that it modifies to the numbers of that clause.

A date governs the clause that it modifies. Its reach ends at clauses that tell of another time: relative clauses, what
is said or thought, what lies before or after, the base of a comparison.
"""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.paths import markers_of, paths_between

# How directly a date governs a number: beside it, in its clause, over coordination, by a trailing clause, or as the day
# from which it holds ("after the floods of February 2020").
BESIDE, CLAUSE, COORDINATE, TRAILING, FOLLOWING = range(5)


def reach(number: Token, date: Token, *, day: bool = False) -> int | None:
    """Return how directly a date governs a number, the smallest being the most direct; None if it does not reach it.

    Args:
        number: The head of the quantity.
        date: The head of the date expression, its preposition if it has one.
        day: Whether it is a day or week: with a verb of reporting, that of the report.
    """
    up, down = paths_between(number, date)
    if up is None or down is None:
        return None
    inner = [number, *up]
    anchor = down[-1].head if down else date
    if any(_crosses_semicolon(token) for token in (*up, *down)):
        return CLAUSE if _is_one_phrase(number, date) else None
    if _dates_noun(up, down) or _dates_survey(up, down):
        return CLAUSE
    if any(_closes_upwards(token, inner[depth], depth) for depth, token in enumerate(up)):
        return None
    if anchor.dep_ in ("prep", "mark") and number.i < anchor.i and _tells_other_time(anchor):
        return None  # "three decades after his 1985 debut"
    closing = [token for token in down if _closes_downwards(token, anchor, number, date)]
    if closing:
        first_since = any(
            token.head.lower_ == "time" for token in closing
        )  # "for the first time since it opened in 2001"
        own = any(_measures(token, date) for token in closing)
        return FOLLOWING if all(_follows(token) for token in closing) and not (first_since or own) else None
    if len(down) > 1 and (_is_of_event(down, anchor) or (date.dep_ == "poss" and down[-1].dep_ == "dobj")):
        return None  # "approved next year's budget by" *29 votes*
    reports = anchor.pos_ in syntax.VERBAL and anchor.lemma_.lower() in lexicons.load("periods")["scope"]["reporting"]
    if day and reports and not any(_is_verb_conjunct(token) for token in up):
        return None
    return _over_coordination(number, date, up, down)


def _crosses_semicolon(token: Token) -> bool:
    """Whether the parser hangs a word on one beyond a semicolon, which it seldom does rightly."""
    first, last = sorted((token.i, token.head.i))
    return any(one.text == ";" for one in token.doc[first:last])


def _is_one_phrase(number: Token, date: Token) -> bool:
    """Whether no verb and no semicolon stands between two words."""
    first, last = sorted((number.i, date.i))
    return not any(one.text == ";" or one.pos_ in syntax.VERBAL for one in number.doc[first + 1 : last])


def _dates_noun(up: list[Token], down: list[Token]) -> bool:
    """``a 2023 fire that killed`` *four*: the date of an event is that of the clause that tells of it."""
    noun = up[-1].head if up else None
    return (
        noun is not None
        and len(down) == 1
        and up[-1].dep_ == "relcl"
        and down[0].dep_ in ("nummod", "compound", "amod", "nmod")
        and noun.lemma_.lower() not in lexicons.load("periods")["scope"]["events"]
        and not any(token.dep_ in ("relcl", "acl", "ccomp", "advcl") for token in up[:-1])
    )


def _dates_survey(up: list[Token], down: list[Token]) -> bool:
    """``a survey taken in May put her at`` *38%*: what people answer holds when they are asked."""
    if not (down and down[-1].dep_ in syntax.SUBJECTS):
        return False
    scope = lexicons.load("periods")["scope"]
    made = [one for one in down[:-1] if not (one.dep_ == "acl" and one.lemma_.lower() in scope["making"])]
    told = up[:-1] if up and up[-1].dep_ == "ccomp" else up
    return (
        down[-1].lemma_.lower() in scope["surveys"]
        and (told is not up or len(made) < len(down) - 1)
        and not any(token.dep_ in ("relcl", "acl", "ccomp", "advcl") for token in (*told, *made))
    )


def _is_base(token: Token) -> bool:
    """``up`` *from* 9,000, ``compared`` *with* 94, ``more`` *than*: what the subject is compared with."""
    lexicon = lexicons.load("periods")["scope"]
    if token.lower_ in lexicon["comparing"]:
        peers = (child.lemma_.lower() in lexicon["peers"] for child in token.children)
        return not any(peers)  # "grew 8.4% in 2026, against a national average of" *6.8%*
    return token.lower_ == "from" and (syntax.is_move(token.head) or token.head.lower_ in ("up", "down", "change"))


def _closes_upwards(token: Token, below: Token, depth: int) -> bool:
    """Whether a number inside this word's phrase is out of reach for a date outside it."""
    lexicon = lexicons.load("periods")["scope"]
    if token.dep_ in ("relcl", "csubj", "acl") or (token.dep_ == "amod" and token.i > token.head.i):
        return True
    if token.dep_ == "appos":
        return depth > 1 and not syntax.is_change(token)
    if token.dep_ in ("xcomp", "advcl") and token.tag_ == "VB" and token.head.lower_ == "enough":
        return True  # "lost 5,480 hours, enough to staff" *15* "vehicles"
    if token.dep_ == "pcomp":
        return token.head.head.pos_ in ("NOUN", "PROPN")  # "for its role in obtaining"
    if token.dep_ in ("xcomp", "advcl") and token.tag_ == "VB" and syntax.is_past(token.head):
        return not {token.head.lemma_.lower()} & {*lexicon["implying"], *lexicons.load("statuses")["predicting"]}
    if token.pos_ == "ADP" or token.dep_ == "prep":
        return below.i >= token.i and (_tells_other_time(token) or (_is_base(token) and not _is_forecast(token)))
    if token.pos_ == "NOUN" and token.lemma_.lower() in lexicon["events"] and below.lower_ == "of":
        verb = syntax.governing_verb(token)
        made = verb is not None and verb.lemma_.lower() in lexicon["making"]
        return verb is not None and verb.i > token.i and not made  # "a poll of nine economists was for 2%"
    if token.dep_ == "ccomp":
        return token.head.lemma_.lower() not in lexicon["causing"]
    if token.dep_ == "advcl":
        return any(word in lexicon["other_time"] for word in markers_of(token))
    return False


def _has_number(clause: Token, date: Token) -> bool:
    """``households that took loans below 2%`` *in 2020*: the date is that of the number in the clause."""
    dated = {token.i for token in date.subtree}
    return any(token.pos_ == "NUM" and token.i not in dated for token in clause.subtree)


def _measures(closing: Token, date: Token) -> bool:
    """``after falling 2.1%`` *in March*: the date is that of a number in its own clause, behind the verb."""
    verb = next((one for one in (closing, *closing.children) if one.pos_ in syntax.VERBAL), None)
    return verb is not None and any(one.pos_ == "NUM" and verb.i < one.i < date.i for one in verb.subtree)


def _is_forecast(preposition: Token) -> bool:
    """``cut its forecast for this year to 5.3% from`` *5.4%*, ``against a forecast of`` *200*: of the same period."""
    lexicon = lexicons.load("statuses")
    nouns = lexicon["nouns"]
    revised = (child for child in preposition.head.children if child.dep_ in ("dobj", "nsubjpass"))
    based = [child for child in preposition.children if child.dep_ == "pobj"]
    told = (clause for child in based for clause in child.children if clause.dep_ in ("acl", "relcl"))
    if any(clause.lemma_.lower() in lexicon["predicting"] for clause in told):
        return True  # "in 2025, against" *1.5%* "projected in February"
    return any(child.lemma_.lower() in nouns for child in (*based, *(revised if preposition.lower_ == "from" else ())))


def _closes_downwards(token: Token, anchor: Token, number: Token, date: Token) -> bool:
    """Whether a date inside this word's phrase does not reach beyond it."""
    lexicon = lexicons.load("periods")["scope"]
    if token.i == date.i and token.pos_ not in (*syntax.VERBAL, "ADP"):
        return False  # the date itself, whatever clause the parser makes of it
    if token.dep_ in ("relcl", "acl"):
        other = (
            token.head.i != anchor.i
            or token.lemma_.lower() in lexicon["origins"]
            or not _counts(number, anchor)
            or "that" in markers_of(token)
        )
        return other or (token.dep_ == "relcl" and _has_number(token, date))
    modifies = token.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") and token.i > token.head.i
    if modifies and (token.dep_ == "amod" or token.lower_ in ("up", "down")):
        return True  # "the shares, up 34% since January, trade at" *0.9 times*
    if token.dep_ == "xcomp":
        # "is expected to begin in May", "are due to stand trial in May"
        raised = token.head.pos_ == "ADJ" or any(child.dep_ == "auxpass" for child in token.head.children)
        return (
            token.tag_ == "VB" and not raised and token.lemma_.lower() not in lexicon["reaching"] and number.i < token.i
        )
    if token.dep_ in ("appos", "ccomp", "csubj", "parataxis"):
        return not (token.dep_ == "appos" and _is_listed(token))
    if token.dep_ == "advcl":
        reaches = token.lemma_.lower() in lexicon["reaching"] and token.tag_ in ("VB", "VBG", "VBN")
        return not (reaches or _tells_when(token))
    if token.dep_ == "pcomp":
        return token.head.lower_ not in ("by", "in", "with")
    if token.pos_ == "ADP" or token.dep_ == "prep":
        closing = _tells_other_time(token) or token.lower_ in lexicon["apart"] or _is_base(token)
        behind = any(child.lower_ == "to" and child.i < date.i for child in token.rights)  # "from 11 to nine by 2028"
        return closing and not behind and not _holds_only_date(token, own=token.i == date.i)
    return False


def _is_listed(apposition: Token) -> bool:
    """``seized 31,000 cigarettes, 12kg of tobacco and 40 guns`` *on Sunday*: an item of a list, not another name."""
    counted = any(child.pos_ == "NUM" for child in (apposition, *apposition.lefts))
    return counted and any(child.dep_ == "conj" for child in apposition.rights)


def _tells_when(clause: Token) -> bool:
    """``found it when they searched the flat`` in May, but not ``faces five years when he is sentenced`` in May."""
    markers = markers_of(clause)
    together = clause.i < clause.head.i or (syntax.is_past(clause) and syntax.is_past(clause.head))
    return "once" in markers or ("when" in markers and together)


def _holds_only_date(preposition: Token, *, own: bool) -> bool:
    """``after 2020``, ``before dawn on Sunday``: the preposition is the date's own."""
    lexicon = lexicons.load("periods")
    daytimes = lexicon["scope"]["daytimes"]
    names = (*lexicon["months"], *lexicon["weekdays"], *lexicon["seasons"], *lexicon["relative"]["spans"])
    return all(
        child.ent_type_ in ("DATE", "TIME")
        or child.is_punct
        or (child.pos_ == "NUM" and not child.ent_type_)
        or child.lower_ in daytimes
        or (own and child.lower_.rstrip(".") in names)
        for child in preposition.rights
    )


def _tells_other_time(preposition: Token) -> bool:
    """``after the strike``, but not ``after tax``."""
    lexicon = lexicons.load("periods")["scope"]
    return preposition.lower_ in lexicon["before_or_after"] and not any(
        child.lower_ in lexicon["accounting"] for child in preposition.rights
    )


def _follows(token: Token) -> bool:
    """``after the floods of`` February 2020, ``since it opened in`` 2019: the date is the beginning of what is told."""
    following = ("after", "since")
    if token.dep_ == "pcomp":
        return token.head.lower_ in following
    return token.lower_ in following or (token.dep_ == "advcl" and bool(set(following) & set(markers_of(token))))


def _counts(number: Token, noun: Token) -> bool:
    """Whether the number is that noun, or counts it."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "2% of staff let go in August"
        noun = noun.head.head
    return number.i == noun.i or (number.head.i == noun.i and number.dep_ in ("nummod", "quantmod", "amod", "compound"))


def _is_of_event(down: list[Token], anchor: Token) -> bool:
    """``a 2019 study found 40%``: the date of a document or deal is not that of its numbers."""
    lexicon = lexicons.load("periods")["scope"]
    return anchor.pos_ in syntax.VERBAL and any(
        token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in lexicon["events"] and token.head.lower_ != "in"
        for token in down[1:]
    )


def _over_coordination(number: Token, date: Token, up: list[Token], down: list[Token]) -> int | None:
    lower = next((token for token in reversed(up) if _is_verb_conjunct(token)), None)
    if lower is not None:
        first = lower.head
        kinds = {token.pos_ for token in down[1:]}
        dated = {token.i for token in date.subtree}
        counted = any(one.pos_ in ("NUM", "SYM") and one.i not in dated for top in down[-1:] for one in top.subtree)
        if kinds & {"NOUN", "PROPN"} and not kinds & {"NUM", "SYM"} and not counted:
            return None  # "had one conviction, for an offence in 1998, and had been promised"
        if date.i < first.i and date.i < number.i:
            return None if _is_of_now(lower) and not _is_of_now(first) else COORDINATE
        return None if _contrasts(first, lower) else COORDINATE
    lower = next((token for token in reversed(down) if _is_verb_conjunct(token)), None)
    if lower is not None:
        own = any(child.dep_ in syntax.SUBJECTS for child in lower.children)
        comma = any(child.text in (",", ";") for child in lower.head.rights if child.i < lower.i)
        parallel = syntax.is_change(lower) and syntax.is_change(lower.head)
        if date.i < lower.i or _contrasts(lower.head, lower) or (own and comma and not parallel):
            return None
        return TRAILING
    if any(token.dep_ == "conj" for token in down):
        return TRAILING
    return COORDINATE if any(token.dep_ == "advcl" for token in up) else CLAUSE


def _is_verb_conjunct(token: Token) -> bool:
    return token.dep_ == "conj" and token.pos_ in syntax.VERBAL and token.head.pos_ in syntax.VERBAL


def _contrasts(first: Token, second: Token) -> bool:
    """``was built in 1908 and weighs``: the second clause tells of another time."""
    modal = syntax.has_modal(first) != syntax.has_modal(second)
    return modal or syntax.is_past(first) != syntax.is_past(second) or _is_now(first) or _is_now(second)


def _is_of_now(verb: Token) -> bool:
    """``unveiled a phone on Tuesday that is thin and`` *costs* ``$200 less``: what is so now is so without a date."""
    return _is_now(verb) or (
        verb.tag_ in ("VBZ", "VBP") and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    )


def _is_now(verb: Token) -> bool:
    now = lexicons.load("periods")["scope"]["now"]
    return any(child.lower_ in now and abs(child.i - verb.i) <= _BY_THE_VERB for child in verb.children)


_BY_THE_VERB = 3  # words between a verb and the adverb that dates its clause, not a later phrase
