"""The season behind `casemgmt demo`: a journal of invented children, made by chance."""

from casemgmt.demo.mishap import Mishap
from casemgmt.demo.season import Story, season, tell_season

__all__ = ["Mishap", "Story", "season", "tell_season"]
