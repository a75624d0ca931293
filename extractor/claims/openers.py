"""Names that open their sentence, where every word has a capital."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractor.claims import syntax


def find_openers(doc: Doc) -> Iterator[tuple[str, str]]:
    """Yield single words in capitals that the tagger takes for names although they open their sentence.

    Args:
        doc: The parsed document.
    """
    for sent in doc.sents if doc.has_annotation("SENT_START") else ():
        first = sent[0]
        named = first.tag_ == "NNP" and first.dep_ in (*syntax.SUBJECTS, "poss") and first.text[:1].isupper()
        closed = sent[-1].is_punct or sent[-1].is_space  # in headlines the tagger takes many words for names
        if named and closed and first.ent_type_ not in _NO_OPENERS and not _COMMON.search(first.text):
            yield first.text, "PROPN"


_NO_OPENERS = ("NORP", "LANGUAGE")
# Plurals and abstract nouns, which the tagger takes for names where they open a sentence: "Heifers", "Ridership".
_COMMON = re.compile(r"(?<![aiou])s$|(?:ship|tion|sion|ment|ness|ity|ism|ance|ence)$")
