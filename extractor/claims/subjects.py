"""What a number measures: the row label that one would write left of it in a table.

Rules over the dependency parse, from the number upwards. Each returns the head of the noun phrase that is the label, or
passes on; the first that answers decides (``find_subject``).
"""

import re

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import holders, syntax
from extractor.claims.clauses import change_nouns, clause_subject, is_measure, object_of, what_changed
from extractor.claims.found import Found
from extractor.records import Subject


def find_subject(sent: Span, found: Found, others: list[Found]) -> tuple[Subject, Token] | None:
    """Return the subject of a quantity and the token that heads it.

    Args:
        sent: The parsed sentence.
        found: A quantity in it.
        others: All quantities of the sentence: what names another is no subject.

    Returns:
        The subject, its offsets in the text of ``sent.doc`` and its entity still open; None where there is none.
    """
    if found.dimension == "age" and re.match(
        r"(?:The|the|A|a|An|an)\s$", sent.text[max(0, found.start - 4) : found.start].lstrip()
    ):
        aged = sent.char_span(found.start, found.end, alignment_mode="expand")
        if aged is not None and not (aged.end < sent.end and sent.doc[aged.end].pos_ in ("NOUN", "PROPN", "ADJ")):
            return _itself(sent, found), aged[-1]  # "The 23-year-old will have a medical"
    head = _labelled(sent, found) or _subject_head(sent, found)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "NUM", "X", "VERB"):
        return None
    head = _beyond_measures(_beyond_quantifiers(head))
    if _names_quantity(sent, found, head, others) or head.ent_type_ in ("DATE", "TIME"):
        return None
    return label_of(sent, found, head)


_AGE_BEFORE = re.compile(r"\d+-(?:year|month|week|day)s?-old\s")  # "a 17-year-old boy" is a boy


def label_of(sent: Span, found: Found, head: Token) -> tuple[Subject, Token] | None:
    """Return the subject that a token heads, the quantity itself cut out of it."""
    start, end = _label_span(head)
    if aged := _AGE_BEFORE.match(sent.doc[start:end].text):
        cut = sent.doc[start].idx + aged.end()
        start = next((token.i for token in sent.doc[start:end] if token.idx >= cut), start)
    while start < end - 1 and (
        sent.doc[start].pos_ in ("CCONJ", "ADP", "PUNCT", "SCONJ")
        or sent.doc[start].lower_ in ("and", "or", "but", "%", "cent")
    ):
        start += 1
    quantity = sent.char_span(found.start, found.end, alignment_mode="expand")
    if quantity is not None and start < quantity.end and quantity.start < end:
        start, end = _without(start, end, quantity)
        if start >= end:
            return None
    first, last = syntax.char_span(sent.doc, start, end)
    base = sent.start_char
    return Subject(text=sent.text[first - base : last - base], start=first, end=last), head


def _names_quantity(sent: Span, found: Found, head: Token, others: list[Found]) -> bool:
    at = head.idx - sent.start_char
    return any(other.start <= at < other.end for other in others if other is not found)


# What stands between two numbers that have one subject: "seven miles (11 km)", "5.4 inches, 6.1 inches and 6.7 inches".
_JOINED = re.compile(
    r"\s?[(\[/,;]?\s?(?:(?:and|or|to|then)\s)?(?:(?:about|around|nearly|roughly|just|over|some|up\sto|or|on|in|for|by|at|a|an)\s|~|=)*",
    re.I,
)


def is_joined(between: str) -> bool:
    """Tell whether only joints stand between two numbers, so that the second has the subject of the first."""
    return _JOINED.fullmatch(between) is not None


def continues_comparison(before: str) -> bool:
    """Tell whether the words between two numbers set the second against the first (``, up from``)."""
    return (
        re.search(
            r"(?:\b(?:up|down|rising|falling)\sfrom|\bcompared\s(?:with|to)|\bversus|\bagainst|^[^,\d]{0,40},\s(?:up|down))"
            r"\s(?:\w+\s){0,2}$|\bthan\s(?:\w+\s){1,5}(?:of|at)\s$",
            before,
            re.I,
        )
        is not None
    )


# A percentage that opens a clause without naming its whole: "38 percent approve, while *55 percent* disapprove".
_OPENS_CLAUSE = re.compile(
    r"(?:[,;]|\b(?:while|and|but|whereas|with))\s(?:(?:about|some|only|just|another|nearly|almost|around|a|further)\s)*$"
)


def opens_clause(sent: Span, found: Found) -> bool:
    """Tell whether a percentage opens a clause and leaves out what it is a share of."""
    follows = re.match(r"\s(?:would\s)?(?P<verb>[a-z]+)\b", sent.text[found.end :])
    if found.dimension != "percentage" or follows is None or follows["verb"] in ("of", "in"):
        return False
    answers = lexicons.load("subjects")["answers"]
    if any(follows["verb"].startswith(verb.rstrip("e")) for verb in (*answers, "chose")):
        return False
    return _OPENS_CLAUSE.search(sent.text[: found.start][-40:]) is not None


def _itself(sent: Span, found: Found) -> Subject:
    base = sent.start_char
    return Subject(text=sent.text[found.start : found.end], start=base + found.start, end=base + found.end)


def _without(start: int, end: int, quantity: Span) -> tuple[int, int]:
    """Cut the quantity, and what stands before it, out of the label: *400,000* ``firms``."""
    doc = quantity.doc
    cut = quantity.end
    while cut < end and doc[cut].text in ("-", ",", "of"):
        cut += 1
    return (cut, end) if cut < end else (start, quantity.start)


def _labelled(sent: Span, found: Found) -> Token | None:
    """``Revenue: $5m`` and table-like lines: the words before the colon, dash or bar."""
    before = sent.text[: found.start]
    match = re.search(r"(?P<label>[^:|\t\n]{2,60}?)\s*(?::|\||\t)\s*(?:\w+\s){0,2}$", before)
    if match is None or re.search(r"\b(?:said|says|told|add(?:s|ed))\s*$", match["label"]):
        return None
    span = sent.char_span(match.start("label"), match.end("label"), alignment_mode="contract")
    nouns = [token for token in span or () if token.pos_ in ("NOUN", "PROPN")]
    return nouns[-1] if nouns and not any(token.pos_ == "VERB" for token in span or ()) else None


def _subject_head(sent: Span, found: Found) -> Token | None:
    token = _top_of_measure(sent, found)
    if found.dimension == "rank":
        return holders.holder_of_rank(token)
    if (answer := _contestant(sent, found) or _answer(sent, found, token)) is not None:
        return answer
    if (described := _described(sent, found)) is not None:
        return described
    if found.dimension == "age":
        return holders.holder_of_age(sent, found, token)
    share = holders.whole_of_share(sent, found, token)
    if share is not None:
        return share
    if found.dimension == "count" and (holder := holders.holder_or_counted(sent, found)) is not None:
        return holder
    return (
        _contestant(sent, found)
        or _sum_behind(sent, found)
        or _particle(sent, found)
        or _gapped(sent, found)
        or _climb(token)
    )


def _top_of_measure(sent: Span, found: Found) -> Token:
    """Climb from the number to the head of the measure phrase: ``117%`` to *increase*, ``$5m`` to itself."""
    token = syntax.token_at(sent, found.start, found.end)
    for head in syntax.ancestors(token, 6):
        if token.dep_ not in ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod") or (
            head.i < token.i and token.dep_ != "npadvmod"
        ):
            break
        if head.pos_ in syntax.VERBAL or head.pos_ == "ADP":
            break
        token = head
    return token


# Prepositions that hang a number on the noun it measures: "a loss *of*", "debt *at*", "a deal *worth*".
_MEASURING = (
    "of",
    "at",
    "with",
    "from",
    "worth",
    "to",
    "by",
    "over",
    "above",
    "for",
    "in",
    "on",
    "around",
    "under",
    "below",
)


def _climb(token: Token) -> Token | None:
    """The general way: the noun measured, else the subject of the verb that governs the number."""
    current, preposition = token, ""
    if token.pos_ in syntax.VERBAL:
        return clause_subject(token)
    changes = token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in change_nouns()
    if changes and (inner := what_changed(token)) is not None:
        return inner
    for head in syntax.ancestors(token, 10):
        if head.pos_ == "ADP" or head.dep_ == "prep":
            preposition = head.lower_
        elif head.pos_ in syntax.VERBAL and (acted_on := _acted_on(head, preposition, token)) is not None:
            return acted_on
        elif head.pos_ in syntax.VERBAL or (
            head.dep_ in ("relcl", "acl", "advcl") and head.pos_ not in ("NOUN", "PROPN")
        ):
            return clause_subject(head) or _agentless(head, current)
        elif head.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"):
            if preposition == "of" and (measured := _measured_by(head)) is not None:
                return measured
            if (current.dep_ == "appos" or preposition in _MEASURING) and (not is_measure(head) or head.dep_ == "ROOT"):
                return _inside_change(head)
            if (
                head.pos_ in ("NOUN", "PROPN")
                and current.dep_ in ("conj",)
                and head.ent_type_ not in ("PERCENT", "MONEY", "CARDINAL", "QUANTITY")
            ):
                return head
        current = head
    return _inside_change(current) if current.pos_ in ("NOUN", "PROPN") and current.i != token.i else _left_noun(token)


def _answer(sent: Span, found: Found, token: Token) -> Token | None:
    """``2% would back Lily Chen``: the candidate, where a percentage without its whole has a verb of opinion."""
    if found.dimension != "percentage" or token.dep_ != "nsubj" or re.match(r"\sof\b", sent.text[found.end :]):
        return None
    verb = token.head
    if verb.lemma_.lower() not in lexicons.load("subjects")["answers"]:
        return None
    target = next((child for child in verb.rights if child.dep_ == "dobj"), None) or syntax.prepositional(verb, "for")
    return target if target is not None and target.pos_ in ("NOUN", "PROPN") else None


_PAIR_FIRST = re.compile(r"\s?(?:to|-|–)\s?\d")
_PAIR_SECOND = re.compile(r"\d(?:\s?%|\s?percent|\s?per\scent)?\s?(?:to|-|–)\s?$")


def _contestant(sent: Span, found: Found) -> Token | None:
    """``A leads B, 46% to 43%``: the first of the pair is A's, the second B's."""
    first = _PAIR_FIRST.match(sent.text, found.end) is not None
    second = _PAIR_SECOND.search(sent.text[max(0, found.start - 14) : found.start]) is not None
    if found.dimension not in ("percentage", "dimensionless") or first == second:
        return None
    verb = next(
        (
            token
            for token in sent
            if token.lemma_.lower() in ("lead", "beat", "trail", "defeat", "hold", "edge", "have")
            and token.pos_ == "VERB"
        ),
        None,
    )
    if verb is None:
        return None
    if first:
        return clause_subject(verb)
    rival = next((child for child in verb.rights if child.dep_ == "dobj" and child.pos_ == "PROPN"), None)
    held = next((child for child in verb.rights if child.dep_ == "dobj"), verb)
    return rival or syntax.prepositional(held, "over", "against") or syntax.prepositional(verb, "over", "against")


def _measured_by(noun: Token) -> Token | None:
    """``a margin of error of 2.8 points``: the margin, which keeps its of-phrase."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return above if above is not None and above.lemma_.lower() in lexicons.load("subjects")["keep_of"] else None


def subject_behind(sent: Span, found: Found) -> Token | None:
    """``against 44% for Reyes``, ``24 grams for the previous generation``: whom or what the number behind is of."""
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None or span.end + 1 >= sent.end or sent.doc[span.end].lower_ not in ("for", "by", "among"):
        return None
    for token in sent.doc[span.end + 1 : min(span.end + 8, sent.end)]:
        last = token.i + 1 >= sent.end or token.nbor().pos_ not in ("NOUN", "PROPN")
        if token.pos_ in ("NOUN", "PROPN") and last:
            return token if token.ent_type_ not in _NO_LABEL else None
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PUNCT"):
            return None
    return None


def _described(sent: Span, found: Found) -> Token | None:
    """``a five-year contract``, ``a £42m bid``, ``the 5% limit``: the noun that the measure stands before."""
    if found.dimension in ("count", "rank", "multiple") or (found.dimension == "dimensionless" and found.unit is None):
        return None
    token = syntax.token_at(sent, found.start, found.end)
    for head in [token, *syntax.ancestors(token, 3)]:
        if head.dep_ not in ("nummod", "compound", "amod", "nmod", "npadvmod", "quantmod", "advmod"):
            return None
        above = head.head
        quantity = sent.char_span(found.start, found.end, alignment_mode="expand")
        named = above.pos_ in ("NOUN", "PROPN") and above.ent_type_ not in _NO_LABEL and above.text != "%"
        if quantity is not None and above.i >= quantity.end and named:
            return None if above.lemma_.lower() in change_nouns() or above.lower_ in _TIME_WORDS else above
    return None


_TIME_WORDS = ("ago", "earlier", "later", "before", "time", "period", "rate", "level", "high", "low", "mark")


def _moved_object(verb: Token, preposition: str) -> Token | None:
    """``raise wages by 19 percent``, ``puts the chance at 75``: the object that the verb moves or sets."""
    moving = syntax.is_move(verb) or verb.lemma_.lower() in lexicons.load("subjects")["settings"]
    if not moving or preposition not in ("by", "to", "at", "from", "above", "below"):
        return None
    return next(
        (
            child
            for child in verb.rights
            if child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN") and not _is_amount(child)
        ),
        None,
    )


def _acted_on(verb: Token, preposition: str, number: Token) -> Token | None:
    """The object rather than the subject, where the verb places, prices, moves or sets it."""
    if preposition == "for":
        return _placed(verb) or _price_of(verb, number)
    return _placed(verb) or (_moved_object(verb, preposition) if preposition else None)


def _placed(verb: Token) -> Token | None:
    """``a survey which put Labour 13 points ahead``: whom the document places there."""
    if verb.lemma_.lower() not in ("put", "have", "give", "place", "show"):
        return None
    subject = clause_subject(verb)
    if subject is None or subject.lemma_.lower() not in lexicons.load("cues")["documents"]:
        return None
    return next((child for child in verb.rights if child.dep_ in ("dobj", "dative") and child.pos_ == "PROPN"), None)


def _price_of(verb: Token, price: Token) -> Token | None:
    """``bought a stake for 92 million yuan``: what the sum was paid for."""
    if price.ent_type_ != "MONEY" and not any(child.ent_type_ == "MONEY" for child in price.subtree):
        return None
    return next((child for child in verb.rights if child.dep_ == "dobj" and not _is_amount(child)), None)


def _is_amount(noun: Token) -> bool:
    return noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY", "CARDINAL") or any(
        child.dep_ == "nummod" for child in noun.children
    )


def _agentless(verb: Token, below: Token) -> Token | None:
    """A clause without subject (headline, participle): its object, unless that is the number itself."""
    candidate = object_of(verb)
    return candidate if candidate is not None and candidate.i != below.i else _left_noun(verb)


def _left_noun(token: Token) -> Token | None:
    """In a fragment without verb, the nearest noun before the number."""
    for index in range(token.i - 1, token.sent.start - 1, -1):
        other = token.doc[index]
        if other.pos_ in ("NOUN", "PROPN") and other.ent_type_ not in ("DATE", "PERCENT", "MONEY", "CARDINAL"):
            return other
    return None


def _inside_change(noun: Token) -> Token | None:
    return what_changed(noun) or noun if noun.lemma_.lower() in change_nouns() else noun


def _beyond_quantifiers(head: Token) -> Token:
    """``most of the northern belt``: the belt."""
    if head.lemma_.lower() in lexicons.load("subjects")["quantifiers"]:
        return syntax.prepositional(head, "of") or head
    return head


def _beyond_measures(head: Token) -> Token:
    """Replace a bare noun of change that was chosen as the label by what it says changed."""
    if head.lemma_.lower() in change_nouns() and head.pos_ == "NOUN":
        return what_changed(head) or head
    return head


def _label_span(head: Token) -> tuple[int, int]:
    start, end = syntax.noun_phrase(head)
    if head.dep_ in ("compound", "nmod") and head.head.lemma_.lower() in change_nouns():
        start = min(start, syntax.noun_phrase(head.head)[0])  # "general computing power" of *growth*
    while start < head.i and head.pos_ == "PROPN" and head.doc[start].pos_ not in ("PROPN", "NOUN", "NUM"):
        start += 1  # a name needs no adjective
    keep = lexicons.load("subjects")["keep_of"]
    if (
        head.lemma_.lower() in keep
        and (target := syntax.prepositional(head, "of")) is not None
        and target.pos_ in ("NOUN", "PROPN")
    ):
        end = max(end, syntax.noun_phrase(target)[1])
    return start, end


def _sum_behind(sent: Span, found: Found) -> Token | None:
    """``5.86 trillion yuan in output``: the noun of the sum behind the number."""
    match = re.match(r"\s(?:worth\s)?(?:in|of)\s", sent.text[found.end :])
    if match is None or found.dimension not in ("currency", "mass", "volume", "area", "energy", "length", "power"):
        return None
    span = sent.char_span(found.start, found.end, alignment_mode="expand")
    if span is None:
        return None
    of = "of" in match[0]
    for token in sent.doc[span.end : min(span.end + 7, sent.end)]:
        if token.pos_ not in ("NOUN", "PROPN") or (token.i + 1 < sent.end and token.nbor().tag_ in ("NN", "NNS")):
            continue
        nouns = lexicons.load("subjects")["sums" if found.dimension == "currency" else "extents"]
        return token if of or token.lower_ in nouns else None
    return None


_NO_LABEL = ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY", "ORDINAL")
_GAP = re.compile(
    r"(?:[,;(]|\band|\bwhile|\bwith|\bbut)\s(?:the\s)?(?P<name>(?:(?!and\s|while\s|with\s|but\s)[\w.&'-]+\s){1,5})(?:at|on|by|with|between)\s(?:[a-z]+\s){0,2}$"
)


# "Labour has 11, the Conservatives six": here only a name stands before the number.
_GAP_WITHOUT_PREPOSITION = re.compile(r"(?:[,;]|\band)\s(?:the\s)?(?P<name>(?:[A-Z][\w.&'-]*\s){1,4})$")


def _gapped(sent: Span, found: Found) -> Token | None:
    """``A fell 2%, B by 3%``, ``with C on 41 per cent``: the noun of a clause that leaves its verb out."""
    before = sent.text[max(0, found.start - 70) : found.start]
    match = _GAP.search(before) or _GAP_WITHOUT_PREPOSITION.search(before)
    if match is None:
        return None
    base = max(0, found.start - 70)
    span = sent.char_span(base + match.start("name"), base + match.end("name") - 1, alignment_mode="expand")
    if span is None or any(token.pos_ in (*syntax.VERBAL, "ADP", "SCONJ", "PRON") for token in span):
        return None
    head = span[-1]
    return head if head.pos_ in ("NOUN", "PROPN") and head.ent_type_ not in _NO_LABEL else None


def _particle(sent: Span, found: Found) -> Token | None:
    """``users—up 34-fold to 226 million—``, ``Blackmores up 9.4 per cent``: the noun before the particle."""
    match = re.search(
        r"(?P<gap>[—–,(-]\s?|\s)(?:up|down|off)\s(?:(?!up\s|down\s)[^—–,()\d]){0,30}$", sent.text[: found.start]
    )
    if match is None:
        return None
    span = sent.char_span(0, match.start(), alignment_mode="expand")
    if span is None or not len(span):
        return None
    last = span[-1]
    if last.pos_ in ("NOUN", "PROPN") and last.ent_type_ not in _NO_LABEL:
        return last
    if not match["gap"].strip():
        return None
    verb = syntax.governing_verb(last) if last.pos_ != "VERB" else last
    return clause_subject(verb) if verb is not None else None
