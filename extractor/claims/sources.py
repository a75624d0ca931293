"""Whom a sentence cites: reporting verbs and their clauses, prepositional and participial cues, makers of documents.

The division of an attribution into source, cue and content follows Pareti, "PARC 3.0: A Corpus of Attribution
Relations" (2016). Direct speech is told in ``speech``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.attributions import Attribution, make_source, source_at
from extractor.claims.names import Names, bare_name
from extractor.claims.quotations import Quotation
from extractor.records import Source


def find_attributions(sent: Span, names: Names, quotations: list[Quotation]) -> list[Attribution]:
    """Return the attributions of a sentence other than those of direct speech.

    Args:
        sent: The parsed sentence.
        names: The names of the article, for the fullest form of each source.
        quotations: The quotations of the text of ``sent.doc``.

    Returns:
        The attributions; offsets count in the text of ``sent.doc``.
    """
    found = [
        *_prepositional(sent, names),
        *_participial(sent, names),
        *_verbal(sent, names, quotations),
        *_closing_data(sent, names),
        *_nominal(sent, names),
        *_heard(sent, names),
        *_poll(sent, names),
    ]
    if sent.start_char == 0:
        found.extend(_headline(sent, names))
    return found


@cache
def _preposition_pattern() -> re.Pattern[str]:
    words = lexicons.load("cues")["prepositions"]
    return re.compile(rf"(?<!\w)(?P<cue>{lexicons.alternatives(words)})\s+", re.I)


def _prepositional(sent: Span, names: Names) -> Iterator[Attribution]:
    """``according to X``: governs its whole sentence."""
    for match in _preposition_pattern().finditer(sent.text):
        token = sent.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        if token is None or (match["cue"].lower() == "per" and not token[0].text[:1].isupper()):
            continue
        chain = [token[0], *syntax.ancestors(token[0], 8)]
        head = next(
            (one for one in chain if one.dep_ in ("pobj", "dobj") or one.head.lower_ in ("to", "per", "citing")), None
        )
        if head is not None and head.i >= token[0].i:
            yield from _attribution(sent, head, names, match["cue"], (sent.start_char, sent.end_char), "according-to")


@cache
def _participle_pattern() -> re.Pattern[str]:
    words = lexicons.alternatives(lexicons.load("cues")["participles"])
    return re.compile(rf"(?<!\w)(?P<cue>(?:as\s+)?(?:was\s|were\s|is\s|are\s)?(?:{words})\s+(?:by|in))\s+", re.I)


def _participial(sent: Span, names: Names) -> Iterator[Attribution]:
    """``as noted by X``, ``detailed by X``: governs its whole sentence."""
    for match in _participle_pattern().finditer(sent.text):
        token = sent.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        head = (
            next((one for one in [token[0], *syntax.ancestors(token[0], 8)] if one.dep_ == "pobj"), None)
            if token
            else None
        )
        if head is None:
            continue
        phrase = sent.doc[head.left_edge.i : head.i + 1].text
        opens = match["cue"].lower().startswith("as ")
        named = bare_name(phrase)
        if not opens and not match["cue"].lower().startswith(("was", "were", "is", "are")):
            continue  # "figures released by X" name a maker; closing citations are read in ``references``
        if not (named or (opens and head.lemma_.lower() in lexicons.load("cues")["unnamed"])):
            continue
        place = match["cue"].endswith("in") and (
            head.ent_type_ in ("DATE", "GPE") or not opens or re.search(r"\bplan\b", phrase, re.I)
        )
        if not place:
            yield from _attribution(sent, head, names, match["cue"], (sent.start_char, sent.end_char), "as-noted-by")


def _attribution(
    sent: Span, head: Token, names: Names, cue: str, governs: tuple[int, int], rule: str
) -> Iterator[Attribution]:
    source = make_source(head, names, cue)
    if source is not None:
        lemma = head.lemma_.lower()
        document = "poll" if lemma in ("poll", "survey") else "document"
        yield Attribution(source, *governs, document if lemma in lexicons.load("cues")["documents"] else rule)


def _verbal(sent: Span, names: Names, quotations: list[Quotation]) -> Iterator[Attribution]:
    """``X said …``: the verb's subject is the source of the clause that the verb governs."""
    lexicon = lexicons.load("cues")
    for verb in sent:
        lemma = verb.lemma_.lower()
        if lemma not in lexicon["verbs"] or verb.pos_ not in syntax.VERBAL:
            continue
        subject = speaker_of(verb)
        if subject is None or not _can_speak(subject, verb, lexicon):
            continue
        governed = _governed(sent, verb, subject, lexicon, quotations)
        if governed:
            yield from _attribution(sent, subject, names, verb.text, governed, "verb")


def speaker_of(verb: Token) -> Token | None:
    """Return the head of the reporting verb's own subject, or of its agent in the passive."""
    participle = verb.tag_ == "VBN" and not any(child.lemma_ == "have" for child in verb.children)
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    for child in (*verb.children, *(grand for auxiliary in auxiliaries for grand in auxiliary.children)):
        if child.dep_ == "nsubj" and not participle:
            relative = child.tag_ in ("WP", "WDT") and verb.dep_ in ("relcl", "acl")
            return verb.head if relative else child
        if child.dep_ == "agent" and verb.tag_ == "VBN":
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    own = any(child.dep_ in syntax.SUBJECTS for child in verb.children)
    if verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl") and not own:
        # "…, explaining that …": the subject of the verb above, or the name that the participle hangs on
        above = verb.head
        return (
            above
            if above.pos_ in ("PROPN", "NOUN")
            else next((one for one in above.children if one.dep_ == "nsubj"), None)
        )
    shares = verb.dep_ == "conj" and not participle and not own
    return speaker_of(verb.head) if shares and verb.head.pos_ in syntax.VERBAL else None


def _can_speak(subject: Token, verb: Token, lexicon: dict[str, list[str]]) -> bool:
    lemma = subject.lemma_.lower()
    if subject.lower_ in lexicon["never"] or lemma in lexicon["never"]:
        return False
    if subject.lower_ == "it":
        return verb.lemma_.lower() in (
            "say",
            "add",
            "report",
            "announce",
            "estimate",
            "expect",
            "forecast",
            "warn",
            "note",
        )
    if lemma in lexicon["documents"]:
        return verb.lemma_.lower() in lexicon["document_verbs"]
    return subject.ent_type_ not in ("DATE", "PERCENT", "MONEY", "CARDINAL", "TIME") and subject.pos_ in (
        "NOUN",
        "PROPN",
        "PRON",
    )


def _governed(
    sent: Span, verb: Token, subject: Token, lexicon: dict[str, list[str]], quotations: list[Quotation]
) -> tuple[int, int] | None:
    """The characters that a reporting verb governs: its clause, or all the sentence where it stands apart by commas."""
    clause = next((child for child in verb.children if child.dep_ in ("ccomp", "xcomp", "oprd")), None)
    apart = stands_apart(verb, subject)
    if apart and any(one.start < sent.end_char and sent.start_char < one.end for one in quotations):
        return None  # direct speech: the quotation, not the sentence, is what it governs
    if apart:
        return sent.start_char, sent.end_char
    if clause is not None:
        before = clause.i < verb.i
        return (sent.start_char if before else verb.idx), (sent.end_char if not before else verb.idx)
    warns = any(child.dep_ == "prep" and child.lower_ in ("of", "about") for child in verb.rights)
    if warns and verb.lemma_.lower() in lexicon["with_of"]:
        return verb.idx, syntax.char_span(sent.doc, verb.i, verb.right_edge.i + 1)[1]
    objects = any(child.dep_ in ("dobj", "attr", "pobj") for child in verb.children)
    if objects and verb.lemma_.lower() not in lexicon["needs_clause"]:
        return verb.idx, syntax.char_span(sent.doc, verb.i, verb.right_edge.i + 1)[1]
    return None


def stands_apart(verb: Token, subject: Token) -> bool:
    """Tell whether a verb and its subject are an aside or close the sentence: ``…, X said``, ``…, said X, …``."""
    first = min(subject.left_edge.i, verb.i)
    last = max(subject.i, verb.i)
    if first <= verb.sent.start or verb.doc[first - 1].text not in (",", '"', "”", "-", "–", "—", "'"):
        return False
    if verb.i < subject.i:
        return True  # "said X" after a comma
    if not any(child.dep_ in ("ccomp", "dobj", "xcomp", "acomp") for child in verb.children):
        return any(token.text in (",", ".", '"', "”") for token in verb.doc[last + 1 : min(last + 9, verb.sent.end)])
    tail = verb.doc[last + 1 : verb.sent.end]
    return (
        not len(tail)
        or tail[0].text in (",", ".", ";", ":", "!", "?", '"', "“")
        or tail[0].ent_type_ in ("DATE", "TIME")
        or (tail[0].pos_ == "ADP" and not any(child.dep_ in ("ccomp", "dobj") for child in verb.children))
    )


def _nominal(sent: Span, names: Names) -> Iterator[Attribution]:
    """``analysts' estimates of N``, ``a New York Times report that …``, ``by one estimate``: nouns of speech."""
    lexicon = lexicons.load("cues")["nouns"]
    for noun in sent:
        if noun.lemma_.lower() not in lexicon or noun.pos_ != "NOUN":
            continue
        clause = next(
            (child for child in noun.rights if child.dep_ == "acl" and child.tag_ not in ("VBN", "VBG")), None
        )
        figure = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ in ("of", "for")), None)
        content = clause or figure
        owner = next((child for child in noun.lefts if child.dep_ == "poss" and child.tag_ != "PRP$"), None)
        if content is None or (owner is None and (clause is None or not _named_before(noun))):
            continue
        source = make_source(owner, names, noun.text) if owner is not None else _compound_source(noun, names)
        if source is not None:
            start, end = syntax.char_span(sent.doc, content.left_edge.i, content.right_edge.i + 1)
            yield Attribution(source, start, end, "nominal")


def _heard(sent: Span, names: Names) -> Iterator[Attribution]:
    """``The court heard that …``, ``jurors were told that …``: those to whom evidence is given."""
    for verb in sent:
        if verb.lower_ not in ("heard", "told", "hears"):
            continue
        passive = verb.lower_ == "told"
        hearer = next((child for child in verb.children if child.dep_ == ("nsubjpass" if passive else "nsubj")), None)
        clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
        if hearer is None or hearer.lemma_.lower() not in lexicons.load("cues")["hearers"]:
            continue
        apart = stands_apart(verb, hearer)
        if apart or (clause is not None and clause.i > verb.i):
            governs = (sent.start_char if apart else verb.idx, sent.end_char)
            yield from _attribution(sent, hearer, names, verb.text, governs, "verb")


def _named_before(noun: Token) -> bool:
    return any(child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" for child in noun.lefts)


def _compound_source(noun: Token, names: Names) -> Source | None:
    compounds = [child for child in noun.lefts if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"]
    start, end = syntax.char_span(noun.doc, compounds[0].left_edge.i, compounds[-1].i + 1)
    return source_at(start, end, names, noun.text)


_POLL_NAME = r"(?:[A-Z][\w&./'-]*\s)+(?:[Tt]racking\s|[Ee]xit\s)?(?:[Pp]oll|[Ss]urvey|[Ss]tudy)"
_POLL = re.compile(
    rf"\b(?P<cue>[Ii]n|[Ff]rom|by|to|of)\s(?:an?|the|its|this|that)\s(?:[a-z]+\s)?(?P<name>{_POLL_NAME})\b"
    rf"|^(?:An?|The)\s(?:[a-z]+\s)?(?P<opening>{_POLL_NAME})\b"
    rf"|\b(?:an?|the)\s(?:[a-z]+\s)?(?P<subject>{_POLL_NAME})\b"
    r"(?=\s(?:[a-z]+\s)?(?:[A-Z][a-z]+\s)?(?:giv|show|found|find|put|ha[ds]\b|suggest|indicat|said|say))"
)


def _poll(sent: Span, names: Names) -> Iterator[Attribution]:
    """``46% to 43%, in a Brightline Research poll``: a named poll is the source of its sentence."""
    match = _POLL.search(sent.text)
    if match is None or "who" in sent.text[match.end() : match.end() + 6]:
        return
    group = next(name for name in ("name", "opening", "subject") if match[name])
    base = sent.start_char
    source = source_at(base + match.start(group), base + match.end(group), names, match["cue"])
    if source is not None:
        phrase = source.text
        yield Attribution(replace(source, name=phrase, kind="named"), base, sent.end_char, "poll")


_DATA = re.compile(
    r",\s(?P<cue>(?:data|figures|statistics|numbers|records|research|documents|filings|a\ssurvey|a\spoll)\s"
    r"(?:from|by|compiled\sby|released\sby|at))\s(?:the\s)?(?P<name>[A-Z][\w&.'’ -]{1,60}?)\s"
    r"(?:show|shows|showed|suggest|suggests|suggested|indicate|indicates|indicated|found)\.?$"
)


def _closing_data(sent: Span, names: Names) -> Iterator[Attribution]:
    """``…, data from X show.``: a clause that parsers mostly take for a list of nouns."""
    match = _DATA.search(sent.text)
    if match is None:
        return
    base = sent.start_char
    source = source_at(base + match.start("name"), base + match.end("name"), names, match["cue"])
    if source is not None:
        yield Attribution(source, base, base + match.start(), "closing-data")


_COLON = re.compile(r"^(?P<name>[A-Z][\w.&'’ -]{1,40}):\s+(?=\S)")


def _headline(sent: Span, names: Names) -> Iterator[Attribution]:
    """``X: 5% of …`` as the headline, where X is a name that the article uses again."""
    match = _COLON.match(sent.text)
    name = bare_name(match["name"]) if match else None
    if match is None or name is None or not names.knows(name):
        return
    source = source_at(sent.start_char, sent.start_char + match.end("name"), names, ":")
    if source is not None:
        yield Attribution(source, sent.start_char + match.end(), sent.end_char, "headline")
