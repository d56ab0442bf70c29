"""Files of courses: bytes in the data folder under their hash, each kept once."""

from __future__ import annotations

import mimetypes
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from courses.models import CourseFile, Revision
from lms.db import db

_OURS = {
    ".md": "text/markdown",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def digest_of(data: bytes) -> str:
    """The hash under which bytes are kept."""
    return sha256(data).hexdigest()


def media_type(path: str) -> str:
    """The media type that a file's name stands for."""
    return _OURS.get(Path(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def location(digest: str) -> Path:
    """Where the bytes of a hash lie."""
    folder: Path = current_app.extensions["lms"].settings.data / "files"
    return folder / digest[:2] / digest


def keep(data: bytes) -> str:
    """Keeps bytes, whole or not at all, and returns their hash."""
    digest = digest_of(data)
    place = location(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(place)
    return digest


def find_file(course: str, start: str, name: str) -> CourseFile | None:
    """A file of any published version or of the draft, by the first letters of its hash and its name."""
    rows = db.session.scalars(
        select(CourseFile)
        .join(Revision, Revision.id == CourseFile.revision_id)
        .where(Revision.course == course, CourseFile.digest.startswith(start, autoescape=True))
        .order_by(CourseFile.revision_id.desc())
    )
    return next((row for row in rows if row.path.rpartition("/")[2] == name), None)


def sources(revision: Revision) -> dict[str, bytes]:
    """The folder from which a revision was read, by path."""
    return {row.path: location(row.digest).read_bytes() for row in revision.files}
