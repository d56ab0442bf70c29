"""Formats are registered by features, ours and a stranger's alike."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from courses.exchange.cli import exporter, importer
from lms.core.errors import LmsError
from lms.core.exchange import Content, Exported, Exporter, Imported, Importer
from lms.core.message import Message
from lms.features import Feature, Features, built_in


def export(content: Content) -> Exported:
    return Exported(content.title.encode())


def read(files: Mapping[str, bytes]) -> Imported:
    return Imported(files)


STRANGER = Feature(
    "stranger",
    exporters=(Exporter("plain", Message("Plain"), ".txt", "text/plain", export),),
    importers=(Importer("plain", Message("Plain"), lambda files: "plain.txt" in files, read),),
)


def test_a_plug_in_adds_formats() -> None:
    features = Features((*built_in(), STRANGER))
    written = exporter(features, "plain").export(Content("k", "Titel", "de", 1, (), {}))
    assert written.data == b"Titel"
    assert importer(features, "auto", {"plain.txt": b""}).name == "plain"


def test_a_format_that_two_features_bring_stops_the_start() -> None:
    twin = Feature("twin", exporters=STRANGER.exporters)
    with pytest.raises(LmsError, match="Two features register the export format “plain”"):
        Features((STRANGER, twin))


def test_every_format_of_ours_has_a_name_of_its_own_and_an_ending() -> None:
    features = Features(built_in())
    assert {"folder", "scorm12", "gift", "moodle-xml"} <= set(features.exporters)
    assert {"gift", "moodle-xml", "aiken", "word"} <= set(features.importers)
    assert all(format.extension.startswith(".") for format in features.exporters.values())
