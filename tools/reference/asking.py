"""What may become of a command: whether it is decided at all, and by which rules."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from casemgmt.commands import Correct, Retract
from casemgmt.domain.amendments import CommandCorrected, CommandRetracted
from casemgmt.domain.area import Command
from casemgmt.domain.rules import Rule
from casemgmt.recording.amending import amended

AMENDMENTS: dict[type, type] = {Correct: CommandCorrected, Retract: CommandRetracted}


def event_of(command: Any) -> type:
    """Return the event that *command* brings about."""
    return AMENDMENTS.get(command) or command.__bases__[0]


def rules_of(command: Any) -> list[Rule]:
    """Return the rules that may refuse *command*, in the order they are asked."""
    named = {rule for function in _deciding(command) for rule in _named(function, command)}
    return [rule for rule in Rule if rule in named]


def _deciding(command: Any) -> list[Callable[..., Any]]:
    if command in AMENDMENTS:
        return [amended]
    own = ((command.decide, Command.decide), (command.claims, Command.claims))
    return [mine for mine, plain in own if mine is not plain]


def _named(function: Callable[..., Any], command: Any) -> set[Rule]:
    """Return the rules that *function* names, or one that it calls."""
    rules: set[Rule] = set()
    seen: set[Callable[..., Any]] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
        rules.update(_rules(tree))
        waiting.extend(_called(tree, one, command))
    return rules


def _rules(tree: ast.AST) -> Iterator[Rule]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="Rule"), attr=name):
                yield Rule[name]
            case _:
                continue


def _called(
    tree: ast.AST, function: Callable[..., Any], command: Any
) -> Iterator[Callable[..., Any]]:
    """Yield the functions of its module, and the methods of the command, that it calls."""
    scope = inspect.unwrap(function).__globals__
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                found = scope.get(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                found = getattr(command, name, None)
            case _:
                continue
        if isinstance(found, FunctionType) and found.__module__ == function.__module__:
            yield found
