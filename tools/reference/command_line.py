"""The verbs of the command line, from the command line itself."""

from __future__ import annotations

from inspect import Parameter
from typing import Any, Literal, get_args, get_origin

from casemgmt.cli.app import COULD_NOT, SOME_REFUSED, UNUSABLE, UNUSABLE_ERRORS, verbs
from casemgmt.errors import CaseManagementError

from .markdown import code, codes, page, table

COMMON = ("--json", "--lang", "--config", "--as", "--role")
EXIT_CODES = {
    0: "done",
    COULD_NOT: "nothing is wrong with the input, but it could not be done: the store is"
    " held by others, the disk is full",
    UNUSABLE: "the arguments or a file cannot be used; a command told by hand is invalid,"
    " or a rule forbids it",
    SOME_REFUSED: "done, but some lines were refused or invalid",
}


def command_line_page() -> str:
    """Return the page of the command line."""
    app = verbs()
    named = [name for name in app if not name.startswith("-")]
    ours = (e for e in UNUSABLE_ERRORS if issubclass(e, CaseManagementError))
    return page(
        "# The command line",
        "`casemgmt VERB …`; `casemgmt VERB --help` says the same. A store is a file such as"
        " `insaf.db` or `sqlite:///insaf.db`.",
        *(_verb(name, app[name]) for name in named),
        "## Options of every verb",
        _options([a for a in _arguments(app[named[0]]) if a.name in COMMON]),
        "## Exit codes",
        table(("code", "means"), [(code(n), said) for n, said in EXIT_CODES.items()]),
        f"Of the errors, {codes(e.__name__ for e in ours)} end with {UNUSABLE}, every other"
        f" with {COULD_NOT}. An error is one line on"
        " standard error; it names the file, the line or the field, and never a person.",
    )


def _arguments(verb: Any) -> list[Any]:
    told = verb.assemble_argument_collection(parse_docstring=True)
    return [a for a in told if a.name != "*"]  # what is taken apart into other options


def _verb(name: str, verb: Any) -> str:
    told = [a for a in _arguments(verb) if a.name not in COMMON]
    placed = [a for a in told if _is_placed(a)]
    usage = " ".join(["casemgmt", name, *map(_shown, placed)])
    options = [a for a in told if a not in placed]
    named = [f"{code(usage)} {'…' if options else ''}".strip()]
    return "\n\n".join([f"## {name}", verb.help, *named, _options(told)])


def _is_placed(argument: Any) -> bool:
    return _is_many(argument) or argument.field_info.kind.name == "POSITIONAL_OR_KEYWORD"


def _is_many(argument: Any) -> bool:
    """Whether it stands for all arguments that are left."""
    return bool(argument.field_info.kind.name == "VAR_POSITIONAL")


def _shown(argument: Any) -> str:
    word = argument.name.removeprefix("--").upper()
    if _is_many(argument):
        return f"[{word}…]"
    return word if argument.required else f"[{word}]"


def _options(told: list[Any]) -> str:
    rows = [(_name(a), _takes(a), a.parameter.help or "") for a in told]
    return table(("", "", ""), rows)


def _name(argument: Any) -> str:
    if argument.field_info.kind.name == "VAR_KEYWORD":
        return code("--…")  # whatever it is called
    return code(_shown(argument) if _is_placed(argument) else argument.name)


def _takes(argument: Any) -> str:
    if argument.required:
        return "required"
    if _is_many(argument):
        return "any number"
    default, choices = argument.field_info.default, _choices(argument.hint)
    said = codes(choices) if choices else ""
    if default in (None, "", False, (), Parameter.empty):
        return said
    return f"{said}{'; ' if said else ''}{code(default)} if not given"


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(c for part in get_args(hint) for c in _choices(part))
