"""The quick set: ``python -m benchmarks``, a few minutes, one JSON object a line."""

from . import s1_commands, s11_start

if __name__ == "__main__":
    s1_commands.main()
    s11_start.main()
