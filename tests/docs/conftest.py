"""A page is read in an empty folder, with the command line at hand."""

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture
def desk_of_the_reader(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    installed = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{installed}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.syspath_prepend(tmp_path)  # what the page writes may be imported
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]
