"""The formats that courses bring: each a name, a label and a function that is loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping

from lms.core.exchange import Content, Exported, Exporter, Imported, Importer
from lms.core.message import Message


def _folder(content: Content) -> Exported:
    from courses.exchange.folder import export_folder

    return export_folder(content)


def _is_word(files: Mapping[str, bytes]) -> bool:
    return len(files) == 1 and all(path.lower().endswith(".docx") for path in files)


def _word(files: Mapping[str, bytes]) -> Imported:
    from courses.exchange.word import import_word

    return import_word(files)


def _scorm(content: Content) -> Exported:
    from courses.exchange.scorm.package import export_scorm

    return export_scorm(content)


EXPORTERS = (
    Exporter("scorm12", Message("SCORM 1.2 package for Moodle, ILIAS and others"), ".zip", "application/zip", _scorm),
    Exporter("folder", Message("Folder of Markdown files (ZIP)"), ".zip", "application/zip", _folder),
)
IMPORTERS = (Importer("word", Message("Word document"), _is_word, _word),)
