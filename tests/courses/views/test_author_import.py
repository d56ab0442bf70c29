"""Taking courses in on a page: all problems at once, nothing half done, nothing that could do harm."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from courses.models import CourseFile, CourseRow, Revision
from courses.views import author_import
from lms.db import db, is_reading
from lms.people.models import Grant
from lms.testing import MONDAY, MakeApp, People, add_people, sign_in
from tests.courses.making import FEATURES, FILES, HEAD, ROLLE, changed
from tests.courses.views.conftest import Workshop, packed

NOISE = Random(1).randbytes(2_500_000)
SINGLE = ROLLE.replace("[Leitfaden](leitfaden.txt)", "Leitfaden").encode()


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def nothing_kept(app: Flask) -> bool:
    return not any(count(app, model) for model in (CourseRow, Revision, CourseFile))


def test_a_folder_becomes_a_draft(app: Flask, trainer: Workshop) -> None:
    answer = trainer.send_folder()
    assert (answer.status_code, answer.location) == (302, "/author/mentoring")
    page = trainer.read("/author/mentoring")
    assert "Noch nicht veröffentlicht" in page
    assert "Die Rolle" in page
    with app.app_context():
        (draft,) = db.session.scalars(select(Revision))
        assert (draft.version, draft.based_on, {file.path for file in draft.files}) == (None, 0, set(FILES))


def test_a_zip_file_becomes_a_draft(trainer: Workshop) -> None:
    answer = trainer.send("mentoring.zip", packed({f"mentoring/{path}": data for path, data in FILES.items()}))
    assert answer.location == "/author/mentoring"


def test_a_single_file_becomes_a_draft(trainer: Workshop) -> None:
    assert trainer.send("rolle.md", SINGLE).location == "/author/rolle"


def test_all_problems_are_shown_with_their_place_and_nothing_is_written(app: Flask, trainer: Workshop) -> None:
    files = changed(
        rolle=("```quiz check", "```quizz check"),
        grenzen=("dauer: 15 min", "dauer: 15"),
        kurs=("autor: Fachstelle\n", ""),
    )
    answer = trainer.send_folder(files)
    assert answer.status_code == 422
    assert "<title>Fehler: Ihre Kurse" in answer.text
    assert "01-rolle.md, Zeile 14, Spalte 4" in answer.text
    assert "02-grenzen.md, Zeile 5, Spalte 8" in answer.text
    assert "Schreiben Sie 15 min oder 15 h" in answer.text
    assert '<span class="lms-soft">Hinweis</span>' in answer.text
    assert nothing_kept(app)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt; ist nicht erlaubt"),
        ('<iframe src="https://a.example"></iframe>', "ist nicht erlaubt"),
        ('<span onclick="alert(1)">x</span>', "„onclick“ ist nicht erlaubt"),
        ("[klick](javascript:alert(1))", "„javascript:“ ist nicht erlaubt"),
        ("[klick](data:text/html,x)", "„data:“ ist nicht erlaubt"),
        ("![Bild](bild.svg)", "Dieses Bild enthält &lt;script&gt;"),
    ],
)
def test_what_could_do_harm_is_refused_and_named(app: Flask, trainer: Workshop, text: str, sentence: str) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    answer = trainer.send_folder({**changed(rolle=("Danach.", text)), "bild.svg": svg})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert nothing_kept(app)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("kurs.zip", packed({"../kurs.md": HEAD.encode()}), "läge außerhalb des Ordners"),
        ("kurs.zip", packed({"kurs.md": HEAD.encode(), "film.mp4": NOISE}), "größer als 2 MB"),
        ("kurs.zip", packed({"kurs.md": HEAD.encode(), "film.mp4": b"0" * 9_000_000}), "viel zu groß"),
        ("kurs.zip", b"PK and nothing else", "nicht als ZIP-Datei lesen"),
        ("kurs.docx", b"PK", "weder eine Markdown-Datei noch eine ZIP-Datei"),
        ("kurs.md", HEAD.encode().replace(b"Willkommen", b"Gr\xfc\xdfe"), "UTF-8"),
        ("kurs.zip", packed({}), "keine Markdown-Datei"),
        ("", b"", "Bitte wählen Sie zuerst"),
    ],
)
def test_an_upload_that_is_no_course_is_refused_with_a_sentence(
    make: MakeApp, name: str, data: bytes, sentence: str
) -> None:
    app = make(FEATURES, import_limit_mb=2)
    with app.app_context():
        person = add_people().trainer
        db.session.commit()
    answer = Workshop(sign_in(app.test_client(), person)).send(name, data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert nothing_kept(app)


def test_more_than_may_be_sent_ends_on_a_page_that_says_so(make: MakeApp) -> None:
    app = make(FEATURES, import_limit_mb=2)
    with app.app_context():
        found = add_people()
        db.session.commit()
    answer = Workshop(sign_in(app.test_client(), found.trainer)).send("kurs.zip", b"0" * 4_000_000)
    assert answer.status_code == 413
    assert "größer als 2 MB" in answer.text
    assert nothing_kept(app)


def test_trainers_may_send_more_than_other_forms_hold(make: MakeApp) -> None:
    app = make(FEATURES, MAX_CONTENT_LENGTH=100_000)
    with app.app_context():
        found = add_people()
        db.session.commit()
    film = {**FILES, "film.bin": b"0" * 300_000}
    assert Workshop(sign_in(app.test_client(), found.trainer)).send_folder(film).status_code == 302
    other_form = sign_in(app.test_client(), found.trainer).post(
        "/author/mentoring/publish", data={"note": "0" * 300_000}
    )
    assert other_form.status_code == 413


def test_a_folder_of_thousands_of_files_is_read(trainer: Workshop) -> None:
    many = {f"bilder/{n}.txt": b"" for n in range(1500)}
    assert trainer.send_folder({**FILES, **many}).status_code == 302


def test_of_several_courses_all_are_taken_in_or_none(app: Flask, trainer: Workshop) -> None:
    one = {f"eins/{path}": data for path, data in changed(kurs=("kennung: mentoring", "kennung: eins")).items()}
    two = {f"zwei/{path}": data for path, data in FILES.items()}
    answer = trainer.send("alle.zip", packed({**one, **two, "zwei/02-grenzen.md": b"---\ntitel: Nichts\n---\n"}))
    assert answer.status_code == 422
    assert "zwei/02-grenzen.md, Zeile 1" in answer.text
    assert nothing_kept(app)
    assert trainer.send("alle.zip", packed({**one, **two})).location == "/author/"
    assert count(app, Revision) == 2


def test_two_folders_with_one_key_do_not_overwrite_each_other(app: Flask, trainer: Workshop) -> None:
    twice = {f"{name}/{path}": data for name in ("eins", "zwei") for path, data in FILES.items()}
    answer = trainer.send("alle.zip", packed(twice))
    assert answer.status_code == 422
    assert "Zwei Ordner enthalten den Kurs „mentoring“" in answer.text
    assert nothing_kept(app)


def test_a_course_of_others_is_theirs(app: Flask, trainer: Workshop, other_trainer: Workshop) -> None:
    trainer.send_folder()
    answer = other_trainer.send_folder(changed(rolle=("Danach.", "Davor.")))
    assert answer.status_code == 422
    assert "gehört anderen Lehrkräften" in answer.text
    assert "Davor." not in trainer.read("/courses/mentoring/rolle/2?draft")


def test_a_new_course_makes_its_bringer_a_trainer(app: Flask, people: People, other_trainer: Workshop) -> None:
    assert other_trainer.send_folder().location == "/author/mentoring"
    other_trainer.read("/author/mentoring")
    with app.app_context():
        scopes = set(db.session.scalars(select(Grant.scope).where(Grant.person_id == people.outsider)))
    assert scopes == {"anderes", "mentoring"}


def test_a_course_that_comes_into_being_meanwhile_stays_its_bringers(
    app: Flask, other_trainer: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine = author_import.examine

    def slowly(*given: Any) -> Any:
        found = examine(*given)
        app.test_client()  # another one is faster, in a connection of their own
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(CourseRow.__table__.insert().values(_row()))
        return found

    monkeypatch.setattr(author_import, "examine", slowly)
    answer = other_trainer.send_folder()
    assert answer.status_code == 422
    assert "gehört anderen Lehrkräften" in answer.text
    assert count(app, Revision) == 0


def _row() -> dict[str, Any]:
    return {
        "key": "mentoring", "version": 0, "title": "Mentoring", "minutes": 0, "open": True, "archived": False,
        "created_at": MONDAY,
    }  # fmt: skip


def test_reading_and_rendering_hold_no_lock(trainer: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    examine, seen = author_import.examine, []

    def watched(*given: Any) -> Any:
        seen.append((is_reading(), db.session().in_transaction()))
        return examine(*given)

    monkeypatch.setattr(author_import, "examine", watched)
    trainer.send_folder()
    assert seen == [(True, False)]


def test_a_page_for_one_course_takes_in_that_one(app: Flask, trainer: Workshop) -> None:
    trainer.send_folder()
    answer = trainer.send_folder(changed(kurs=("kennung: mentoring", "kennung: anderes")), course="mentoring")
    assert answer.status_code == 422
    assert "Darin steht der Kurs „anderes“" in answer.text
    assert 'action="/author/mentoring/publish"' in answer.text
    assert count(app, CourseRow) == 1


def test_learners_take_nothing_in(app: Flask, learner: Workshop, client: FlaskClient) -> None:
    assert learner.send_folder().status_code == 403
    assert learner.client.get("/author/").status_code == 403
    assert client.post("/author/import", data={}).status_code == 401
    assert nothing_kept(app)


def test_a_reload_after_an_error_leads_to_the_list(trainer: Workshop) -> None:
    assert trainer.client.get("/author/import").location == "/author/"
