"""The folder to begin from: copied and renamed as its page says, it keeps its promises."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools.imports import HOUSE

TEMPLATE = HOUSE / "adapters" / "template"


@pytest.fixture
def renamed(tmp_path):
    """What the first block of the page makes, up to where it is installed."""
    page = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```sh\n(.*?)```", page, re.DOTALL)[1]
    before, _, after = block.partition("pip install -e '.[testing]'\n")
    assert after == "pytest\n"
    shell = before.replace("adapters/template", str(TEMPLATE))
    subprocess.run(["bash", "-euc", shell], cwd=tmp_path, check=True)
    return tmp_path / "insaf-cases"


@pytest.fixture
def installed(renamed, tmp_path):
    """The renamed distribution, installed from what is here: nothing is fetched."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", tmp_path / "site"]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", renamed]
    subprocess.run([*pip, *offline], check=True, stderr=subprocess.DEVNULL)
    return {**os.environ, "PYTHONPATH": str(tmp_path / "site")}


@pytest.mark.slow
def test_the_copy_is_installed_found_and_keeps_every_promise(renamed, installed):
    assert not [path for path in renamed.rglob("*template*") if path.suffix == ".py"]
    casemgmt = Path(sys.executable).with_name("casemgmt")
    listed = subprocess.run(
        [casemgmt, "adapters"], env=installed, capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"cases +insaf-cases", listed)

    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        tests, cwd=renamed, env=installed, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_the_page_for_newcomers_shows_the_adapter_of_the_folder():
    page = (HOUSE / "docs" / "how-to" / "write_an_adapter.md").read_text(encoding="utf-8")

    adapter = TEMPLATE / "src" / "casemgmt_template" / "__init__.py"
    assert adapter.read_text(encoding="utf-8") in page
