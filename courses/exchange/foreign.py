"""Foreign files on their way in, and the folder that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from courses.content.files import MAX_FILES, MAX_TOTAL, files_in_zip
from lms.core.errors import LmsError
from lms.core.message import Message


def read_foreign(path: Path) -> dict[str, bytes]:
    """The files of a folder or a ZIP file by path, or the one file that a path names."""
    if path.is_file():
        data = _within(path.name, path)
        return files_in_zip(data) if path.suffix.lower() == ".zip" else {path.name: data}
    files: dict[str, bytes] = {}
    total = 0
    for found in sorted(path.rglob("*")):
        inner = found.relative_to(path)
        if not found.is_file() or found.is_symlink() or any(part.startswith(".") for part in inner.parts):
            continue
        total += found.stat().st_size
        if total > MAX_TOTAL or len(files) >= MAX_FILES:
            raise LmsError(Message("“%(path)s” holds too much. Name the folder with the texts.", {"path": str(path)}))
        files[inner.as_posix()] = found.read_bytes()
    return files


def _within(name: str, path: Path) -> bytes:
    if path.stat().st_size > MAX_TOTAL:
        raise LmsError(Message("“%(path)s” holds too much. Name the folder with the texts.", {"path": name}))
    return path.read_bytes()


def beside(path: Path) -> str:
    """The name of the folder that is made of a path."""
    own = path.resolve()
    return own.stem if own.is_file() else f"{own.name}-kurs"


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new folder; one that is there already is never changed."""
    if folder.exists():
        message = Message("%(folder)s exists already. Choose another name with “-o”.", {"folder": str(folder)})
        raise LmsError(message)
    try:
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        message = Message("%(file)s cannot be written. Choose another place with “-o”.", {"file": str(folder)})
        raise LmsError(message) from error
