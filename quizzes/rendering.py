"""Shows quizzes, self-checks and reflections in their place in a unit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from flask import g, has_request_context, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from lms.core.activity import Slot
from lms.core.evidence import ActivityRef
from lms.core.message import Message, plural
from lms.people.current import viewer
from lms.web.pages import here
from lms.web.texts import locale
from quizzes import private, service
from quizzes.cards import cards, open_questions
from quizzes.private import CheckState, TextState
from quizzes.service import QuizState

SCRIPT = Path(__file__).parent / "static" / "quiz.js"
ONCE = "quizzes_once"
"""In the session: what the next page shows once and nobody keeps."""

MARK_WORDS = (
    ("yes", Message("I can do that")),
    ("partly", Message("I can do that in part")),
    ("no", Message("Not yet")),
)


def load_quizzes(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, QuizState]:
    """The state of all quizzes on a page, with what happened to an answer just now."""
    found = service.states(slots, person)
    for slot in slots:
        if kept := _once(slot.ref):
            found[slot.ref] = _with_once(slot, found[slot.ref], kept)
    return found


def _once(ref: ActivityRef) -> Mapping[str, Any] | None:
    """What was left for this page in the session; it is taken out by looking."""
    if not has_request_context() or ONCE not in session or session[ONCE].get("ref") != str(ref):
        return None
    kept: Mapping[str, Any] = session.pop(ONCE)
    return kept


def leave_once(ref: ActivityRef, sent: Mapping[str, Sequence[str]], *, preview: bool) -> None:
    """Leaves answers for the next page: a refused one with its sentence, or one that is only tried."""
    few = {key: [value[:200] for value in values[:50]] for key, values in list(sent.items())[:5]}
    session[ONCE] = {"ref": str(ref), "sent": few, "preview": preview}


def _with_once(slot: Slot, state: QuizState, kept: Mapping[str, Any]) -> QuizState:
    """Judges what was left again; only what is refused, or tried in a preview, is shown."""
    if kept["preview"]:
        return service.preview(slot, kept["sent"])
    _, refused = service.judge(slot, state, kept["sent"], {})
    return replace(state, refused=refused)


def load_checks(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, CheckState]:
    """The state of all self-checks on a page."""
    found = private.check_states(slots, person)
    return {slot.ref: found.get(slot.ref, CheckState()) for slot in slots}


def load_texts(slots: Sequence[Slot], person: int) -> Mapping[ActivityRef, TextState]:
    """The state of all reflections on a page."""
    found = private.text_states(slots, person)
    return {slot.ref: found.get(slot.ref, TextState()) for slot in slots}


def address(view: str, slot: Slot) -> str:
    """Where the form of an activity is sent; a question's own key comes behind a slash."""
    unit, _, block = slot.ref.key.partition("/")
    values: dict[str, Any] = {"course": slot.ref.course, "unit": unit, "block": block}
    return url_for(f"quizzes.{view}", **values)


def render_quiz(slot: Slot, state: QuizState | None, only: str = "") -> str:
    """A quiz with all its questions, or with ``only`` one of them for a page that is already open."""
    state = state or QuizState()
    slot = service.shown(slot, state)
    found = cards(slot, state, _person())
    together = slot.attributes.get("feedback") == "end"
    return render_template(
        "quizzes/quiz.html",
        **_shared(slot),
        cards=found,
        only=only,
        actions=address("answer_all", slot) + "/",
        preview=state.preview,
        together=together,
        minutes=slot.attributes.get("minutes"),
        sentence=_open_sentence(slot, state) if together else None,
        answered=bool(state.answers),
        over=all(card.over for card in found),
    )


def _open_sentence(slot: Slot, state: QuizState) -> Message | None:
    left = open_questions(slot, state)
    if not left or not (state.answers or state.refused):
        return None
    return plural("One question is still open.", "%(n)s questions are still open.", left)


def render_check(slot: Slot, state: CheckState | None) -> str:
    """A self-check with its statements and marks."""
    own = bool(slot.data.get("statements"))
    texts = [Markup(text) if own else text for text in private.statements_of(slot)]  # noqa: S704 sanitised at publishing
    statements = [(str(place), text) for place, text in enumerate(texts)]
    state = state or CheckState()
    return render_template(
        "quizzes/selfcheck.html", **_shared(slot), state=state, statements=statements, marks=MARK_WORDS
    )


def render_text(slot: Slot, state: TextState | None) -> str:
    """A reflection with its prompt and the learner's text."""
    return render_template("quizzes/reflection.html", **_shared(slot), state=state or TextState())


def _shared(slot: Slot) -> dict[str, Any]:
    name = slot.ref.key.rpartition("/")[2]
    return {
        "slot": slot,
        "name": name,
        "address": address,
        "hidden": _hidden(slot),
        "script": _script_once(),
        "ui": _ui(slot),
        "draft": slot.version == 0,
    }


def _ui(slot: Slot) -> Markup:
    """Marks our own words where the content is in another language than they are."""
    mine = locale()
    return Markup("") if slot.language.partition("-")[0] == mine else Markup(' lang="{}"').format(mine)


def _hidden(slot: Slot) -> Markup:
    """What every form sends along: its token, the language of the content, and the way back."""
    fields = {"csrf_token": generate_csrf(), "language": slot.language, "next": back()}
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(*field) for field in fields.items()
    )


def back() -> str:
    """Where a form without a script leads back to: the page it stands on."""
    return request.form.get("next") or here()


def _person() -> int:
    """Who is asking; the order of options depends on it."""
    found = viewer()
    return found.id if found else 0


def _script_once() -> str:
    """The address of the script, for the first activity on a page."""
    if g.get("quizzes_script"):
        return ""
    g.quizzes_script = True
    return url_for("quizzes.script", v=script_hash())


@cache
def script_hash() -> str:
    """Changes with the script, so that browsers may keep it."""
    return hashlib.sha256(SCRIPT.read_bytes()).hexdigest()[:12]
