import hashlib
from pathlib import Path

import pytest
from labelling import ARTICLE, to_label, to_line, write_gold

from extractor.errors import InputError
from extractor.evaluation import LabelledArticle, check_gold, read_gold, read_labels

ROOT = Path(__file__).parents[2]
LABEL = to_label("rose [12%] to", value=12, source="Acme", name="Acme", alternatives=["sales of Acme"])
LATER = to_label("runs [300] stores", value=300, unit="store", dimension="count")


def problems() -> list[str]:
    return [str(problem) for problem in check_gold("gold", corpus="corpus")]


def test_gold_of_this_repository_is_valid() -> None:
    # Told by place only: what a problem quotes may be of an article that nobody should read.
    assert [problem.where for problem in check_gold(ROOT / "gold", corpus=ROOT / "corpus")] == []


@pytest.mark.usefixtures("folder")
class TestRead:
    def test_gives_articles_with_their_labels(self, labelled: LabelledArticle) -> None:
        (article,) = read_gold("gold", corpus="corpus")
        assert (article.document, article.split, article.labels) == ("acme.txt", "dev", labelled.labels)
        assert article.article is not None
        assert (article.article.document, article.article.text) == ("acme.txt", ARTICLE)

    def test_takes_a_single_file(self) -> None:
        Path("gold/splits.toml").write_text('calibration = ["acme.txt"]')
        (article,) = read_gold("gold/acme.jsonl", corpus="corpus")
        assert article.split == "calibration"

    def test_empty_file_stands_for_an_article_without_claims(self) -> None:
        Path("corpus/quiet.txt").write_text("Nothing happened.\n")
        write_gold(name="quiet")
        assert [(article.document, len(article.labels)) for article in read_gold("gold", corpus="corpus")] == [
            ("acme.txt", 4),
            ("quiet.txt", 0),
        ]

    def test_notes_are_passed_over(self) -> None:
        write_gold(to_line(LABEL, note="or is it the holding?"))
        assert read_gold("gold", corpus="corpus")[0].labels == (LABEL,)

    def test_labels_can_be_read_without_articles(self, labelled: LabelledArticle) -> None:
        Path("corpus/acme.txt").unlink()
        assert read_labels("gold") == [labelled]

    def test_claims_that_a_program_found_can_be_read_as_labels(self) -> None:
        write_gold(to_line(LABEL, id="5f0c1d2e9a7b4c38", confidence=0.5))
        assert read_labels("gold")[0].labels[0].claim.confidence == 0.5


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        (to_line(LABEL, kind=None), "label.kind is None; give one of these types: str"),
        (to_line(LABEL, kind="total"), "kind is 'total'; it is one of level, change, rate, share, multiple, rank"),
        (to_line(LABEL, color="red"), "label has no field color"),
        (to_line(LABEL, source__color="red"), "source has no field color"),
        (to_line(LABEL, quantity__value="12"), "quantity.value is '12'; give one of these types: float, int, null"),
        (to_line(LABEL, quantity__value=True), "quantity.value is True"),
        (to_line(LABEL, quantity__value=float("nan")), "quantity.value is nan"),
        (to_line(LABEL, quantity__value=None), "quantity has neither a value nor both low and high"),
        (to_line(LABEL, quantity__low=3), "quantity has a value beside low or high"),
        (to_line(LABEL, quantity__value=None, quantity__low=3, quantity__high=2), "low 3 is above high 2; swap them"),
        (to_line(LABEL, quantity__dimension="rank"), "a rank has the unit 'percent'; set the unit of a rank to null"),
        (to_line(LABEL, quantity__dimension="Money"), "dimension is 'Money'"),
        (to_line(LABEL, quantity__end=25), "quantity '12%' does not stand at 21:25; the nearest such text is at 21"),
        (to_line(LABEL, subject__text="turnover"), "subject 'turnover' does not stand at 10:15; copy the text"),
        (to_line(LABEL, subject__alternatives=["sales", 3]), "subject.alternatives is ['sales', 3]"),
        (to_line(LABEL, sentence={"text": "It", "start": 50, "end": 52}), "quantity is not inside the sentence"),
        (to_line(LABEL, source__name=None), "source is named with the name None; give named sources a name"),
        (
            to_line(LABEL, period={"text": "in 2024", "start": 41, "end": 48, "from": "May 2024", "to": None}),
            "period.from is 'May 2024'; write it as 2024, 2024-06 or 2024-06-30",
        ),
    ],
)
def test_wrong_line_is_named_with_a_remedy(line: str, problem: str) -> None:
    write_gold("", line)
    (told,) = problems()
    assert told.startswith("gold/acme.jsonl:2: ")
    assert problem in told


@pytest.mark.usefixtures("folder")
class TestCheck:
    def test_finds_nothing_in_good_gold(self) -> None:
        assert problems() == []

    def test_tells_all_problems_at_once(self) -> None:
        write_gold(to_line(LABEL, status="rumoured"), to_line(LABEL, bound="≈"))
        assert [problem.partition(": ")[0] for problem in problems()] == ["gold/acme.jsonl:1", "gold/acme.jsonl:2"]

    def test_labels_are_in_order(self) -> None:
        write_gold(to_line(LATER), to_line(LABEL))
        assert problems() == ["gold/acme.jsonl:2: '12%' stands before '300'; order the labels by quantity.start"]

    def test_quantities_do_not_overlap(self) -> None:
        write_gold(to_line(LABEL), to_line(to_label("rose 1[2%] to", value=2)))
        assert problems() == ["gold/acme.jsonl:2: '2%' overlaps '12%'; label each number once"]

    def test_document_is_labelled_in_one_file(self) -> None:
        write_gold(to_line(LABEL), name="other")
        assert problems() == ["gold/other.jsonl: labels acme.txt again; keep one file per article"]

    def test_article_is_there(self) -> None:
        Path("corpus/acme.txt").unlink()
        (told,) = problems()
        assert told.startswith("corpus/acme.txt: does not exist; put the labelled article there")

    def test_empty_file_is_called_like_an_article(self) -> None:
        write_gold(name="quiet")
        (told,) = problems()
        assert told.startswith("gold/quiet.jsonl: holds no label and names no article")

    def test_splits_name_articles(self) -> None:
        Path("gold/splits.toml").write_text('test = ["acne.txt"]')
        assert problems() == ["gold/splits.toml: names acne.txt, which is not in corpus; correct the name"]

    @pytest.mark.parametrize(
        ("splits", "problem"),
        [
            ('tests = ["acme.txt"]', "knows no split 'tests'"),
            ('test = "acme.txt"', "has no list of documents for test"),
            ("calibration = [1]", "has no list of documents for calibration"),
        ],
    )
    def test_splits_have_one_form(self, splits: str, problem: str) -> None:
        Path("gold/splits.toml").write_text(splits)
        form = 'write test = ["article.txt", …], calibration = ["article.txt", …], and no more'
        assert problems() == [f"gold/splits.toml: {problem}; {form}"]

    def test_document_has_one_split(self) -> None:
        Path("gold/splits.toml").write_text('test = ["acme.txt"]\ncalibration = ["acme.txt"]')
        assert problems() == ["gold/splits.toml: names acme.txt for two splits; leave it in one of them"]

    def test_splits_are_toml(self) -> None:
        Path("gold/splits.toml").write_text("test = [")
        assert "is not TOML" in problems()[0]

    def test_manifest_guards_the_texts(self) -> None:
        digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
        manifest = Path("corpus/manifest.toml")
        manifest.write_text(f'["acme.txt"]\nsha256 = "{digest}"\norigin = "made up"\n')
        assert problems() == []
        manifest.write_text('["acme.txt"]\nsha256 = "0"\n')
        (told,) = problems()
        assert told.startswith("corpus/acme.txt: its checksum is not that of manifest.toml; restore the file, or list")
        assert digest in told
        manifest.write_text('["other.txt"]\nsha256 = "0"\n')
        assert "manifest.toml has no checksum of it" in problems()[0]


@pytest.mark.usefixtures("folder")
def test_folder_without_labels_is_an_error() -> None:
    Path("gold/acme.jsonl").unlink()
    with pytest.raises(InputError, match="gold: holds no labels; name a folder with"):
        read_gold("gold", corpus="corpus")
    with pytest.raises(InputError, match="nowhere: does not exist; name the folder of labels, or a file of it"):
        read_gold("nowhere", corpus="corpus")


@pytest.mark.usefixtures("folder")
def test_file_without_labels_is_an_error_where_there_is_no_corpus() -> None:
    write_gold()
    with pytest.raises(InputError, match="gold: holds no label; name a file with one label per line"):
        read_labels("gold")
