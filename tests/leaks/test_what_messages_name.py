"""What the message of an error is made of: fields, files, codes and numbers, never a story.

Messages are looked through in the source: a new one is looked at too.
"""

import ast
from functools import cache
from pathlib import Path

import casemgmt

SOURCE = Path(casemgmt.__file__).parent
NEVER = set(
    "line lines said text texts data event events given told raw answer answers row rows"
    " payload state given_name family_name born phone address findings".split()
)
"""What holds a story, or a part of one, wherever these words are used."""
OF_A_STORE = {"address", "address.shown", "without_secrets(str(address))"}
"""The address of a store, which is another thing than that of a family."""
OF_THE_CATALOGUE = {
    "said",
    "stopped.said",
    "{n: _kept(word) for n, word in said.words.items()}",
}
"""A text that stands within another."""


@cache
def in_messages():
    """Every expression that stands in a message, and the files it stands in."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for part in written(node):
                for one in ast.walk(part):
                    if isinstance(one, ast.FormattedValue):
                        found.setdefault(ast.unparse(one.value), set()).add(path.name)
            for word in blanks(node):
                found.setdefault(ast.unparse(word), set()).add(path.name)
    return found


def blanks(node):
    """What *node* puts into the blanks of a text of the catalogue, if it does so."""
    match node:
        case ast.Call(func=ast.Attribute(attr="because") | ast.Name(id="Saying")):
            return [*node.args[1:], *(word.value for word in node.keywords)]
        case _:
            return []


def written(node):
    """The parts of *node* of which a message is made."""
    if isinstance(node, ast.Assign):
        names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        return [node.value] if "msg" in names else []
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return node.exc.args
    return []


def words_in(expression):
    """Every word that *expression* is made of."""
    for node in ast.walk(ast.parse(expression)):
        if isinstance(node, ast.Name):
            yield node.id
        if isinstance(node, ast.Attribute):
            yield node.attr


def test_no_message_is_made_of_what_was_told():
    holding = {
        one: sorted(files)
        for one, files in in_messages().items()
        if NEVER & set(words_in(one)) and one not in OF_A_STORE | OF_THE_CATALOGUE
    }

    assert holding == {}


def test_the_messages_are_found():
    assert {"error.field", "path", "address.shown"} <= in_messages().keys()
