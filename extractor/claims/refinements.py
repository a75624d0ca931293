"""From the word that a rule names to the one that heads the subject: beyond quantifiers, measures and misread verbs."""

from spacy.tokens import Token

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.clauses import change_nouns, is_growth, what_changed
from extractor.claims.sites import Site


def name_behind(head: Token) -> Token | None:
    """Return the name that a title stands right before: ``the keeper Jon Aske``."""
    named = (child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN")
    ordered = any(child.ent_type_ == "ORDINAL" or child.lower_ == "another" for child in head.lefts)
    return next(
        (
            child
            for child in named
            if child.left_edge.i == head.i + 1 or (ordered and child.ent_type_ == "PERSON")  # "a third man, Ed Lowe,"
        ),
        None,
    )


def beyond_verb(site: Site, head: Token) -> Token:
    """Return the subject of a verb that the parser took for a noun with modifiers: ``The defender cost £9m``."""
    verbs = lexicons.load("subjects")["verbs_like_nouns"]
    between = site.sent.doc[head.i + 1 : site.span.start]
    stems = {head.lemma_.lower(), head.lower_.removesuffix("es")}
    if head.lower_.endswith("ing"):  # "with unemployment peaking at 4.6%"
        stems |= {head.lower_.removesuffix("ing"), f"{head.lower_.removesuffix('ing')}e"}
    misread = not stems.isdisjoint(verbs)
    if not (misread or head.tag_ == "VBG") or not all(
        token.pos_ in ("ADV", "ADP", "SYM") and token.lower_ != "of" for token in between
    ):
        return head
    return next((child for child in reversed(list(head.lefts)) if child.dep_ in _BEFORE_VERB), head)


_BEFORE_VERB = ("compound", "nmod", "amod", "nsubj")


def beyond_quantifiers(head: Token) -> Token:
    """Return what a quantifier is of: ``most of the northern`` *belt*; else the head itself."""
    if head.lemma_.lower() in lexicons.load("subjects")["quantifiers"]:
        return syntax.prepositional(head, "of") or head
    return head


def beyond_measures(site: Site, head: Token) -> Token:
    """Replace a bare noun of change that was chosen as the label by what it says changed."""
    if site.found.dimension == "time" and any(child.lower_ == "first" or child.tag_ == "JJS" for child in head.lefts):
        return head  # "the *first increase* in two years"
    compound = any(child.dep_ == "compound" for child in head.lefts)
    revised = head.dep_ == "dobj" and head.lemma_.lower() in lexicons.load("cues")["outlooks"]
    if revised and compound and syntax.is_move(head.head):
        return head  # "raised its *inflation forecast* by 0.6 points"
    grows = head.dep_ in syntax.SUBJECTS and compound  # "wage growth slowed to 6%"
    bare = is_growth(head) and head.dep_ != "attr" and syntax.prepositional(head, "in", "for") is None
    if head.lemma_.lower() in change_nouns() and head.pos_ == "NOUN" and not (grows or bare):
        return what_changed(head) or head
    return head
