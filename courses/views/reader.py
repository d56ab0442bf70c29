"""Reading a unit, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from courses.content.naming import COURSE_PAGE
from courses.opening import first_of, opens_after, prerequisites, waits_for
from courses.reading import Page, section_page
from courses.service.bookmarks import leave_section
from courses.service.shelf import SectionAt
from courses.store import Store
from courses.views.blueprint import blueprint
from courses.views.preview import as_draft
from lms.core.activity import Slot
from lms.core.clock import now
from lms.core.evidence import ActivityRef
from lms.core.message import Message
from lms.db import db
from lms.people.current import Viewer, the_viewer
from lms.privacy.matrix import cell
from lms.progress.log import open_enrolment
from lms.web.errors import failure
from lms.web.format import format_minutes
from lms.web.texts import locale

store = Store()


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its activities drawn into it."""

    n: int
    title: str
    heading: str
    anchor: str
    minutes: int
    body: Markup


@blueprint.get("/<course>/<unit>/<int:n>")
@cell("content")
def section(course: str, unit: str, n: int) -> ResponseReturnValue:
    """One section, or with ``?all`` the whole unit for printing."""
    person = the_viewer()
    page = _page(person, course, unit, n)
    if refused := _refusal(person, page, course, unit):
        return refused
    whole = "all" in request.args
    rows = page.text.sections if whole else [section for section in (page.section,) if section]
    return render_template(
        "courses/section.html",
        course=course,
        unit=unit,
        n=n,
        page=page,
        shown=_drawn(rows, course, unit, page, person.id),
        stops=lambda: _stops(course, unit, n, page),
        whole=whole,
        draft=page.version is None,
    )


@blueprint.post("/<course>/<unit>/<int:n>/next")
@cell("content")
def leave(course: str, unit: str, n: int) -> ResponseReturnValue:
    """Moves the bookmark on; leaving the last section means that the unit was read."""
    person = the_viewer()
    page = _page(person, course, unit, n)
    if refused := _refusal(person, page, course, unit):
        return refused
    last = n >= len(page.sections)
    if page.enrolment_id and page.version:
        leave_section(person.id, course, unit, n, last=last, at=now())
        db.session.commit()
    if not last:
        return redirect(url_for("courses.section", course=course, unit=unit, n=n + 1, **_draft()))
    if not page.enrolment_id or not page.version:
        return redirect(url_for("courses.course", course=course, **_draft()))
    step = store.step(person.id, course, page.version)
    return redirect(step.address if step else url_for("progress.missing", course=course))


def _page(person: Viewer, course: str, unit: str, n: int) -> Page:
    draft = "draft" in request.args
    if draft and not person.teaches(course):
        abort(404)
    page = section_page(person.id, course, unit, n, locale(), draft=draft)
    if page is None:
        abort(404)
    return page


def _draft() -> dict[str, Any]:
    return {"draft": ""} if "draft" in request.args else {}


def _refusal(person: Viewer, page: Page, course: str, unit: str) -> ResponseReturnValue | None:
    """Why somebody may not read this, with the way out."""
    if person.teaches(course):
        return None
    if page.enrolment_id is None:
        return failure(
            403,
            Message("This unit belongs to a course in which you are not enrolled. Your own courses are not affected."),
            (_("To the course “%(title)s”", title=page.course_title), url_for("courses.course", course=course)),
        )
    enrolment = open_enrolment(person.id, course) if prerequisites(course, page.version) else None
    waiting = waits_for(enrolment, unit) if enrolment else None
    if waiting is None:
        return None
    first = first_of(waiting)
    address = store.address(first) if first else None
    return failure(403, opens_after(first), (_("To what comes first"), address) if address else None)


def _drawn(rows: Sequence[SectionAt], course: str, unit: str, page: Page, person: int) -> list[Shown]:
    drawn = draw([slot for row in rows for slot in row.slots], person)
    return [
        Shown(row.n, row.title, row.heading, row.anchor, row.minutes, _body(row, course, unit, page, drawn))
        for row in rows
    ]


def _body(row: SectionAt, course: str, unit: str, page: Page, drawn: Mapping[ActivityRef, str]) -> Markup:
    body = _joined(row.parts, course, unit, drawn)
    return body if page.version else as_draft(body, course, unit, row.n)


def drawn_page(page: Page, course: str, person: int) -> Markup:
    """The course page, which is not divided, with its activities drawn into it."""
    body = _joined(page.parts, course, COURSE_PAGE, draw(page.slots, person))
    return body if page.version else as_draft(body, course, COURSE_PAGE, 1)


def _joined(parts: Sequence[Mapping[str, Any]], course: str, unit: str, drawn: Mapping[ActivityRef, str]) -> Markup:
    return Markup("").join(
        Markup('<div class="lms-prose">{}</div>').format(Markup(part["html"]))  # noqa: S704 sanitised at publishing
        if "html" in part
        else Markup('<div class="lms-place" id="{}">{}</div>').format(
            part["slot"]["key"], drawn[ActivityRef(course, part["slot"]["type"], f"{unit}/{part['slot']['key']}")]
        )
        for part in parts
    )


def draw(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, Markup]:
    """Every activity of a page as HTML; each type loads the state of all its places at once."""
    types = current_app.extensions["lms"].features.types
    states: dict[ActivityRef, Any] = {}
    for name in {slot.ref.type for slot in slots} & types.keys():
        states.update(types[name].load([slot for slot in slots if slot.ref.type == name], person))
    return {
        slot.ref: Markup(  # noqa: S704 an activity type answers for what it draws
            types[slot.ref.type].render(slot, states.get(slot.ref)) if slot.ref.type in types else _gone(slot)
        )
        for slot in slots
    }


def _gone(slot: Slot) -> str:
    return render_template("courses/gone.html", slot=slot)


def _stops(course: str, unit: str, n: int, page: Page) -> list[tuple[str, str, str, str]]:
    """The sections of the unit as a route: read, here, ahead."""
    stops = []
    before, _mark, behind = url_for("courses.section", course=course, unit=unit, n=0, **_draft()).rpartition("/0")
    read, here = _("read"), _("You are here")
    for number, (title, minutes) in enumerate(page.sections, 1):
        note = format_minutes(minutes, short=True)
        state = "open"
        if number == n:
            state, note = "here", f"{note} · {here}"
        elif number < page.reached:
            state, note = "done", f"{note} · {read}"
        stops.append((state, title or page.title, note, f"{before}/{number}{behind}"))
    return stops
