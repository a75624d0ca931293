"""Numbers in digits: separators, decimals, fractions, powers of ten, and their values.

Works on plain strings, in time linear in their length.
"""

import re
from collections.abc import Iterator

VULGAR = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6,
    "⅚": 5 / 6,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}

# Longer digit strings are identifiers, not numbers: the longest figure news prints in full is in the quadrillions.
MAX_DIGITS = 21

_DIGITS = re.compile(
    r"""
    (?<![\d.,])(?:
      (?P<european>\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,})(?![\d.,]?\d)
    | (?P<grouped>\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ ]\d{3})+)(?![\d]|,\d)(?P<cents>\.\d+)?
    | (?P<ratio>(?:\d{1,3}[ -])?\d{1,2}/\d{1,2})(?![\d/])
    | (?P<quoted>\d{1,4}\.\d\d)[ -](?P<tick>[1357]/[248])(?![\d/])
    | (?P<plain>\d+(?:\.\d+)?|\.\d+)(?P<exponent>e[+-]?\d{1,3}|[ ]?[×x][ ]?10(?:\^?-\d{1,3}|\^\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?
    )(?P<vulgar>[ ]?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])?
    | (?P<alone>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
    """,
    re.VERBOSE,
)
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}
_AND_PART = re.compile(  # "19 and a half years"
    r"[\s-]and[\s-](?:a|one)[\s-](?P<part>half|quarter|third)\b(?!\s(?:of|the)\b)"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RATIO_DENOMINATORS = (2, 3, 4, 5, 6, 8, 10, 16)


def find_digits(text: str) -> Iterator[tuple[int, int, float, bool]]:
    """Yield start, end and value of each number in digits, and whether it is written as a fraction."""
    for match in _DIGITS.finditer(text):
        if match.end() - match.start() > MAX_DIGITS * 2:
            continue
        value = _digits_value(match)
        if value is None:
            continue
        part = _AND_PART.match(text, match.end()) if value.is_integer() else None
        if part is not None:
            yield match.start(), part.end(), value + _PARTS[part["part"]], False
        else:
            yield match.start(), match.end(), value, bool(match["ratio"] or match["alone"])


def _digits_value(match: re.Match[str]) -> float | None:
    extra = VULGAR[match["vulgar"].strip()] if match["vulgar"] else 0.0
    if match["alone"]:
        return VULGAR[match["alone"]]
    if match["european"]:
        return float(match["european"].replace(".", "").replace(",", ".")) + extra
    if match["grouped"]:
        return float(match["grouped"].replace(",", "").replace(" ", "") + (match["cents"] or "")) + extra
    if match["ratio"]:
        return _ratio_value(match["ratio"])
    if match["quoted"]:  # grain and bonds are quoted in parts of a cent: "$4.18 1/2"
        return round(float(match["quoted"]) + (_ratio_value(match["tick"]) or 0.0) / 100, 6)
    if len(match["plain"]) > MAX_DIGITS:
        return None
    return _with_exponent(match["plain"], match["exponent"]) + extra


def _ratio_value(ratio: str) -> float | None:
    whole, _, part = ratio.replace("-", " ").rpartition(" ")
    numerator, denominator = (int(side) for side in part.split("/"))
    if numerator >= denominator or denominator not in _RATIO_DENOMINATORS:
        return None  # 9/11, 24/7, 5/12: dates and idioms
    return float(whole or 0) + numerator / denominator


def _with_exponent(plain: str, exponent: str | None) -> float:
    if not exponent:
        return float(plain)
    if exponent.startswith("e"):
        return float(plain + exponent)
    power = re.split(r"10\^?", exponent.translate(_SUPERSCRIPTS), maxsplit=1)[1]
    return float(f"{plain}e{power}")
