"""Reads workbooks back with readers of others: openpyxl and calamine."""

import re
import zipfile

import openpyxl
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

FORMULA = re.compile(r"<f[ />]|<hyperlink|t=\"str\"")
"""What would make a cell live."""


def calamine(path):
    """The lines of every sheet, headings first, as calamine reads them."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def openpyxl_cells(path):
    """The cells of every sheet as openpyxl reads them."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


def text_of(cell):
    """The text of a cell; openpyxl leaves the escapes of inline strings to the reader."""
    return "" if cell.value is None else unescape(cell.value)


def everything_in(path):
    """All that stands in the parts of a workbook, unpacked."""
    with zipfile.ZipFile(path) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def sheets_xml(path):
    with zipfile.ZipFile(path) as parts:
        names = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
        return [parts.read(name).decode() for name in names]
