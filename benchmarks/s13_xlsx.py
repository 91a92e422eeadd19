"""S13: a line list as a workbook, beside bare xlsxwriter, which ours uses, and openpyxl.

``python -m benchmarks.s13_xlsx 300000`` is the promise; the quick set writes fewer lines.
Each round is a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from .measuring import print_line

FIRST = date(2024, 9, 1)
MOMENT = datetime(2024, 9, 1, 9, tzinfo=UTC).replace(tzinfo=None)
CENTRES = ("mediouna", "hay-hassani", "derb-ghallef")
KITS = ("Cartable équipé", "Kit d’hygiène", "Trousse")
NAMES = ("فاطمة الزهراء بنعبد الله", "محمد أمين الإدريسي", "سلمى العلوي", "=يوسف")
HEADINGS = tuple("reference name sex born centre since kit year day place sum days".split())
Line = tuple[Any, ...]


def lines(count: int) -> Iterator[Line]:
    """Yield *count* lines of twelve: a reference of its own, words, days, numbers."""
    for n in range(count):
        yield (
            f"child-{n:07d}",
            NAMES[n % 4],
            "أنثى" if n % 2 else "ذكر",
            FIRST - timedelta(3_000 + n % 3_000),
            CENTRES[n % 3],
            FIRST + timedelta(n % 300),
            KITS[n % 3],
            "2025-2026",
            MOMENT + timedelta(minutes=n % 9_000),
            "درب غلف" if n % 5 else None,
            Decimal(n % 50_000) / 100,
            n % 22,
        )


def ours(path: Path, count: int) -> None:
    """Write with casemgmt-excel: texts that stay text, definitions, filters, widths too."""
    from casemgmt_excel import Column, LineList, write

    kinds: dict[str, Any] = {
        "born": "day",
        "since": "day",
        "day": "instant",
        "sum": "amount",
        "days": "number",
    }
    columns = [Column(name, kinds.get(name, "text")) for name in HEADINGS]
    said = ((*line[:8], line[8].replace(tzinfo=UTC), *line[9:]) for line in lines(count))
    write(path, [LineList("Kits", columns, said)], language="ar")


def xlsxwriter(path: Path, count: int) -> None:
    """Write with xlsxwriter in constant memory, each value by the method of its type.

    Its texts have no format: ours have that of text, and a direction.
    """
    import xlsxwriter as peer

    book = peer.Workbook(str(path), {"constant_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    amount = book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet("Kits")
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(HEADINGS):
        sheet.write_string(0, at, name)
    for row, line in enumerate(lines(count), start=1):
        for at, value in enumerate(line):
            if value is None:
                continue
            if at in (3, 5):
                sheet.write_datetime(row, at, value, day)
            elif at == 8:
                sheet.write_datetime(row, at, value, instant)
            elif at == 10:
                sheet.write_number(row, at, value, amount)
            elif at == 11:
                sheet.write_number(row, at, value)
            else:
                sheet.write_string(row, at, value)
    book.close()


def openpyxl(path: Path, count: int) -> None:
    """Write with openpyxl, write only; its texts that begin with "=" become formulas."""
    import openpyxl as peer

    book = peer.Workbook(write_only=True)
    sheet = book.create_sheet("Kits")
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.append(HEADINGS)
    for line in lines(count):
        sheet.append(line)
    book.save(path)


CONTENDERS: dict[str, Callable[[Path, int], None]] = {
    "ours": ours,
    "xlsxwriter": xlsxwriter,
    "openpyxl": openpyxl,
}
_ROUND = """
import json, sys, time
from pathlib import Path
from benchmarks.s13_xlsx import CONTENDERS, peak
name, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
began, cpu = time.perf_counter(), time.process_time()
CONTENDERS[name](path, count)
took, cpu = time.perf_counter() - began, time.process_time() - cpu
print(json.dumps({"s": took, "cpu": cpu, "mb": peak(), "file": path.stat().st_size / 1e6}))
"""


def peak() -> float:
    """Return this process's peak of memory in MB, not that of the one it was made from."""
    status = Path("/proc/self/status")
    if status.exists():
        (most,) = (x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(most.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _round(name: str, folder: Path, count: int) -> dict[str, float]:
    path = folder / f"{name}.xlsx"
    asked = [sys.executable, "-c", _ROUND, name, str(path), str(count)]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    _check(path, count)
    path.unlink()
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _check(path: Path, count: int) -> None:
    """Check the sums of what was written, by a reader of others, and that days are days."""
    from python_calamine import CalamineWorkbook

    rows = iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    next(rows)
    found = [0, 0, 0.0]
    for row in rows:
        found[0] += 1
        found[1] += int(row[11])
        found[2] += float(row[10])
        born = row[3]
        assert isinstance(born, date), born
    assert found[0] == count
    assert found[1] == sum(n % 22 for n in range(count))
    assert abs(found[2] - sum(n % 50_000 for n in range(count)) / 100) < 1


def main(*, count: int = 20_000, rounds: int = 3) -> None:
    """Measure in turn, and print one line against each peer."""
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, found in measured.items():
                found.append(_round(name, Path(folder), count))
    for peer in ("xlsxwriter", "openpyxl"):
        _say(measured["ours"], measured[peer], peer, count)


def _say(
    mine: list[dict[str, float]], peers: list[dict[str, float]], peer: str, count: int
) -> None:
    def median(of: list[dict[str, float]], what: str) -> float:
        return round(statistics.median(one[what] for one in of), 2)

    def spread(of: list[dict[str, float]]) -> float:
        seconds = [one["s"] for one in of]
        return round((max(seconds) - min(seconds)) / statistics.median(seconds), 2)

    pairs = list(zip(mine, peers, strict=True))
    print_line(
        {
            "promise": "S13",
            "ours": median(mine, "s"),
            "peer": median(peers, "s"),
            "peer_name": peer,
            "ratio": round(statistics.median(a["s"] / b["s"] for a, b in pairs), 3),
            "unit": "s",
            "runs": len(mine),
            "spread": [spread(mine), spread(peers)],
            "rows": count,
            "cpu_s": [median(mine, "cpu"), median(peers, "cpu")],
            "peak_mb": [median(mine, "mb"), median(peers, "mb")],
            "file_mb": [median(mine, "file"), median(peers, "file")],
        }
    )


if __name__ == "__main__":
    main(count=int(sys.argv[1]) if sys.argv[1:] else 20_000)
