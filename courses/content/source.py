"""From the bytes of a file to its text, with everything that does not belong into a text reported."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from courses.content.report import Report
from lms.core.message import Message

MAX_BYTES = 1_000_000
MAX_LINE = 4_000
MAX_HEAD = 64_000
MAX_MARKS = 20_000
"""So many “[”, “|” or “<” no text needs; more of them only cost time."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARK = "---"
_IN_HEAD = re.compile(r"\s*$|[ \t#-]|[^\s:#][^:]*:(\s|$)")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads a byte that is not UTF-8 as Windows would, so that the rest of the file can still be checked."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


codecs.register_error("courses.windows", _as_windows)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, cut into head and body; lines count from 1. Without a head, ``head_line`` is 0."""

    path: str
    text: str
    head: str
    head_line: int
    body: str
    body_line: int

    @property
    def lines(self) -> list[str]:
        """The lines of the whole file."""
        return self.text.split("\n")


def read_text(data: bytes, report: Report) -> str:
    """The text in NFC with LF, without byte order mark and control characters."""
    if len(data) > MAX_BYTES:
        report.error(
            "file-limit",
            1,
            1,
            Message(
                "The file has %(size)s kB; %(most)s are allowed. Split it.",
                {"size": -(-len(data) // 1000), "most": MAX_BYTES // 1000},
            ),
        )
        return ""
    text = _decode(data.removeprefix(codecs.BOM_UTF8), report)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for found in _CONTROL.finditer(text):
        message = Message("Invisible control character U+%(code)s. Delete it.", {"code": f"{ord(found[0]):04X}"})
        report.error("file-character", *place(text, found.start()), message)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            message = Message(
                "This line has %(n)s characters; %(most)s are allowed. Break it into several.",
                {"n": len(line), "most": MAX_LINE},
            )
            report.error("file-limit", number, MAX_LINE + 1, message)
    if _has_too_many_marks(text, report):
        return ""
    return _CONTROL.sub(" ", "\n".join(line[:MAX_LINE] for line in text.split("\n")))


def _has_too_many_marks(text: str, report: Report) -> bool:
    found = [mark for mark in "[|<" if text.count(mark) > MAX_MARKS]
    for mark in found:
        message = Message("The file has more than %(most)s “%(mark)s”. Split it.", {"most": MAX_MARKS, "mark": mark})
        report.error("file-limit", 1, 1, message)
    return bool(found)


def _decode(data: bytes, report: Report) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        letter = data[error.start : error.start + 1].decode("cp1252", "replace")
        message = Message(
            "Here stands a character that is not UTF-8 (in Windows-1252 it would be “%(letter)s”). "
            "Save the file as UTF-8.",
            {"letter": letter},
        )
        report.error("file-encoding", *place(before, len(before)), message)
        return data.decode("utf-8", "courses.windows")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a position, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def split(path: str, text: str, report: Report, *, needs_head: bool = True) -> Source:
    """The text cut into head and body."""
    lines = text.split("\n")
    if lines[0].rstrip() != _MARK:
        if needs_head:
            report.error("head-missing", 1, 1, Message("At the start the head between two lines --- is missing."))
        return Source(path, text, "", 0, text, 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _MARK), None)
    after = 1
    if end is None:
        end = next((n for n, line in enumerate(lines[1:], 1) if not _belongs(line)), len(lines))
        report.error("head-open", min(end + 1, len(lines)), 1, Message("Before this line --- is missing."))
        after = 0
    head = "\n".join(lines[1:end])
    if len(head.encode()) > MAX_HEAD:
        message = Message("The head has more than %(most)s kB. Shorten it.", {"most": MAX_HEAD // 1000})
        report.error("file-limit", 2, 1, message)
        head = ""
    return Source(path, text, head, 2, "\n".join(lines[end + after :]), end + after + 1)


def _belongs(line: str) -> bool:
    """Whether a line looks like part of a head (a heading of the text looks like a comment, but with a blank)."""
    return bool(line.strip()) and bool(_IN_HEAD.match(line)) and not re.match(r"#{1,6} ", line)
