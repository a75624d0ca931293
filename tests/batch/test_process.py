import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NEEDED = ["numpy", "extractor.pipeline"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports for itself")
def test_processes_begin_with_what_they_need_and_are_forked_of_one_thread() -> None:
    script = str(Path(__file__).with_name("ready.py"))
    done = subprocess.run([sys.executable, script, *NEEDED], capture_output=True, timeout=120, check=True)
    assert done.stderr == b""
    assert json.loads(done.stdout) == [[NEEDED, 1]] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports for itself")
@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.9, 1.2])
def test_interruption_while_processes_start_says_nothing(tmp_path: Path, seconds: float) -> None:
    for number in range(1000):
        (tmp_path / f"{number}.txt").write_text("Sales rose 12% in 2023, Reuters said.")
    command = [sys.executable, "-m", "extractor", str(tmp_path), "-o", str(tmp_path / "claims.jsonl"), "--quiet"]
    started = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(seconds)
    os.killpg(started.pid, signal.SIGINT)
    # The pipe is at its end only when the last of the processes is.
    _, errors = started.communicate(timeout=60)
    assert started.returncode in (130, -signal.SIGINT)
    assert b"multiprocessing" not in errors
