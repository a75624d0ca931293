import json
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ["numpy", "extractor.pipeline"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports for itself")
def test_processes_begin_with_what_they_need_and_are_forked_of_one_thread() -> None:
    script = str(Path(__file__).with_name("ready.py"))
    done = subprocess.run([sys.executable, script, *NEEDED], capture_output=True, timeout=120, check=True)
    assert done.stderr == b""
    assert json.loads(done.stdout) == [[NEEDED, 1]] * 2
