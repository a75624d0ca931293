"""From a file to clean text: reading, decoding, markup and boilerplate. Knows no spaCy."""

from extractor.articles.boilerplate import clean
from extractor.articles.offsets import CleanText
from extractor.articles.reading import read_articles

__all__ = ["CleanText", "clean", "read_articles"]
