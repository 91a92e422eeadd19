"""The parts of a workbook in their ZIP file; the same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO, Self
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import frozen

from .styles import styles

OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
"""A ZIP file knows no older day; it stands where nobody said a moment."""
UNIX = 3
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OPEN = "application/vnd.openxmlformats"
_TYPE = f"{_OPEN}-officedocument.spreadsheetml"


@frozen
class Named:
    """A sheet that was written.

    Attributes:
        name: What it is called.
        area: Its headings and lines, such as ``$A$1:$L$326``.

    """

    name: str
    area: str


class Package:
    """A workbook on its way into a file open for bytes.

    Nothing in it tells who made it or when: its moment is the one it is given.
    """

    def __init__(self, to: BinaryIO, at: datetime | None) -> None:
        self._zip = ZipFile(to, "w")
        self._at = max(at or OLDEST, OLDEST).astimezone(UTC)
        self.sheets: list[Named] = []

    @contextmanager
    def sheet(self) -> Iterator[Callable[[str], None]]:
        """Give what writes the next sheet."""
        with self._part(f"xl/worksheets/sheet{len(self.sheets) + 1}.xml") as say:
            yield say

    def begin(self, title: str, identifier: str, *, right_to_left: bool) -> None:
        """Write what does not depend on the sheets."""
        self._whole("_rels/.rels", _relations(_ROOT))
        self._whole("docProps/core.xml", self._core(title, identifier))
        self._whole("docProps/app.xml", _APP)
        self._whole("xl/styles.xml", styles(right_to_left=right_to_left))

    def end(self) -> None:
        """Write what says which sheets there are."""
        self._whole("xl/workbook.xml", _workbook(self.sheets))
        of = [
            (f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml")
            for n in range(1, len(self.sheets) + 1)
        ]
        of.append((f"rId{len(of) + 1}", "styles", "styles.xml"))
        relations = [(i, f"{_OFFICE}/relationships/{kind}", to) for i, kind, to in of]
        self._whole("xl/_rels/workbook.xml.rels", _relations(relations))
        self._whole("[Content_Types].xml", _content_types(len(self.sheets)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()  # also when all is given up: it must not write once it is gone

    def _whole(self, name: str, content: str) -> None:
        with self._part(name) as say:
            say(content)

    @contextmanager
    def _part(self, name: str) -> Iterator[Callable[[str], None]]:
        info = ZipInfo(name, self._at.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED
        info.create_system = UNIX  # the same bytes on every system
        with self._zip.open(info, "w") as part:
            yield lambda said: _say(part.write, said)

    def _core(self, title: str, identifier: str) -> str:
        moment = self._at.strftime("%Y-%m-%dT%H:%M:%SZ")
        w3c = 'xsi:type="dcterms:W3CDTF"'
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:creator>casemgmt</dc:creator>"
            f"<dc:identifier>{escape(identifier)}</dc:identifier>"
            f"<dcterms:created {w3c}>{moment}</dcterms:created>"
            f"<dcterms:modified {w3c}>{moment}</dcterms:modified></cp:coreProperties>"
        )


def _say(write: Callable[[bytes], int], said: str) -> None:
    write(said.encode())


_ROOT = [
    ("rId1", f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
    (
        "rId2",
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
]
_APP = (
    f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
    "<Application>casemgmt</Application></Properties>"
)


def _relations(of: list[tuple[str, str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>'
        for i, kind, target in of
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = [
        ("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml"),
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/docProps/core.xml", f"{_OPEN}-package.core-properties+xml"),
        ("/docProps/app.xml", f"{_OPEN}-officedocument.extended-properties+xml"),
        *(
            (f"/xl/worksheets/sheet{n}.xml", f"{_TYPE}.worksheet+xml")
            for n in range(1, sheets + 1)
        ),
    ]
    said = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        f'ContentType="{_OPEN}-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{said}</Types>"
    )


def _workbook(sheets: list[Named]) -> str:
    named = "".join(
        f'<sheet name="{_attribute(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, start=1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        "<bookViews><workbookView/></bookViews>"
        f"<sheets>{named}</sheets><definedNames>{_defined(sheets)}</definedNames>"
        '<calcPr calcId="0"/></workbook>'
    )


def _defined(sheets: list[Named]) -> str:
    """Return what the filter covers, and that headings are printed on every page."""
    said = []
    for n, sheet in enumerate(sheets):
        of = escape("'" + sheet.name.replace("'", "''") + "'")
        said.append(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
            f"{of}!{sheet.area}</definedName>"
        )
        said.append(
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
            f"{of}!$1:$1</definedName>"
        )
    return "".join(said)


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": " ", "\t": " "})
