"""A place where adapters of strangers are installed, as pip would have put them there."""

import shutil
from inspect import getmembers, isclass
from pathlib import Path

import pytest

from . import registers, strangers


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install every adapter of strangers.py, under the name of its class."""
    return put_in_place(strangers, tmp_path / "installed", monkeypatch)


@pytest.fixture
def rows(tmp_path, monkeypatch):
    """Install the adapter of registers.py, under the name of its class."""
    return put_in_place(registers, tmp_path / "installed", monkeypatch)


def put_in_place(module, place, monkeypatch):
    """Install the adapters of *module*, as pip would."""
    file = Path(module.__file__)
    facts = place / f"{file.stem}-1.0.dist-info"
    facts.mkdir(parents=True)
    shutil.copy(file, place / file.name)
    facts.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {file.stem}\nVersion: 1.0\n"
    )
    adapters = [name for name, of in getmembers(module, isclass) if hasattr(of, "project")]
    named = "\n".join(f"{name} = {file.stem}:{name}" for name in adapters)
    facts.joinpath("entry_points.txt").write_text(f"[casemgmt.adapters]\n{named}\n")
    monkeypatch.syspath_prepend(place)
    return place
