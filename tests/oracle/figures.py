"""Every core figure, in the order of the page that defines them."""

from __future__ import annotations

from .counting import Figure
from .figures_case import CASE_FIGURES
from .figures_family import FAMILY_FIGURES
from .figures_protection import PROTECTION_FIGURES
from .figures_school import SCHOOL_FIGURES
from .figures_training import TRAINING_FIGURES

FIGURES: tuple[Figure, ...] = (
    *CASE_FIGURES,
    *PROTECTION_FIGURES,
    *SCHOOL_FIGURES,
    *TRAINING_FIGURES,
    *FAMILY_FIGURES,
)
