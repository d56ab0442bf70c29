"""An installation full of people, written by bulk inserts; only the courses go through their own service."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, func, insert, select, text

import courses
from bench.writing import COURSE, TALKS, UNITS, measured_course
from courses.content.blocks import default_types
from courses.content.files import read_folder
from courses.content.load import load_course
from courses.models import Bookmark, CourseRow
from courses.service.preparing import prepare
from courses.service.publishing import publish, save_draft
from courses.store import registered_types
from forum.models import Post, Thread
from lms.app import create_app
from lms.certification.models import Award, Revocation
from lms.certification.number import new_number
from lms.core.clock import now
from lms.db import db
from lms.migrate import upgrade
from lms.people.current import token_hash
from lms.people.models import Grant, OrgUnit, Person, SignIn
from lms.progress.models import Enrolment, EvidenceRow
from lms.search.folding import fold_for_search, sort_key

SHIPPED = "q-ser-mentor"
SESSIONS = 64
"""So many learners are signed in, and as many coordinators."""
DEPARTMENTS, OFFICES = 10, 6
ANSWERS = 5
CHUNK = 10_000

GIVEN = "Aylin Björn Clara Dragan Eva Finn Gökçe Hanna Ivo Jana Kemal Lena Mateo Nele Olga Paul Rosa Şükrü Tom Zoë"
FAMILY = "Öztürk Weiß Đorđević Novák Sørensen Straßer Meier Müller Schmidt Yılmaz Nowak Ahrens Krüger Hahn Vogt Łuczak"
TALK = (
    "Bei uns fragt man zuerst die Person, die es schon einmal gemacht hat. Das geht schneller, und man lernt sich "
    "kennen. Schwierig wird es, wenn alle im Urlaub sind. Dann hilft nur, was aufgeschrieben ist."
)


def fill(data: Path, database_url: str, people: int) -> Flask:
    """Makes an installation with people, courses, enrolments, awards, posts and sessions; its application."""
    app = create_app({"data": data, "database_url": database_url, "allowed_hosts": ()})
    runtime = app.extensions["lms"]
    upgrade(runtime.settings, runtime.features)
    with app.app_context():
        _publish_courses()
        _write(OrgUnit, _offices())
        _write(Person, _people(people))
        _write(Grant, _grants(people))
        _write(SignIn, _sessions(people))
        _write(Enrolment, _enrolments(people))
        _write(EvidenceRow, _evidence(people))
        _write(Bookmark, _bookmarks())
        _write(Award, _awards(people))
        _write(Revocation, _revocations(people))
        _write(Thread, _threads())
        _write(Post, _posts(people))
        _count_on(OrgUnit, Person, Enrolment, Award, Thread)
        db.session.commit()
        _analyse()
    return app


def token(person: int) -> str:
    """The token of somebody who is signed in."""
    return hashlib.sha256(f"bench {person}".encode()).hexdigest()


def learners() -> range:
    """The people who learn while it is measured."""
    return range(1, SESSIONS + 1)


def coordinators(people: int) -> range:
    """The people who look at lists while it is measured."""
    return range(SESSIONS + 1, min(people, 2 * SESSIONS) + 1)


def _write(model: Any, rows: Iterator[Mapping[str, Any]]) -> None:
    table: Table = model.__table__
    while chunk := list(islice(rows, CHUNK)):
        db.session.execute(insert(table), chunk)


def _count_on(*models: Any) -> None:
    """Lets PostgreSQL number on behind the ids that were given."""
    if db.engine.dialect.name != "postgresql":
        return
    for model in models:
        name, top = model.__tablename__, db.session.scalar(select(func.max(model.id)))
        db.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {top})"))


def _analyse() -> None:
    """Tells the planner how full the tables are, as it learns by itself in an installation that has grown."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _publish_courses() -> None:
    shipped = read_folder(Path(courses.__file__).parent / "library")
    types = registered_types()
    for name, files in {**shipped, COURSE: measured_course()}.items():
        course = load_course(files, types, name=name, known_courses={*shipped, COURSE}).course
        assert course is not None, f"the course “{name}” does not load"
        save_draft(prepare(course, files, default_types(types)), based_on=0, by=None, at=now())
        publish(course.key, by=None, at=now())
    db.session.commit()


def _offices() -> Iterator[Mapping[str, Any]]:
    yield {"id": 1, "parent_id": None, "name": "Stadt", "path": "/1/", "label": "Stadt"}
    for n in range(DEPARTMENTS):
        own = 2 + n * (OFFICES + 1)
        department = f"Dezernat {n + 1}"
        yield {"id": own, "parent_id": 1, "name": department, "path": f"/1/{own}/", "label": f"Stadt/{department}"}
        for m in range(1, OFFICES + 1):
            office = f"Amt {n + 1}{m}"
            label, path = f"Stadt/{department}/{office}", f"/1/{own}/{own + m}/"
            yield {"id": own + m, "parent_id": own, "name": office, "path": path, "label": label}


def _office(person: int) -> int:
    department, office = person % DEPARTMENTS, person // DEPARTMENTS % OFFICES
    return 3 + department * (OFFICES + 1) + office


def _name(person: int) -> tuple[str, str]:
    given, family = GIVEN.split(), FAMILY.split()
    return given[person % len(given)], f"{family[person // len(given) % len(family)]}-{person:06}"


def _people(people: int) -> Iterator[Mapping[str, Any]]:
    at = now() - timedelta(days=900)
    for n in range(1, people + 1):
        given, family = _name(n)
        email = f"person.{n}@stadt.example"
        yield {
            "id": n, "given": given, "family": family, "email": email, "org_unit_id": _office(n),
            "sort_key": sort_key(family, given), "search": fold_for_search(given, family, email), "locale": None,
            "password": None, "fs_uniquifier": f"bench-{n}", "created_at": at, "left_at": None,
        }  # fmt: skip


def _grants(people: int) -> Iterator[Mapping[str, Any]]:
    for n in coordinators(people):
        yield {"person_id": n, "role": "coordinator", "scope_kind": "org", "scope": "/1/", "until": None}


def _sessions(people: int) -> Iterator[Mapping[str, Any]]:
    at = now()
    for n in (*learners(), *coordinators(people)):
        days = timedelta(days=7)
        yield {"token_hash": token_hash(token(n)), "person_id": n, "created_at": at, "expires_at": at + days}


def _enrolments(people: int) -> Iterator[Mapping[str, Any]]:
    at = now() - timedelta(days=20)
    rows = db.session.execute(select(CourseRow.key, CourseRow.version)).all()
    versions = {course: version for course, version in rows}  # noqa: C416 rows are no pairs for mypy
    for n in range(1, people + 1):
        for place, course in enumerate((SHIPPED, COURSE)):
            yield {
                "id": 2 * n - 1 + place, "person_id": n, "course": course, "version": versions[course],
                "first_version": versions[course], "how": "import", "started_at": at, "used_at": at, "due": None,
                "closed_at": None, "by": None,
            }  # fmt: skip


def _evidence(people: int) -> Iterator[Mapping[str, Any]]:
    """Everybody has read half of the generated course and answered the quizzes in it."""
    at = now() - timedelta(days=10)
    for n in range(1, people + 1):
        for unit in range(1, UNITS // 2 + 1):
            key = f"einheit-{unit}"
            yield _row(n, "read", key, "read", at, None)
            yield _row(n, "quiz", f"{key}/sofort", "submitted", at, 0.7)


def _row(person: int, type: str, key: str, kind: str, at: datetime, score: float | None) -> Mapping[str, Any]:
    return {
        "person_id": person, "enrolment_id": 2 * person, "course": COURSE, "type": type, "key": key, "kind": kind,
        "at": at, "score": score, "by": None, "of": None, "basis": None,
    }  # fmt: skip


def _bookmarks() -> Iterator[Mapping[str, Any]]:
    at = now() - timedelta(days=1)
    for n in learners():
        yield {"person_id": n, "course": SHIPPED, "unit": "mentor-werden", "section": 2, "at": at}
        for unit in range(1, UNITS // 2 + 2):
            yield {"person_id": n, "course": COURSE, "unit": f"einheit-{unit}", "section": 2, "at": at}


def _awards(people: int) -> Iterator[Mapping[str, Any]]:
    """Everybody's certificate of an earlier cycle: most are valid, some expire soon or are over."""
    luck = random.Random(3)
    today = datetime.now(UTC).date()
    for n in range(1, people + 1):
        given, family = _name(n)
        issued = today - timedelta(days=luck.randrange(1, 800))
        yield {
            "id": n, "number": new_number(), "person_id": n, "given": given, "family": family,
            "family_folded": sort_key(family), "subject": SHIPPED, "subject_title": "Ein Q-SER Mentor werden",
            "version": 1, "certificate_key": SHIPPED, "certificate_title": "Q-SER-Mentorin / Q-SER-Mentor",
            "certificate_text": ["begleiten"], "cycle": 0, "criteria": [], "minutes": 60, "issuer": "Stadt",
            "issued_on": issued, "valid_until": issued + timedelta(days=730), "superseded_on": None,
            "org_unit_id": _office(n), "org_label": "", "enrolment_id": None,
        }  # fmt: skip


def _revocations(people: int) -> Iterator[Mapping[str, Any]]:
    today = datetime.now(UTC).date()
    for n in range(100, people + 1, 100):
        yield {"award_id": n, "on": today, "by": None, "reason": "Bench"}


def _threads() -> Iterator[Mapping[str, Any]]:
    at = now() - timedelta(days=5)
    for n in range(UNITS * TALKS):
        unit, talk = n // TALKS + 1, n % TALKS + 1
        yield {
            "id": n + 1, "course": COURSE, "key": f"einheit-{unit}/frage-{talk}", "title": f"Frage {talk}",
            "ask": f"Was haben Sie in der Einheit {unit} über die Frage {talk} erfahren?", "question": "<p>Was?</p>",
            "opened_at": at, "last_at": at + timedelta(minutes=n), "answers": ANSWERS, "replies": 0,
        }  # fmt: skip


def _posts(people: int) -> Iterator[Mapping[str, Any]]:
    at = now() - timedelta(days=4)
    for n in range(UNITS * TALKS * ANSWERS):
        yield {
            "thread_id": n // ANSWERS + 1, "author_id": 1 + n * 7 % people, "parent_id": None, "answer_id": None,
            "text": TALK, "html": f"<p>{TALK}</p>", "at": at, "edited_at": None, "token": None,
        }  # fmt: skip
