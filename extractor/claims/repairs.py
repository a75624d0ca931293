"""Parses of news that the parser is known to get wrong, put right before anything is read from them.

Each repair looks for one such error, told by the words and labels of the tree, and hangs a few tokens elsewhere. They
take the tokens of one tree, in the order of the text.
"""

from collections.abc import Sequence

from extractor.claims import syntax
from extractor.claims.trees import Token

_FINITE = ("VBD", "VBZ", "VBP")
_VERBS = (*_FINITE, "VB", "VBN")
_SUBJECTS = (*syntax.SUBJECTS, "expl")
_NOUNS = ("NOUN", "PROPN", "PRON")
_PER_CENT = ("%", "percent", "cent")
_DAYS = (
    "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


def repair(tokens: Sequence[Token]) -> None:
    """Put right what is known to be wrong in a tree.

    Args:
        tokens: All tokens of the tree; those that are hung elsewhere are changed in place.
    """
    for token in tokens:
        if token.tag_ in _VERBS:
            _read_magnitude(token)
            _read_headline(token)
            _part_participle(token)
            _part_absolute(token)
        elif token.tag_ == "CD" and token.dep_ in syntax.SUBJECTS:
            _read_model(token)
        if token.tag_ in _FINITE:
            _give_subject(token)
            _take_from_day(token)
            _join_to_relative(token)
            _join_to_told(token)
            _join_compared(token)
        elif token.tag_ == "VBN" and token.dep_ == "amod":
            _make_verb(token)
        elif token.tag_ == "VB" and token.dep_ == "nsubj":
            _part_clauses(token)
        elif token.dep_ == "compound" and token.lower_ in _DAYS:
            _free_day(token)
        if token.i > tokens[0].i + 1 and token.nbor(-1).lower_ in _PER_CENT and token.lower_.endswith("er"):
            _make_comparative(token)


def _group_start(verb: Token) -> int:
    """Where the verb begins with the auxiliaries and adverbs right before it."""
    start = verb.i
    for child in reversed(verb.lefts):
        if child.i != start - 1 or child.dep_ not in ("aux", "auxpass", "neg", "advmod"):
            break
        start = child.i
    return start


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _read_magnitude(word: Token) -> None:
    """``a further £95m``, ``£3m short``: the letter of millions, taken for a verb."""
    letter = word.i > 0 and word.lower_ in ("m", "bn", "tn", "k") and word.nbor(-1).tag_ == "CD"
    if (
        letter
        and word.dep_ in syntax.OBJECTS
        and any(child.dep_ in ("det", "amod", "acomp") for child in word.children)
    ):
        word.pos_, word.tag_ = "NOUN", "NN"


def _read_headline(record: Token) -> None:
    """``Tin hits record $40,000``: what stands before a record is the verb of the headline."""
    verb = record.nbor(-1) if record.i > record.sent.start + 1 else record
    if record.lower_ != "record" or verb.head is not record or verb.lower_ not in _REACHES:
        return
    above, dep = record.head, record.dep_
    verb.hang(verb if above is record else above, dep)
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", verb.lower_.removesuffix("s")
    for child in record.children:
        if child is not verb:
            child.hang(verb, child.dep_)
    record.pos_, record.tag_ = "ADJ", "JJ"
    record.hang(verb, "amod")
    noun = verb.nbor(-1)
    if noun.head is verb:
        noun.hang(verb, "nsubj")


_REACHES = ("hits", "reaches", "posts", "sets", "tops", "breaks", "nears", "touches")


def _part_participle(verb: Token) -> None:
    """``A couple borrowing 3 times their income would pay``: the subject hung on the participle behind it."""
    clause = next((one for one in verb.lefts if one.dep_ == "advcl" and one.tag_ == "VBG"), None)
    noun = next((one for one in clause.lefts if one.dep_ == "nsubj"), None) if clause is not None else None
    inner = next((one for one in verb.lefts if one.dep_ == "nsubj"), None)
    if clause is None or noun is None or inner is None or noun.i != clause.i - 1 or inner.i < clause.i:
        return
    if any(one.text == "," or one.dep_ == "mark" for one in verb.doc[noun.left_edge.i : inner.i]):
        return
    if noun.left_edge.i > verb.sent.start and verb.doc[noun.left_edge.i - 1].lower_ in ("with", "without", "despite"):
        return
    noun.hang(verb, "nsubj")
    clause.hang(noun, "acl")
    inner.hang(clause, "dobj")


def _part_absolute(verb: Token) -> None:
    """``With frost at -9C, schools shut``: what stands behind *with* taken for a subject beside the other."""
    subjects = [one for one in verb.lefts if one.dep_ in ("nsubj", "nsubjpass")]
    mark = next((one for one in verb.lefts if one.dep_ == "mark" and one.lower_ == "with"), None)
    if len(subjects) != 2 or mark is None or not mark.i < subjects[0].i:
        return
    if any(one.text == "," for one in verb.doc[subjects[0].i : subjects[1].i]):
        subjects[0].hang(mark, "pobj")
        mark.dep_ = "prep"


def _read_model(number: Token) -> None:
    """``The A350-1000 costs``: the number of a model, the subject of its clause."""
    joint = number.nbor(-1) if number.i > number.sent.start + 1 else number
    name = joint.nbor(-1) if joint.text == "-" else number
    if name.pos_ == "PROPN" and not name.whitespace_ and not joint.whitespace_:
        number.pos_, number.tag_ = "PROPN", "NNP"


def _give_subject(verb: Token) -> None:
    """``orders rose to 812 million pounds and revenue grew``: a subject taken for a further object before."""
    start = _group_start(verb)
    if verb.dep_ != "conj" or _has_subject(verb) or start == 0:
        return
    noun = verb.doc[start - 1]
    while noun.dep_ != "conj" and noun.head.i < noun.i and noun.head.right_edge.i == start - 1:
        noun = noun.head
    behind: list[Token] = []
    if noun.dep_ != "conj":
        listed = next((child for child in noun.rights if child.dep_ == "conj"), noun)
        behind = [child for child in noun.rights if child.i > listed.i]  # "400 jobs and sales *in Asia* fell"
        noun = listed
    above = noun.head
    joined = any(child.dep_ == "cc" and child.i < noun.i for child in above.rights)
    if (
        noun.dep_ == "conj"
        and noun.pos_ in _NOUNS
        and verb.head.i < above.i < noun.i
        and (behind[-1] if behind else noun).right_edge.i == start - 1
        and above.pos_ not in syntax.VERBAL
        and joined
    ):
        noun.hang(verb, "nsubj")
        for child in behind:
            child.hang(noun, child.dep_)


def _take_from_day(verb: Token) -> None:
    """``said on Wednesday revenue jumped``: a subject taken for one phrase with the day before it."""
    start = _group_start(verb)
    if _has_subject(verb) or start == 0:
        return
    noun = verb.doc[start - 1]
    if noun.pos_ not in _NOUNS or noun.dep_ not in ("pobj", "npadvmod") or noun.head.head.i > noun.i:
        return
    day = next((child for child in noun.lefts if child.lower_ in _DAYS), None)
    if day is None or day.dep_ not in ("compound", "nmod"):
        return
    preposition, dep = noun.head, noun.dep_
    for child in noun.lefts:
        if child.i < day.i:
            child.hang(day, child.dep_)
    day.hang(preposition, dep)
    noun.hang(verb, "nsubj")


def _free_day(day: Token) -> None:
    """``said Friday membership had grown``: a day taken for a part of the subject behind it."""
    if day.i == 0 or day.head.dep_ not in syntax.SUBJECTS or day.head.head.dep_ != "ccomp":
        return
    verb = day.nbor(-1)
    if verb.tag_ == "VBD" and day.head.head.head is verb:
        day.hang(verb, "npadvmod")


def _part_clauses(verb: Token) -> None:
    """``homes will flood and damage could reach $4m``: a clause taken for the subject of the one behind it."""
    noun = next((child for child in verb.rights if child.dep_ == "conj"), None)
    main = verb.head
    modal = any(child.tag_ == "MD" for child in verb.lefts)
    if noun is None or not modal or noun.pos_ not in _NOUNS or not noun.i < main.i:
        return
    noun.hang(main, "nsubj")
    verb.hang(main, "ccomp")


def _join_to_relative(verb: Token) -> None:
    """``unveiled a phone that weighs 20 grams and costs $90``: a verb of the relative clause, told by its tense."""
    main = verb.head
    if verb.dep_ != "conj" or _has_subject(verb) or main.pos_ != "VERB" or _is_past(verb) == _is_past(main):
        return
    between = verb.doc[main.i + 1 : verb.i]
    relatives = [one for one in between if one.dep_ == "relcl" and main.is_ancestor(one)]
    if not relatives or _is_past(relatives[-1]) != _is_past(verb):
        return
    verb.hang(relatives[-1], "conj")


def _join_to_told(verb: Token) -> None:
    """``heard that the boy reached Hale, ran a red light and fled``: a verb in the list of those of what is told."""
    main = verb.head
    if verb.dep_ != "conj" or _has_subject(verb) or main.pos_ != "VERB" or verb.doc[_group_start(verb) - 1].text != ",":
        return
    told = [one for one in main.rights if one.dep_ == "ccomp" and one.i < verb.i and one.pos_ == "VERB"]
    if told and _has_subject(told[-1]) and _is_past(told[-1]) == _is_past(verb):
        verb.hang(told[-1], "conj")


def _join_compared(verb: Token) -> None:
    """``Ice covered 14%, less than half of what is usual, the lab said``: what is compared, hung on who says it."""
    told = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    subject = next((child for child in reversed(verb.lefts) if child.dep_ == "nsubj"), None)
    if told is None or subject is None or verb.doc[subject.left_edge.i - 1].text != ",":
        return
    for one in verb.lefts:
        if told.i < one.i < subject.i and one.pos_ in (*_NOUNS, "NUM", "SYM"):
            one.hang(told, "dep")


def _is_past(verb: Token) -> bool:
    finite = next((child for child in verb.lefts if child.dep_ in ("aux", "auxpass")), verb)
    return finite.tag_ in ("VBD", "VBN")


def _make_verb(participle: Token) -> None:
    """``Minerals, which sells copper, booked orders``: the verb of a sentence that the parser gives none."""
    noun, item = participle.head, participle.sent.root
    closed = participle.i > 0 and participle.nbor(-1).text == "," and noun.dep_ in ("conj", "appos", "dobj", "dep")
    if not closed or noun.head is not item or item.pos_ not in _NOUNS or item.i > participle.i:
        return
    if not any(child.dep_ in ("relcl", "appos", "acl") and child.i < participle.i for child in item.rights):
        return
    participle.pos_, participle.tag_ = "VERB", "VBD"
    participle.hang(participle, "ROOT")
    item.hang(participle, "nsubj")
    noun.hang(participle, "dobj")


def _make_comparative(word: Token) -> None:
    """``is 18% dearer``: a comparative that the tagger does not know."""
    per_cent = word.nbor(-1)
    number = per_cent.nbor(-1) if per_cent.lower_ != "cent" else per_cent.nbor(-2)
    before = word.doc[max(number.i - 1, word.sent.start)]
    if word.pos_ not in ("NOUN", "VERB", "PROPN") or number.tag_ != "CD" or before.pos_ == "DET":
        return
    if word.i + 1 < len(word.doc) and word.nbor().pos_ in ("NOUN", "PROPN"):
        return
    verb, last = word.head, word
    above = next((one for one in reversed(word.doc[word.sent.start : number.i]) if _may_govern(one)), None)
    if above is None:
        return
    if word.dep_ in syntax.SUBJECTS and verb.i > word.i:
        last = next((child for child in word.rights if child.dep_ == "conj"), word)
        if last is not word:
            last.hang(verb, word.dep_)  # "is 18% dearer and *bills* have come down"
    if verb is not above and verb.head is word:
        return
    for child in word.lefts:
        if child.pos_ == "PRON" and child.dep_ == "nsubj":
            child.hang(above, "dobj")  # "made it 40% shallower"
    word.pos_, word.tag_ = "ADJ", "JJR"
    if not above.is_ancestor(word) or last is not word:
        verb.hang(above, "ccomp") if verb is not above and above.is_ancestor(verb) else None
    word.hang(above, "conj" if above.tag_ == "JJR" else "acomp")
    per_cent.hang(word, "npadvmod")


def _may_govern(word: Token) -> bool:
    return word.tag_ == "JJR" or word.lemma_ in ("be", "make", "become", "get", "grow", "leave", "turn")
