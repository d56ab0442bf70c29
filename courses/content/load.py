"""From the files of a folder to a checked course, with everything that is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from courses.content.blocks import default_types
from courses.content.building import build, target
from courses.content.comparing import check_translations
from courses.content.examining import Readers, examine
from courses.content.folder import sort_files
from courses.content.gather import Gathered, Versions, gather
from courses.content.goals import check_rules
from courses.content.links import Map
from courses.content.model import Course, Head, Loaded, Place, Text, Unit
from courses.content.page import Page
from courses.content.report import Report, bounded, did_you_mean
from courses.content.site import Site, find_ways
from courses.content.translations import tie
from courses.content.vocabulary import Types
from courses.lint.engine import check
from courses.lint.severity import weighed
from lms.core.activity import ActivityType
from lms.core.errors import Problem
from lms.core.message import Message
from lms.core.values import nearest

NO_LEVELS: Mapping[str, str] = {}


def load_course(
    files: Mapping[str, bytes],
    types: Sequence[ActivityType],
    *,
    name: str = "kurs",
    known_courses: Collection[str] | None = None,
    levels: Mapping[str, str] = NO_LEVELS,
) -> Loaded:
    """Reads and checks the files of one course; ``name`` is its folder's, ``known_courses`` the keys of the others.

    ``levels`` is what the organisation decided about rules that only ask.
    """
    words = default_types(types)
    return _load(files, words, name, known_courses, levels, lambda sheets: [examine(sheet, words) for sheet in sheets])


def check_course(
    files: Mapping[str, bytes],
    types: Sequence[ActivityType],
    read: Readers,
    *,
    name: str = "kurs",
    known_courses: Collection[str] | None = None,
    levels: Mapping[str, str] = NO_LEVELS,
) -> Loaded:
    """Finds the same problems and renders nothing; ``read`` takes the texts apart, in its own way and order."""
    return _load(files, default_types(types), name, known_courses, levels, read)


def _load(
    files: Mapping[str, bytes],
    words: Types,
    name: str,
    known_courses: Collection[str] | None,
    levels: Mapping[str, str],
    read: Readers,
) -> Loaded:
    problems: list[Problem] = []
    named = {unicodedata.normalize("NFC", path): data for path, data in files.items()}
    folder = sort_files(named, problems)
    if not folder.heads and not folder.is_single:
        message = Message("A course needs a file kurs.md with its title. Put one into the folder.")
        Report("kurs.md", problems).error("head-missing", 1, 1, message)
        return Loaded(None, bounded(problems))
    found = gather(folder, named, problems, name)
    examined = read(found.sheets)
    for _, own in examined:
        problems += own
    pages = [page for page, _ in examined]
    site = _site(found, pages, folder.files, known_courses, frozenset(words))
    problems += check(site)
    course = _course(found, pages, site, problems)
    problems += check_rules(course, words)
    problems += check_translations(course, words)
    return Loaded(course, bounded(weighed(problems, levels)))


def _site(
    found: Gathered,
    pages: Sequence[Page],
    files: Mapping[str, bytes],
    known_courses: Collection[str] | None,
    words: frozenset[str],
) -> Site:
    known = Map(found.course.key, {page.path: target(page) for page in pages}, files, known_courses)
    return Site(
        course=found.course.key,
        head_path=found.course.original.path,
        key_is_derived=found.course.derived,
        pages=tuple(pages),
        known=known,
        ways=find_ways(pages, known),
        words=words,
    )


def _course(found: Gathered, pages: Sequence[Page], site: Site, problems: list[Problem]) -> Course:
    head = found.course.original.head
    rest = iter(pages)
    texts = _texts(found.course, rest, problems)
    read = [_unit(unit, rest, problems) for unit in found.units]
    units = _ordered(read, head, found.course.original.path, problems)
    if head.order == "fixed":
        units = (
            [units[0], *(replace(unit, requires=(before.key,)) for before, unit in pairwise(units))] if units else []
        )
    return Course(
        key=found.course.key,
        language=found.course.language,
        texts=texts,
        units=tuple(units),
        blocks=pages[0].blocks,
        minutes=head.minutes or sum(unit.minutes for unit in units),
        files=site.used,
    )


def _unit(found: Versions, pages: Iterator[Page], problems: list[Problem]) -> Unit:
    texts = _texts(found, pages, problems)
    original = texts[found.language]
    return Unit(
        key=found.key,
        language=found.language,
        texts=texts,
        blocks=tuple(part.block for section in original.sections for part in section.parts if isinstance(part, Place)),
        minutes=original.head.minutes or sum(section.minutes for section in original.sections),
    )


def _texts(found: Versions, pages: Iterator[Page], problems: list[Problem]) -> dict[str, Text]:
    """The texts of a unit, whose pages come next."""
    texts = {language: build(next(pages)) for language in found.sheets}
    original = texts[found.language]
    return {
        language: text if language == found.language else tie(text, original, problems)
        for language, text in texts.items()
    }


def _ordered(units: list[Unit], head: Head, path: str, problems: list[Problem]) -> list[Unit]:
    """The units in the order that the head names, if it does; then it must name each of them."""
    if not head.units:
        return units
    report, line = Report(path, problems), head.lines.get("units", 1)
    by_key = {unit.key: unit for unit in units}
    for key in head.units:
        if key not in by_key:
            message = did_you_mean(Message("There is no unit “%(key)s”.", {"key": key}), nearest(key, by_key))
            report.error("head-value", line, 1, message)
    for key in by_key:
        if key not in head.units:
            report.error("head-value", line, 1, Message("The unit “%(key)s” is missing in this list.", {"key": key}))
    named = [by_key[key] for key in dict.fromkeys(head.units) if key in by_key]
    return [*named, *(unit for unit in units if unit not in named)]
