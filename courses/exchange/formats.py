"""The formats that courses bring: each a name, a label and a function that is loaded when it is used."""

from __future__ import annotations

from lms.core.exchange import Content, Exported, Exporter
from lms.core.message import Message


def _folder(content: Content) -> Exported:
    from courses.exchange.folder import export_folder

    return export_folder(content)


def _scorm(content: Content) -> Exported:
    from courses.exchange.scorm.package import export_scorm

    return export_scorm(content)


EXPORTERS = (
    Exporter("scorm12", Message("SCORM 1.2 package for Moodle, ILIAS and others"), ".zip", "application/zip", _scorm),
    Exporter("folder", Message("Folder of Markdown files (ZIP)"), ".zip", "application/zip", _folder),
)
