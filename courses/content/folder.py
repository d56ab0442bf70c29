"""The files of one course sorted by what they are: head, units, translations, pools, and what they link to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from courses.content.names import HEADS, POOLS, RESERVED, Name, is_ignored, is_markdown, key_from, read_name
from courses.content.report import Report
from lms.core.errors import BadValue, Problem
from lms.core.message import Message
from lms.core.values import fold


@dataclass(frozen=True, slots=True)
class Folder:
    """A course's files: its head and each unit by the language in the file's name, units in order."""

    heads: Mapping[str, str]
    units: tuple[Mapping[str, str], ...]
    pools: Mapping[str, str]
    names: Mapping[str, Name]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_single(self) -> bool:
        """Whether one file is the whole course."""
        return not self.heads and len(self.units) == 1


def sort_files(files: Mapping[str, bytes], problems: list[Problem]) -> Folder:
    """Sorts the files of a course's folder; what belongs nowhere is reported."""
    heads: dict[str, str] = {}
    pools: dict[str, str] = {}
    units: dict[str, dict[str, str]] = {}
    names: dict[str, Name] = {}
    nested = _nested(files)
    for path in sorted(path for path in files if is_markdown(path) and not is_ignored(path)):
        if path.startswith(nested):
            continue
        name = _name(path, problems)
        if name is None:
            continue
        names[path] = name
        stem = fold(name.stem)
        group = heads if stem in HEADS else pools if stem in POOLS else units.setdefault(_group(name), {})
        _place(group, name.language, path, problems)
    ordered = sorted(units.values(), key=lambda paths: names[min(paths.values())].order)
    rest = {
        path: data
        for path, data in files.items()
        if not is_markdown(path) and not is_ignored(path) and not path.startswith(nested)
    }
    return Folder(heads, tuple(ordered), pools, names, rest)


def _nested(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The folders inside that are courses of their own."""
    heads = [path for path in files if "/" in path and fold(path.rpartition("/")[2]) in ("kurs.md", "course.md")]
    return tuple(path.rpartition("/")[0] + "/" for path in heads)


def _name(path: str, problems: list[Problem]) -> Name | None:
    report = Report(path, problems)
    if "/" in path:
        report.warning("file-in-subfolder", 1, 1, Message("This file is not read: units stand beside kurs.md."))
        return None
    try:
        name = read_name(path)
    except BadValue as error:
        report.error("file-name", 1, 1, error.message)
        return None
    if fold(name.stem) in RESERVED:
        message = Message("The name “%(name)s” is reserved. Choose another one for this unit.", {"name": path})
        report.error("file-name", 1, 1, message)
        return None
    return name


def _group(name: Name) -> str:
    """What files of one unit have in common: their name without the language."""
    try:
        return f"{name.number} {key_from(name.stem)}"
    except BadValue:
        return f"{name.number} {fold(name.stem)}"


def _place(group: dict[str, str], language: str, path: str, problems: list[Problem]) -> None:
    if language in group:
        message = Message("This text exists in the same language already: %(path)s.", {"path": group[language]})
        Report(path, problems).error("file-duplicate", 1, 1, message)
    else:
        group[language] = path
