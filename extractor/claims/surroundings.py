"""What speaks for a frame being the attribution of a number in another sentence, and for nobody being cited.

``relate_quoted`` tells how a frame stands to a number that is quoted, ``relate_listed`` to one in a list under it,
``alone`` what the place of a number says by itself. After O'Keefe et al., "A sequence labelling approach to quote
attribution" (EMNLP 2012).
"""

from collections.abc import Sequence

from spacy.tokens import Span

from extractor.claims.evidence import CHARACTER_STEPS, Cue, gap, step
from extractor.claims.quotations import Quotation


def relate_quoted(
    cue: Cue, sent: Span, quoted: tuple[Quotation, Quotation], quotations: Sequence[Quotation], text: str
) -> list[str]:
    """Return how a frame of another sentence stands to a quoted number; nothing where it stands too far off.

    Args:
        cue: The frame.
        sent: Its sentence.
        quoted: The first and the last quotation of the run that the number stands in.
        quotations: The quotations of the text.
        text: The text.
    """
    where = _where(sent, quoted, quotations, text)
    if where is None or cue.quotation is not None:
        return []
    distance = step(gap(cue, *quoted), CHARACTER_STEPS)
    return [
        f"speaker pattern={cue.frame.pattern}",
        f"speaker cue={cue.frame.lemma}",
        f"speaker group={cue.group}",
        f"speaker source={cue.source}",
        f"speaker apart={cue.apart}",
        f"speaker clause={cue.clause}",
        f"speaker at={where}",
        f"speaker at={where} & apart={cue.apart}",
        f"speaker at={where} & group={cue.group}",
        f"speaker at={where} & clause={cue.clause}",
        f"speaker at={where} & ends={sent.text[-1]}" if sent.text[-1] == ":" else "speaker in full stop",
        f"speaker distance={distance}",
    ]


def _where(sent: Span, quoted: tuple[Quotation, Quotation], quotations: Sequence[Quotation], text: str) -> str | None:
    first, last = quoted
    start, end = sent.start_char, sent.end_char
    touched = [one for one in quotations if start < one.end and one.start < end]
    if any(first.start <= one.start <= last.start for one in touched):
        return "touching"
    if end <= first.start:
        gap = text[end : first.start]
        if not gap.strip():
            return "line before" if "\n" in gap else "before"
        if any(one.paragraph == first.paragraph for one in touched):
            return "paragraph, before"
        return "paragraph before" if any(one.paragraph == first.paragraph - 1 for one in touched) else None
    gap = text[last.end : start]
    if not gap.strip():
        return "line behind" if "\n" in gap else "behind"
    return "paragraph, behind" if any(one.paragraph == last.paragraph for one in touched) else None


def relate_listed(cue: Cue, lines: int) -> list[str]:
    """Return how a frame of a line that ends in a colon stands to a number in one of the lines under it.

    Args:
        cue: The frame.
        lines: How many lines below the number stands.
    """
    return [
        f"lead pattern={cue.frame.pattern}",
        f"lead cue={cue.frame.lemma}",
        f"lead group={cue.group}",
        f"lead source={cue.source}",
        f"lead apart={cue.apart}",
        f"lead lines={lines}",
    ]


def alone(sent: Span, quotation: Quotation | None, *, quotes: bool) -> list[str]:
    """Return what speaks for a number being nobody's.

    Args:
        sent: Its sentence.
        quotation: The quotation that it stands in.
        quotes: Whether the sentence holds (part of) a quotation.
    """
    features = ["nobody"]
    if quotation is not None:
        length = step(quotation.end - quotation.start, (17, 35))
        features += ["nobody & quoted", f"nobody & quotation length={length}"]
    elif quotes:
        features.append("nobody & sentence quotes")
    if sent.start_char == 0:
        features.append("nobody & first sentence")
    if sent.text[-1:] not in '.!?"”':
        features.append("nobody & no full stop")
    return features
