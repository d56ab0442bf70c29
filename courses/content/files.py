"""Where a course comes from: a folder, a ZIP file or a single Markdown file, all read the same way."""

from __future__ import annotations

import lzma
import os
import posixpath
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from courses.content.names import is_ignored, is_markdown
from lms.core.errors import ContentError
from lms.core.message import Message
from lms.core.values import fold

MAX_TOTAL = 200_000_000
MAX_FILES = 5_000
MAX_RATIO = 200
SMALL = 1_000_000
"""Files up to this size may be compressed as much as they like."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)

Courses = dict[str, dict[str, bytes]]
"""Folder names, and the files of each by their path inside the folder."""

_HEADS = frozenset({"kurs.md", "course.md"})
_DRIVE = re.compile(r"[A-Za-z]:")


def read_folder(path: Path | str, limit: int = MAX_TOTAL) -> Courses:
    """The courses in a folder and the folders below; a path to a Markdown file is a course of one unit."""
    root = Path(path)
    if not root.exists():
        raise ContentError(Message("“%(path)s” does not exist.", {"path": str(path)}))
    if root.is_file():
        return read_file(root.name, root.read_bytes(), limit)
    files: dict[str, bytes] = {}
    total = 0
    for found in _walk(root):
        if is_ignored(_nfc(found.relative_to(root).as_posix())):
            continue
        total += found.stat().st_size
        _check(len(files) + 1, total, limit)
        files[_nfc(found.relative_to(root).as_posix())] = found.read_bytes()
    return split_courses(files, _nfc(root.resolve().name) or "kurs")


def _walk(root: Path) -> Iterator[Path]:
    """The files of a folder; links are not followed, because they could lead out of it."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            found = Path(folder, name)
            if not name.startswith(".") and found.is_file() and not found.is_symlink():
                yield found


def read_file(name: str, data: bytes, limit: int = MAX_TOTAL) -> Courses:
    """The courses in one uploaded file: a ZIP file or a Markdown file."""
    if name.lower().endswith(".zip"):
        return read_zip(data, limit, name=posixpath.splitext(posixpath.basename(name))[0])
    if not is_markdown(name):
        raise ContentError(Message("“%(name)s” is neither a Markdown file nor a ZIP file.", {"name": name}))
    bare = _nfc(posixpath.basename(name.replace("\\", "/")))
    return {bare[: -len(".md")]: {bare: data}}


def read_files(files: Iterable[tuple[str, bytes]], limit: int = MAX_TOTAL) -> Courses:
    """The courses in a folder that a browser sends file by file, each under its path in the folder."""
    found: dict[str, bytes] = {}
    total = 0
    for name, data in files:
        path = _nfc(name).replace("\\", "/")
        if _leads_out(path):
            raise ContentError(
                Message("“%(path)s” would lie outside the folder. Nothing was taken in.", {"path": path[:200]})
            )
        if is_ignored(path):
            continue
        total += len(data)
        _check(len(found) + 1, total, limit)
        found[posixpath.normpath(path)] = data
    return split_courses(found, "kurs")


def read_zip(source: bytes | BinaryIO, limit: int = MAX_TOTAL, *, name: str = "kurs") -> Courses:
    """The courses in a ZIP file; anything in it that could do harm is refused as a whole."""
    files = files_in_zip(source, limit)
    return split_courses({path: data for path, data in files.items() if not is_ignored(path)}, name)


def files_in_zip(source: bytes | BinaryIO, limit: int = MAX_TOTAL) -> dict[str, bytes]:
    """All files in a ZIP file by path; anything in it that could do harm is refused as a whole."""
    stream = BytesIO(source) if isinstance(source, bytes) else source
    try:
        with zipfile.ZipFile(stream) as archive:
            return dict(_unpack(archive, limit))
    except _UNREADABLE as error:
        raise ContentError(Message("This file cannot be read as a ZIP file. Pack the folder once more.")) from error


def _unpack(archive: zipfile.ZipFile, limit: int) -> Iterator[tuple[str, bytes]]:
    total = 0
    for number, entry in enumerate(archive.infolist(), 1):
        path = _safe(entry)
        _check(number, total, limit)
        if entry.is_dir():
            continue
        data = _read(archive, entry, limit - total)
        total += len(data)
        _check(number, total, limit)
        yield path, data


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The content of an entry, of which no more is unpacked than is allowed, whatever its header says."""
    if entry.flag_bits & 0x1:
        raise ContentError(Message("This ZIP file is locked with a password. Pack the folder without one."))
    most = max(SMALL, entry.compress_size * MAX_RATIO)
    with archive.open(entry) as stream:
        data = stream.read(min(left, most) + 1)
    if len(data) > most:
        raise ContentError(
            Message("“%(path)s” would become far too large when unpacked.", {"path": entry.filename[:200]})
        )
    return data


def _safe(entry: zipfile.ZipInfo) -> str:
    """The path of an entry inside the archive, if it stays inside."""
    path = _nfc(_name(entry)).replace("\\", "/")
    if _leads_out(path):
        raise ContentError(
            Message("“%(path)s” would lie outside the folder. This ZIP file is not taken in.", {"path": path[:200]})
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ContentError(
            Message("“%(path)s” is a link to another place. Put the file itself in.", {"path": path[:200]})
        )
    return posixpath.normpath(path)


def _leads_out(path: str) -> bool:
    return path.startswith("/") or ".." in path.split("/") or bool(_DRIVE.match(path)) or "\x00" in path


def _name(entry: zipfile.ZipInfo) -> str:
    """The name with its umlauts, which older programs write in an encoding of their own."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850", "replace")


def _check(number: int, total: int, limit: int) -> None:
    if number > MAX_FILES:
        raise ContentError(
            Message("There are more than %(most)s files. Leave out what no unit needs.", {"most": MAX_FILES})
        )
    if total > limit:
        message = Message(
            "The files are larger than %(most)s MB together. Make pictures and films smaller.",
            {"most": max(1, limit // 1_000_000)},
        )
        raise ContentError(message)


def split_courses(files: Mapping[str, bytes], name: str) -> Courses:
    """Files of a tree by the course they belong to: every folder with a kurs.md is one."""
    folders = {posixpath.dirname(path) for path in files if fold(posixpath.basename(path)) in _HEADS}
    folders = {folder for folder in folders if not is_ignored(folder + "/x") or not folder}
    if not folders:
        top = _common(files)
        return {(posixpath.basename(top) or name): _inside(files, top, ())} if files else {}
    courses: Courses = {}
    for folder in sorted(folders):
        nested = tuple(other + "/" for other in folders if other != folder and _is_below(other, folder))
        key = posixpath.basename(folder) or name
        courses[key if key not in courses else folder.replace("/", "-")] = _inside(files, folder, nested)
    return courses


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + "/")


def _inside(files: Mapping[str, bytes], folder: str, nested: tuple[str, ...]) -> dict[str, bytes]:
    lead = len(folder) + 1 if folder else 0
    return {
        path[lead:]: data
        for path, data in files.items()
        if _is_below(path, folder) and not (nested and path.startswith(nested))
    }


def _common(files: Mapping[str, bytes]) -> str:
    """The folder that holds everything, as when a folder was packed as a whole."""
    return posixpath.commonpath([posixpath.dirname(path) for path in files]) if files else ""


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
