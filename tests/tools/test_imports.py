"""An adapter that comes in by another way than the public doors is seen."""

import pytest
from importlinter.cli import lint_imports
from tools.imports import HOUSE, contract, packages


def test_every_distribution_is_looked_at():
    distributions = list(HOUSE.glob("adapters/*/pyproject.toml"))

    assert {"casemgmt_report"} <= set(packages())
    assert len(packages()) == len(distributions)


@pytest.mark.parametrize(
    ("imported", "kept"),
    [
        ("casemgmt", True),
        ("casemgmt.adapters", True),
        ("casemgmt.recording.port", False),
        ("casemgmt.projections.adapter", False),
    ],
)
def test_an_adapter_comes_in_by_the_public_doors(imported, kept, tmp_path, monkeypatch):
    package = tmp_path / "casemgmt_sly"
    package.mkdir()
    package.joinpath("__init__.py").write_text(f"import {imported}\n")
    monkeypatch.syspath_prepend(tmp_path)
    file = tmp_path / "doors.ini"
    file.write_text(contract(["casemgmt_sly"]))

    broken = lint_imports(str(file), no_cache=True)

    assert (broken == 0) == kept
