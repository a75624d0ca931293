"""The singular of what is counted."""

import re

from spacy.tokens import Token

from extractor import lexicons


def singular(noun: Token, *, titled: bool) -> str:
    """Return the singular of a counted noun: ``MP`` for *MPs*, ``counterparty`` for *counterparties*.

    Args:
        noun: The noun.
        titled: Whether it stands in a headline, where capitals make no name.
    """
    if re.fullmatch(r"[A-Z][A-Z0-9]+s", noun.text):
        return noun.text[:-1]  # "MPs"
    if noun.tag_ == "NNS":
        lemma = str(lexicons.load("quantities")["singular"].get(noun.lower_, noun.lemma_.lower()))
        if (
            lemma.endswith("ie")
            and noun.lower_.endswith("ies")
            and lemma not in lexicons.load("quantities")["singulars"]["in_ie"]
        ):
            lemma = f"{lemma[:-2]}y"  # "counterparties"
        return lemma.capitalize() if noun.is_title and not titled else lemma  # "Iowans"
    if noun.tag_ == "VBZ":
        return without_s(noun.text)
    named = noun.pos_ == "PROPN" and not noun.text.islower()
    return noun.text.removesuffix("s") if named else noun.text


def without_s(plural: str) -> str:
    """Return the singular of a regular plural that the tagger took for another word: ``cargoes``, ``berries``."""
    if plural.endswith("ies") and len(plural) > len("ties"):
        return f"{plural[:-3]}y"
    return re.sub(r"(?<=[sxzo])es$|(?<=ch)es$|(?<=sh)es$|s$", "", plural)
