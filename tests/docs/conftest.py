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
    return tmp_path
