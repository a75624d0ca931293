"""What an article means by ``$`` and by the currency words that several countries use."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache

from extractor import lexicons
from extractor.claims.found import Found
from extractor.claims.unit_registry import CURRENCY


def local_currencies(text: str) -> Mapping[str, str]:
    """Return the ISO 4217 code of ``$`` and of each currency word that means another than usual in a document.

    Args:
        text: The whole text of the document.
    """
    lexicon = lexicons.load("currencies")
    signs = {match["sign"]: lexicon["signs"][match["sign"]] for match in _signs().finditer(text)}
    lowered = text.lower()
    spoken = [word for word in lexicon["by_country"] if word in lowered or word in signs.values()]
    named = {word: code for word in spoken if (code := _code_of(word, text, signs.values()))}
    usual = {**lexicon["words"], **dict.fromkeys(lexicon["only_local"]["words"])}
    local = {word: code for word, code in named.items() if code != usual.get(word)}
    local.update((sign, named[word]) for sign, word in signs.items() if word in named)
    for sign in lexicon["only_local"]["signs"]:
        if sign not in local and len(_sums(sign).findall(text)) >= _SUMS:
            local[sign] = lexicon["prefixes"][sign]
    dollar = dollar_of(text)
    return local if dollar == "USD" else {"$": dollar, "dollar": dollar, **local}


# Sums behind a letter that show that the letter is money: "P17.6 billion, or P81.20 a share".
_SUMS = 2


@cache
def _sums(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€-]){sign}\d[\d.]*(?:\s?(?:million|billion|trillion|bn)\b|,\d{{3}})")


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€-])(?P<sign>{lexicons.alternatives(lexicons.load('currencies')['signs'])})\s?\d")


def is_money(sign: str, local: Mapping[str, str]) -> bool:
    """Tell whether a sign or word is money in a document: ``K15,000`` only where it speaks of Zambia or Malawi.

    Args:
        sign: A sign or word that may be a currency.
        local: What ``local_currencies`` returns for the document.
    """
    only = lexicons.load("currencies")["only_local"]
    word = sign.lower().removesuffix("s")
    return sign in local or word in local or not (sign in only["signs"] or word in only["words"])


def _code_of(word: str, text: str, signs: Collection[str]) -> str | None:
    """The code of a currency word by the countries that the text names most, None where it names none."""
    if (word not in signs and not re.search(rf"\b{word}", text, re.I)) or (word == "pound" and "£" in text):
        return None
    named: Counter[str] = Counter()
    for code, pattern in _countries(word).items():
        named[code] += len(pattern.findall(text))
    code, times = named.most_common(1)[0]
    return code if times else None


@cache
def _countries(word: str) -> dict[str, re.Pattern[str]]:
    table = lexicons.load("currencies")["by_country"][word]
    return {code: re.compile(rf"(?<!\w)(?:{lexicons.alternatives(names)})(?!\w)") for code, names in table.items()}


def in_local_money(text: str, found: list[Found], local: Mapping[str, str]) -> list[Found]:
    """Return the quantities of a sentence with the currencies that their words mean in the document.

    Args:
        text: The sentence's text.
        found: Its quantities.
        local: What ``local_currencies`` returns for the document.
    """
    return [_in_local_money(text, one, local) for one in found] if local else found


def _in_local_money(text: str, one: Found, local: Mapping[str, str]) -> Found:
    if one.dimension != CURRENCY or one.unit is None or one.unit_span is None:
        return one
    sign = text[slice(*one.unit_span)]
    word = re.match(r"[A-Za-z]*", sign.lower())
    name = word[0].removesuffix("s") if word else ""
    code = local.get(sign) or local.get(name) or local.get(f"{name}s")
    _, per, denominator = one.unit.partition(" per ")
    return replace(one, unit=f"{code}{per}{denominator}") if code else one


@cache
def _local_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    local = lexicons.load("currencies")["local"]
    codes = {form: code for code, forms in local.items() for form in forms}
    return re.compile(rf"(?<![\w$])(?:{lexicons.alternatives(codes)})(?:(?<=\$)|(?!\w))"), codes


def dollar_of(text: str) -> str:
    """Return the ISO code that a bare ``$`` means in this document: US dollars unless the text names another.

    A single other dollar that the text names beside no US dollar decides; two or more leave it at USD.
    """
    pattern, codes = _local_pattern()
    shown = {codes[re.sub(r"\s+", " ", match[0])] for match in pattern.finditer(text)}
    if len(shown) != 1 or re.search(r"US\$|U\.S\. dollars?|US dollars?|(?<!\w)USD", text):
        return "USD"
    return shown.pop()
