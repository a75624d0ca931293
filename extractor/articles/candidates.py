"""The paragraphs of an article while it is judged which of them are promotion."""

from dataclasses import dataclass, field

from extractor.articles.evidence import Wording

STOPS = ".;,"
# Up to here the evidence that a paragraph is foreign says that it belongs to the article (``foreignness``), and from
# here on that it does not.
BELONGS = -1.0
FOREIGN = 1.5
# What promotion needs to carry lines beside it along that say nothing themselves.
SURE = 1.0


@dataclass(frozen=True)
class Paragraph:
    """One line of the main text, or several that are wrapped.

    Attributes:
        first: Index of the first line.
        last: Index after the last line.
        text: What stands there, as ``plain`` returns it.
        parted: Whether a blank line stands before it.
        gone: Whether it is removed for another reason.
    """

    first: int
    last: int
    text: str
    parted: bool
    gone: bool


@dataclass
class Candidate:
    """A paragraph under judgement.

    Attributes:
        paragraph: The paragraph.
        key: Its text without its numbers, which is what a repetition shares.
        wording: What its words say.
        alike: The numbers of the paragraphs like it, its own among them.
        foreignness: The evidence that it is foreign to the article, as ``measure_foreignness`` returns it.
        evidence: What its words, repetition, register, heading, label and neighbours say, in log odds.
        added: The names of those that added to it.
        promotion: Whether it is found to be promotion.
        taken: Whether it is so by what it stands beside alone.
    """

    paragraph: Paragraph
    key: str
    wording: Wording
    alike: tuple[int, ...] = ()
    foreignness: float = 0.0
    evidence: float = 0.0
    added: list[str] = field(default_factory=list)
    promotion: bool = False
    taken: bool = False

    def add(self, name: str, weight: float) -> None:
        """Add evidence from beyond the paragraph's words, if there is any."""
        if weight:
            self.evidence += weight
            self.added.append(name)

    def take(self, name: str) -> None:
        """Find it to be promotion by what it stands beside."""
        self.promotion = self.taken = True
        self.added.append(name)

    @property
    def stays(self) -> bool:
        """Whether nothing has been found yet that it goes for."""
        return not self.promotion and not self.paragraph.gone

    @property
    def is_sure(self) -> bool:
        """Whether it goes for its form, or is promotion by its own evidence or by a neighbour that is."""
        return self.paragraph.gone or (self.promotion and (self.taken or self.evidence >= SURE))

    @property
    def belongs(self) -> bool:
        """Whether it shares much with the article."""
        return self.foreignness <= BELONGS

    @property
    def foreign(self) -> bool:
        """Whether it shares little with the article."""
        return self.foreignness >= FOREIGN

    def is_short(self, most: int) -> bool:
        """Tell whether it has the form of a heading or a title: so many words at most, and no stop at its end."""
        return self.paragraph.text[-1] not in STOPS and len(self.paragraph.text.split()) <= most
