"""How the spaCy pipeline is loaded: without what nothing here asks of it."""

import re
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

from extractor.errors import ModelError
from extractor.models import DEFAULT_MODEL, check_default_model

_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
# Nothing here asks for these, and the sentences are split already.
_UNUSED = ("senter", "textcat", "textcat_multilabel", "entity_linker", "spancat")
# Digits with a scale letter stay one token: split off, the tagger takes the "m" of "£412m" for a verb.
_SCALED = re.compile(r"\d[\d.,]*(?:m|mn|bn|tn|trn|k|p|pc|cr|G)$")
_NO_TOKENIZER = "extractor.NoTokenizer.v1"


registry.tokenizers(_NO_TOKENIZER, func=lambda: lambda nlp: None)


def load_pipeline(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline.

    Args:
        model: The name of an installed English spaCy pipeline, or the path of one.

    Returns:
        The pipeline, without components that nothing here needs.

    Raises:
        ModelError: The pipeline is not installed, is not what stands under the default name, or lacks a tagger,
            parser, lemmatizer or entity recogniser.
    """
    try:
        nlp = _load_default() if model == DEFAULT_MODEL else _load_other(model)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {model!r} is not installed; install the package's requirements, or name an installed "
            "English pipeline with --model"
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"the spaCy pipeline {model!r} lacks {', '.join(missing)}; choose one that has them")
    _speed_up_lemmas(nlp.get_pipe("lemmatizer"))
    return nlp


def _load_default() -> Language:
    """Load the pipeline of which all is known, without what it makes only to replace it by what was saved."""
    config = {"nlp": {"tokenizer": {"@tokenizers": _NO_TOKENIZER}}}
    nlp = spacy.load(DEFAULT_MODEL, exclude=[*_UNUSED, "strings", "tokenizer"], config=config)
    check_default_model(nlp.path)
    # Of the 80,000 words that the model learned from, those that come up are added when they do.
    for labels in nlp.pipe_labels.values():
        for label in labels:
            nlp.vocab.strings.add(label)
    nlp.tokenizer = _read_tokenizer(nlp)
    return nlp


def _load_other(model: str) -> Language:
    nlp = spacy.load(model, exclude=_UNUSED)
    nlp.tokenizer.token_match = _SCALED.match  # type: ignore[union-attr]  # an English tokenizer has it
    return nlp


def _read_tokenizer(nlp: Language) -> Tokenizer:
    """Return the tokenizer that the pipeline was saved with, but for words that it would split.

    Made at once: each rule that is changed later has it read the thousand exceptions of English anew.
    """
    saved: dict[str, Any] = srsly.read_msgpack(nlp.path / "tokenizer")
    return Tokenizer(
        nlp.vocab,
        rules=saved["exceptions"],
        prefix_search=re.compile(saved["prefix_search"]).search,
        suffix_search=re.compile(saved["suffix_search"]).search,
        infix_finditer=re.compile(saved["infix_finditer"]).finditer,
        token_match=_SCALED.match,
        url_match=re.compile(saved["url_match"]).match,
        faster_heuristics=saved["faster_heuristics"],
    )


def _speed_up_lemmas(lemmatizer: Any) -> None:
    """Have the lemmatizer of rules look its words up: it goes through lists of up to 60,000 for each new one."""
    if getattr(lemmatizer, "mode", None) == "rule":
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech in list(index):
            index[part_of_speech] = dict.fromkeys(index[part_of_speech])
