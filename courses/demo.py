"""What a demo finds of courses: the shipped ones, published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from courses.content.blocks import default_types
from courses.content.files import read_folder
from courses.content.load import load_course
from courses.content.model import Unit
from courses.models import Bookmark, CourseRow
from courses.service.preparing import prepare
from courses.service.publishing import publish, save_draft
from courses.store import registered_types
from lms.core.errors import ContentError
from lms.core.message import Message
from lms.db import db

LIBRARY = Path(__file__).parent / "library"
# the course that ends in a certificate is taken on enrolment, the others by whoever wants to
BY_ENROLMENT = frozenset({"q-ser-mentor"})


class Citizen(Protocol):
    """How far somebody came: the share of the course, and how many days ago."""

    @property
    def share(self) -> float: ...
    @property
    def days(self) -> int: ...


class Town(Protocol):
    """What a demo tells: when it is, and who takes the course that ends in a certificate."""

    @property
    def at(self) -> datetime: ...
    def learners(self) -> Sequence[tuple[Citizen, int]]: ...


def publish_library(town: Town) -> None:
    """Publishes every course of the library, as of two years ago, and puts bookmarks where people stopped."""
    types = registered_types()
    for name, files in read_folder(LIBRARY).items():
        loaded = load_course(files, types, name=name)
        if loaded.course is None or not loaded.ok:
            raise ContentError(Message("“%(course)s” has problems.", {"course": name}), loaded.problems)
        at = town.at - timedelta(days=800)
        save_draft(prepare(loaded.course, files, default_types(types)), based_on=0, by=None, at=at)
        publish(loaded.course.key, by=None, at=at)
        db.session.get_one(CourseRow, loaded.course.key).open = loaded.course.key not in BY_ENROLMENT
        if loaded.course.key in BY_ENROLMENT:
            _put_bookmarks(town, loaded.course.key, loaded.course.units[0])
    db.session.flush()


def _put_bookmarks(town: Town, course: str, unit: Unit) -> None:
    sections = len(unit.text.sections)
    for citizen, person in town.learners():
        if citizen.share:
            reached = min(sections, 1 + int(citizen.share * sections * 1.2))
            at = town.at - timedelta(days=citizen.days)
            db.session.add(Bookmark(person_id=person, course=course, unit=unit.key, section=reached, at=at))
