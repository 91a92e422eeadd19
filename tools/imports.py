"""The direction of imports: casemgmt by its own contracts, each adapter by one for all.

A folder in ``adapters/`` that has a ``pyproject.toml`` is a distribution; nobody lists it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from importlinter.cli import lint_imports

HOUSE = Path(__file__).parents[1]
DOORS = (
    "adapters",
    "areas",
    "commands",
    "errors",
    "events",
    "facts",
    "indicators",
    "reports",
    "stores",
    "testing",
)
"""What an adapter may import from, beside ``casemgmt`` itself."""


def packages() -> list[str]:
    """Return the package of every distribution in ``adapters/``."""
    found = HOUSE.glob("adapters/*/src/*/__init__.py")
    return sorted(path.parent.name for path in found)


def contract(names: Iterable[str]) -> str:
    """Return the configuration that lets *names* in by the public doors only."""
    names = list(names)
    doors = [
        f"{importing} -> casemgmt.{door}"
        for name in names
        for importing in (name, f"{name}.**")
        for door in DOORS
    ]
    return "\n".join(
        (
            "[importlinter]",
            _listed("root_packages", ["casemgmt", *names]),
            "[importlinter:contract:doors]",
            "name = An adapter comes in by the public doors",
            "type = forbidden",
            _listed("source_modules", names),
            _listed("forbidden_modules", ["casemgmt.*"]),
            "allow_indirect_imports = true",  # the doors themselves lead further
            "unmatched_ignore_imports_alerting = none",
            _listed("ignore_imports", doors),
        )
    )


def _listed(key: str, values: Iterable[str]) -> str:
    return "\n    ".join((f"{key} =", *values))


def main() -> int:
    """Check both and return 0 when every contract is kept."""
    with TemporaryDirectory() as folder:
        doors = Path(folder, "doors.ini")
        doors.write_text(contract(packages()), encoding="utf-8")
        files = (HOUSE / "pyproject.toml", doors)
        return max(lint_imports(str(file), no_cache=True, no_logo=True) for file in files)


if __name__ == "__main__":
    sys.exit(main())
