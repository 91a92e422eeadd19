"""Files that would hurt whoever reads them, each with the code it is refused by.

They are made here, in some bytes each; none is kept in the repository.
"""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

MEGABYTE = 1024 * 1024
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}'
    + (f"{'&l' + str(n - 1) + ';'}" * 9 if n else "")
    + '">'
    for n in range(10)
)
HEADING = ["subject", "on", "by", "command", "centre", "caseworker", "programmes"]


def cell(place, words, kind="inlineStr"):
    inner = f"<v>{words}</v>" if kind == "s" else f"<is><t>{words}</t></is>"
    return f'<c r="{place}" t="{kind}">{inner}</c>'


def heading(row=1):
    cells = (cell(f"{chr(65 + n)}{row}", name) for n, name in enumerate(HEADING))
    return f'<row r="{row}">{"".join(cells)}</row>'


def sheet(rows="", dimension="A1:G2", lead=""):
    return (
        f'{lead}<worksheet {MAIN}><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def parts(rows=None, **others):
    """The files of the smallest workbook that Excel opens, with some in their place."""
    book = (
        f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>'
        '<sheet name="open-case" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    top = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": top,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations,
        "xl/sharedStrings.xml": f"<sst {MAIN}/>",
        "xl/worksheets/sheet1.xml": sheet(heading() if rows is None else rows),
    } | others


def book(rows=None, method=ZIP_DEFLATED, also=(), **others):
    """The bytes of a workbook; *also* are files further to it, by name, even twice."""
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in (*parts(rows, **others).items(), *also):
            archive.writestr(name, content)
    return made.getvalue()


def with_part(name, content=b"", **how):
    return book(also=[(name, content)], **how)


def shared(words):
    return {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{words}</t></si></sst>"}


def in_zip(content, name="inner.bin"):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def damaged_directory():
    made = bytearray(book())
    at = made.rfind(b"PK\x01\x02")
    made[at : at + 4] = b"XXXX"
    return bytes(made)


def further_directory():
    """A directory that says it has four thousand million entries, as zip64 can."""
    made = book()
    at = made.rfind(b"PK\x05\x06")
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *[2**32] * 3, 0)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return made[:at] + end + where + made[at:]


def in_flags(made, bit):
    """*made*, with a bit set in the flags of every entry of its directory."""
    made, at = bytearray(made), 0
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        made[at + 8] |= bit
        at += 4
    return bytes(made)


def lying_size():
    """A sheet of 150 MB whose directory says a hundred bytes."""
    made = bytearray(book(rows="<row>" + " " * (150 * MEGABYTE) + "</row>"))
    at = made.find(b"xl/worksheets/sheet1.xml", made.find(b"PK\x01\x02")) - 46
    struct.pack_into("<L", made, at + 24, 100)
    return bytes(made)


def wrong_sum():
    made = bytearray(book())
    at = made.find(b"xl/worksheets/sheet1.xml", made.find(b"PK\x01\x02")) - 46
    struct.pack_into("<L", made, at + 16, 1)
    return bytes(made)


def overlapping():
    """A thousand entries that are one and the same kernel of a megabyte (Fifield 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = bytes(MEGABYTE)
    kernel = packer.compress(plain) + packer.flush()
    crc, sizes = zlib.crc32(plain), (len(kernel), len(plain))
    base = book()
    at = base.rfind(b"PK\x05\x06")
    count, size, begin = struct.unpack_from("<HLL", base, at + 10)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, *sizes, 5, 0)
    place, directory = begin, base[begin : begin + size]
    for n in range(900):
        entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, *sizes,
                            5, 0, 0, 0, 0, 0, place)  # fmt: skip
        directory += entry + b"%05d" % n
    body = base[:begin] + local + b"00000" + kernel
    total = count + 900
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, len(directory), len(body), 0
    )
    return body + directory + end


def many_sheets():
    names = "".join(
        f'<sheet name="s{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(500)
    )
    said = f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
    return book(**{"xl/workbook.xml": said})


def referring(strings, cells):
    """One long word that many cells refer to."""
    rows = "".join(
        f'<row r="{n}">{cell(f"A{n}", 0, "s")}</row>' for n in range(1, cells + 1)
    )
    return book(rows, **shared("x" * strings))


def csv(*lines):
    return "\n".join((",".join(HEADING), *lines)).encode()


def arabic(encoding):
    return "\n".join(
        (",".join(HEADING), "child:C01,2025-09-03,أمينة الإدريسي,x,مركز")
    ).encode(encoding)


NUMBERED = "child:C{n},2025-09-03,amina,open-case,mediouna,amina,education"
WORKBOOKS = {
    "one cell in the last place": ("too-many-rows", lambda: book(cell("XFD1048576", "x"))),
    "one cell in the last column": ("too-many-columns", lambda: book(cell("XFD1", "x"))),
    "a row of a thousand million": (
        "too-many-rows",
        lambda: book(heading() + '<row r="1000000000"/>'),
    ),
    "cells in two far corners": (
        "too-many-cells",
        lambda: book(heading() + cell("GR99999", "x")),
    ),
    "a dimension that says less": (
        "too-many-cells",
        lambda: book(**{"xl/worksheets/sheet1.xml": sheet(cell("GA90000", "x"), "A1")}),
    ),
    "a dimension that says more": (
        "no-heading",
        lambda: book(**{"xl/worksheets/sheet1.xml": sheet("", "A1:XFD1048576")}),
    ),
    "rows without numbers": (
        "too-many-rows",
        lambda: book("<row><c><v>1</v></c></row>" * 150_000),
    ),
    "places in single quotation marks": (
        "too-many-rows",
        lambda: book("<row><c r='A9999999'><v>1</v></c></row>"),
    ),
    "three hundred columns": ("too-many-columns", lambda: book(cell("KN1", "x"))),
    "sixty megabytes of nothing": (
        "inflates",
        lambda: book("<row>" + "<!-- nothing -->" * (4 * MEGABYTE) + "</row>"),
    ),
    "a thousand times its size": (
        "inflates",
        lambda: with_part("xl/media/image1.png", bytes(60 * MEGABYTE)),
    ),
    "one word of ninety megabytes": (
        "long-cell",
        lambda: book(**shared("x" * (90 * MEGABYTE))),
    ),
    "one word of five megabytes": (
        "long-cell",
        lambda: book(**shared("x" * (5 * MEGABYTE))),
    ),
    "a cell of a hundred thousand letters": (
        "long-cell",
        lambda: book(f'<row r="1">{cell("A1", "x" * 100_000)}</row>'),
    ),
    "a long word in fifty thousand cells": (
        "took-too-much",
        lambda: referring(32_000, 50_000),
    ),
    "a thousand million laughs": (
        "entities",
        lambda: book(**{"xl/sharedStrings.xml": f"<!DOCTYPE s [{LAUGHS}]><sst>&l9;</sst>"}),
    ),
    "one entity many times": (
        "entities",
        lambda: book(
            **{
                "xl/sharedStrings.xml": f'<!DOCTYPE s [<!ENTITY a "{"a" * 50_000}">]><sst>'
                + "&a;" * 50_000
                + "</sst>"
            }
        ),
    ),
    "an entity that reads a file": (
        "entities",
        lambda: book(
            **{
                "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                "<workbook>&f;</workbook>"
            }
        ),
    ),
    "an entity in the relations": (
        "entities",
        lambda: book(
            **{"xl/_rels/workbook.xml.rels": "<!DOCTYPE r [<!ENTITY a 'b'>]><r/>"}
        ),
    ),
    "an entity in another encoding": (
        "damaged",
        lambda: book(
            **{
                "xl/sharedStrings.xml": "<!DOCTYPE s [<!ENTITY a 'b'>]><s/>".encode(
                    "utf-16"
                )
            }
        ),
    ),
    "a million elements in each other": (
        "no-heading",
        lambda: book("<a>" * 1_000_000 + "</a>" * 1_000_000),
    ),
    "an archive in it": (
        "nested-archive",
        lambda: with_part("xl/embeddings/inner.zip", in_zip(b"x")),
    ),
    "an archive that looks like a picture": (
        "nested-archive",
        lambda: with_part("xl/media/image1.png", in_zip(bytes(1_000))),
    ),
    "a workbook in it": (
        "nested-archive",
        lambda: with_part("xl/embeddings/inner.xlsx", book()),
    ),
    "ten thousand parts": (
        "too-many-parts",
        lambda: book(also=[(f"xl/media/{n}", b"") for n in range(10_000)]),
    ),
    "a directory of four thousand million": ("too-many-parts", further_directory),
    "a damaged directory": ("damaged", damaged_directory),
    "no directory": ("damaged", lambda: book()[: -len(book()) // 3]),
    "half of it": ("damaged", lambda: book()[: len(book()) // 2]),
    "a wrong sum": ("damaged", wrong_sum),
    "a size that is a lie": ("damaged", lying_size),
    "parts that lie over each other": ("damaged", overlapping),
    "two parts of one name": (
        "damaged",
        lambda: with_part("XL/worksheets/sheet1.xml", sheet()),
    ),
    "a way of packing that no Excel has": ("damaged", lambda: book(method=ZIP_BZIP2)),
    "a part that is locked": ("locked", lambda: in_flags(book(), 1)),
    "a workbook with a password": (
        "locked",
        lambda: OLE + bytes(2_000) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "a workbook of 1997": ("old-workbook", lambda: OLE + bytes(10_000)),
    "a text": ("no-workbook", lambda: csv(NUMBERED)),
    "a picture": ("no-workbook", lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000)),
    "nothing": ("no-workbook", lambda: b""),
    "a letter": ("no-workbook", lambda: in_zip("<w/>", "word/document.xml")),
    "macros": ("macros", lambda: with_part("xl/vbaProject.bin", OLE)),
    "old macros": ("macros", lambda: with_part("xl/macrosheets/sheet1.xml", "<x/>")),
    "another file": (
        "outside",
        lambda: with_part("xl/externalLinks/externalLink1.xml", "<x/>"),
    ),
    "a database": ("outside", lambda: with_part("xl/connections.xml", "<x/>")),
    "a name that climbs": ("strange-name", lambda: with_part("../../../etc/cron.d/x")),
    "a name from the root": ("strange-name", lambda: with_part("/etc/cron.d/x")),
    "a name of a drive": ("strange-name", lambda: with_part("c:/windows/x")),
    "five hundred sheets": ("too-many-sheets", many_sheets),
}
TEXTS = {
    "NUL bytes": ("nul", lambda: csv(NUMBERED, "a\0b")),
    "nothing but NUL bytes": ("encoding", lambda: bytes(10_000)),
    "a line of forty megabytes": ("long-line", lambda: csv("x" * 40 * MEGABYTE)),
    "a file of sixty megabytes": ("too-large", lambda: bytes(60 * MEGABYTE)),
    "a quotation that never ends": (
        "open-quotation",
        lambda: csv('"child:C01', *["x"] * 9),
    ),
    "a long quotation that never ends": (
        "open-quotation",
        lambda: csv('"child:C01', *["x" * 900] * 10_000),
    ),
    "a cell of half a megabyte": ("open-quotation", lambda: csv(f'"{"x" * 500_000}"')),
    "UTF-16": ("encoding", lambda: arabic("utf-16")),
    "UTF-16 without a mark": (
        "encoding",
        lambda: csv(NUMBERED).decode().encode("utf-16-le"),
    ),
    "UTF-32": ("encoding", lambda: arabic("utf-32")),
    "CP1256": ("encoding", lambda: arabic("cp1256")),
    "CP1252": (
        "encoding",
        lambda: csv("child:C01,2025-09-03,Zoé,né à Salé").decode().encode("cp1252"),
    ),
    "three hundred columns of text": ("too-many-columns", lambda: csv("," * 300)),
    "a hundred and fifty thousand rows": ("too-many-rows", lambda: csv(*["x"] * 150_000)),
    "a workbook called text": ("workbook-as-csv", book),
    "no heading": ("no-heading", lambda: b"\n\n\n"),
    "another heading": ("no-column", lambda: b"name,age\nSalma,12\n"),
    "a column twice": ("column-twice", lambda: b"subject,on,by,command,centre,centre\n"),
    "no command": ("unknown-command", lambda: b"subject,on,by\n"),
}
ALL = {
    **{f"{name}.xlsx": made for name, made in WORKBOOKS.items()},
    **{f"{name}.csv": made for name, made in TEXTS.items()},
}
