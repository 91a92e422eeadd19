"""Somebody who was forgotten and is given again is counted once."""

from casemgmt.testing.adapter_desk import batch_of
from casemgmt.testing.golden import golden
from casemgmt_excel import Registers

TOLD = golden("corrections", fields=Registers.fields)


def test_whoever_is_given_again_is_counted_once_and_has_the_same_lines(tmp_path):
    registers = Registers(str(tmp_path / "registers"))
    registers.project(batch_of(TOLD))
    registers.settle()
    before, seen = lines(registers), registers.seen()

    registers.forget(TOLD[0].subject)
    forgotten = lines(registers)
    registers.project(batch_of(TOLD))
    registers.settle()

    assert lines(registers) == before != forgotten
    assert registers.seen() == seen
    registers.close()


def lines(registers):
    """What is kept of each line."""
    found = registers._kept._db.execute("SELECT register, subject, said FROM line")
    return sorted(found.fetchall())
