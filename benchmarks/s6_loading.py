"""S6: a child of fifty events read from the log and added up, nothing at hand."""

from __future__ import annotations

import tempfile
from itertools import cycle
from pathlib import Path

from casemgmt import Store

from .children import journal
from .measuring import Rates, Work, interleaved, say
from .peers import eventsourcing_load

CHILDREN = 200


def _ours(folder: Path) -> Work:
    store = Store.open(folder / "ours.db", create=True)
    store.acting_as("amina").record_file(journal(CHILDREN))
    shelf = store._parts.shelf  # noqa: SLF001 - the shelf is emptied before every look
    turn = cycle(list(store.acting_as("amina").subjects("child")))

    def load() -> None:
        subject = next(turn)
        shelf.drop([subject])
        if not shelf.story(subject).journey.case.is_open:
            raise AssertionError

    return load


def main(*, rounds: int = 5, times: int = 400) -> None:
    """Measure, and print one line."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        contenders = {
            "ours": _ours(folder),
            "eventsourcing": eventsourcing_load(folder, CHILDREN),
        }
        rates = interleaved(contenders, rounds=rounds, times=times)
    say(
        "S6",
        rates["ours"],
        rates["eventsourcing"],
        "eventsourcing repository.get",
        "loads/s",
    )
    waits = Rates(tuple(1e6 / rate for rate in rates["ours"].rounds))
    say("S6-us", waits, waits, "the same, in microseconds", "us")


if __name__ == "__main__":
    main()
