"""The command line as at a terminal, where somebody may stop it by hand."""

from array import array
from fcntl import ioctl
from termios import FIONREAD

PROGRAM = """\
import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
from casemgmt.cli import main

main()
"""
"""Tests begun in the background ignore an interrupt, and so would what they start."""


def unread(pipe) -> int:
    """How many bytes of what was written to *pipe* nobody has taken yet."""
    waiting = array("i", [0])
    ioctl(pipe, FIONREAD, waiting)
    return waiting[0]
