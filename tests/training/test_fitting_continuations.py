from extractor import pipeline
from extractor.claims import continuations as carrying
from extractor.records import Article
from extractor.training import continuations

TEXT = "Sales rose 4%, Fenwick Bakery said. Profit was £9m. Ann Berg bought 40 hats."


def label(name: str, loaded: pipeline.Extractor) -> continuations.Text:
    """The text, of which the bakery tells the profit and nobody the hats."""
    bakery = (TEXT.index("Fenwick"), TEXT.index(" said"))
    profit, hats = TEXT.index("£9m"), TEXT.index("40")
    parse = next(loaded.parse(Article(document=name, text=TEXT)))
    return continuations.read_text(name, parse, {(profit, profit + 3): bakery, (hats, hats + 2): None})


def test_numbers_cited_in_their_own_sentence_are_no_examples(loaded: pipeline.Extractor) -> None:
    examples = list(continuations.to_examples(label("a", loaded)))
    assert [one.right[0] for one in examples] == [False, True]


def test_fit_tells_what_goes_on_from_what_does_not(loaded: pipeline.Extractor) -> None:
    texts = [label(str(number), loaded) for number in range(4)]
    weights = continuations.fit_texts(texts)
    assert str(continuations.score([(text, weights) for text in texts])) == "F1 100.0 (P 100.0, R 100.0) of 4"


def test_passages_tell_each_number_by_the_source_before_it(loaded: pipeline.Extractor) -> None:
    texts = list(continuations.read_passages(loaded))
    told = [(text, source) for text in texts for source in text.labels.values() if source is not None]
    assert len(told) > len(texts)
    assert all(text.names.text[slice(*source)].strip() for text, source in told)


def test_shipped_weights_know_every_prior() -> None:
    assert all(carrying.score([feature]) for feature in continuations.PRIORS)
