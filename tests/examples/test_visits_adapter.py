"""What somebody made who had the page for newcomers alone: it keeps its promises still."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MADE = Path(__file__).parents[2] / "examples" / "visits_adapter"


@pytest.mark.slow
def test_the_adapter_made_by_the_page_alone_keeps_every_promise(tmp_path):
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
    ]
    made = {**os.environ, "PYTHONPATH": str(MADE), "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        [*tests, str(MADE / "test_insaf_visits.py")],
        cwd=tmp_path,
        env=made,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
