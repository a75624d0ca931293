"""Who holds a rank: ``China's No. 2 ranking``, ``the agency ranks it No. 4``, ``at the second-busiest airport``."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import clause_subject
from extractor.claims.sites import Site


def holder_of_rank(site: Site) -> Token | None:
    """Who holds the rank: the possessor or the subject above it, frames such as ``the world's`` passed over."""
    frames, token = lexicons.load("subjects")["frames"], site.measure
    if (ranked := _ranked_place(site)) is not None:
        return ranked
    for head in [token, *syntax.ancestors(token, 12)]:
        for child in head.children:
            named = child.lemma_.lower() not in frames and not _is_frame(child, head, site)
            if child.dep_ == "poss" and named and child.i != token.i:
                return _antecedent(child, head)
        if head.pos_ in syntax.VERBAL:
            if head.dep_ in ("pcomp", "acl") and not any(child.dep_ in syntax.SUBJECTS for child in head.children):
                if head.tag_ == "VBG" and head.i > head.sent.start and head.nbor(-1).pos_ == "PROPN":
                    return head.nbor(-1)  # "reactions to China becoming the second-largest"
                continue  # "China's achievements in becoming the No. 2": the owner stands above
            subject = _ranked_object(head, token) or clause_subject(head)
            if subject is None:
                continue
            owner = next(
                (
                    child
                    for child in subject.children
                    if child.dep_ == "poss" and child.pos_ != "PRON" and child.lemma_.lower() not in frames
                ),
                None,
            )
            owner = owner or _owner_between(subject, site)
            return owner if owner is not None and subject.pos_ == "NOUN" else subject
        if head.dep_ == "appos" and head.head.pos_ in ("PROPN", "NOUN"):
            return _ranked_before(head) or head.head
    return None


def _ranked_before(rank: Token) -> Token | None:
    """``Shares of the company, the country's second-largest carrier``: the noun before the comma, where it agrees."""
    above, comma = rank.head, rank.left_edge.i - 1
    counted = any(child.dep_ == "nummod" for child in above.children)
    verb = syntax.governing_verb(above)
    if counted and verb is not None and above.dep_ in ("dobj", "attr"):
        return clause_subject(verb)  # "averaged 1.2 goals a game, the third-lowest"
    last = rank.doc[comma - 1] if comma > above.i + 1 and rank.doc[comma].text == "," else above
    plural = above.tag_ in ("NNS", "NNPS") and rank.tag_ == "NN"
    return last if plural and last.pos_ in ("NOUN", "PROPN") and last.tag_ in ("NN", "NNP") else None


def _is_frame(owner: Token, owned: Token, site: Site) -> bool:
    """``Africa's third-largest airline``: a place that only says among which; but ``China's No. 2 ranking``."""
    ranks = lexicons.load("subjects")["measures"]
    placed = owner.ent_type_ in ("GPE", "LOC") and owned.i >= site.span.end
    return placed and owned.lemma_.lower() not in ranks


def _ranked_place(site: Site) -> Token | None:
    """``at the country's second-busiest airport``: the thing itself, where its rank only tells which is meant."""
    noun = site.measure
    placed = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "near", "outside", "through", "across", "inside")
    inside = noun.i >= site.span.end and placed
    return noun if inside and not any(child.dep_ == "appos" for child in noun.children) else None


def _ranked_object(verb: Token, rank: Token) -> Token | None:
    """``the agency ranks it No. 4``: whom the verb ranks."""
    if verb.lemma_.lower() not in ("rank", "rate", "place", "put", "name", "list", "make"):
        return None
    ranked = next((child for child in verb.rights if child.dep_ in ("dobj", "dative", "nsubj")), None)
    return ranked if ranked is not None and ranked.i < rank.i and ranked.i != rank.i else None


def _owner_between(subject: Token, site: Site) -> Token | None:
    """``the talk about China's success in becoming No. 2``: the owner that stands between the subject and the rank."""
    between = subject.doc[subject.i : site.measure.i]
    owners = [
        token
        for token in between
        if token.dep_ == "poss" and token.pos_ == "PROPN" and not _is_frame(token, token.head, site)
    ]
    return owners[-1] if owners else None


def _antecedent(possessor: Token, owned: Token) -> Token:
    """``its number two ranking``: the name that *its* stands for, the possessor of the clause's subject."""
    if possessor.pos_ != "PRON":
        return possessor
    verb = syntax.governing_verb(owned)
    subject = syntax.subject_of(verb) if verb is not None else None
    if subject is None or subject.i > possessor.i:
        return possessor
    return next((child for child in subject.children if child.dep_ == "poss" and child.pos_ == "PROPN"), subject)
