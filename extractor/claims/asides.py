"""The frames that stand beside a sentence: ``according to X``, ``…, records show.``, ``…, filings show, …``.

Parsers often hang such clauses elsewhere, so these are told by their words and commas first.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.frames import LONGEST_CLOSE, Frame, child_of, words

# The longest clause between two commas: ", state and federal filings show,".
_LONGEST_ASIDE = 8


def find_asides(sent: Span) -> list[Frame]:
    """Return the frames that stand beside the sentence, in the order of their cues within each kind.

    Args:
        sent: The parsed sentence.
    """
    found = [_prepositional(sent), _closing(sent), _between_commas(sent), _without_subject(sent), _behind_number(sent)]
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
        elif token.lower_ == "in" and (view := child_of(token, "pobj")) is not None and view.lemma_ in words("views"):
            target = child_of(view, "poss") or syntax.prepositional(view, "of")
        else:
            continue
        if target is not None:
            first = token.lower_ in ("for", "to")
            lemma = "according" if token.lower_ == "in" else token.lower_  # "in her view" says as much
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


def _closing(sent: Span) -> Iterator[Frame]:
    """``…, records show.`` and ``…, the portal X said on Tuesday.``: clauses that parsers often hang elsewhere."""
    doc, closers = sent.doc, lexicons.load("cues")["closers"]
    last = sent.end - 1
    while last > sent.start and doc[last].lower_ not in closers:
        if doc[last].pos_ in syntax.VERBAL or sent.end - last > LONGEST_CLOSE or doc[last].text == ",":
            return
        last -= 1
    cue = doc[last]
    parsed = cue.pos_ in syntax.VERBAL and child_of(cue, "nsubj") is not None
    if cue.lower_ not in closers or (parsed and (cue.dep_ == "ROOT" or child_of(cue, "ccomp") is not None)):
        return
    for index in range(last - 1, max(sent.start, last - LONGEST_CLOSE), -1):
        if doc[index].text in (",", "”", '"'):
            nouns = [one for one in doc[index + 1 : last] if one.pos_ in ("NOUN", "PROPN", "PRON")]
            free = (one for one in nouns if not index < one.head.i < last)
            outer = next((one for one in free if one.nbor(1).tag_ != "POS"), None)
            heads = nouns[-1:] if parsed or outer is None else [outer]
            yield from (Frame(cue, one, "closing", closers[cue.lower_]) for one in heads)
            return
        if doc[index].pos_ in syntax.VERBAL and doc[index].tag_ != "VBN":  # "figures published on Tuesday show"
            return


def _between_commas(sent: Span) -> Iterator[Frame]:
    """``He lent it $600, state filings show, and won``, where the parser takes *show* for a noun."""
    doc, closers = sent.doc, lexicons.load("cues")["closers"]
    for cue in sent[2:-1]:
        if cue.lower_ not in closers or cue.nbor(1).text != "," or child_of(cue, "nsubj") is not None:
            continue
        first = cue.i - 1
        while first > max(sent.start, cue.i - _LONGEST_ASIDE) and doc[first].text != ",":
            first -= 1
        inside, source = doc[first + 1 : cue.i], cue.nbor(-1)
        plain = source.lemma_.lower() in words("documents") or source.pos_ in ("PROPN", "PRON")
        if doc[first].text == "," and plain and not any(one.pos_ in (*syntax.VERBAL, "ADP") for one in inside):
            yield Frame(cue, source, "closing", closers[cue.lower_])


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
