"""The pages of the forum: the list, a question, writing, and what was discussed in class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.forms import PostForm, post_form
from forum.models import Post, Thread
from forum.page import Page, Place, gather, place_of, place_of_thread, sees_others, state_of
from forum.service import posts, ticks
from forum.service.posts import CHANGEABLE
from forum.service.reading import PAGE, threads_of
from forum.service.threads import open_thread
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.message import Message, plural
from lms.db import db
from lms.people.current import Viewer, the_viewer
from lms.privacy.matrix import cell
from lms.web.format import format_date, local
from lms.web.texts import say

blueprint = Blueprint("forum", __name__, template_folder="templates")

QUESTION = "/forum/<course>/<unit>/<key>"
UNREADABLE = 422  # the status of a form that comes back with a sentence


@blueprint.get("/forum/")
@cell("content")
def index() -> str:
    """The questions of one's courses, the newest activity first."""
    viewer, number = the_viewer(), _page_number()
    taught = {role.scope for role in viewer.roles if role.name == "trainer" and role.scope_kind == "course"}
    everywhere = any(role.name == "trainer" and role.scope_kind == "everywhere" for role in viewer.roles)
    total, threads = threads_of(viewer.id, sorted(taught), everywhere=everywhere, page=number)
    sources = current_app.extensions["lms"].features.sources
    titles = {subject.key: subject.title for source in sources for subject in source.subjects()}
    base, say_moved = url_for("forum.index"), cache(_moved)
    lines = [
        (f"{base}{row.id}", row.ask, f"{titles.get(row.course, '')} · {row.title}",
         say_moved(row.answers, local(row.last_at).date()), row.answered)
        for row in threads
    ]  # fmt: skip
    pages = max(1, -(-total // PAGE))
    return render_template("forum/list.html", lines=lines, page=number, pages=pages)


@blueprint.get("/forum/<int:thread>")
@cell("content")
def thread(thread: int) -> ResponseReturnValue:
    """A question with the answers that the reader may see."""
    return _show(the_viewer(), place_of_thread(the_viewer(), db.get_or_404(Thread, thread)))


@blueprint.get(QUESTION)
@cell("content")
def question(course: str, unit: str, key: str) -> ResponseReturnValue:
    """A question of a unit; once somebody has answered it is a thread with an address of its own."""
    viewer = the_viewer()
    place = place_of(viewer, course, unit, key)
    if place.thread:
        return redirect(url_for("forum.thread", thread=place.thread.id))
    return _show(viewer, place)


@blueprint.post(QUESTION)
@cell("content")
def answer(course: str, unit: str, key: str) -> ResponseReturnValue:
    """Publishes one's own answer."""
    viewer = the_viewer()
    place = place_of(viewer, course, unit, key)
    _still_asked(place)
    form = PostForm()
    try:
        thread = open_thread(place.slot, at=now())
        posts.post_answer(
            thread, form.text.data or "", by=viewer.id, at=now(), token=form.token.data or "", trainer=place.trainer
        )
    except LmsError as error:
        db.session.rollback()
        form.refuse(error)
        return _show(viewer, place_of(viewer, course, unit, key), answer=form), UNREADABLE
    db.session.commit()
    flash(_("Your answer is published."))
    return redirect(url_for("forum.thread", thread=thread.id))


@blueprint.post("/forum/reply/<int:post>")
@cell("content")
def reply(post: int) -> ResponseReturnValue:
    """Publishes a reply to a post."""
    viewer, parent = the_viewer(), db.get_or_404(Post, post)
    thread = db.session.get_one(Thread, parent.thread_id)
    place = place_of_thread(viewer, thread)
    _still_asked(place)
    if not sees_others(place, state_of(viewer, place)):
        raise LmsError(Message("Please answer the question yourself first. Then you see what others wrote."))
    form = PostForm()
    try:
        posts.reply(
            parent, form.text.data or "", by=viewer.id, at=now(), token=form.token.data or "", trainer=place.trainer
        )
    except LmsError as error:
        db.session.rollback()
        form.refuse(error)
        place = place_of_thread(viewer, db.session.get_one(Thread, parent.thread_id))
        return _show(viewer, place, reply=form, reply_to=post), UNREADABLE
    db.session.commit()
    flash(_("Your reply is published."))
    return redirect(url_for("forum.thread", thread=thread.id, reply=0, page=_page_number(), _anchor=f"post-{post}"))


@blueprint.route("/forum/edit/<int:post>", methods=["GET", "POST"])
@cell("content")
def edit(post: int) -> ResponseReturnValue:
    """Changes one's own post within a day."""
    viewer, found = the_viewer(), db.get_or_404(Post, post)
    place = place_of_thread(viewer, db.session.get_one(Thread, found.thread_id))
    if found.author_id != viewer.id:
        abort(404)
    label = _("Your reply") if found.parent_id else _("Your answer")
    form = post_form(found.text, label=label)
    if request.method == "POST":
        form = PostForm()
        form.text.label.text = label
        try:
            posts.edit_post(found, form.text.data or "", by=viewer.id, at=now())
            db.session.commit()
            flash(_("Your change is published."))
            return redirect(url_for("forum.thread", thread=found.thread_id, reply=0, _anchor=f"post-{post}"))
        except LmsError as error:
            form.refuse(error)
    page = render_template("forum/edit.html", place=place, post=found, form=form, until=found.at + CHANGEABLE)
    return page, UNREADABLE if form.errors else 200


@blueprint.post(f"{QUESTION}/talked")
@cell("own")
def talked(course: str, unit: str, key: str) -> ResponseReturnValue:
    """Ticks for oneself that the question was discussed in class, where the course leaves it to participants."""
    viewer = the_viewer()
    place = place_of(viewer, course, unit, key)
    if place.terms.discussed != "participants" or not place.asked:
        abort(403)
    if request.form.get("undo"):
        ticks.untick(place.slot.ref, viewer.id, by=viewer.id, at=now(), own=True)
        flash(_("It is no longer ticked as discussed."))
    else:
        ticks.tick_discussed(place.slot.ref, [viewer.id], by=viewer.id, at=now(), edition=place.slot.edition)
        flash(_("It is ticked as discussed."))
    db.session.commit()
    return redirect(url_for("forum.question", **place.where))


@blueprint.get(f"{QUESTION}/discussed")
@cell("course.participation")
def discussed(course: str, unit: str, key: str) -> str:
    """Who has discussed a question in class, to be ticked by the trainer."""
    place = _taught(course, unit, key)
    people = ticks.participants(place.slot.ref, place.slot.edition)
    return render_template("forum/discussed.html", place=place, people=people, at=now())


@blueprint.post(f"{QUESTION}/discussed")
@cell("course.participation")
def tick(course: str, unit: str, key: str) -> ResponseReturnValue:
    """Ticks several people at once, or takes one tick back."""
    place, by = _taught(course, unit, key), the_viewer().id
    ref = place.slot.ref
    back = request.form.get("undo", type=int)
    if back:
        ticks.untick(ref, back, by=by, at=now())
        flash(_("The tick is taken back."))
    else:
        people = request.form.getlist("person", type=int)
        n = len(ticks.tick_discussed(ref, people, by=by, at=now(), edition=place.slot.edition))
        flash(say(_ticked(n)))
    db.session.commit()
    return redirect(url_for("forum.discussed", **place.where))


@blueprint.get(f"{QUESTION}/discussed/list")
@cell("course.participation")
def sheet(course: str, unit: str, key: str) -> str:
    """The participants with an empty box each, to be printed; nothing on it tells how anybody stands."""
    place = _taught(course, unit, key)
    return render_template("forum/sheet.html", place=place, people=ticks.participants(place.slot.ref))


def _moved(answers: int, day: date) -> str:
    """How many answers there are, and when the last one came."""
    if not answers:
        return str(_("No answer yet"))
    counted = say(plural("%(n)s answer", "%(n)s answers", answers))
    return f"{counted} · {format_date(day)}"


def _ticked(n: int) -> Message:
    if not n:
        return Message("Nobody was ticked. Choose who took part, then save.")
    return plural("%(n)s person is ticked as having taken part.", "%(n)s people are ticked as having taken part.", n)


def _taught(course: str, unit: str, key: str) -> Place:
    """A question of a course that the viewer teaches."""
    place = place_of(the_viewer(), course, unit, key)
    if not place.trainer:
        abort(403)
    if not place.asked or not place.terms.in_class:
        abort(404)
    return place


def _still_asked(place: Place) -> None:
    if not place.asked:
        raise LmsError(Message("The course does not ask this question any more. What was written stays readable."))


def _show(
    viewer: Viewer,
    place: Place,
    *,
    answer: PostForm | None = None,
    reply: PostForm | None = None,
    reply_to: int | None = None,
) -> str:
    page = gather(viewer, place, number=_page_number())
    if answer is None and reply is None:
        reply_to = _reply_to(page)
    if reply_to and reply is None:
        reply = post_form()
    if answer is None and _wants_answer(page):
        answer = post_form()
    page = replace(page, answer_form=answer, reply_form=reply, reply_to=reply_to)
    return render_template("forum/question.html", page=page, place=place, viewer=viewer, now=now())


def _wants_answer(page: Page) -> bool:
    """Whether the form for an own answer stands open; a trainer, and who has answered, asks for it."""
    if not page.place.asked:
        return False
    missing = page.state.posts < page.place.terms.posts and not page.met
    return request.args.get("answer") == "1" or (not page.place.trainer and (missing or not page.own))


def _reply_to(page: Page) -> int | None:
    """The post below which the form for a reply stands: the chosen one, else the first while one is missing."""
    if not page.place.asked or not page.sees_others:
        return None
    chosen = request.args.get("reply", type=int)
    if chosen is not None:
        return chosen or None
    missing = page.state.posts >= page.place.terms.posts and page.state.replies < page.place.terms.replies
    if page.place.trainer or page.met or not missing:
        return None
    return next((post.id for post in page.others if not post.hidden), None)


def _page_number() -> int:
    return max(1, min(request.args.get("page", 1, type=int), 10_000))
