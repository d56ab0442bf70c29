"""Requests: an answer, all answers of a quiz, a self-check, a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from lms.core.activity import Slot
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.evidence import ActivityRef
from lms.core.message import Message
from lms.core.source import Source
from lms.db import db
from lms.people.current import the_viewer
from lms.privacy.matrix import cell
from lms.web.headers import YEAR
from lms.web.pages import safe_next
from quizzes import private, service
from quizzes.cards import card_id
from quizzes.private import CheckState, TextState
from quizzes.rendering import SCRIPT, back, leave_once, render_check, render_quiz, render_text
from quizzes.service import QuizState, Taking

blueprint = Blueprint("quizzes", __name__, template_folder="templates", url_prefix="/quizzes")
NOT_ENROLLED = Message("You are not enrolled in this course. Enrol first, then answer.")


@dataclass(frozen=True, slots=True)
class Place:
    """An activity as the person who asks sees it; without an enrolment it is a trainer's preview."""

    slot: Slot
    enrolment: Taking | None
    source: Source


@blueprint.get("/quiz.js")
@cell("public")
def script() -> Response:
    """The script that answers without loading the page again."""
    return Response(SCRIPT.read_bytes(), mimetype="text/javascript", headers={"Cache-Control": YEAR})


@blueprint.post("/<course>/<unit>/<block>/<question>")
@cell("own")
def answer(course: str, unit: str, block: str, question: str) -> ResponseReturnValue:
    """Takes the answer to one question."""
    place = _place(course, "quiz", unit, block)
    if question not in _keys(place.slot):
        abort(404)
    state = _answered(place, [question])
    if _is_fragment():
        return _fragment(render_quiz(place.slot, state, only=question))
    return _back(place, f"erklaerung-{card_id(place.slot, question)}")


@blueprint.post("/<course>/<unit>/<block>")
@cell("own")
def answer_all(course: str, unit: str, block: str) -> ResponseReturnValue:
    """Takes the answers to all questions of a quiz at once; those left empty stay open."""
    place = _place(course, "quiz", unit, block)
    keys = _keys(place.slot)
    sent = [key for key in keys if any(_values(key))] or keys
    state = _answered(place, sent)
    if _is_fragment():
        return _fragment(render_quiz(place.slot, state))
    return _back(place, f"stand-{block}")


@blueprint.post("/selfcheck/<course>/<unit>/<block>")
@cell("own")
def fill(course: str, unit: str, block: str) -> ResponseReturnValue:
    """Keeps the marks of a self-check."""
    place = _place(course, "selfcheck", unit, block)
    sent = {name.removeprefix("mark-"): value for name, value in request.form.items() if name.startswith("mark-")}
    try:
        state = private.fill(place.slot, place.enrolment, sent, at=now()) if place.enrolment else CheckState(sent)
        db.session.commit()
    except LmsError as error:
        state = CheckState(sent, sentence=error.message)
    if _is_fragment():
        return _fragment(render_check(place.slot, state))
    return _back(place, f"stand-{block}")


@blueprint.post("/reflection/<course>/<unit>/<block>")
@cell("own")
def write(course: str, unit: str, block: str) -> ResponseReturnValue:
    """Keeps, or deletes, the text of a reflection."""
    place = _place(course, "reflection", unit, block)
    text = request.form.get("text", "")
    try:
        state = _written(place, text)
        db.session.commit()
    except LmsError as error:
        state = TextState(text, sentence=error.message)
    if _is_fragment():
        return _fragment(render_text(place.slot, state))
    return _back(place, f"stand-{block}")


def _written(place: Place, text: str) -> TextState:
    if place.enrolment is None:
        return TextState(text)
    if request.form.get("erase"):
        private.erase(place.slot, place.enrolment)
        return TextState(sentence=Message("The text is deleted."))
    return private.write(place.slot, place.enrolment, text, at=now())


def _place(course: str, type: str, unit: str, block: str) -> Place:
    """The activity at an address, for a learner who is enrolled or a trainer of the course."""
    person = the_viewer()
    enrolment = service.taking(person.id, course)
    runtime = current_app.extensions["lms"]
    version = enrolment.version if enrolment else _version_to_try(runtime.source_of(course), course)
    ref = ActivityRef(course, type, f"{unit}/{block}")
    language = request.form.get("language", "de")
    places = (
        Place(slot, enrolment, source)
        for source in runtime.features.sources
        if (slot := source.slot(ref, version, language))
    )
    return next(places, None) or abort(404)


def _version_to_try(source: Source | None, course: str) -> int:
    """The version that a trainer of the course may try without being enrolled."""
    subject = source.subject(course) if source else None
    if subject is None:
        abort(404)
    if not the_viewer().teaches(course):
        abort(403, NOT_ENROLLED)
    return subject.version


def _keys(slot: Slot) -> list[str]:
    return [question["key"] for question in slot.data["questions"]]


def _values(key: str) -> list[str]:
    return request.form.getlist(f"answer-{key}")


def _answered(place: Place, keys: Sequence[str]) -> QuizState:
    """Takes what was sent for some questions, or only judges it in a preview."""
    sent = {key: _values(key) for key in keys}
    if place.enrolment is None:
        state = service.preview(place.slot, sent)
    else:
        turns = {key: request.form.get(f"turn-{key}", type=int) for key in keys}
        turn = {key: number for key, number in turns.items() if number is not None}
        state = service.answer(place.slot, place.enrolment, sent, at=now(), nth=turn)
        db.session.commit()
    if not _is_fragment() and (state.preview or state.refused):
        shown: dict[str, Any] = sent if state.preview else {key: sent[key] for key in state.refused}
        leave_once(place.slot.ref, shown, preview=state.preview)
    return state


def _is_fragment() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _fragment(html: str) -> Response:
    return Response(html, headers={"X-Fragment": "1"})


def _back(place: Place, anchor: str) -> ResponseReturnValue:
    """Leads back to the page that the form stood on, to what is said about the answer."""
    address = safe_next(back(), "") or place.source.address(place.slot.ref) or request.script_root + "/"
    return redirect(f"{address.partition('#')[0]}#{anchor}", 303)
