"""``casemgmt tell``: one command by hand; what is personal is asked for."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated, Any
from uuid import UUID

from attrs import frozen
from cyclopts import Parameter

from casemgmt import Recorded, Store
from casemgmt.cli.answer import Common, say, say_json
from casemgmt.cli.fields import Field, arguments, fields_of
from casemgmt.cli.prompts import Questions
from casemgmt.errors import InvalidError, OutcomeUnknownError
from casemgmt.locale import sentence
from casemgmt.opening.addresses import config_of
from casemgmt.recording.attempt import Attempt
from casemgmt.recording.door import Door
from casemgmt.recording.recorder import new_id
from casemgmt.recording.registry import Registry


def tell(
    store: str,
    subject: str,
    command: str,
    *fields: str,
    on: str,
    by: str,
    id: Annotated[str | None, Parameter(name="--id")] = None,
    common: Common | None = None,
) -> None:
    """Tell one command by hand; personal fields are asked for, never given as arguments.

    Args:
        store: The store, such as insaf.db; made if it is not there.
        subject: Whose story it belongs to, such as child:C01.
        command: What is told or asked, such as open-case.
        fields: What is not personal, each as field=value, such as centre=mediouna.
        on: The day it happened.
        by: Who tells it; --role says in which role.
        id: The command's own id; told again with the same id it is recorded once.
        common: How it is asked and answered.

    """
    asked = common or Common()
    registry = Registry.installed()
    config = config_of(store, asked.config)
    door = Door(registry, config.vocabulary.lists, config.zone)
    line = {"id": id or str(new_id()), "on": on, "by": by, "role": asked.role}
    try:
        told = Telling(door, asked.lang, subject, command).attempt(line, fields)
        recorded = _recorded(store, asked, told)
    except InvalidError as error:  # here there is nothing but data
        field = error.field.removeprefix("data.")
        raise InvalidError(field, error.code, error.nearest) from None
    _answer(recorded, registry, asked)


@frozen
class Telling:
    """One command on its way in, its personal fields still to be asked for.

    All that can be checked is checked before anything is asked, and the store is opened
    when all is answered: nobody waits for somebody who is thinking.
    """

    door: Door
    language: str
    subject: str
    command: str

    def attempt(self, line: dict[str, Any], given: tuple[str, ...]) -> Attempt:
        """Return the attempt that *line* makes with what was *given* and is answered."""
        whose, kind = self.door.subject(self.subject), self.door.kind(self.command)
        self.door.told_of(kind, whose)
        fields = fields_of(kind, whose.kind)
        data = arguments(given, fields)
        self._check(fields, data)
        self._check_envelope(line)
        data |= self._questions(whose.kind).about(fields)
        command = {"command": self.command, "subject": self.subject}
        return self.door.attempt(line | command | {"data": data})

    def _questions(self, whose: str) -> Questions:
        check, patient = self.door.value, sys.stdin.isatty()
        if not patient and isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8")  # as a journal, whatever the system
        return Questions(self.language, whose, check, sys.stdin, patient)

    def _check(self, fields: list[Field], data: dict[str, Any]) -> None:
        for one in fields:
            if one.name in data:
                self.door.value(one.type, data[one.name], (one.name,))
            elif one.required and not one.asked:
                raise InvalidError(one.name, "missing-field")

    def _check_envelope(self, line: dict[str, Any]) -> None:
        self.door.value(UUID, line["id"], ("id",))
        self.door.day(line["on"])
        self.door.actor(line["by"])
        self.door.role(line["role"])


def _recorded(store: str, asked: Common, told: Attempt) -> Recorded:
    with Store.open(store, config=asked.config, create=True) as opened:
        desk = opened.acting_as(told.by, role=told.role)
        try:
            return desk.record(told.subject, told.command, on=told.on, id=told.id)
        except OutcomeUnknownError as error:
            again = sentence("cli.ask-again", asked.lang, id=error.command_id)
            error.add_note(again)
            raise


def _answer(recorded: Recorded, registry: Registry, asked: Common) -> None:
    events = [registry.names.get(type(event), "?") for event in recorded.events]
    if asked.json:
        say_json(
            {
                "command_id": recorded.command_id,
                "events": events,
                "position": recorded.position,
                "again": recorded.again,
            }
        )
        return
    how = "met" if recorded.again else "told" if events else "so-already"
    said = sentence(f"cli.{how}", asked.lang, events=", ".join(events))
    say(said, sentence("cli.its-id", asked.lang, id=recorded.command_id))
