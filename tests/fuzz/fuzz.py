"""A coverage-guided fuzzer for a target of ``targets``; it needs the package ``atheris``, which no test does.

    python tests/fuzz/fuzz.py TARGET [FOLDER…] [-runs=100000] [-max_len=2000] [-max_total_time=600]

The options are libFuzzer's. Inputs that break a promise are written to the working directory as ``crash-…``; mended,
they go into ``cases/``, named by the target, where ``test_fuzzing.py`` runs them from then on.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extractor"]):
    import targets

from extractor import lexicons

CASES = Path(__file__).parent / "cases"
# What bytes alone would not come upon: structure of pages and records, and the characters that text trips over.
PIECES = """
<p> </p> <div class=" <script> </script> <!-- --> <![CDATA[ &amp; &#x202e; <table> <tr> <td> <br> <style> href="data:
<meta charset="utf-16"> <html hidden> <pre> <title> <h1> {"text": "id": null 1e999 "\\ud800 \\u0000 [[[[ NaN
“ ” ‘ ’ — – … ½ ² ٣ ５ 5️⃣ \u202e \u200b \u0301 \ufeff \u2028 \x85 \x00 \x1b[31m $ £ € ¥ ₹ % ° µg/m³ [source] ==
"""


def write_dictionary(path: Path) -> None:
    """Write the words of the lexicons and ``PIECES`` as libFuzzer takes them."""
    words = {piece for piece in PIECES.split() if piece}
    for name in ("numerals", "currencies", "cues", "boilerplate", "periods", "changes"):
        words |= set(_strings(lexicons.load(name)))
    spelled = ["".join(f"\\x{byte:02x}" for byte in word.encode()[:60]) for word in sorted(words)]
    path.write_text("".join(f'"{word}"\n' for word in spelled), encoding="ascii")


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for key, inner in value.items() for word in (key, *_strings(inner)) if word]
    if isinstance(value, list):
        return [word for inner in value for word in _strings(inner)]
    return [value] if isinstance(value, str) and value else []


def main() -> None:
    """Run the fuzzer on the target that the first argument names, beginning with its kept cases."""
    target = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as folder:
        dictionary = Path(folder, "words.dict")
        write_dictionary(dictionary)
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for case in sorted(CASES.glob(f"{target}-*")):
            seeds.joinpath(case.name).write_bytes(case.read_bytes())
        arguments = [sys.argv[0], f"-dict={dictionary}", *sys.argv[1:], str(seeds)]
        atheris.Setup(arguments, lambda data: targets.check(target, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
