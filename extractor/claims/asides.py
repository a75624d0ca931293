"""The frames that stand beside a sentence: ``according to X``, ``…, records show.``, ``…, filings show, …``.

Parsers often hang such clauses elsewhere, so these are told by their words and commas first.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.citable import child_of, is_unnamed, words
from extractor.claims.frames import LONGEST_CLOSE, Frame

# The longest clause between two commas: ", state and federal filings show,", and that of a document with its maker.
_LONGEST_ASIDE = 8
_LONGEST_OF_DOCUMENT = 14
# What may stand before such a clause.
_DASHES = ("-", "–", "—", "--")
_BOUNDARIES = (",", "”", '"', "''", *_DASHES)
_STOPS = '.!?"”'
# What ends the phrase of a speaker behind the verb, and what does not: "the co-founder and head of sales Ann Low".
_ENDS = ("ADP", "PUNCT", "PRON", "NUM", "SCONJ", "SPACE", "AUX")
_JOINS = ("-", "of", "for")
# The longest phrase behind the dash of a headline.
_LONGEST_CLOSER = 4


def find_asides(sent: Span) -> list[Frame]:
    """Return the frames that stand beside the sentence, in the order of their cues within each kind.

    Args:
        sent: The parsed sentence.
    """
    found = [
        _prepositional(sent),
        _closing(sent),
        _opening(sent),
        _between_commas(sent),
        _inverted(sent),
        _behind_dash(sent),
        _without_subject(sent),
        _behind_number(sent),
    ]
    return [frame for kind in found for frame in kind]


def _prepositional(sent: Span) -> Iterator[Frame]:
    """``according to X``, also where the parser hangs the words elsewhere."""
    for token in sent:
        if token.i + 1 >= sent.end:
            return
        following = token.nbor(1)
        if token.lower_ == "according" and following.lower_ == "to":
            target = _phrase_head(following, sent)
        elif token.lower_ == "per" and following.text[:1].isupper():
            target = _phrase_head(token, sent)
        elif token.lower_ in ("for", "to") and token.i == sent.start and token.dep_ == "prep":
            target = child_of(token, "pobj")
        elif (
            token.lower_ in ("in", "by", "on")
            and (view := child_of(token, "pobj")) is not None
            and view.lemma_ in words("views")
        ):
            target = child_of(view, "poss") or syntax.prepositional(view, "of")
        else:
            continue
        if target is not None:
            first = token.lower_ in ("for", "to")
            lemma = token.lower_ if first or token.lower_ == "per" else "according"  # "in her view" says as much
            yield Frame(token, target, "preposition" if first else "according", lemma)


def _phrase_head(preposition: Token, sent: Span) -> Token | None:
    """The object of a preposition; where the parse has none, the head of the noun phrase behind it."""
    if (target := child_of(preposition, "pobj")) is not None:
        return target
    if preposition.i + 1 >= sent.end:
        return None
    token = preposition.nbor(1)
    while token.head.i > preposition.i and token.head.i != token.i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON") else None


@cache
def closers() -> dict[str, str]:
    """Return the forms by which a clause beside a sentence attributes it, each with its lemma."""
    return {form: lemma for lemma, forms in lexicons.load("cues")["closers"].items() for form in forms}


def _closing(sent: Span) -> Iterator[Frame]:
    """``…, records show.`` and ``…, Ann Low told reporters in Oslo.``: clauses that parsers often hang elsewhere."""
    doc = sent.doc
    last = sent.end - 1
    while last > sent.start and doc[last].lower_ not in closers():
        if doc[last].pos_ in syntax.VERBAL and doc[last].tag_ != "VBN":
            return
        if sent.end - last > LONGEST_CLOSE or doc[last].text == "," or doc[last].like_num:
            return
        last -= 1
    cue = doc[last]
    if cue.lower_ not in closers() or not _is_told(cue, sent):
        return
    subject = child_of(cue, "nsubj") if cue.pos_ in syntax.VERBAL else None
    first = _clause_before(cue, sent)
    if first is None or (_is_parsed(cue) and subject is not None and subject.i >= first):
        return
    nouns = [one for one in doc[first : cue.i] if one.pos_ in ("NOUN", "PROPN", "PRON")]
    free = (one for one in nouns if not first <= one.head.i < cue.i)
    outer = next((one for one in free if one.nbor(1).tag_ != "POS"), None)
    inside = subject is not None and first <= subject.i
    heads = [subject] if inside else nouns[-1:] if subject is not None or outer is None else [outer]
    yield from (Frame(cue, one, "closing", closers()[cue.lower_]) for one in heads if one is not None)


def _is_parsed(cue: Token) -> bool:
    """Whether the parser takes a cue for a verb that governs what is told."""
    subject = child_of(cue, "nsubj") if cue.pos_ in syntax.VERBAL else None
    return subject is not None and (cue.dep_ == "ROOT" or child_of(cue, "ccomp") is not None)


def _is_told(cue: Token, sent: Span) -> bool:
    """Whether nothing follows a cue that it would be a deed by: ``told reporters``, but ``added branches``."""
    following = cue.nbor(1) if cue.i + 1 < sent.end else None
    deed = following is not None and following.pos_ in ("DET", "NOUN", "ADJ", "PROPN", "PRON") and not _dates(following)
    return not deed or closers()[cue.lower_] == "tell"


def _dates(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _clause_before(cue: Token, sent: Span) -> int | None:
    """Where a clause begins that a cue ends, behind a comma or a quotation: its subject may have an apposition."""
    doc, index = sent.doc, cue.i - 1
    apposed = doc[index].text == ","
    index -= apposed
    while index > max(sent.start, cue.i - LONGEST_CLOSE):
        token = doc[index]
        if token.text in _BOUNDARIES:
            if not apposed or token.text != ",":
                return index + 1
            apposed = False
        elif token.pos_ in syntax.VERBAL and token.tag_ != "VBN":  # "figures published on Tuesday show"
            return None
        index -= 1
    return None


def _opening(sent: Span) -> Iterator[Frame]:
    """``Eurostat data show exports fell 3%``, where the parser takes *show* for a noun."""
    for cue in sent[1:LONGEST_CLOSE]:
        if cue.text in _BOUNDARIES or (cue.pos_ in syntax.VERBAL and cue.tag_ != "VBN"):
            return
        document = next(filter(_is_document, sent.doc[sent.start : cue.i]), None)
        if cue.lower_ in closers() and cue.tag_ in ("NN", "NNS") and document is not None:
            yield Frame(cue, document, "closing", closers()[cue.lower_])
            return


def _is_document(noun: Token) -> bool:
    return bool({noun.lemma_.lower(), noun.lower_} & words("documents"))


def _between_commas(sent: Span) -> Iterator[Frame]:
    """``He lent it $600, state filings show, and won``, where the parser takes *show* for a noun."""
    doc = sent.doc
    for cue in sent[2:-1]:
        if cue.lower_ not in closers() or _is_parsed(cue) or not _is_closed(cue, sent):
            continue
        last = cue.i - 1 if cue.nbor(-1).lower_ in ("has", "have", "had") else cue.i
        first = last - 1
        while first > max(sent.start, last - _LONGEST_OF_DOCUMENT) and doc[first].text != ",":
            first -= 1
        inside, source = doc[first + 1 : last], doc[last - 1]
        if doc[first].text != "," or any(one.pos_ in syntax.VERBAL and one.tag_ != "VBN" for one in inside):
            continue
        document = next(filter(_is_document, inside), None)
        if document is not None:
            yield Frame(cue, document, "closing", closers()[cue.lower_])
        elif (
            len(inside) < _LONGEST_ASIDE
            and source.pos_ in ("PROPN", "PRON")
            and not any(one.pos_ == "ADP" for one in inside)
        ):
            yield Frame(cue, source, "closing", closers()[cue.lower_])


def _is_closed(cue: Token, sent: Span) -> bool:
    """Whether a comma stands behind a cue, or behind the day that it names: ``data showed on Friday, and``."""
    for token in sent.doc[cue.i + 1 : min(cue.i + 5, sent.end - 1)]:
        if token.text == ",":
            return True
        if not (token.lower_ == "on" or _dates(token)):
            return False
    return False


def _inverted(sent: Span) -> Iterator[Frame]:
    """``"…," joked festival founder Ann Low``, where the parser gives the verb no subject."""
    doc = sent.doc
    for cue in sent[2:-1]:
        if cue.lower_ not in closers() or cue.nbor(-1).text not in _BOUNDARIES:
            continue
        if child_of(cue, "nsubj") is not None:
            continue
        last = cue.i + 1
        while last < sent.end and (doc[last].pos_ not in _ENDS or doc[last].text in _JOINS):
            last += 1
        nouns = [one for one in doc[cue.i + 1 : last] if one.pos_ in ("NOUN", "PROPN")]
        people = [one for one in nouns if one.ent_type_ == "PERSON"]
        free = [one for one in nouns if not cue.i < one.head.i < last]
        plain = free[:1] if cue.nbor(1).pos_ in ("DET", "PROPN", "NOUN", "ADJ") else []
        heads = people[-1:] or plain
        yield from (Frame(cue, one, "closing", closers()[cue.lower_]) for one in heads)


def _behind_dash(sent: Span) -> Iterator[Frame]:
    """``Rents jump 11% – study``: who closes a headline."""
    if sent.text[-1] in _STOPS:
        return
    doc, last = sent.doc, sent.end - 1
    first = last
    while first > max(sent.start, last - _LONGEST_CLOSER) and _may_close(doc[first]):
        first -= 1
    dashed = doc[first].text in _DASHES and first > sent.start and bool(doc[first - 1].whitespace_)
    if first < last and dashed and (is_unnamed(doc[last]) or doc[last].pos_ == "PROPN"):
        yield Frame(doc[first], doc[last], "label", ":")


def _may_close(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ") or is_unnamed(token)


def _without_subject(sent: Span) -> Iterator[Frame]:
    """``Opening the case, Ann Low SC, for the state, said that``, where the parser gives the verb no subject."""
    verb = sent.root
    if verb.lemma_.lower() not in words("verbs") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    if child_of(verb, "ccomp") is None or any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children):
        return
    people = [one for one in sent.doc[sent.start : verb.i] if one.ent_type_ == "PERSON" and one.dep_ != "pobj"]
    yield from (Frame(verb, one, "subject", verb.lemma_.lower()) for one in people[-1:])


def _behind_number(sent: Span) -> Iterator[Frame]:
    """``the $67.5 million the county estimated``, where the parser sees no clause behind the number."""
    doc = sent.doc
    for verb in sent[2:]:
        lemma = verb.lemma_.lower()
        sought = lemma == "look" and verb.i + 1 < sent.end and verb.nbor(1).lower_ == "for"
        if not (sought or lemma in words("foretelling")) or verb.tag_ not in ("VBD", "VBN", "VBG"):
            continue
        last = verb.i - 1
        while last > sent.start and doc[last].lower_ in ("had", "has", "have", "was", "were", "been"):
            last -= 1
        first = last
        while first > sent.start and doc[first].pos_ in ("NOUN", "PROPN", "ADJ", "DET") and not _is_amount(doc[first]):
            first -= 1
        if first < last <= first + _LONGEST_ASIDE and doc[last].pos_ in ("NOUN", "PROPN") and _is_amount(doc[first]):
            yield Frame(verb, doc[last], "foretold", lemma)


def _is_amount(token: Token) -> bool:
    return token.like_num or token.text in ("%", "percent", "cent", "cents", "pence") or token.ent_type_ == "MONEY"
