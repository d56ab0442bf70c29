"""The formats that quizzes bring: each a name, a label and functions that are loaded when they are used."""

from __future__ import annotations

from collections.abc import Mapping

from lms.core.exchange import Content, Exported, Exporter, Imported, Importer
from lms.core.message import Message


def _export_gift(content: Content) -> Exported:
    from quizzes.exchange.gift_write import export_gift

    return export_gift(content)


def _export_moodle(content: Content) -> Exported:
    from quizzes.exchange.moodle_write import export_moodle

    return export_moodle(content)


def _is_gift(files: Mapping[str, bytes]) -> bool:
    from quizzes.exchange.reading import looks_like

    return looks_like(files, ".gift", b"{") or (looks_like(files, ".txt", b"{") and looks_like(files, ".txt", b"::"))


def _import_gift(files: Mapping[str, bytes]) -> Imported:
    from quizzes.exchange.gift_read import import_gift

    return import_gift(files)


def _is_moodle(files: Mapping[str, bytes]) -> bool:
    from quizzes.exchange.reading import looks_like

    return looks_like(files, ".xml", b"<quiz")


def _import_moodle(files: Mapping[str, bytes]) -> Imported:
    from quizzes.exchange.moodle_read import import_moodle

    return import_moodle(files)


def _is_aiken(files: Mapping[str, bytes]) -> bool:
    from quizzes.exchange.aiken import detects_aiken

    return detects_aiken(files)


def _import_aiken(files: Mapping[str, bytes]) -> Imported:
    from quizzes.exchange.aiken import import_aiken

    return import_aiken(files)


GIFT = Message("Questions in GIFT")
MOODLE = Message("Questions in Moodle XML")
EXPORTERS = (
    Exporter("gift", GIFT, ".gift", "text/plain", _export_gift),
    Exporter("moodle-xml", MOODLE, ".xml", "application/xml", _export_moodle),
)
IMPORTERS = (
    Importer("gift", GIFT, _is_gift, _import_gift),
    Importer("moodle-xml", MOODLE, _is_moodle, _import_moodle),
    Importer("aiken", Message("Questions in Aiken"), _is_aiken, _import_aiken),
)
