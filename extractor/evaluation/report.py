"""An evaluation as one self-contained HTML page: scores with their intervals, slices, calibration, and every error."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from extractor import __version__
from extractor.evaluation.comparison import Comparison
from extractor.evaluation.gallery import to_gallery
from extractor.evaluation.scoring import Evaluation
from extractor.evaluation.sections import to_sections

# Nothing is loaded from anywhere, and only the script and style that the page was written with are run.
POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Evaluation of numeric claims</title>
<style>{style}</style>
</head>
<body>
<h1>Evaluation of numeric claims</h1>
"""


def to_report(evaluation: Evaluation, *, comparison: Comparison | None = None) -> str:
    """Return the report as an HTML page that can be read offline.

    Args:
        evaluation: The evaluation.
        comparison: What changed since an earlier run.

    Returns:
        The page, which loads nothing; its content security policy forbids it to.
    """
    style = _resource("extractor.writers", "page.css") + _resource("extractor.evaluation", "report.css")
    script = _resource("extractor.evaluation", "report.js")
    policy = POLICY.format(style=_digest(style), script=_digest(script))
    parts = (
        HEAD.format(policy=policy, style=style),
        *to_sections(evaluation, comparison=comparison),
        to_gallery(evaluation),
        f"<footer>extractor {__version__}</footer>\n<script>{script}</script>\n</body>\n</html>\n",
    )
    # Half surrogate pairs, which JSON input can hold, have no place in UTF-8.
    return "".join(parts).encode("utf-8", "replace").decode("utf-8")


def _resource(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
