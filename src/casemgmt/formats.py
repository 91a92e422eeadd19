"""What a file looks like by its first bytes; nobody relies on it.

The word is a help to who looks for a document. What opens it is chosen by a person, who
knows where it came from.
"""

from __future__ import annotations

LOOKED_AT = 512
UNKNOWN = "unknown"
_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "pdf"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (4, b"ftypheic", "heic"),
    (4, b"ftyp", "mp4"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (8, b"WAVE", "wav"),
    (0, b"PK\x03\x04", "zip"),  # and with it every document of an office program
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # of one before 2007
    (0, b"{\\rtf", "rtf"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"#!", "program"),
)


def format_of(beginning: bytes) -> str:
    """Return what *beginning* looks like: ``pdf``, ``jpeg``, ``text`` …, or ``unknown``."""
    for at, mark, name in _MARKS:
        if beginning.startswith(mark, at):
            return name
    return "text" if _is_text(beginning) else UNKNOWN


def _is_text(beginning: bytes) -> bool:
    try:
        words = beginning.decode()
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 3:  # not only a letter that was cut at the end
            return False
        words = beginning[: error.start].decode()
    return bool(words) and all(c.isprintable() or c in "\t\r\n\ufeff" for c in words)
