"""How a report is wanted beside its language: whose it is, its digits, its calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from attrs import evolve, frozen
from cyclopts import Parameter

from casemgmt.reports import Branding, Report


@Parameter(name="*")
@frozen
class Dressing:
    """How a report looks.

    Attributes:
        brand: A TOML file: the name of the house, its logo and colours, which parts.
        digits: latn for 1, 2, 3; arab for those of the Arab East, in Arabic.
        hijri: Days are told in the Hijri calendar too.

    """

    brand: Path | None = None
    digits: Literal["latn", "arab"] | None = None
    hijri: Annotated[bool, Parameter(negative=())] = False

    def check(self) -> None:
        """Refuse a file that cannot be used, before anything is reckoned.

        Raises:
            ConfigurationError: it cannot be.

        """
        if self.brand is not None:
            Branding.read(self.brand)

    def on(self, report: Report) -> Report:
        """Return *report* as it is wanted.

        Raises:
            ConfigurationError: the file cannot be used, or names a part that is not there.

        """
        if self.brand is not None:
            report = Branding.read(self.brand).on(report)
        look = report.look
        look = evolve(
            look, digits=self.digits or look.digits, hijri=self.hijri or look.hijri
        )
        return evolve(report, look=look)
