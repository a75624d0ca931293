"""Clauses that say again what the one before says, without its verb: each number has the name that stands before it.

``Red was chosen by 40 percent, blue by 22 percent``; ``A fell 2%, B 3%``. Told by the words themselves: the parser has
seen few such clauses, and takes the names for adjectives and verbs.
"""

import re

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import clause_subject
from extractor.claims.found import Found
from extractor.claims.sites import Site

_HEDGE = (
    r"(?:(?:about|around|nearly|almost|just|only|over|some|roughly|an?|the|as\smuch\sas|(?:more|less|fewer)\sthan|up\sto"
    r"|at\sleast)\s){0,2}"
)
_MONEY = r"(?:[A-Z]{1,3})?[$£€¥₹]?"
# What leads from the name to the number: the same word as before the number that the clause repeats.
_LEADS = re.compile(rf"(?:^|\s)(?P<lead>by|on|at|with|to|from|in|for|of)\s{_HEDGE}{_MONEY}$")
_JOINT = re.compile(
    r"^[^,;.()]{0,30}?(?:;|,|,?\s(?:and|but|while))\s(?:(?:and|but|while)\s)?(?:(?:the|his|her|its|their|our)\s)?"
)
_NAME_ALONE = re.compile(
    r"\d(?:\s?%|\sper\s?cent)?(?:,|,?\sand)\s(?:[Tt]he\s)?(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})\s(?:on\s|at\s)?$"
)
# A rival in a ranking: "followed by *the Greens* on 18%".
_NAMED_WITH = re.compile(
    r"\b(?:followed\sby|ahead\sof|behind)\s(?:the\s)?(?P<name>[A-Z][^,\d()]{1,40}?|[\w’'-]{3,20}(?:\s[\w’'-]{3,20})?),?\s(?:with|on|at)\s(?:\w+\s){0,2}$"
)
# Words from the joint to the number: "the Social Democrats", "match-day takings".
_LONGEST = 5
_NAMING = ("NOUN", "PROPN")
_FINITE = ("VBD", "VBN", "MD")


def inverted(site: Site) -> Token | None:
    """``as were renters, at 58%``: the subject that stands behind its verb and right before the number."""
    if not _BEHIND_COMMA.search(site.before):
        return None
    index = site.span.start - 1
    while index > site.sent.start and site.sent.doc[index].text != ",":
        index -= 1
    noun = site.sent.doc[index - 1] if index > site.sent.start else site.measure
    return noun if noun.dep_ in syntax.SUBJECTS and noun.head.i < noun.i < site.span.start else None


_BEHIND_COMMA = re.compile(rf",\s(?:at|with|on)\s{_HEDGE}{_MONEY}$")


def joined_to_verb(site: Site) -> Token | None:
    """``spending fell 1.3% and outlays on homes by 7%``: a noun that the parser joins to its verb."""
    before = [one for one in site.others if one.end <= site.found.start]
    match = _LEADS.search(site.before)
    if match is None or not before:
        return None
    first = _LEADS.search(site.text[: before[-1].start])
    if match["lead"] != (first["lead"] if first is not None else "by"):
        return None
    for verb in syntax.ancestors(site.measure, 3):
        if verb.pos_ in syntax.VERBAL:
            noun = next(
                (one for one in reversed(list(verb.rights)) if one.dep_ == "conj" and one.i < site.span.start), None
            )
            joint = noun is not None and any(one.dep_ == "cc" and one.i < noun.i for one in verb.rights)
            near = noun is not None and noun.right_edge.i + 1 >= site.span.start - _LONGEST
            behind = noun is not None and all(one.end <= noun.idx - site.sent.start_char for one in before)
            misread = noun is not None and noun.lemma_.lower() in lexicons.load("subjects")["verbs_like_nouns"]
            fit = noun is not None and noun.pos_ in _NAMING and joint and near and behind and not misread
            return noun if fit else None
    return None


def named_again(site: Site) -> Token | None:
    """Return the head of the name that stands alone between a joint and a number like the one before; else None.

    Args:
        site: The number.
    """
    before = max((one for one in site.others if one.end <= site.found.start), key=_end, default=None)
    if before is None or before.dimension not in ("percentage", "currency", "count", site.found.dimension):
        return None
    between = site.text[max(before.end, before.unit_span[1] if before.unit_span else 0) : site.found.start]
    first, second = _LEADS.search(site.text[: before.start]), _LEADS.search(between)
    if (first["lead"] if first else None) != (second["lead"] if second else None):
        return None
    joint = _JOINT.match(between)
    if joint is None or not (first or _is_alike(before, site.found)):
        return None
    start = site.found.start - len(between) + joint.end()
    end = site.found.start - len(between) + (second.start() if second else len(between.rstrip()))
    span = site.sent.char_span(start, end) if start < end else None
    if span is None or len(span) > _LONGEST:
        return None
    verb = syntax.governing_verb(syntax.token_at(site.sent, before.start, before.end))
    present = verb is not None and verb.tag_ == "VBZ"
    if not _is_name(list(span), led=second is not None, present=present):
        return None
    if (second is not None and second["lead"] != "for") or span[-1].ent_type_ in ("GPE", "PERSON", "NORP"):
        return span[-1]  # "Denmark spends 2.4% of output on defence, *Norway* 2.2%"
    return _whole_again(site, before) or span[-1]


def _whole_again(site: Site, before: Found) -> Token | None:
    """``solar gave 12% of the power, wind`` *28%*: the whole of the share before, unless it is that of the votes."""
    alike = sorted((one for one in site.others if one.end <= before.end and one.unit == before.unit), key=_end)
    sites = [Site(sent=site.sent, found=one, others=site.others) for one in alike]
    first = next((one for one in reversed(sites) if one.after.startswith(" of ")), sites[-1])
    of = first.follower
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if of is None or of.lower_ != "of" or whole is None or first.measure.dep_ not in ("dobj", "pobj"):
        return None
    lexicon = lexicons.load("subjects")
    return None if whole.lemma_.lower() in (*lexicon["ballots"], *lexicon["denominators"]) else whole


def _end(found: Found) -> int:
    return found.end


def _is_alike(first: Found, second: Found) -> bool:
    """Whether two numbers have one unit; a second price often leaves out what it is the price of."""
    return first.unit == second.unit or (first.unit or "").startswith(f"{second.unit} per ")


def _is_outside(word: Token) -> bool:
    """Whether a word cannot stand within a short noun phrase."""
    return word.pos_ in ("PRON", "ADP", "ADV", "NUM", "SCONJ") or (word.pos_ == "PUNCT" and word.text != "-")


def _is_name(words: list[Token], *, led: bool, present: bool) -> bool:
    """Whether words can be a noun phrase; those that a preposition parts from the number may look like anything."""
    if any(word.tag_ in _FINITE or _is_outside(word) for word in words):
        return False
    last = words[-1]
    if last.lower_ in lexicons.load("subjects")["no_subjects"] or last.ent_type_ in ("DATE", "TIME"):
        return False
    if last.pos_ in _NAMING:
        return True
    plural = last.tag_ == "VBZ" and last.lemma_ not in ("be", "have", "do") and not present
    return len(words) == 1 and (plural or last.tag_ in (("JJ", "VBG", "VB", "VBP") if led else ("VB", "VBP")))


def named_before(site: Site) -> Token | None:
    """``A had 6.9%, the Social Democrats 6.7``: the name that a gapped clause leaves with the number alone."""
    if site.found.dimension not in ("percentage", "dimensionless") or not repeats(site):
        return None
    match = _NAME_ALONE.search(site.before)
    span = site.sent.char_span(match.start("name"), match.end("name"), alignment_mode="expand") if match else None
    return span[-1] if span is not None and span[-1].pos_ == "PROPN" and site.admits(span[-1]) else None


def before_bracket(site: Site) -> Token | None:
    """``ahead of price (29%) and crowding (17%)``: the noun right before the bracket, unless it is counted itself."""
    doc, bracket = site.sent.doc, site.span.start - 1
    while bracket > site.sent.start and may_stand_before_number(doc[bracket]):
        bracket -= 1
    if bracket <= site.sent.start or doc[bracket].text != "(" or not _in_row_of_shares(site):
        return None
    head = doc[bracket - 1]
    start = head.idx - site.sent.start_char
    counted = any(one.unit_span and one.unit_span[0] <= start < one.unit_span[1] for one in site.others)
    named = head.pos_ in ("NOUN", "PROPN") or head.tag_ == "VBG"  # "price (29%) and *crowding* (17%)"
    return head if named and not counted and site.admits(head) else None


def _in_row_of_shares(site: Site) -> bool:
    shares = sum(one.dimension == "percentage" for one in site.others)
    bare = any(
        site.text[max(0, one.start - 1) : one.end + 1] == f"({site.text[one.start : one.end]})" for one in site.others
    )
    return site.found.dimension == "percentage" and (shares > 1 or bare)  # "health (22 per cent) and crime (19)"


def follower_named(site: Site) -> Token | None:
    """``followed by Galway with 9.9%``, ``ahead of Cork, on 7%``: the name right before the preposition."""
    match = _NAMED_WITH.search(site.before)
    span = site.sent.char_span(match.start("name"), match.end("name"), alignment_mode="expand") if match else None
    return span.root if span is not None and site.admits(span.root) else None


def misread_verb(site: Site) -> Token | None:
    """``has two bedrooms and`` *costs* ``£240,000``: the subject of a verb that the parser took for a further noun."""
    doc, index = site.sent.doc, site.span.start - 1
    while index > site.sent.start and (
        may_stand_before_number(doc[index]) or doc[index].lower_ in ("to", "for", "from")
    ):
        index -= 1
    word = doc[index]
    if index <= site.sent.start or word.lemma_.lower() not in lexicons.load("subjects")["verbs_like_nouns"]:
        return None
    verb = syntax.governing_verb(word) if word.pos_ == "NOUN" and word.nbor(-1).lower_ in ("and", "but") else None
    return clause_subject(verb) if verb is not None else None


def may_stand_before_number(token: Token) -> bool:
    """Tell whether a word is one of those between a name and its number: *with* ``just`` 5%."""
    hedge = token.lower_ in lexicons.load("subjects")["before_numbers"]
    return hedge or (token.pos_ == "ADV" and token.lower_ not in ("up", "down", "off"))


def repeats(site: Site) -> bool:
    """Tell whether a number of the same dimension stands before, whose verb a gapped clause repeats."""
    return any(
        other.end < site.found.start
        and (other.dimension == site.found.dimension or "dimensionless" == site.found.dimension != other.dimension)
        for other in site.others
        if other is not site.found
    )
