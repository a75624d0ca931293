"""What a clause or a noun of change is about: the walks by which subjects are found.

Labels are those of the ClearNLP guidelines (Choi and Palmer, Guidelines for the CLEAR Style Constituent to Dependency
Conversion, 2012).
"""

from functools import cache
from itertools import takewhile

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import gazetteers, syntax
from extractor.claims.participles import modified_by

# What joins the nouns of one noun phrase.
_INSIDE = ("prep", "pobj", "conj", "appos", "compound", "nmod", "poss")
_RELATIVES = ("WDT", "WP", "WP$", "WRB")


@cache
def change_nouns() -> frozenset[str]:
    """Return the lemmas of nouns of change: the subject is what they say changed."""
    changes, lexicon = lexicons.load("changes"), lexicons.load("subjects")
    return frozenset([*changes["up"], *changes["down"], *lexicon["changes_extra"]]) - set(changes["no_nouns"])


def clause_subject(verb: Token) -> Token | None:
    """Return the noun that a verb's clause is about, relative pronouns and participles resolved."""
    if (named := modified_by(verb)) is not None:
        return named
    if any(child.dep_ == "expl" for child in verb.children):
        return object_of(verb)  # "there were a million tweets"
    subject = _before_auxiliary(verb) or _controlled(verb) or syntax.subject_of(verb)
    if subject is None:
        return _modified_by_clause(verb)
    if subject.tag_ in _RELATIVES:
        return antecedent_of(subject)
    if subject.dep_ in ("csubj", "csubjpass"):
        return object_of(subject)
    return subject


def _controlled(verb: Token) -> Token | None:
    """``expects the deficit to overshoot``: the object of the verb above, where the infinitive has no subject."""
    if verb.dep_ != "xcomp" or any(child.dep_ in syntax.SUBJECTS for child in verb.children):
        return None
    if not any(child.tag_ == "TO" for child in verb.lefts):
        return None
    between = (child for child in verb.head.rights if child.dep_ == "dobj" and child.i < verb.i)
    return next((child for child in between if child.pos_ in ("NOUN", "PROPN")), None)


def _before_auxiliary(verb: Token) -> Token | None:
    """``at full capacity the premium will be``: the noun before a verb that the parser gives no subject of its own."""
    if verb.dep_ != "conj" or any(child.dep_ in syntax.SUBJECTS for child in verb.children):
        return None
    modal = next((child for child in verb.lefts if child.tag_ == "MD"), None)
    if modal is None or modal.i == modal.sent.start:
        return None
    noun = modal.nbor(-1)
    return noun if noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in ("DATE", "TIME") else None


def antecedent_of(relative: Token) -> Token:
    """Return the noun that a relative pronoun stands for.

    The parser often hangs the clause on the first of several nouns before it; where only the last of them agrees with
    the clause's verb in number, that is the better guess (``the industry and its growers, which employ``).
    """
    clause = next((head for head in [relative, *syntax.ancestors(relative, 4)] if head.dep_ in ("relcl", "acl")), None)
    if clause is None:
        return relative
    noun, nearest = clause.head, relative
    holder = _head_of_phrase(noun) if relative.lower_ == "who" else None
    if holder is not None and any(child.dep_ == "appos" and child.tag_ == "CD" for child in holder.children):
        return holder  # "Ann Low, 67, of Leeds, who has waited"
    if relative.lower_ == "who" and (last := _person_before(relative)) is not None:
        return last
    if relative.lower_ == "who" and (person := _person_up(noun)) is not None:
        return named_by(person)
    if noun.ent_type_ in ("DATE", "TIME") and noun.dep_ == "pobj":  # "opened a dock on Tuesday that will handle"
        above = noun.head.head
        opened = [child for child in above.rights if child.dep_ == "dobj" and child.i < noun.i]
        noun = opened[0] if opened else noun
    while nearest.i > relative.sent.start and nearest.pos_ in ("PRON", "DET", "PUNCT", "ADP"):
        nearest = nearest.nbor(-1)
    if noun.i < nearest.i and nearest.pos_ in ("NOUN", "PROPN") and nearest.ent_type_ not in ("DATE", "TIME"):
        inside = all(
            head.dep_ in _INSIDE for head in [nearest, *takewhile(lambda one: one != noun, syntax.ancestors(nearest))]
        )
        listed = nearest.dep_ == "conj" and relative.lower_ == "that"  # "walls and prices that have risen"
        if not inside or listed or _agrees(nearest, clause) > _agrees(noun, clause):
            return nearest
    owner = _head_of_phrase(noun) if relative.lower_ == "which" and not _agrees(noun, clause) else None
    if owner is not None and _agrees(owner, clause):
        return owner  # "shares in the company, which have gained"
    if relative.lower_ == "which" and noun.ent_type_ == "PERSON" and (thing := _head_of_phrase(noun)) is not None:
        return thing  # "the party of Janez Jansa, which would have 27 seats"
    return named_by(noun)


def named_by(noun: Token) -> Token:
    """``Joel Katz, 39, her son, who drove``: the name that a noun is apposed to; else the noun."""
    above = noun.head
    return above if noun.dep_ == "appos" and above.pos_ == "PROPN" and noun.pos_ == "NOUN" else noun


def _person_before(relative: Token) -> Token | None:
    """``Ann got ten and her brother Shane, who turned 26``: the person named right before the comma."""
    if relative.i < relative.sent.start + 2 or relative.nbor(-1).text != ",":
        return None
    last = relative.nbor(-2)
    before = last.nbor(-1) if last.i > relative.sent.start else last
    given = before if before.pos_ == "PROPN" else last
    return last if last.pos_ == "PROPN" and gazetteers.first_name(given.text) is not None else None


def _person_up(noun: Token) -> Token | None:
    """``a treasurer of a fire department who stole``: the person in whose of-phrase the noun before *who* stands."""
    above: Token | None = noun
    while above is not None and not _is_personal(above):
        above = _head_of_phrase(above)
    return above


def _head_of_phrase(noun: Token) -> Token | None:
    """The noun whose prepositional phrase a noun stands in."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else None
    return above if above is not None and above.pos_ in ("NOUN", "PROPN") else None


def _is_personal(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or noun.lemma_.lower() in lexicons.load("names")["descriptions"]["person"]


def antecedent_in_sentence(pronoun: Token) -> Token | None:
    """Return the subject before a personal pronoun in its sentence that it may stand for: the nearest that agrees.

    ``The company said it has 80 shops``: the company. None for other words, and where no subject before it agrees.
    """
    word = pronoun.lower_
    if word == "it" and pronoun.head.lemma_ == "be" and any(child.dep_ == "acomp" for child in pronoun.head.children):
        return None  # "it is easy to get three": stands for nothing
    if word not in ("it", "they", "he", "she") or pronoun.dep_ in ("dobj", "dative"):
        return None  # "banned the club and fined it": never the subject of its own clause
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if (
            token.dep_ not in ("nsubj", "nsubjpass")
            or token.pos_ not in ("NOUN", "PROPN")
            or token.head.i == pronoun.head.i
            or token.is_ancestor(pronoun)  # "half of it"
            or token.lower_ in ("percent", "cent", "%")
            or (word == "it" and token.pos_ == "NOUN" and _is_personal(token))  # "its chief says it needs £4m"
        ):
            continue
        plural = token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children)
        person = token.ent_type_ == "PERSON"
        # The recogniser takes single words that it does not know for persons.
        thing = not person or (token.left_edge.i == token.i and token.head.lemma_.lower() in _saying())
        if (word == "they" and plural) or (word == "it" and not plural and thing) or (word in ("he", "she") and person):
            return token
    return None


def _saying() -> frozenset[str]:
    return frozenset(lexicons.load("cues")["verbs"])


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether a noun may be the subject of a verb by their number."""
    finite = next((child for child in verb.children if child.dep_ in ("aux", "auxpass")), verb)
    plural = noun.tag_ in ("NNS", "NNPS")
    singular_verb = finite.tag_ == "VBZ" or finite.lower_ == "was"
    plural_verb = finite.tag_ == "VBP" or finite.lower_ == "were"
    return not (plural and singular_verb) and not (not plural and plural_verb)


def _modified_by_clause(verb: Token) -> Token | None:
    """The noun that a relative or participial clause modifies, with the clause's verb chain climbed first."""
    for head in [verb, *syntax.ancestors(verb, 6)]:
        if head.dep_ in ("relcl", "acl"):
            if head.head.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY"):
                above = syntax.governing_verb(head.head)  # "will grow until 2030 to reach $4bn"
                return syntax.subject_of(above) if above is not None else None
            return _controller(head) or named_by(head.head)
        if head.dep_ == "pcomp" and head.head.head.pos_ in ("NOUN", "PROPN"):
            return next((child for child in head.children if child.dep_ in syntax.SUBJECTS), None)
        if head.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "oprd", "auxpass"):
            return None
        if (subject := syntax.subject_of(head.head)) is not None:
            return subject
    return None


def _controller(clause: Token) -> Token | None:
    """``Ortega's plan to cut 16 posts``, ``has vowed a fight to win 12 seats``: who does what the infinitive says."""
    if not any(child.tag_ == "TO" for child in clause.lefts):
        return None
    noun = clause.head
    owner = next((child for child in noun.children if child.dep_ == "poss" and child.pos_ != "PRON"), None)
    return owner or (syntax.subject_of(noun.head) if noun.dep_ == "dobj" else None)


def object_of(verb: Token) -> Token | None:
    """Return the verb's first object or complement."""
    return next((child for child in verb.rights if child.dep_ in syntax.OBJECTS), None)


def is_measure(noun: Token) -> bool:
    """Whether the noun measures only: *rate of*, but not *unemployment rate of*."""
    measures = lexicons.load("subjects")["measures"]
    if noun.lemma_.lower() not in measures and noun.text not in measures:
        return noun.lemma_.lower() in change_nouns()
    generic = lexicons.load("subjects")["generic"]
    named = [
        child for child in noun.lefts if child.dep_ in ("compound", "nmod", "amod") and child.lower_ not in generic
    ]
    return not named


def what_changed(noun: Token) -> Token | None:
    """``increase in X``, ``growth of X``, ``X growth``: the X; else the subject of the noun's verb."""
    target = syntax.prepositional(noun, "in", "of", "for", "to")
    if (
        target is not None
        and target.pos_ in ("NOUN", "PROPN", "PRON")
        and target.ent_type_ not in ("DATE", "PERCENT", "MONEY", "CARDINAL", "QUANTITY")
    ):
        return target
    if (named := _compound(noun)) is not None:
        return named
    if noun.dep_ in ("dobj", "attr", "pobj", "conj", "oprd", "ROOT"):
        verb = syntax.governing_verb(noun)
        expects = verb is not None and verb.lemma_.lower() in (
            "expect",
            "forecast",
            "predict",
            "project",
            "estimate",
            "see",
        )
        if noun.dep_ == "dobj" and (expects or is_growth(noun)):
            return noun  # "economists expected growth of 0.4%": growth is what they expected
        subject = clause_subject(verb) if verb is not None else None
        if subject is not None and subject.i != noun.i:
            return subject
    if noun.dep_ == "appos" and noun.head.pos_ in ("NOUN", "PROPN"):
        return noun.head  # "212 crimes, a drop of 11 percent"
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def is_growth(noun: Token) -> bool:
    """Tell *growth* without article or owner: that of the economy, or of whatever the article is about."""
    return noun.lemma_.lower() == "growth" and not any(
        child.dep_ in ("det", "poss", "compound", "amod", "nmod") for child in noun.lefts
    )


def _compound(noun: Token) -> Token | None:
    """The noun right before a noun of change: ``house price`` *growth*."""
    compounds = [
        child
        for child in noun.lefts
        if child.dep_ in ("compound", "nmod")
        and child.pos_ in ("NOUN", "PROPN")
        and child.ent_type_ not in ("PERCENT", "MONEY", "CARDINAL")
    ]
    return compounds[-1] if compounds else None
