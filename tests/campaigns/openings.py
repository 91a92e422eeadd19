"""A store is opened thousands of times: what is the same at each is read once."""

from __future__ import annotations

from functools import cache

from casemgmt.config import Config
from casemgmt.domain.amendments import CommandCorrected, Correct, Retract
from casemgmt.recording import door, payloads, shapes
from casemgmt.recording.decoders import Decoders, decoder, is_ours
from casemgmt.recording.registry import Registry

_MADE: dict[tuple[int, bool], tuple[object, object]] = {}


def _converter(lists=None, *, detailed=False):
    """The converter made for these very lists."""
    key = id(lists), detailed
    if key not in _MADE:
        _MADE[key] = (shapes.converter(lists, detailed=detailed), lists)
    return _MADE[key][0]


BY_THE_CONVERTER = (CommandCorrected, Correct, Retract)
_DECODED: dict[tuple[int, type], tuple[object, object]] = {}
_WRITTEN = Decoders._written


def _written(decoders, kind):
    """The code made for a class and these very lists."""
    key = id(decoders._lists), kind
    if key not in _DECODED:
        _DECODED[key] = (_WRITTEN(decoders, kind), decoders._lists)
    return _DECODED[key][0]


def read_once():
    """Read the policy, the vocabulary and the installed areas once in this process.

    What reads events and commands is made beforehand: whoever listens then for code that
    is made or run hears of nothing but what a row brought about.
    """
    Config.default = cache(Config.default)
    Registry.installed = cache(Registry.installed)
    payloads.converter = door.converter = _converter
    Decoders._written = _written
    registry, lists = Registry.installed(), Config.default().vocabulary.lists
    at_the_door = Decoders(lists)
    for kinds, read in ((registry.events, decoder), (registry.commands, at_the_door.of)):
        for kind in kinds.values():
            if is_ours(kind) and kind not in BY_THE_CONVERTER:
                read(kind)
