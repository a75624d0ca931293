"""Units beside a number: symbols and words behind it, currencies before it, and what they are divided by."""

import re
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.claims.unit_registry import CURRENCY, Unit, currency_codes, registry

_WORD = re.compile(r"[^\W\d_]{1,30}\.?(?:[-·](?!(?:a|an|per)-)[^\W\d_]{1,30}){0,4}|[%°º˚×]\s?[A-Za-z]*")
_LONGEST_SURFACE = 4  # words: "million British thermal units"


@dataclass(frozen=True)
class UnitMatch:
    """A unit in a text: its span counts in the text that was searched."""

    unit: Unit
    start: int
    end: int


@cache
def _prefix_pattern() -> re.Pattern[str]:
    lexicon = lexicons.load("currencies")
    prefixes = [*lexicon["prefixes"], *lexicon["millions"], *currency_codes()]
    letters = lexicons.alternatives([sign for sign in prefixes if sign[0].isalpha()])
    signs = lexicons.alternatives([sign for sign in prefixes if not sign[0].isalpha()])
    return re.compile(rf"(?P<sign>(?<![\w$£€-])(?:{letters})|(?<![\w$£€])(?:{signs}))[ ]?-?$")


_LONGEST_PREFIX = 9  # characters: "Dollars " and a hyphen


_CENTS = re.compile(r"\s?\d{1,2}\s?cents?\b")
_NUMBER_BEFORE = re.compile(r"(?<![\w.])\d[\d.,]*\s$")


def currency_before(text: str, position: int) -> UnitMatch | None:
    """Return the currency written directly before ``position``: a symbol, a prefix such as ``HK$``, or a code."""
    window = max(0, position - _LONGEST_PREFIX)
    match = _prefix_pattern().search(text[:position], window)
    if match is None:
        return None
    sign = match["sign"]
    if sign == "A $" and match.end() == match.start() + len(sign):
        sign = "$"  # "A $310 million bond", but "A $ 310 million" where blanks part all signs
    split = sign.isalpha() or _CENTS.match(text, position)
    if split and _NUMBER_BEFORE.search(text[max(0, match.start() - _LONGEST_PREFIX) : match.start()]):
        return None  # "50 dollar 40", "10 $ 30 cents": it belongs to the number before it
    lexicon = lexicons.load("currencies")
    code = lexicon["prefixes"].get(sign) or lexicon["millions"].get(sign) or currency_codes()[sign]
    end = match.end("sign")
    return UnitMatch(Unit(code, CURRENCY), end - len(sign), end)


def unit_after(text: str, position: int) -> UnitMatch | None:
    """Return the unit written behind a number that ends at ``position``.

    Args:
        text: Any text.
        position: Where the number, with its scale, ends.

    Returns:
        The longest unit that stands there: a symbol glued or after a blank (``46.2%``, ``90 km/h``), or words after a
        blank or hyphen (``yuan``, ``90-day``, ``square feet``), compounds with *per*, *a* or ``/`` included.
    """
    match = _told_by_context(text, position) or _symbol_after(text, position) or _surface_after(text, position)
    return _with_denominator(text, match) if match else None


@cache
def _contexts() -> tuple[re.Pattern[str], dict[str, list[tuple[tuple[str, ...], Unit]]]]:
    readings: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for entry in lexicons.load("units")["context"]:
        for sign in entry["written"]:
            readings.setdefault(sign, []).append((tuple(entry["words"]), Unit(entry["name"], entry["dimension"])))
    return re.compile(rf"[ -]?(?P<sign>{lexicons.alternatives(readings)})(?!\w)"), readings


def _told_by_context(text: str, position: int) -> UnitMatch | None:
    """Read a sign of several meanings by what the sentence speaks of: ``5 F`` of a capacitor."""
    pattern, readings = _contexts()
    match = pattern.match(text, position)
    if match is None:
        return None
    units = (unit for words, unit in readings[match["sign"]] if lexicons.mentions(text, words))
    unit = next(units, None)
    return UnitMatch(unit, match.start("sign"), match.end()) if unit else None


def unit_in_brackets(text: str, position: int) -> UnitMatch | None:
    """Return the unit that stands alone in brackets behind a number that ends at ``position``: ``20 (kg)``."""
    bracket = re.compile(r"\s?[(\[](?=[^()\[\]]{2,20}[)\]])").match(text, position)
    if bracket is None:
        return None
    match = _symbol_after(text, bracket.end()) or _longest_surface(text, bracket.end())
    return match if match and text[match.end : match.end + 1] in (")", "]") else None


def _symbol_after(text: str, position: int) -> UnitMatch | None:
    known = registry()
    gap = 1 if text[position : position + 1] in (" ", "-", "\n") else 0
    if (divided := re.match(r"([A-Za-z])/", text[position + gap : position + gap + 2])) and divided[1] in known.letters:
        return UnitMatch(known.letters[divided[1]], position + gap, position + gap + 1)  # "1.3 A/cm²"
    match = known.symbol_pattern.match(text, position + gap)
    if match is None:
        return None
    sign = match[0]
    if gap and len(sign) == 1 and sign not in "%°º˚×gmLlVWhC€$£₹₽₾₭":
        return None  # "5 p" and "3 F" are no units
    if gap and sign == "in":
        return None  # "5 in London", but "a 65in screen"
    if (
        sign in "€$£₹₽"
        and re.match(r"\s?\d", text[match.end() : match.end() + 2])
        and not _CENTS.match(text, match.end())
    ):
        return None  # the sign belongs to the next number
    if text[position : position + gap] == "-" and sign[0] in "%°":
        return None
    closes = len(sign) > 1 and sign.endswith(".") and match.end() == len(text)  # the full stop of the sentence
    return UnitMatch(known.symbols[sign], match.start(), match.end() - closes)


def _surface_after(text: str, position: int) -> UnitMatch | None:
    separator = re.match(r"\s-\s|[\"”]\s|[-\s]?(?:\n)?", text[position : position + 3])
    start = position + (separator.end() if separator else 0)
    if start == position:
        return None
    return _longest_surface(text, start)


def _longest_surface(text: str, start: int) -> UnitMatch | None:
    words: list[re.Match[str]] = []
    at = start
    while len(words) < _LONGEST_SURFACE and (word := _WORD.match(text, at)):
        words.append(word)
        at = word.end() + (1 if text[word.end() : word.end() + 1] in (" ", "\n") else 0)
        if at == word.end():
            break
    for count in range(len(words), 0, -1):
        phrase = " ".join(word[0].lower() for word in words[:count])
        for form in (phrase, phrase.rstrip(".")):
            if unit := _lookup(form):
                return UnitMatch(unit, start, start + len(text[start : words[count - 1].end()].rstrip(".")))
    return _before_hyphen(words[0]) if words else None


def _before_hyphen(word: re.Match[str]) -> UnitMatch | None:
    """``percent-owned``, ``mile-long``: the unit before the hyphen."""
    head, hyphen, tail = word[0].lower().partition("-")
    unit = _lookup(head) if hyphen and tail not in lexicons.load("units")["per"]["not_after_hyphen"] else None
    return UnitMatch(unit, word.start(), word.start() + len(head)) if unit else None


def _lookup(phrase: str) -> Unit | None:
    """Find a surface, also in its plural or with the plural on its first word ("miles per hour")."""
    surfaces = registry().surfaces
    if (unit := surfaces.get(phrase)) or (unit := surfaces.get(phrase.removesuffix("s"))):
        return unit
    first, _, rest = phrase.partition(" ")
    if rest and first.endswith("s"):
        return surfaces.get(f"{first[:-1]} {rest}")
    head, hyphen, tail = phrase.partition("-")
    return surfaces.get(f"{head} {tail}") if hyphen and not tail.startswith("old") else None


def point_as_percentage(text: str, match: UnitMatch) -> UnitMatch:
    """Read ``points`` as percentage points where the sentence speaks of polls, rates or percentages."""
    if match.unit.name != "point":
        return match
    if _MOVED_SHARE.search(text[max(0, match.start - _NEAR_SHARE) : match.start]):
        return UnitMatch(Unit("percentage point", "percentage"), match.start, match.end)
    words = lexicons.load("quantities")["points"]
    if not lexicons.mentions(text, tuple(words["percentage"])) or lexicons.mentions(text, tuple(words["other"])):
        return match
    return UnitMatch(Unit("percentage point", "percentage"), match.start, match.end)


_NEAR_SHARE = 48  # characters from a percentage to the points by which it moved
_MOVED_SHARE = re.compile(r"(?:%|\bper\s?cent),?\s(?:\w+\s){0,3}?(?:up|down|higher|lower)\s(?:by\s)?[^,;.]{1,24}$")


_DENOMINATOR = re.compile(r"\s?(?P<sign>/)\s?|\s(?P<word>per|an?|each)\s|-(?P<hyphen>per|a|an)-", re.I)
_SCALED_DENOMINATOR = re.compile(r"(?P<scale>hundred|thousand|million|billion|\d{1,3}(?:,\d{3})+|10+)\s", re.I)
_TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")
_AGO = re.compile(
    r"(?:second|minute|hour|day|week|month|quarter|year|decade|century|season)\s(?:ago|earlier|before|later|after(?!\stax|\scosts|\sinflation))\b",
    re.I,
)
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "hourly": "hour",
}
_ADVERB = re.compile(rf"\s(?P<adverb>{'|'.join(_ADVERBS)})\b(?!\s(?:active|users?|averages?|paid|basis)\b)")
_OF_GOODS = re.compile(
    r"\sof\s(?:\w+\s){1,2}(?:an?|per|every)\s(?P<time>second|minute|hour|day|week|month|year)\b(?!\s(?:ago|earlier|before|later))"
    r"|\sof\s(?:\w+\s){1,2}(?P<adverb>annually|yearly|daily|weekly|monthly|hourly)\b"
)
_OF_GOODS_PER = re.compile(r"\sof\s(?:\w+\s){1,2}(?=per\s)")
# A percentage has no denominator: growth per year is its kind, not its unit.
_UNDIVIDED = ("percent", "percentage point", "basis point", "times", "point")


def _with_denominator(text: str, match: UnitMatch) -> UnitMatch:
    if match.unit.name in _UNDIVIDED or " per " in match.unit.name:
        return match
    found = denominator_after(text, match.end)
    if found is None and (goods := _OF_GOODS_PER.match(text, match.end)):
        per = denominator_after(text, goods.end() - 1)
        found = (per[0], match.end) if per else None  # "212g of CO2 per km"
    if found is None and (goods := _OF_GOODS.match(text, match.end)):
        found = (
            goods["time"] or _ADVERBS[goods["adverb"]],
            match.end,
        )  # "110 tonnes of coal a year": the span stops at the tonnes
    if found is None:
        return match
    name, end = found
    dimension = "speed" if match.unit.dimension == "length" and name in _TIMES else match.unit.dimension
    return UnitMatch(Unit(f"{match.unit.name} per {name}", dimension), match.start, end)


def denominator_after(text: str, position: int) -> tuple[str, int] | None:
    """Return name and end of what a unit that ends at ``position`` is divided by (``a barrel``, ``per person``)."""
    if adverb := _ADVERB.match(text, position):
        return _ADVERBS[adverb["adverb"]], position
    joint = _DENOMINATOR.match(text, position)
    if joint is None or _AGO.match(text, joint.end()):
        return None
    divides = joint["sign"] or (joint["word"] or "").lower() == "per"
    symbol = registry().symbol_pattern.match(text, joint.end()) if divides else None
    if symbol and (joint["sign"] or len(symbol[0]) > 1):
        return registry().symbols[symbol[0]].name, symbol.end()
    if scale := _SCALED_DENOMINATOR.match(text, joint.end()):
        return _scaled(text, scale)
    unit = _longest_surface(text, joint.end())
    if unit and unit.unit.dimension != CURRENCY and unit.unit.name != "percent":
        return unit.unit.name, unit.end
    noun = _denominating().match(text, joint.end())
    if noun is None or noun["noun"].lower() == "every":
        return None
    listed = noun["noun"].lower() in lexicons.load("units")["per"]["nouns"]
    per = (joint["word"] or joint["hyphen"] or "").lower() == "per"
    return (noun[0].lower(), noun.end()) if per or (listed and not noun["modifiers"]) else None


def _scaled(text: str, scale: re.Match[str]) -> tuple[str, int] | None:
    """``per million British thermal units``, ``per 100,000 people``."""
    scaled = _longest_surface(text, scale.end())
    if scaled is not None:
        return f"{scale['scale'].lower()} {scaled.unit.name}", scaled.end
    noun = _denominating().match(text, scale.end()) if scale["scale"][0].isdigit() else None
    return (f"{scale['scale']} {noun[0].lower()}", noun.end()) if noun is not None else None


@cache
def _denominating() -> re.Pattern[str]:
    modifiers = lexicons.alternatives(lexicons.load("units")["per"]["modifiers"])
    return re.compile(rf"(?P<modifiers>(?:(?:{modifiers})[\s-]){{0,3}})(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)*)", re.I)
