"""A place where adapters of strangers are installed, as pip would have put them there."""

import shutil
from inspect import getmembers, isclass
from pathlib import Path

import pytest

from . import strangers

STRANGERS = Path(strangers.__file__)
ADAPTERS = [name for name, of in getmembers(strangers, isclass) if hasattr(of, "project")]


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install every adapter of strangers.py, under the name of its class."""
    place = tmp_path / "installed"
    facts = place / "strangers-1.0.dist-info"
    facts.mkdir(parents=True)
    shutil.copy(STRANGERS, place / "strangers.py")
    facts.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: strangers\nVersion: 1.0\n"
    )
    named = "\n".join(f"{name} = strangers:{name}" for name in ADAPTERS)
    facts.joinpath("entry_points.txt").write_text(f"[casemgmt.adapters]\n{named}\n")
    monkeypatch.syspath_prepend(place)
    return place
