"""Our own format: the course's folder as a ZIP file, which imports again as the same course, byte for byte."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from courses.content.files import MAX_RATIO
from lms.core.exchange import Content, Exported

_TIGHT = MAX_RATIO // 2


def export_folder(content: Content) -> Exported:
    """The course's folder, with the course's key as its name."""
    return Exported(zipped({f"{content.key}/{path}": data for path, data in content.files.items()}))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP file that is the same whenever it is made."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path), data, _method(data))
    return stream.getvalue()


def _method(data: bytes) -> int:
    """What shrinks so far that a reader takes it for a bomb is put in as it is."""
    bomb = len(data) > len(zlib.compress(data, 6)) * _TIGHT
    return zipfile.ZIP_STORED if bomb else zipfile.ZIP_DEFLATED
