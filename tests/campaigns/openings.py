"""A store is opened thousands of times: what is the same at each is read once."""

from __future__ import annotations

from functools import cache

from casemgmt.config import Config
from casemgmt.recording import codec, door, shapes
from casemgmt.recording.registry import Registry

_MADE: dict[tuple[int, bool], tuple[object, object]] = {}


def _converter(lists=None, *, detailed=False):
    """The converter made for these very lists."""
    key = id(lists), detailed
    if key not in _MADE:
        _MADE[key] = (shapes.converter(lists, detailed=detailed), lists)
    return _MADE[key][0]


def read_once():
    """Read the policy, the vocabulary and the installed areas once in this process."""
    Config.default = cache(Config.default)
    Registry.installed = cache(Registry.installed)
    codec.converter = door.converter = _converter
