"""Numbers that claim nothing: dates, years, names that hold digits, labels, scores, idioms."""

import re
from functools import cache
from itertools import pairwise

from spacy.tokens import Span

from extractor import lexicons
from extractor.claims import syntax
from extractor.claims.numerals import Numeral

_NEAR = 8  # characters around a number that tell whether it is part of a name
_LONGEST_PHRASE = 8  # tokens from a number to the plural that it counts
_LARGEST_PRONOUN = 4  # "the two", "the three"; larger numbers with an article count what is left out
_SMALLEST_MODEL = 100  # "the two is", "its 64 chip" are no names of models
_LARGEST_MODEL = 10_000  # numbers of models have four digits at most

_SCORE = re.compile(r"(?<![\d.,$£€-])\d{1,3}\s?[-–]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\d%]|\.\d|-[a-z])")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    lexicon = lexicons.load("exclusions")
    numbers = [*lexicons.load("numerals")["units"], *lexicons.load("numerals")["tens"]]
    lists = {
        "{months}": lexicons.alternatives(lexicon["months"]),
        "{days}": lexicons.alternatives(lexicon["days"]),
        "{labels}": lexicons.alternatives(lexicon["labels"]),
        "{number}": rf"\d{{1,4}}[A-Za-z]?|(?i:{lexicons.alternatives(numbers)})",
    }
    compiled = []
    for pattern in lexicon["pattern"]:
        regex = pattern["regex"]
        for name, words in lists.items():
            regex = regex.replace(name, words)
        compiled.append((pattern["id"], lexicons.needed(pattern), re.compile(regex, re.VERBOSE)))
    return compiled


def excluded_spans(text: str) -> list[tuple[int, int, str]]:
    """Return the spans of a sentence's text whose numbers claim nothing, each with its pattern's id."""
    lowered = text.lower()
    spans = [
        (match.start(), match.end(), name)
        for name, needs, pattern in _patterns()
        if needs.search(lowered)
        for match in pattern.finditer(text)
        if name != "decade" or not is_decade_of_a_measure(text, match.end())
    ]
    spans.extend((match.start(), match.end(), "score") for match in _scores(text))
    return sorted(spans)


def is_decade_of_a_measure(text: str, end: int) -> bool:
    """Tell whether the tens that end at ``end`` are those of a measure: temperatures ``in the`` *40s*."""
    return re.search(r"the\s\d0s$", text[max(0, end - 8) : end]) is not None and (_mentions(text, "decades", "words"))


def is_vote(text: str) -> bool:
    """Tell whether a sentence speaks of a vote, whose hyphenated pairs are tallies."""
    return _mentions(text, "scores", "votes")


def is_ratio(text: str) -> bool:
    """Tell whether a sentence speaks of odds or ratios, whose pairs are one number to one."""
    return _mentions(text, "scores", "ratios")


def _mentions(text: str, table: str, name: str) -> bool:
    return lexicons.mentions(text, tuple(lexicons.load("exclusions")[table][name]))


def _scores(text: str) -> list[re.Match[str]]:
    """Hyphenated pairs in a sentence that speaks of a contest; tallies of votes are claims."""
    pairs = [pair for pair in _SCORE.finditer(text) if not (pair[0].endswith("1") and is_ratio(text))]
    if not pairs or is_vote(text):
        return []
    contest = _mentions(text, "scores", "words")
    return [pair for pair in pairs if contest or not _rises(pair[0])]


def _rises(pair: str) -> bool:
    numbers = [int(number) for number in re.split(r"\s?[-–]\s?", pair)]
    return numbers == sorted(set(numbers)) and len(numbers) == 2


def is_part_of_name(sent: Span, numeral: Numeral) -> bool:
    """Tell whether a number without a unit only names something (``5G``, ``Boeing 737``, ``the Forty Thieves``).

    Args:
        sent: The parsed sentence.
        numeral: A number in ``sent.text``; its offsets count there.
    """
    text = sent.text
    before, after = text[max(0, numeral.start - _NEAR) : numeral.start], text[numeral.end : numeral.end + _NEAR]
    if re.search(r"[^\W\d_]$|[^\W\d_]&$", before) or re.match(r"[^\W\d_]", after):
        return True
    if re.search(r"\d[.,:/]$|[#§]\s?$|(?<=\w)[_/]$", before) or re.match(r"[:/_]\d", after):
        return True
    if re.match(r"-[A-Z]{1,3}\b|'s\b", after):
        return True
    if re.match(r"\sto\s\d", after):
        return False  # "Berg led Lee 41 to 38"
    if (numeral.scale == 1 and _is_counted_without_verb(sent, numeral)) or _is_subunit(text, numeral):
        return False
    if makes_behind(text, numeral.end) is not None:
        return False
    token = sent.char_span(numeral.start, numeral.start + 1, alignment_mode="expand")
    if token is not None and (_is_model(sent, numeral, token.end) or _is_one_thing(sent, numeral, token.end)):
        return True
    if token is None or token.start == sent.start:
        return False
    previous = sent.doc[token.start - 1]
    if numeral.style == "words":
        return _is_name_word(sent, numeral, previous.is_title)
    if numeral.style != "digits" or numeral.scale != 1 or not previous.whitespace_:
        return False
    grouped = "," in text[numeral.start : numeral.end]  # "those to Morocco 140,000"
    named = not grouped and previous.tag_ == "NNP" and previous.text[:1].isupper() and previous.ent_type_ != "DATE"
    return named and not _counts_a_plural(sent, numeral)


_MAKES = re.compile(  # "14 A220s", "12 Boeing 787-9s", "nine leased ATR 72-600s"
    r"\s(?:(?:more|of\s(?:the|its|their)|the|its|further|additional)\s){0,2}(?P<name>(?:(?:new|older|leased|used|second-?hand|grounded|ag(?:e)?ing)\s)?(?:[A-Z][\w-]*\s){0,2}"
    r"(?:[A-Z]{1,3}-?\d{1,4}(?:-\d{1,4})?|\d{3}|\d{2,3}-\d{1,4})[A-Z]{0,3}(?:neo)?)s\b(?!\s(?!(?:as|is|was|has|this|plus|across|versus)\b)[a-z]+s\b)"
)


def makes_behind(text: str, end: int) -> re.Match[str] | None:
    """Return the makes of aircraft, cars and the like in the plural that stand behind a number: ``14`` *A220s*."""
    return _MAKES.match(text, end)


_GAP = re.compile(  # "Labour won 54 seats, National" 48 "and the Greens" 12
    r"(?:[,;]|\band|,\sand)\s(?:the\s)?(?:[A-Z][\w’'-]*|(?<=the\s)[a-z]+|others?|independents|rivals)(?:\s[A-Z][\w’'-]*){0,3}\s(?:with\s|on\s|at\s)?$"
)
_GAP_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$|and\b|in\sthe\b)")


def is_without_verb(text: str, start: int, end: int) -> bool:
    """Tell the number of a clause that leaves out verb and noun: ``Labour won 54 seats, National`` *48*."""
    return _GAP.search(text[max(0, start - 48) : start]) is not None and _GAP_ENDS.match(text, end) is not None


_PRONOUN = re.compile(r"\b(?:the|these|those|the\sother)\s$", re.I)


def is_pronoun(sent: Span, numeral: Numeral) -> bool:
    """Tell ``the`` *two* ``are tied``, which stands for people named before, from ``the two boats``."""
    near = sent.text[max(0, numeral.start - 12) : numeral.start]
    if numeral.style != "words" or numeral.value > _LARGEST_PRONOUN or not _PRONOUN.search(near):
        return False
    token = sent.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if token is None or token.root.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
        return False
    following = sent.doc[token.end] if token.end < sent.end else None
    return (
        following is None
        or following.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "ADV")
        or (following.lower_ == "of" and token.end + 1 < sent.end and sent.doc[token.end + 1].lower_ in ("them", "us"))
    )


_CODE_BEFORE = re.compile(r"\d\s[A-Z]{3}\s$")


def _is_subunit(text: str, numeral: Numeral) -> bool:
    """``17 USD`` *25*: the subunits behind an amount and its code."""
    two_digits = re.fullmatch(r"\d\d", text[numeral.start : numeral.end]) is not None
    before = _CODE_BEFORE.search(text[max(0, numeral.start - _NEAR) : numeral.start])
    return two_digits and before is not None and re.match(r"\s*(?:[.,;]|$)", text[numeral.end :]) is not None


def _is_one_thing(sent: Span, numeral: Numeral, end: int) -> bool:
    """``the`` *486* ``is``, ``its`` *8088* ``chip``: digits that a singular verb or noun takes for one thing."""
    if numeral.style != "digits" or numeral.scale != 1 or end >= sent.end or not _is_whole(sent, numeral):
        return False
    number, following = sent.doc[end - 1], sent.doc[end]
    before = sent.doc[number.i - 1] if number.i > sent.start else None
    if numeral.value < _SMALLEST_MODEL or before is None:
        return False
    if before.lower_ == "the" and number.dep_ in syntax.SUBJECTS and following.tag_ == "VBZ":
        return True
    lexicon = lexicons.load("quantities")
    made = following.tag_ == "NN" and following.lower_ in lexicon["makes"]["nouns"]
    if following.lower_ in lexicon["invariable"]["nouns"]:
        return made and before.lower_ in ("a", "an")  # "grow from 112 aircraft"
    return made and following.dep_ != "compound"


def _is_counted_without_verb(sent: Span, numeral: Numeral) -> bool:
    """Whether a number goes on with what one before it counts: ``Labour won 54 seats, National`` *48*."""
    if not is_without_verb(sent.text, numeral.start, numeral.end):
        return False
    before = sent.char_span(0, max(1, numeral.start - 1), alignment_mode="expand")
    pairs = pairwise(before) if before is not None else ()
    return any(
        one.tag_ == "CD" and (two.tag_ == "NNS" or two.lower_ in ("%", "percent", "per", "pc")) for one, two in pairs
    )


def _is_model(sent: Span, numeral: Numeral, end: int) -> bool:
    """A whole number before a singular proper noun: ``the`` *787* ``Dreamliner``, ``iPhone 14 and`` *14* ``Pro``."""
    if numeral.style != "digits" or numeral.scale != 1 or end >= sent.end or not _is_whole(sent, numeral):
        return False
    if re.search(r"\b(?:in|of)\s$", sent.text[max(0, numeral.start - 4) : numeral.start]):
        return False  # "six in 10 Catholic voters"
    following = sent.doc[end]
    if end - 2 >= sent.start and sent.doc[end - 2].tag_ == "CD" and following.text[:1].isupper():
        return True  # "eight" 737 "Max jets"
    named = following.tag_ == "NNP" and following.text[:1].isupper() and not following.text.isupper()
    named = named and not re.fullmatch(r"[A-Z-]+\d+s", following.text)  # "14 A220s" counts them
    if not named or following.ent_type_ == "PERSON" or syntax.is_titled(sent.text):
        return False
    return not _counts_a_plural(sent, numeral)


def _is_whole(sent: Span, numeral: Numeral) -> bool:
    """Whether a number may be that of a model: digits alone, before a blank."""
    text = sent.text
    digits = text[numeral.start : numeral.end].isdigit() and text[numeral.end : numeral.end + 1] == " "
    return digits and numeral.value < _LARGEST_MODEL


def _is_name_word(sent: Span, numeral: Numeral, previous_is_title: bool) -> bool:
    """A capitalised number word in the middle of a sentence that is not set in title case."""
    word = sent.text[numeral.start : numeral.end]
    if not word[:1].isupper() or not previous_is_title:
        return False
    return not syntax.is_titled(sent.text)


def _counts_a_plural(sent: Span, numeral: Numeral) -> bool:
    """Whether plural nouns, with modifiers at most, follow the number directly."""
    span = sent.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if span is None:
        return False
    for token in sent.doc[span.end : min(span.end + _LONGEST_PHRASE, sent.end)]:
        if token.tag_ in ("NNS", "NNPS"):
            return True
        if token.tag_ not in ("JJ", "NN", "NNP", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "CC"):
            return False
    return False


_SHARED_OUT = re.compile(r"\b(?:in|out\sof)\s(?:every\s)?$")


def is_answered(sent: Span, start: int, end: int) -> bool:
    """Tell a share whose verb follows, ``one in`` *nine* ``mentioned taxes``, from one of things so described.

    Args:
        sent: The parsed sentence.
        start: Where the whole of the share begins in its text.
        end: Where it ends.
    """
    if not _SHARED_OUT.search(sent.text[max(0, start - 2 * _NEAR) : start]):
        return False
    behind = sent.char_span(end + 1, end + 2, alignment_mode="expand")
    lexicon = lexicons.load("subjects")
    verbs = (*lexicon["answers"], *lexicon["namings"])
    return (
        behind is not None
        and len(behind) > 0
        and behind[0].tag_ in ("VBD", "VBN", "VBP")
        and behind[0].lemma_.lower() in verbs
    )
