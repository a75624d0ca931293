"""Claims against gold: labels and claims in, tables of scores out.

>>> from extractor.evaluation import evaluate, read_gold
>>> articles = read_gold("gold", corpus="corpus")
>>> evaluation = evaluate(articles, claims)
>>> evaluation.scores, evaluation.slices, evaluation.reliability
"""

from extractor.evaluation.agreement import agree
from extractor.evaluation.calibration import expected_error
from extractor.evaluation.comparison import Comparison, Run, compare, read_run
from extractor.evaluation.export import to_csv, to_json
from extractor.evaluation.floors import find_shortfalls, read_floors
from extractor.evaluation.gold import Label, LabelledArticle, check_gold, read_gold, read_labels
from extractor.evaluation.matching import Pair, match
from extractor.evaluation.report import to_report
from extractor.evaluation.scoring import Evaluation, evaluate

__all__ = [
    "Comparison",
    "Evaluation",
    "Label",
    "LabelledArticle",
    "Pair",
    "Run",
    "agree",
    "check_gold",
    "compare",
    "evaluate",
    "expected_error",
    "find_shortfalls",
    "match",
    "read_floors",
    "read_gold",
    "read_labels",
    "read_run",
    "to_csv",
    "to_json",
    "to_report",
]
