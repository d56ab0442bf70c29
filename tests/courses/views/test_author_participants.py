"""Who takes part, ticks and confirmations: conditions only, and every mistake can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses import feature as courses
from courses.service.participation import UNDO
from forum import feature as forum
from lms.certification.models import Award
from lms.core.clock import now
from lms.core.evidence import CONFIRMED, READ, WITHDRAWN, ActivityRef, Evidence
from lms.db import db
from lms.features import Feature
from lms.privacy.models import Access
from lms.progress.log import open_enrolment
from lms.progress.models import EvidenceRow
from lms.progress.service import enrol, record, waive
from lms.testing import MONDAY, People, add_person, count_queries
from tests.courses.making import published
from tests.courses.views.conftest import Workshop

HEAD = """---
titel: Gespräche
kennung: mentoring
autor: Fachstelle
lizenz: CC-BY-4.0
lernziele: [Zuhören]
abschluss:
  - gelesen zuhoeren
  - bestaetigt zuhoeren/gespraech
zertifikat:
  titel: Gesprächsführung
  bestaetigung: trainer
---

Willkommen.
"""
UNIT = """---
titel: Zuhören
kennung: zuhoeren
lernziele: [Zuhören]
dauer: 20 min
---

## Üben (20 min)

```bestaetigung gespraech durch=trainer titel="Ein Gespräch geführt"
Die Lehrkraft hat ein Gespräch gesehen.
```

```bestaetigung amt durch=koordination titel="Freigabe des Amtes" pflicht=nein
Das Amt ist einverstanden.
```

```diskussion frage titel="Was hilft?" pflicht=nein
Was hilft am Schalter?
```

```diskussion schriftlich titel="Nur schriftlich" besprochen=nein pflicht=nein
Was schreiben Sie?
```
"""
CONFIRM = "/author/mentoring/confirm/confirmation/zuhoeren/gespraech"
RELEASE = "/author/mentoring/confirm/certificate/mentoring"
SEEN = ActivityRef("mentoring", "confirmation", "zuhoeren/gespraech")
TEXT = ActivityRef("mentoring", "read", "zuhoeren")


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return (courses, forum)


@pytest.fixture(autouse=True)
def taken(app: Flask, people: People) -> None:
    """Two people take the course."""
    with app.app_context():
        published({"kurs.md": HEAD.encode(), "01-zuhoeren.md": UNIT.encode()})
        for person in (people.learner, people.colleague):
            enrol(person, "mentoring", by=None, at=MONDAY)
        db.session.commit()


def rows(app: Flask, kind: str) -> list[tuple[int, int | None]]:
    """Learner and recorder of all evidence of a kind."""
    with app.app_context():
        found = db.session.execute(select(EvidenceRow.person_id, EvidenceRow.by).where(EvidenceRow.kind == kind))
        return [(person, by) for person, by in found]


def read_all(app: Flask, person: int) -> None:
    with app.app_context():
        record(Evidence(person, TEXT, READ, MONDAY))
        db.session.commit()


def test_it_shows_who_takes_part_and_which_conditions_are_met(app: Flask, people: People, trainer: Workshop) -> None:
    read_all(app, people.learner)
    page = trainer.read("/author/mentoring/participants")
    people_part = page[page.index("<tbody>") :]
    assert people_part.index("Öztürk, Aylin") < people_part.index("Weiß, Björn")
    assert "2 Personen nehmen teil" in page
    assert "Bürgeramt" in page
    assert "1 von 3 Bedingungen erfüllt" in page
    assert "0 von 3 Bedingungen erfüllt" in page


def test_scores_and_addresses_are_not_shown(app: Flask, people: People, trainer: Workshop) -> None:
    with app.app_context():
        record(Evidence(people.learner, ActivityRef("mentoring", "quiz", "zuhoeren/q"), "submitted", MONDAY, 0.4321))
        db.session.commit()
    page = trainer.read("/author/mentoring/participants")
    assert "43" not in page[page.index("<tbody>") : page.index("</tbody>")]
    assert "@stadt.example" not in page


def test_who_is_complete_is_said_to_be(app: Flask, people: People, trainer: Workshop) -> None:
    with app.app_context():
        enrolment = open_enrolment(people.learner, "mentoring")
        assert enrolment
        certificate = ActivityRef("mentoring", "certificate", "mentoring")
        waive(enrolment, certificate, by=people.coordinator, at=MONDAY, reason="Vorher erworben")
        db.session.commit()
    assert ">abgeschlossen</td>" in trainer.read("/author/mentoring/participants")


def test_the_look_is_recorded_once_a_day(app: Flask, people: People, trainer: Workshop) -> None:
    trainer.read("/author/mentoring/participants")
    trainer.read("/author/mentoring/participants")
    with app.app_context():
        looks = db.session.execute(select(Access.by, Access.what)).all()
    assert [tuple(look) for look in looks] == [(people.trainer, "participants")]


def test_many_participants_need_as_many_statements_and_pages(app: Flask, trainer: Workshop) -> None:
    def statements(address: str) -> int:
        trainer.read(address)
        with count_queries(app) as found:
            trainer.read(address)
        return len(found)

    addresses = ("/author/mentoring/participants", CONFIRM, RELEASE)
    few = [statements(address) for address in addresses]
    with app.app_context():
        for n in range(60):
            person = add_person("Person", f"Z{n:02}")
            enrol(person.id, "mentoring", by=None, at=MONDAY)
            record(Evidence(person.id, TEXT, READ, MONDAY))
        db.session.commit()
    assert [statements(address) for address in addresses] == few
    assert "Z59" not in trainer.read(addresses[0])
    assert "Z59" in trainer.read(f"{addresses[0]}?page=2")


def test_duties_are_what_trainers_tick_and_confirm(trainer: Workshop) -> None:
    page = trainer.read("/author/mentoring/participants")
    duties = page[page.index("Was Sie abhaken") : page.index("Personen nehmen teil")]
    assert 'href="/forum/mentoring/zuhoeren/frage/discussed"' in duties
    assert f'href="{CONFIRM}"' in duties
    assert f'href="{RELEASE}"' in duties
    assert "schriftlich" not in duties
    assert "Freigabe des Amtes" not in duties
    trainer.read("/forum/mentoring/zuhoeren/frage/discussed")


def test_a_trainer_confirms_for_one_person(app: Flask, people: People, trainer: Workshop) -> None:
    answer = trainer.client.post(CONFIRM, data={"person": people.learner}, follow_redirects=True)
    assert "Für Aylin Öztürk bestätigt." in answer.text
    assert rows(app, CONFIRMED) == [(people.learner, people.trainer)]
    trainer.client.post(CONFIRM, data={"person": people.learner})
    assert len(rows(app, CONFIRMED)) == 1
    assert "1 von 3 Bedingungen erfüllt" in trainer.read("/author/mentoring/participants")


def test_a_wrong_confirmation_is_taken_back_and_both_are_kept(app: Flask, people: People, trainer: Workshop) -> None:
    trainer.client.post(CONFIRM, data={"person": people.learner})
    answer = trainer.client.post(CONFIRM, data={"undo": people.learner}, follow_redirects=True)
    assert "Für Aylin Öztürk zurückgenommen." in answer.text
    assert rows(app, CONFIRMED) == [(people.learner, people.trainer)]
    assert rows(app, WITHDRAWN) == [(people.learner, people.trainer)]
    assert "1 von 3" not in trainer.read("/author/mentoring/participants")


def test_after_two_weeks_a_confirmation_stays(app: Flask, people: People, trainer: Workshop) -> None:
    with app.app_context():
        at = now() - UNDO - timedelta(minutes=1)
        record(Evidence(people.learner, SEEN, CONFIRMED, at, by=people.trainer))
        db.session.commit()
    assert 'name="undo"' not in trainer.read(CONFIRM)
    answer = trainer.client.post(CONFIRM, data={"undo": people.learner}, follow_redirects=True)
    assert "bleibt, wie es ist" in answer.text
    assert rows(app, WITHDRAWN) == []


def test_a_certificate_is_released_when_all_else_is_met(app: Flask, people: People, trainer: Workshop) -> None:
    assert "andere Bedingungen sind noch offen" in trainer.read(RELEASE)
    early = trainer.client.post(RELEASE, data={"person": people.learner}, follow_redirects=True)
    assert "noch nicht alles erfüllt" in early.text
    assert rows(app, CONFIRMED) == []
    read_all(app, people.learner)
    trainer.client.post(CONFIRM, data={"person": people.learner})
    assert f'value="{people.learner}"' in trainer.read(RELEASE)
    trainer.client.post(RELEASE, data={"person": people.learner})
    with app.app_context():
        assert db.session.scalars(select(Award.person_id)).all() == [people.learner]


@pytest.mark.parametrize(
    "address",
    [
        "/author/mentoring/confirm/confirmation/zuhoeren/amt",
        "/author/mentoring/confirm/discussion/zuhoeren/frage",
        "/author/mentoring/confirm/read/zuhoeren",
        "/author/mentoring/confirm/course/mentoring",
    ],
)
def test_only_what_is_left_to_trainers_can_be_confirmed(
    app: Flask, people: People, trainer: Workshop, address: str
) -> None:
    trainer.read(address, status=404)
    assert trainer.client.post(address, data={"person": people.learner}).status_code == 404
    assert rows(app, CONFIRMED) == []


def test_somebody_who_does_not_take_part_is_not_confirmed(app: Flask, people: People, trainer: Workshop) -> None:
    assert trainer.client.post(CONFIRM, data={"person": people.manager}).status_code == 404
    assert trainer.client.post(CONFIRM, data={"person": 4711}).status_code == 404
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(EvidenceRow)) == 0


def test_trainers_of_other_courses_and_learners_confirm_nothing(
    app: Flask, people: People, other_trainer: Workshop, learner: Workshop
) -> None:
    for somebody in (other_trainer, learner):
        somebody.read(CONFIRM, status=403)
        assert somebody.client.post(CONFIRM, data={"person": people.learner}).status_code == 403
    assert rows(app, CONFIRMED) == []
