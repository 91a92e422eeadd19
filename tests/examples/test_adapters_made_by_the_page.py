"""What people made who had the page for newcomers alone: it keeps its promises still."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
@pytest.mark.parametrize("what", ["visits", "apprentices"])
def test_an_adapter_made_by_the_page_alone_keeps_every_promise(what, tmp_path):
    its = EXAMPLES / f"{what}_adapter"
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
    made = {**os.environ, "PYTHONPATH": str(its), "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        [*tests, str(its / f"test_insaf_{what}.py")],
        cwd=tmp_path,
        env=made,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
