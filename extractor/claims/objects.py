"""Numbers that belong to the object rather than the subject of a verb, or to the noun that they stand before."""

import re

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import antecedent_of, change_nouns, clause_subject, is_measure
from extractor.claims.sites import Site

_MODIFYING = ("nummod", "compound", "amod", "nmod", "npadvmod", "quantmod", "advmod")
_NO_NAME = ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY", "ORDINAL")
_PHYSICAL = ("data storage", "mass", "volume", "area", "energy", "length", "power")
# "5.86 trillion yuan worth of output", "£4m in fees": the phrase of the sum is short.
_LONGEST_SUM = 7


def described(site: Site) -> Token | None:
    """``a five-year contract``, ``a £42m bid``, ``the 5% limit``: the noun that the measure stands before."""
    found = site.found
    if found.dimension in ("count", "rank", "multiple") or (found.dimension == "dimensionless" and found.unit is None):
        return None
    if found.dimension == "time" and site.measure.dep_ == "poss" and site.measure.head.i > site.measure.i:
        noun = site.measure.head  # "three weeks' stock"
        return noun if noun.lemma_.lower() not in lexicons.load("subjects")["no_described"] else None
    for token in [site.number, *syntax.ancestors(site.number, 3)]:
        if token.dep_ not in _MODIFYING:
            return _noun_right_behind(site)
        noun = token.head
        if noun.i >= site.span.end and _stands_before(site, noun) and site.admits(noun) and noun.text != "%":
            limits = noun.lemma_.lower() in lexicons.load("subjects")["limits"]
            unfit = noun.lower_ in lexicons.load("subjects")["no_described"] or (is_measure(noun) and not limits)
            if unfit or noun.lemma_.lower() in change_nouns():
                return None
            whole = syntax.prepositional(noun, "of") if noun.lower_ == "share" else None
            return whole or noun  # "a 15 per cent share of the market"
    return None


def _stands_before(site: Site, noun: Token) -> bool:
    """Whether the measure and the noun are one phrase: no joint between them, but for that of a further number."""
    between = noun.doc[site.span.end : noun.i]
    base, found = site.sent.start_char, site.found
    if any(
        found.end <= one.start < noun.idx - base and one.dimension not in (found.dimension, "dimensionless")
        for one in site.others
    ):
        return False  # "loans of up to $2m to 340 farms"
    if found.dimension == "percentage" and any(token.text == "," for token in between):
        return False  # "Boots were up 22 per cent, camp shoes 17"
    joints = [token for token in between if token.pos_ == "CCONJ" and token.nbor().pos_ not in ("NUM", "SYM")]
    return noun.pos_ in ("NOUN", "PROPN") and not joints


def _noun_right_behind(site: Site) -> Token | None:
    """``joins in £18m deal``: the noun before which the measure stands, whatever the parser makes of it."""
    noun = site.follower
    while (
        noun is not None and noun.i + 1 < site.sent.end and noun.pos_ in ("NOUN", "ADJ") and noun.nbor().pos_ == "NOUN"
    ):
        noun = noun.nbor()
    if (
        noun is None
        or noun.pos_ != "NOUN"
        or noun.ent_type_
        or site.found.dimension in ("percentage", "length", "temperature")
    ):
        return None
    unfit = noun.lemma_.lower() in change_nouns() or noun.lower_ in lexicons.load("subjects")["no_described"]
    return None if unfit or not site.admits(noun) else noun


def acted_on(verb: Token, preposition: str, number: Token) -> Token | None:
    """The object rather than the subject, where the verb places, prices, moves or sets it."""
    if preposition == "for":
        return _placed(verb) or _priced(verb, number)
    if not preposition and number.dep_ == "npadvmod" and syntax.is_move(verb):
        preposition = "by"  # "reduce emissions 26 percent"
    return _placed(verb) or (_moved(verb, preposition) if preposition else None)


def _moved(verb: Token, preposition: str) -> Token | None:
    """``raise wages by 19 percent``, ``puts the chance at 75``: the object that the verb moves or sets."""
    relative = next(
        (child for child in verb.lefts if child.dep_ == "dobj" and (child.tag_ == "WDT" or child.lower_ == "that")),
        None,
    )
    if relative is not None and preposition in ("at", "by", "to"):
        return antecedent_of(relative)  # "two watches, which he valued at $900"
    if verb.lemma_ == "leave" and preposition == "with":
        return next((child for child in verb.rights if child.dep_ == "dobj"), None)  # "left it with $311 in the bank"
    asking = (
        verb.tag_ == "VBG" and verb.i == verb.head.i + 1 and verb.head.pos_ == "VERB"
    )  # "cut *asking* prices by 4%"
    moving = (
        syntax.is_move(verb.head if asking else verb) or verb.lemma_.lower() in lexicons.load("subjects")["settings"]
    )
    if not moving or preposition not in ("by", "to", "at", "from", "above", "below"):
        return None
    return next(
        (
            child
            for child in verb.rights
            if child.dep_ == "dobj"
            and (child.pos_ in ("NOUN", "PROPN") or child.lower_ in ("it", "them"))
            and not _is_amount(child)
        ),
        None,
    )


def shifted(verb: Token, particle: Token) -> Token | None:
    """``dragged the index 2 per cent lower``: the object that goes where the particle says."""
    if particle.lower_ not in ("lower", "higher", "up", "down") and particle.tag_ != "JJR":
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj" and not _is_amount(child)), None)


def _placed(verb: Token) -> Token | None:
    """``a survey which put Labour 13 points ahead``: whom the document places there."""
    if verb.lemma_.lower() not in ("put", "have", "give", "place", "show"):
        return None
    subject = clause_subject(verb)
    if subject is None or subject.lemma_.lower() not in lexicons.load("cues")["documents"]:
        return None
    return next(
        (child for child in verb.rights if child.dep_ in ("dobj", "dative") and child.pos_ in ("PROPN", "PRON")), None
    )


def _priced(verb: Token, price: Token) -> Token | None:
    """``bought a stake for 92 million yuan``: what the sum was paid for."""
    if not any(word.ent_type_ == "MONEY" or word.tag_ == "$" for word in price.subtree):
        return None
    if verb.lemma_.lower() in ("join", "rejoin", "leave"):
        return None  # "joined Leeds for £18m": the price is that of whoever joined
    return next(
        (child for child in verb.rights if child.dep_ == "dobj" and child.ent_type_ not in _NO_NAME),
        None,
    )


def _is_amount(noun: Token) -> bool:
    return noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY", "CARDINAL") or any(
        child.dep_ == "nummod" and child.ent_type_ != "DATE"
        for child in noun.children  # "her *2026* forecast"
    )


def paid_for(site: Site) -> Token | None:
    """``paid £9m for the defender``, ``set aside £90m for flood defences``: what a sum is the price of."""
    verb = site.measure.head
    paying = verb.lemma_.lower() in lexicons.load("subjects")["payments"] and site.measure.dep_ in ("dobj", "npadvmod")
    if site.found.dimension not in ("currency", "time") or not paying:
        return None
    target = syntax.prepositional(site.measure, "for") or syntax.prepositional(verb, "for")
    if target is None and site.follower is not None and site.follower.lower_ == "for":
        target = next((child for child in site.follower.children if child.dep_ == "pobj"), None)
    return target if target is not None and target.pos_ in ("NOUN", "PROPN") else None


def sum_behind(site: Site) -> Token | None:
    """``5.86 trillion yuan in output``, ``£3m worth of watches``, ``2.5 tonnes of grain``: the noun behind."""
    match = re.match(r"(?:\s\([^()]*\))?\s(?:worth\s)?(?:in|of)\s", site.after)
    if match is None or site.found.dimension not in ("currency", *_PHYSICAL):
        return None
    if site.found.dimension == "length" and " of " in match[0] and _WITHIN.search(site.before):
        return None  # "within 45,000 km of Earth": how near something comes
    if _is_level_of_clause(site):
        return None
    inside = site.measure.dep_ == "pobj" and site.measure.head.lower_ in ("of", "for")
    if inside and site.found.dimension == "currency" and not is_measure(site.measure.head.head):
        return None  # "a dividend of $3 a share of common stock", "bought for $900 in cash"
    of = "of" in match[0]
    behind = site.sent.char_span(site.found.end + match.end(), len(site.text), alignment_mode="expand")
    if behind is None:
        return None
    if "of" not in match[0] and site.takes(behind[0]):
        return None  # "moved €640,000 in 31 payments"
    if of and behind[0].lower_ in ("it", "them"):
        return behind[0]
    for token in behind[:_LONGEST_SUM]:
        if token.pos_ in syntax.VERBAL and not token.tag_.startswith(("VBN", "VBG")):
            return None
        if token.pos_ not in ("NOUN", "PROPN") or (token.i + 1 < site.sent.end and token.nbor().tag_ in ("NN", "NNS")):
            continue
        if of or site.found.dimension != "currency":
            return token if of or token.lower_ in lexicons.load("subjects")["extents"] else None
        first = behind[0]
        bare = token.pos_ == "NOUN" and not token.ent_type_ and first.pos_ != "DET" and first.tag_ != "PRP$"
        return token if bare and token.lower_ not in lexicons.load("subjects")["no_sums"] else None
    return None


_WITHIN = re.compile(r"\b(?:within|inside)\s(?:(?:about|just|only|some|a|around|roughly)\s){0,2}$")


def recipient(site: Site) -> Token | None:
    """``offered households £500 each``, ``gave the bloc 18 seats``: who gets or pays what a verb of giving gives."""
    verb = site.measure.head
    if verb.lemma_.lower() not in lexicons.load("subjects")["givings"]:
        return None
    if site.found.dimension == "count":
        before = site.sent.doc[site.span.start - 1] if site.span.start > site.sent.start else verb
        return before if verb.i < before.i and before.pos_ in ("NOUN", "PROPN") and site.admits(before) else None
    if site.found.dimension != "currency":
        return None
    return next(
        (
            child
            for child in verb.rights
            if child.dep_ in ("dobj", "dative")
            and child.i < site.span.start
            and (child.pos_ in ("NOUN", "PROPN") or child.lower_ in ("it", "him", "her", "them"))
        ),
        None,
    )


def sentenced(site: Site) -> Token | None:
    """``sentenced him to 12 years``, ``banned the club for two seasons``: on whom a verb of punishing lays a term."""
    verb = site.measure.head.head if site.measure.dep_ == "pobj" else site.measure.head
    if verb.lemma_.lower() not in lexicons.load("subjects")["punishings"]:
        return None
    return next(
        (child for child in verb.rights if child.dep_ in ("dobj", "dative") and child.i < site.span.start), None
    )


def _is_level_of_clause(site: Site) -> bool:
    """``emissions are put at 4,000 tonnes of carbon dioxide``: what a verb sets or moves has the measure."""
    verb, lexicon = site.measure.head.head, lexicons.load("subjects")
    placed = site.measure.dep_ == "pobj" and site.measure.head.lower_ in ("at", "to")
    setting = syntax.is_move(verb) or verb.lemma_.lower() in (*lexicon["settings"], *lexicon["standings"])
    return placed and setting and site.found.dimension != "currency"


def worth(site: Site) -> Token | None:
    """``a five-year deal worth £95,000``, ``the order book, worth $4bn``: the noun right before *worth*."""
    match = re.search(r",?\s(?:now\s|reportedly\s)?worth\s(?:[a-z]+\s){0,3}$", site.before)
    span = site.sent.char_span(0, match.start(), alignment_mode="expand") if match is not None else None
    return span[-1] if span is not None and len(span) and span[-1].pos_ in ("NOUN", "PROPN") else None


def changed_behind(site: Site) -> Token | None:
    """``an increase of 12% in burglaries``: what the noun of change before the number says changed."""
    above = next(syntax.ancestors(site.measure, 1), None)
    noun = above.head if above is not None and above.lower_ == "of" else None
    if noun is None or noun.lemma_.lower() not in change_nouns() or site.follower is None:
        return None
    if site.follower.lower_ not in ("in", "for"):
        return None
    target = next((child for child in site.follower.children if child.dep_ == "pobj"), None)
    return target if target is not None and target.ent_type_ not in _NO_NAME else None
