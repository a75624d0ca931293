"""Numbers that only say more of the one before them, and so hold when it does: ``24m in 2024,`` *13%* ``more``."""

import re

from extractor.claims.found import Found

_HEDGE = r"(?:(?:a|an|the|about|around|nearly|almost|over|some|just|roughly|only|more|less|than|at|least|further)\s)*"
_MOVE = (
    r"(?:increase|rise|gain|jump|surge|leap|growth|climb|drop|fall|decline|decrease|dip|slump|slide|plunge|cut|loss"
    r"|improvement|reduction|saving|shortfall|swing)"
)
# ", an increase of", ", down almost", ", or about", " (up ": the number that follows measures the one before.
_LEADS = re.compile(
    rf"(?:,|\s\(|\s[—–-])\s?(?:(?:an?|the)\s(?:\w+\s){{0,2}}{_MOVE}\s(?:of|by)|up|down|or|equal\sto|equivalent\sto)\s{_HEDGE}$"
)
_OPENS = re.compile(rf"(?:,|\s\(|\s[—–-])\s?{_HEDGE}$")
# "13% more than", "22 of them", "a 3% drop from"
_FOLLOWS = re.compile(
    rf"\s(?:\w+\s)?(?:more|fewer|less|higher|lower|better|worse)\b|\sof\s(?:them|whom|which|those|these|the|its|their|all|what)\b|\s{_MOVE}\b"
)


def adds_to(text: str, before: Found, found: Found) -> bool:
    """Tell whether a number says more of the number before it.

    Args:
        text: The sentence's text.
        before: The number before it in the sentence.
        found: The number.
    """
    between = text[before.end : found.start]
    if ";" in between or '"' in between or "“" in between:
        return False
    if _LEADS.search(between) is not None:
        return True
    if _OPENS.search(between) is None:
        return False
    return found.dimension == "multiple" or _FOLLOWS.match(text, found.end) is not None
