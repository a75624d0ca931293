"""Numbers that have the subject of the number before them in the sentence: ``34 days, up from 26``."""

import re

from extractor import lexicons
from extractor.claims import syntax, votes
from extractor.claims.clauses import change_nouns
from extractor.claims.found import Found
from extractor.claims.sites import Site

# What stands between two numbers that have one subject: "seven miles (11 km)", "5.4 inches, 6.1 inches and 6.7 inches".
JOINED = re.compile(
    r"\s?[(\[/,;]?\s?(?:(?:and|or|to|then|enough\sfor)\s)?(?:(?:about|around|nearly|roughly|just|over|some|up\sto|or|on|in|for|by|at|a|an)\s|~|=)*",
    re.I,
)
_COMPARED = re.compile(
    r"(?:\b(?:up|down|rising|falling)\sfrom|\bcompared\s(?:with|to)|\bversus|[\d,]\s?\S*\s?against|^\sagainst|\b(?:ahead|short)\sof|\b(?:beating|missing|topping|exceeding|before\s\w+ing\s(?:back\s)?(?:to|at|by)(?:\s(?:below|above|under|over))?)|^[^,\d]{0,40},\s(?:up|down)|\bcompared\s(?:with|to)\s(?:an?|the|its|their)\s(?:[\w-]+\s){0,4}?(?:average|mean|median|norm|target|peak|record|low|high|estimate|forecast)\sof)"
    r"\s(?:\w+\s){0,2}$|\bthan\s(?:\w+\s){1,5}(?:of|at)\s$|\b(?:up|down)\sfrom\s(?:an?|the|its)\s(?:[\w-]+\s){1,4}of\s(?:between\s)?$",
    re.I,
)
# A percentage that opens a clause without naming its whole: "38 percent approve, while *55 percent* disapprove".
_OPENS_CLAUSE = re.compile(
    r"(?:[,;]|\b(?:while|and|but|whereas|with))\s(?:(?:about|some|only|just|another|nearly|almost|around|a|further)\s)*$"
)
_PLACED_APART = re.compile(
    r"\s(?:of\s\w+\s)?(?:in|at|on|by)\s(?:the\s)?[\w’'-]+(?:\s[\w’'-]+)?,?\s(?:and|but)\s(?:(?:about|only|just|around|nearly|up\sto)\s)?"
)
_RESTATED = re.compile(r",?\sor\s|\s\(")
_COMPARES = re.compile(r"\s(?:higher|lower|more|less|fewer|above|below|up|down|[a-z]{3,}er\sthan)\b")
_APPOSED = re.compile(
    r",\s(?:(?:an?|about|around|nearly|almost|just|only|over|some|roughly|well|another|more\sthan|less\sthan)\s){0,2}$"
)
_DATED_APART = re.compile(
    r"\s(?:this|last|next|the\s(?:same|previous|following))\s(?:year|quarter|month|week|season)(?:\s\w+)?,?\s(?:and|but|or)\s"
    r"(?:(?:about|only|just|around|nearly|to|by|a)\s){0,2}"
)
_AT_TIME = re.compile(r"\s(?:this|last|next|in\s(?:19|20)\d\d|the\s(?:year|month|quarter))\b")
_EQUAL = re.compile(r",\s(?:which\sis\s)?(?:equivalent|equal|equating|amounting)\sto\s(?:\w+\s){0,2}$")
_GAP_BEFORE = re.compile(r"(?:,|;|,?\s(?:and|while))\s(?:only\s|just\s)?$")
_GAP_BEHIND = re.compile(r"\s(?:for|against|short\sof|shy\sof)\s")
_BEST = re.compile(
    r",\s(?:\w+\s(?:said|added|says),\s)?(?:the|its|their|her|his)\s(?:\w+\s){0,3}?(?:\w+est|worst|best)\b[^,;:]{0,60}?\s(?:in|for)\s(?:(?:more|less|at|almost|nearly|over|about|the|past|last|than|least)\s){0,3}"
)
_BEST_AND = re.compile(
    r",\s(?:the|its|their|her|his)\s(?:\w+est|worst|best|most|least)\b[^,;:]{0,60}\sand\s(?:[a-z]+\s){0,2}$"
)
# An elided unit further away than half a line has a clause, and a subject, of its own.
_NEAR = 40
# A comparison begins so many characters before its number: "compared with a seasonally adjusted five-year average of".
_FAR = 80


def shares_subject(site: Site, *, is_share: bool) -> bool:
    """Tell whether the number has the subject of the number before it in the sentence.

    Args:
        site: The number.
        is_share: Whether the one before it is a share of a whole.
    """
    found = site.found
    last = max((other for other in site.others if other.start < found.start), key=lambda one: one.start, default=None)
    if last is None:
        return False
    between = site.text[last.end : found.start]
    if last.unit_span is not None and (restated := _RESTATED.match(site.text, last.unit_span[1], found.start)):
        between = site.text[restated.start() : found.start]  # "125,600 positions or 2.2 per cent"
    if is_share and _opens_clause(site):
        return True
    if _is_apposed(site, last, between):
        return True
    if (found.dimension == "time" and _BEST.fullmatch(between)) or (
        found.dimension == "percentage" and _BEST_AND.search(between) and _COMPARES.match(site.after)
    ):
        return True  # "rose to 61%, the highest in 24 years"
    hyphened = site.text[found.number_end : found.number_end + 1] == "-"  # "a 90-day pass" has a noun of its own
    hyphened = hyphened or _stands_before_noun(site)
    governs = site.measure.dep_ in syntax.SUBJECTS and site.measure.head.i > site.span.end  # ", and £2m was spent"
    if not governs and JOINED.fullmatch(between) and found.dimension not in ("count", "age", "rank") and not hyphened:
        return True
    if _PLACED_APART.fullmatch(between) and re.match(r"\s(?:in|at|on|by)\s", site.after) and found.unit == last.unit:
        return True  # "41C in Seville and 39C in Madrid"
    same = found.dimension == last.dimension or "dimensionless" in (found.dimension, last.dimension)
    if not same and _COMPARED.search(site.before[-_FAR:]) and _alike_earlier(site, last):
        return True  # "1.3 tonnes a hectare, against a five-year mean of 2.1"
    if found.rule == "elided" and _has_own_subject(site, last):
        return False
    if found.rule == "elided" and site.number.head.lemma_.lower() in lexicons.load("subjects")["affecting"]:
        return True  # "killed 31 soldiers and wounded *60*"
    return (same and _COMPARED.search(between) is not None) or (
        found.rule == "elided" and "," in between and ";" not in between and len(between) < _NEAR
    )


def _is_apposed(site: Site, last: Found, between: str) -> bool:
    """Whether a number says behind a joint how the one before compares, or goes on with its clause."""
    apposed = _APPOSED.search(between)
    if apposed and _COMPARES.match(site.after):
        return True  # "Rs 11 lakh crore, 10 per cent higher than …"
    if apposed and site.found.dimension == "multiple" and (told := _MULTIPLIED.match(site.after)) is not None:
        return told["word"] != "as" or apposed[0] == ", "  # "27,000 shares, three times the daily average"
    if _EQUAL.search(between):
        return True
    alike = site.found.unit == last.unit
    if alike and _DATED_APART.fullmatch(between) and _AT_TIME.match(site.after):
        return True  # "growing 2.2 per cent this year and 2.6 per cent next"
    # "Five of the seven members voted for no change and two for a cut"
    return (
        alike
        and site.found.rule == "elided"
        and _GAP_BEFORE.search(between) is not None
        and _GAP_BEHIND.match(site.after) is not None
    )


_MULTIPLIED = re.compile(r"\s(?P<word>the|as|what|its|their|that|those)\s")


def is_compared(site: Site) -> bool:
    """Tell whether a number is what another is compared with: ``up from`` *one in seven*."""
    return _COMPARED.search(site.before[-_NEAR:]) is not None


def _stands_before_noun(site: Site) -> bool:
    """``46mph in a 20mph`` *zone*: whether a measure describes the noun behind it."""
    noun = site.measure
    behind = noun.pos_ in ("NOUN", "PROPN") and noun.i == site.span.end and site.number.dep_ in ("compound", "nummod")
    physical = site.found.dimension not in ("percentage", "currency", "count", "multiple", "dimensionless")
    return behind and physical and site.admits(noun) and noun.lemma_.lower() not in change_nouns()


def _alike_earlier(site: Site, last: Found) -> bool:
    """Whether a number before the last, in the same clause, is of the kind of this one."""
    before = (one for one in site.others if one.start < last.start and one.dimension == site.found.dimension)
    return any(";" not in site.text[one.end : site.found.start] for one in before)


def _has_own_subject(site: Site, last: Found) -> bool:
    """``A shed 12,400 jobs, while B added 7,900``: the verb has a subject behind the number before."""
    verb = site.number.head
    subject = next((child for child in verb.lefts if child.dep_ in syntax.SUBJECTS), None)
    behind = subject is not None and subject.idx - site.sent.start_char > last.end and subject.pos_ in ("NOUN", "PROPN")
    return behind and verb.pos_ in syntax.VERBAL and site.number.dep_ in syntax.OBJECTS and verb.i < site.span.start


# What a percentage is of, or what those who gave an answer chose: "45% chose a ban, 22% *a* fine".
_NO_VERBS = ("of", "in", "a", "an", "the", "his", "her", "their", "its", "no")


def _opens_clause(site: Site) -> bool:
    """Tell whether a percentage opens a clause and leaves out what it is a share of."""
    follows = re.match(r"\s(?:would\s)?(?P<verb>[a-z]+)\b", site.after)
    if votes.answer(site) is not None:
        return False
    if site.found.dimension != "percentage" or follows is None or follows["verb"] in _NO_VERBS:
        return False
    answers = lexicons.load("subjects")["answers"]
    if any(follows["verb"].startswith(verb.rstrip("e")) for verb in (*answers, "chose")):
        return False
    return _OPENS_CLAUSE.search(site.before[-40:]) is not None
