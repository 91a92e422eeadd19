"""Benchmarks: what a promise costs here, beside the named peer, in one run.

What pip installs has its bytecode beside it. Of a checkout it may not be written yet, and
never is where PYTHONDONTWRITEBYTECODE is set: each process would compile for a quarter of a
second what it imports. So it is written here.
"""

from compileall import compile_dir
from multiprocessing import parent_process

import casemgmt

if parent_process() is None:
    for folder in casemgmt.__path__:
        compile_dir(folder, quiet=2)
