"""Where the stages meet: a parsed Doc to its claims."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from extractor.claims import (
    asked,
    bounds,
    confidence,
    dates,
    entities,
    implied_units,
    kinds,
    local_money,
    movements,
    openers,
    owners,
    quantities,
    recalled,
    references,
    repairs,
    sharing,
    sources,
    statuses,
    subject_units,
    subjects,
    syntax,
    timeline,
    trees,
)
from extractor.claims.attributions import Attribution
from extractor.claims.found import Found
from extractor.claims.names import Names, find_names
from extractor.claims.quotations import Quotation, find_quotations
from extractor.claims.sentences import holds_number
from extractor.claims.sites import Site
from extractor.records import Claim, Quantity, Source, Subject, TextSpan, claim_id_of, text_digest


def find_claims(
    doc: Doc,
    sentences: Iterable[Span] | None = None,
    *,
    text: str | None = None,
    document: str = "text",
    date: str | None = None,
) -> list[Claim]:
    """Find the numeric claims of a document.

    Args:
        doc: A Doc with tags, lemmas, a dependency parse and entities, for its sentences that hold a number at least.
        sentences: The sentences to read; by default those of the parse that hold a number.
        text: The text of ``doc``, where it is at hand: spaCy puts it together anew each time.
        document: What the claims give as their document.
        date: The article's date in ISO 8601; relative dates resolve only by it.

    Returns:
        The claims in order. Their offsets, and their ids, count in ``doc.text``.
    """
    claims, read = read_claims(doc, sentences, text=text, document=document, date=date)
    told = implied_units.imply_units(claims, read)
    return [
        one if one.quantity is was.quantity else replace(one, confidence=confidence.estimate(one))
        for one, was in zip(told, claims, strict=True)
    ]


def read_claims(
    doc: Doc,
    sentences: Iterable[Span] | None = None,
    *,
    text: str | None = None,
    document: str = "text",
    date: str | None = None,
) -> tuple[list[Claim], list[Span]]:
    """Return the claims as the rules alone have them, units that the text leaves out not yet told, and the sentences.

    The arguments are those of ``find_claims``.
    """
    if sentences is None:
        sentences = [sent for sent in doc.sents if holds_number(sent.text)]
    text = doc.text if text is None else text
    read = trees.read_sentences(doc, text, sentences, repair=repairs.repair)
    return (list(_Reader(doc, text, document, date).read(read)) if read else []), read


def find_quantities(doc: Doc) -> list[Quantity]:
    """Return the quantities of a parsed Doc alone, with offsets into ``doc.text``."""
    text = doc.text
    local = local_money.local_currencies(text)
    sentences = [sent for sent in doc.sents if holds_number(sent.text)]
    return [
        quantities.to_quantity(sent, found)
        for sent in trees.read_sentences(doc, text, sentences, repair=repairs.repair)
        for found in quantities.find_quantities(sent, local=local)
    ]


_POLL = re.compile(r"\b(?:poll|survey)\b", re.IGNORECASE)


class _Reader:
    """What is known of the document as a whole while its sentences are read one by one."""

    def __init__(self, doc: Doc, text: str, document: str, date: str | None) -> None:
        self.text = text
        self.document = document
        self.digest = text_digest(text)
        self.local = local_money.local_currencies(text)
        self.names: Names = find_names(
            text, [*openers.find_openers(doc), *((one.text, one.label_) for one in doc.ents)]
        )
        self.quotations: Sequence[Quotation] = find_quotations(text)
        self.references = references.find_references(text, _paragraphs(text), self.names)
        self.timeline = timeline.Timeline(text, date)
        self.cited: dict[tuple[int, int], Attribution] = {}
        self.pollster: str | None = None
        self.last_claim: Claim | None = None
        self.whole: Subject | None = None  # of what or whom the last share was
        self.sentence_claims: list[Claim] = []  # those of the sentence of the last claim
        self.claims_before: list[Claim] = []  # those of the sentence before it

    def read(self, sentences: Iterable[Span]) -> Iterator[Claim]:
        parsed = list(sentences)
        read = [(sent, *self._quantities(sent)) for sent in parsed]
        spans = [[(sent.start_char + one.start, sent.start_char + one.end) for one in found] for sent, found, _ in read]
        self.cited = sources.find_sources(parsed, spans, self.names, self.quotations)
        for sent, found, dated in read:
            for one in found:
                claim = self._claim(sent, one, found, dated)
                if self.last_claim is None or self.last_claim.sentence.start != claim.sentence.start:
                    self.claims_before, self.sentence_claims = self.sentence_claims, []
                self.sentence_claims.append(claim)
                self.last_claim = claim
                yield claim

    def _quantities(self, sent: Span) -> tuple[list[Found], list[dates.Dated]]:
        """The quantities of a sentence, without those that only say when another holds, and its dates."""
        found = quantities.find_quantities(sent, local=self.local)
        dated = self.timeline.find_dates(sent)
        return [one for one in found if not timeline.is_span_of_time(sent, one, dated)], dated

    def _claim(
        self,
        sent: Span,
        found: Found,
        others: list[Found],
        dated: list[dates.Dated],
    ) -> Claim:
        quantity = recalled.recall_unit(sent, found, quantities.to_quantity(sent, found), self._sentence_before(sent))
        movement = movements.find_movement(sent, found, others)
        period, status = self.timeline.place(sent, found, dated, others)
        source = self._source(sent, quantity)
        cited = source if source is not None and source.scope == "sentence" else None
        site = Site(sent=sent, found=found, others=others, cited=cited)
        subject = self._subject(site, quantity, cited.cue if cited is not None else None)
        if subject is not None:
            quantity = subject_units.unit_from_subject(sent, found, quantity, subject, moved=movement is not None)
        if subject is not None and sent.start_char <= subject.start < sent.end_char:
            if source is not None and (source.name in self.names.makers or _POLL.search(source.text)):
                self.pollster = source.name
            if (name := self.names.around(subject.start, subject.end)) is not None:
                subject = replace(subject, text=name.name, start=name.start, end=name.end)
            around = owners.Around(source=source, before=self._entity_before(sent), pollster=self.pollster)
            subject = replace(subject, entity=entities.find_entity(sent, subject, self.names, around))
        claim = Claim(
            id=claim_id_of(self.digest, quantity.start, quantity.end),
            document=self.document,
            sentence=TextSpan(text=sent.text, start=sent.start_char, end=sent.end_char),
            quantity=quantity,
            bound=bounds.find_bound(sent, found),
            change=movement.direction if movement else None,
            kind=kinds.find_kind(
                sent,
                found,
                movement,
                subject=subject.text if subject else "",
                before=self._alike_before(sent, quantity),
                predicted=statuses.is_predicted(sent, found),
            ),
            subject=subject,
            period=period,
            source=source,
            status=status,
            confidence=0.0,
        )
        self.whole = subject if asked.is_whole(site, share=claim.kind == "share") else self.whole
        return replace(claim, confidence=confidence.estimate(claim))

    def _sentence_before(self, sent: Span) -> list[Claim]:
        """The claims of the sentence before, in the same paragraph."""
        if self.last_claim is None or "\n" in self.text[self.last_claim.sentence.end : sent.start_char]:
            return []
        return self.sentence_claims if self.last_claim.sentence.start != sent.start_char else self.claims_before

    def _subject(self, site: Site, quantity: Quantity, cue: str | None) -> Subject | None:
        """The subject that the number has by itself, or the one that it shares with a number before it."""
        before = self._claim_before(site.sent)
        if before is not None and sharing.shares_subject(site, is_share=before.kind == "share"):
            apart = before.quantity.unit not in (None, quantity.unit)
            alike = self._alike_before(site.sent, quantity) if apart and sharing.is_compared(site) else None
            answer = subjects.find_own_subject(site) or (alike or before).subject
            if answer is not None:
                return answer
        answer = subjects.find_subject(site) or asked.find_asked(site, self._wholes(site.sent), self._things(site.sent))
        if answer is not None:
            return answer
        shared = before.subject if before is not None else self._subject_before(site)
        uncited = subjects.find_subject(replace(site, cited=None))
        acts = cue is not None and _is_of_other_verb(site, cue)  # "Doyle wrote 611 cheques, spending $240,000"
        return (uncited if acts else None) or shared or uncited or subjects.find_nearest(site)

    def _wholes(self, sent: Span) -> Iterator[Subject]:
        """Whom a share may be of that names nobody: the subject of the sentence before, or those of the last share."""
        before = self._sentence_before(sent)
        if before and before[-1].subject is not None:
            yield before[-1].subject
        if self.whole is not None:
            yield self.whole

    def _things(self, sent: Span) -> Iterator[Subject]:
        """What the sentence before counts: ``seized 1,140 scooters. One in eight``."""
        for one in reversed(self._sentence_before(sent)):
            named = one.quantity.unit_text if one.quantity.dimension == "count" and one.kind == "level" else None
            at = self.text.find(named, one.quantity.end, one.sentence.end) if named is not None else -1
            if named is not None and at >= 0 and one.subject is not None and named.endswith("s"):
                yield replace(one.subject, text=named, start=at, end=at + len(named))

    def _subject_before(self, site: Site) -> Subject | None:
        """That of the sentence before, on which "12 have signed" and "analysts had expected 175" look back."""
        last = self.last_claim
        looks_back = site.measure.dep_ in syntax.SUBJECTS or site.cited is not None
        if last is None or not looks_back or "\n" in self.text[last.sentence.end : site.sent.start_char]:
            return None
        alike = (one for one in reversed(self._sentence_before(site.sent)) if one.quantity.unit == site.found.unit)
        return (next(alike, last) if site.cited is not None else last).subject

    def _entity_before(self, sent: Span) -> str | None:
        """The entity of the claim before in the same paragraph."""
        last = self.last_claim
        if last is None or last.subject is None or "\n" in self.text[last.sentence.end : sent.start_char]:
            return None
        return last.subject.entity

    def _alike_before(self, sent: Span, quantity: Quantity) -> Claim | None:
        """The nearest claim before in the same sentence that has the same unit."""
        if self._claim_before(sent) is None:
            return None
        return next((one for one in reversed(self.sentence_claims) if one.quantity.unit == quantity.unit), None)

    def _claim_before(self, sent: Span) -> Claim | None:
        """The claim before in the same sentence."""
        last = self.last_claim
        return last if last is not None and last.sentence.start == sent.start_char else None

    def _source(self, sent: Span, quantity: Quantity) -> Source | None:
        inline = self.cited.get((quantity.start, quantity.end))
        own_voice = quantity.dimension == "age" and (  # the article itself says how old people are
            inline is None or inline.rule == "carried" or _is_apposed(self.text, quantity)
        )
        if inline is not None and not own_voice:
            return inline.source
        for reference in self.references:
            if reference.start <= quantity.start < reference.end:
                own = reference.source.start < sent.end_char and not _after_stop(self.text, reference.source)
                if not own and reference.gives and sources.acts(sent, self.names):
                    return None
                return replace(reference.source, scope="sentence") if own else reference.source
        return None


def _is_of_other_verb(site: Site, cue: str) -> bool:
    """Tell whether a number is the object of another verb than the one that cites."""
    verb = site.measure.head.head if site.measure.dep_ == "pobj" else site.measure.head
    told = verb.pos_ == "VERB" and verb.text not in cue.split()
    return told and verb.dep_ in ("advcl", "xcomp", "conj") and not sharing.is_compared(site)


def _is_apposed(text: str, quantity: Quantity) -> bool:
    """``Ann Low, 58,``."""
    return text[max(0, quantity.start - 2) : quantity.start] == ", " and text[quantity.end : quantity.end + 1] in ",.;"


def _after_stop(text: str, source: Source) -> bool:
    """``… in March. [source]``: a marker behind the full stop closes the paragraph, not the sentence."""
    return source.kind == "reference" and text[: source.start].rstrip()[-1:] in (".", "!", "?", "”", '"')


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold text: in news, a paragraph is a line."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans
