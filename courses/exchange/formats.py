"""The formats that courses bring: each a name, a label and a function that is loaded when it is used."""

from __future__ import annotations

from lms.core.exchange import Content, Exported, Exporter
from lms.core.message import Message


def _folder(content: Content) -> Exported:
    from courses.exchange.folder import export_folder

    return export_folder(content)


EXPORTERS = (Exporter("folder", Message("Folder of Markdown files (ZIP)"), ".zip", "application/zip", _folder),)
