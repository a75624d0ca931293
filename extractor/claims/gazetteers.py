"""Countries, first names, and capitals that are never names."""

from functools import cache

from babel import Locale

from extractor import lexicons


@cache
def countries() -> frozenset[str]:
    """Return the names of the world's countries and regions of countries, by the Unicode CLDR."""
    territories = Locale("en").territories
    regions = lexicons.load("names")["regions"]
    return frozenset([*(name.replace(" & ", " and ") for name in territories.values() if name != "world"), *regions])


def first_name(word: str) -> str | None:
    """Return whose first name a word is: ``"f"`` women's, ``"m"`` men's, ``"?"`` either; None for other words."""
    names = lexicons.load("first_names")
    return next((sex for sex, table in (("f", "women"), ("m", "men"), ("?", "either")) if word in names[table]), None)


@cache
def never_names() -> frozenset[str]:
    """Return acronyms of things, nationalities, currency signs and titles by themselves."""
    lexicon = lexicons.load("names")
    titles = [title.capitalize() for title in lexicon["titles"]]
    prefixes = lexicons.load("currencies")["prefixes"]
    return frozenset([*lexicon["generic"], *lexicon["nationalities"], *titles, *prefixes])
