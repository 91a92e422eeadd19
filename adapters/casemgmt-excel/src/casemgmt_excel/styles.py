"""How cells look: each has the number of its format in ``xl/styles.xml``.

Text has the format of text ("@"), so that it stays text also when somebody edits the cell.
It begins where the sheet begins, and is read from the side its first letter is read from.
"""

from __future__ import annotations

import re

TEXT, HEADING, PROSE, CENTRED, DAY, INSTANT, NUMBER, AMOUNT = range(1, 9)
FROM_RIGHT = 8
"""Added to ``TEXT``, ``HEADING`` or ``PROSE``: the same for words read from the right."""

_LETTER = re.compile(r"[^\W\d_]")
_GENERAL, _GROUPED, _WORDS, _DAYS, _INSTANTS = 0, 4, 49, 164, 165
_PLAIN, _HEADED = (0, 0, 0), (1, 2, 1)
"""Font, fill and border."""


def style_of(text: str, style: int) -> int:
    """Return *style* for *text*: another where it is read from the right."""
    first = _LETTER.search(text)
    from_right = first is not None and (
        "\u0590" <= first[0] <= "\u08ff" or "\ufb1d" <= first[0] <= "\ufefc"
    )
    return style + FROM_RIGHT if from_right else style


def styles(*, right_to_left: bool) -> str:
    """Return ``xl/styles.xml`` of sheets that begin on the right, or on the left."""
    middle = 'vertical="center"'
    begin = f'horizontal="{"right" if right_to_left else "left"}" {middle}'
    wrapped = f'{begin} wrapText="1"'
    centred = f'horizontal="center" {middle}'
    indented = f'horizontal="right" indent="1" {middle}'
    left, right = 'readingOrder="1"', 'readingOrder="2"'
    formats = [
        _format(_GENERAL, _PLAIN, ""),
        _format(_WORDS, _PLAIN, f"{begin} {left}"),
        _format(_WORDS, _HEADED, f"{wrapped} {left}"),
        _format(_WORDS, _PLAIN, f"{wrapped} {left}"),
        _format(_WORDS, _PLAIN, centred),
        _format(_DAYS, _PLAIN, centred),
        _format(_INSTANTS, _PLAIN, centred),
        _format(_GENERAL, _PLAIN, indented),
        _format(_GROUPED, _PLAIN, indented),
        _format(_WORDS, _PLAIN, f"{begin} {right}"),
        _format(_WORDS, _HEADED, f"{wrapped} {right}"),
        _format(_WORDS, _PLAIN, f"{wrapped} {right}"),
    ]
    return _PARTS.format(count=len(formats), formats="".join(formats))


def _format(number: int, look: tuple[int, int, int], alignment: str) -> str:
    font, fill, border = look
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" '
        'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
        f'applyAlignment="1"><alignment {alignment}/></xf>'
    )


_PARTS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>\
<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Arial"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Arial"/><family val="2"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF7"/>\
<bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top/><bottom style="thin"><color rgb="FF5B7FA6"/></bottom>\
<diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs>\
<cellXfs count="{count}">{formats}</cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
<dxfs count="0"/>\
</styleSheet>
"""
