"""Reads the heads of a course: which file is the original, which a translation, and what each says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from courses.content.certificates import read_certificate
from courses.content.folder import Folder
from courses.content.head import Written, read_head
from courses.content.model import Head
from courses.content.names import key_from, read_name
from courses.content.naming import COURSE_PAGE
from courses.content.report import Report
from courses.content.source import Source, read_text, split
from courses.content.translations import translated
from lms.core.errors import BadValue, Problem
from lms.core.message import Message
from lms.core.values import fold

DEFAULT_LANGUAGE = "de"
_ASKED = {
    "authors": Message("Who wrote this? Add “author: …”."),
    "licence": Message("Under which licence may others use this? Add “licence: …”."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text whose head is read and whose body is not yet; ``unit`` is the unit's key or ``kurs``."""

    source: Source
    unit: str
    head: Head

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.source.path


@dataclass(frozen=True, slots=True)
class Versions:
    """A unit, or the course page, in its languages. ``derived`` tells a key that no head says."""

    key: str
    language: str
    sheets: Mapping[str, Sheet]
    derived: bool = False

    @property
    def original(self) -> Sheet:
        """The text in the original's language."""
        return self.sheets[self.language]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that was read: the course page and the units, in the order of their files."""

    course: Versions
    units: tuple[Versions, ...]

    @property
    def sheets(self) -> list[Sheet]:
        """Every text, in order."""
        return [sheet for versions in (self.course, *self.units) for sheet in versions.sheets.values()]


def gather(folder: Folder, files: Mapping[str, bytes], problems: list[Problem], name: str) -> Gathered:
    """Reads the heads of all texts of a course whose folder is called ``name``."""
    return _Gatherer(folder, files, problems).all(name)


@dataclass(frozen=True, slots=True)
class _Gatherer:
    folder: Folder
    files: Mapping[str, bytes]
    problems: list[Problem]
    taken: dict[str, str] = field(default_factory=dict)

    def all(self, name: str) -> Gathered:
        for path in self.folder.pools.values():
            message = Message("Pools of questions are not read yet. Put the questions into a quiz.")
            Report(path, self.problems).warning("file-name", 1, 1, message)
        if self.folder.is_single:
            return self._single()
        course = self._course(name)
        head = course.original.head
        return Gathered(course, tuple(self._unit(paths, head, course.language) for paths in self.folder.units))

    def _source(self, path: str) -> Source:
        report = Report(path, self.problems)
        return split(path, read_text(self.files[path], report), report)

    def _course(self, name: str) -> Versions:
        path = self._original(self.folder.heads, DEFAULT_LANGUAGE)
        source, report = self._source(path), Report(path, self.problems)
        written = read_head(source, "c", report)
        head = self._with_certificate(written, report)
        language = self._language(path, written, DEFAULT_LANGUAGE)
        key = head.key or self._from_folder(name, path, written)
        self._credit(head, report)
        head = replace(head, key=key, language=language)
        return self._versions(source, head, written, COURSE_PAGE, self.folder.heads, derived=not head.lines.get("key"))

    def _single(self) -> Gathered:
        """A course that is one file: its head is the course's and the unit's."""
        paths = self.folder.units[0]
        path = self._original(paths, DEFAULT_LANGUAGE)
        source, report = self._source(path), Report(path, self.problems)
        written = read_head(source, "cu", report)
        head = self._with_certificate(written, report)
        language = self._language(path, written, DEFAULT_LANGUAGE)
        key = head.key or self._from_file(path, written)
        self._credit(head, report)
        head = replace(head, key=key, language=language)
        unit = self._versions(source, head, written, key, paths, derived="key" not in head.lines)
        bare = {tag: _without_body(sheet) for tag, sheet in unit.sheets.items()}
        return Gathered(replace(unit, sheets=bare), (unit,))

    def _unit(self, paths: Mapping[str, str], above: Head, course_language: str) -> Versions:
        path = self._original(paths, course_language)
        source, report = self._source(path), Report(path, self.problems)
        written = read_head(source, "u", report)
        language = self._language(path, written, course_language)
        head = written.head(above)
        key = head.key if "key" in written.values else self._from_file(path, written)
        if key in self.taken:
            line = written.nodes["key"].line if "key" in written.nodes else 1
            message = Message("%(path)s already has the key “%(key)s”.", {"key": key, "path": self.taken[key]})
            report.error("key-duplicate", line, 1, message)
        self.taken.setdefault(key, path)
        return self._versions(source, replace(head, key=key, language=language), written, key, paths)

    def _original(self, paths: Mapping[str, str], language: str) -> str:
        """The file of a group that is the original: the one without a language, or with the course's."""
        if "" in paths:
            return paths[""]
        if language in paths or paths is self.folder.heads:
            return paths.get(language) or paths[min(paths)]
        path = paths[min(paths)]
        message = Message(
            "This is a translation, but the original is missing. Name it without “.%(tag)s”.", {"tag": min(paths)}
        )
        Report(path, self.problems).error("translation-foreign", 1, 1, message)
        return path

    def _language(self, path: str, written: Written, otherwise: str) -> str:
        tag = self.folder.names[path].language
        said = str(written.values.get("language", ""))
        if tag and said and tag != said:
            message = Message("The file's name says “%(tag)s” and the head “%(said)s”.", {"tag": tag, "said": said})
            Report(path, self.problems).error("file-name", written.nodes["language"].line, 1, message)
        return tag or said or otherwise

    def _with_certificate(self, written: Written, report: Report) -> Head:
        node = written.values.get("certificate")
        certificate = read_certificate(node, path=report.path, problems=self.problems) if node else None
        return replace(written.head(), certificate=certificate)

    def _credit(self, head: Head, report: Report) -> None:
        """Asks for what a course should say about itself."""
        for name, message in _ASKED.items():
            if name not in head.lines:
                report.warning("head-missing-key", 1, 1, message)

    def _from_folder(self, name: str, path: str, written: Written) -> str:
        """The key that a course has from its folder's name."""
        try:
            return key_from(read_name(name + ".md").stem)
        except BadValue as error:
            if "key" not in written.nodes and fold(name) not in (COURSE_PAGE, "course"):
                Report(path, self.problems).bad_value(error, 1, 1, "key-invalid")
            return COURSE_PAGE

    def _from_file(self, path: str, written: Written) -> str:
        stem = self.folder.names[path].stem
        try:
            return key_from(stem)
        except BadValue as error:
            if "key" not in written.nodes:
                Report(path, self.problems).bad_value(error, 1, 1, "key-invalid")
            return "-".join(fold(stem).split())[:60] or "unit"

    def _versions(
        self,
        source: Source,
        head: Head,
        written: Written,
        unit: str,
        paths: Mapping[str, str],
        *,
        derived: bool = False,
    ) -> Versions:
        sheets = {head.language: Sheet(source, unit, head)}
        for tag, path in paths.items():
            if path == source.path:
                continue
            if tag in sheets or not tag:
                message = Message("This text exists in the same language already: %(path)s.", {"path": source.path})
                Report(path, self.problems).error("file-duplicate", 1, 1, message)
                continue
            other, report = self._source(path), Report(path, self.problems)
            sheets[tag] = Sheet(other, unit, translated(other, tag, head, written, report))
        return Versions(head.key, head.language, sheets, derived)


def _without_body(sheet: Sheet) -> Sheet:
    """The course page of a course in one file: all of its text belongs to the unit."""
    return Sheet(replace(sheet.source, body=""), COURSE_PAGE, sheet.head)
