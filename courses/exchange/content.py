"""A stored course as exporters get it."""

from __future__ import annotations

from collections.abc import Mapping

from courses.content.model import Course
from courses.content.naming import COURSE_PAGE, named_blocks
from courses.content.packing import unpack
from courses.models import Revision, SectionRow, UnitText
from courses.service.files import sources
from courses.service.publishing import draft_of, published, version_of
from courses.store import slot_of
from lms.core.activity import Block
from lms.core.errors import LmsError
from lms.core.exchange import Chapter, Content, Page
from lms.core.message import Message


def revision_of(course: str, *, draft: bool = False) -> Revision:
    """The newest published version of a course, or its draft; without one, a sentence that says so."""
    found = draft_of(course) if draft else published(course, version_of(course))
    if found is None and draft:
        raise LmsError(Message("The course “%(course)s” has no draft.", {"course": course}))
    if found is None:
        message = Message(
            "There is no published course “%(course)s”. With “--draft” its draft is exported.", {"course": course}
        )
        raise LmsError(message)
    return found


def content_of(revision: Revision) -> Content:
    """Everything that a revision holds."""
    course = unpack(revision.head)
    texts = [text for text in revision.texts if text.original]
    languages: dict[str, list[str]] = {}
    for text in revision.texts:
        if not text.original:
            languages.setdefault(text.unit, []).append(text.language)
    return Content(
        key=revision.course,
        title=revision.title,
        language=revision.language,
        version=revision.version or 0,
        chapters=tuple(_chapter(revision, course, text, languages.get(text.unit, [])) for text in texts),
        files=sources(revision),
        head={**_head(texts), "minutes": revision.minutes},
    )


def _head(texts: list[UnitText]) -> Mapping[str, object]:
    """What the course says about itself."""
    return next((text.head for text in texts if text.unit == COURSE_PAGE), {})


def _chapter(revision: Revision, course: Course, text: UnitText, translations: list[str]) -> Chapter:
    return Chapter(
        key=text.unit,
        title=text.title,
        language=text.language,
        path=text.path,
        n=text.n,
        pages=tuple(_page(revision, text, section) for section in text.parts),
        blocks=tuple(_blocks(course, text.unit)),
        translations=tuple(translations),
    )


def _blocks(course: Course, unit: str) -> list[Block]:
    return [block for block in named_blocks(course).values() if block.unit == unit]


def _page(revision: Revision, text: UnitText, section: SectionRow) -> Page:
    parts = tuple(
        part["html"] if "html" in part else slot_of(part["slot"], revision.course, revision.version or 0, text)
        for part in section.parts
    )
    return Page(section.title or text.title, section.heading, section.anchor, parts)
