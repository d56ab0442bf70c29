"""Confirmations, material and notes for facilitators, from Markdown to the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.activities import OPENED, TYPES, last_times
from courses.content.blocks import default_types
from courses.content.load import load_course
from courses.store import store
from lms.core.evidence import CONFIRMED, ActivityRef
from lms.db import db
from lms.features import Feature
from lms.progress.log import open_enrolment, progress_of
from lms.progress.models import EvidenceRow
from lms.progress.service import confirm, enrol, withdraw
from lms.testing import MONDAY, People, add_people, count_queries
from tests.courses.making import FEATURES, FILES, LATER, published

BLOCKS = """
```bestätigung fall durch=trainer
Ein Fall wurde **besprochen**.
```

```material leitfaden pflicht=ja
[Der Leitfaden](leitfaden.txt)
Quelle: eigene Darstellung
Lizenz: CC-BY-4.0
```

```moderation zeit=15min
Lassen Sie zwei Personen erzählen.
```
"""
PLAIN = "---\ntitel: Rolle\nkennung: rolle\nlernziele: [Begleiten]\ndauer: 10 min\n---\n\n## Anfang\n\nText.\n" + BLOCKS
HEAD = "---\ntitel: Mentoring\nkennung: mentoring\nautor: A\nlizenz: CC-BY-4.0\n---\n"
COURSE = {"kurs.md": HEAD.encode(), "01-rolle.md": PLAIN.encode(), "leitfaden.txt": FILES["leitfaden.txt"]}
CONFIRMATION = ActivityRef("mentoring", "confirmation", "rolle/fall")
MATERIAL = ActivityRef("mentoring", "material", "rolle/leitfaden")
PAGE = "/courses/mentoring/rolle/1"


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return FEATURES


@pytest.fixture
def people(app: Flask) -> People:
    with app.app_context():
        published(COURSE)
        found = add_people("mentoring")
        enrol(found.learner, "mentoring", by=None, at=MONDAY)
        db.session.commit()
    return found


def problems(body: str) -> list[tuple[str, int]]:
    text = PLAIN.replace(BLOCKS, f"\n{body}\n").encode()
    loaded = load_course({"kurs.md": HEAD.encode(), "01-rolle.md": text}, TYPES, name="mentoring")
    return [(problem.rule, problem.line) for problem in loaded.problems]


def test_words_of_both_languages_open_the_blocks() -> None:
    names = {word: kind.name for word, kind in default_types(TYPES).items()}
    assert names == {
        "bestaetigung": "confirmation",
        "confirmation": "confirmation",
        "material": "material",
        "moderation": "moderation",
        "facilitation": "moderation",
    }


def test_a_confirmation_counts_and_material_is_an_offer_unless_its_author_says_otherwise(app: Flask) -> None:
    with app.app_context():
        published({**COURSE, "01-rolle.md": PLAIN.replace(" pflicht=ja", "").encode()})
        published(COURSE)
        needed = [store.goals("mentoring", n).get(ActivityRef("mentoring", "unit", "rolle")) for n in (1, 2)]
    assert [sorted(ref.type for ref in goal.reads) for goal in needed if goal] == [
        ["confirmation", "read"],
        ["confirmation", "material", "read"],
    ]


def test_who_confirms_is_one_of_two_words() -> None:
    assert problems("```bestätigung durch=Chef\nText\n```") == [("block-attribute", 12)]


@pytest.mark.parametrize("body", ["Kein Link.", "[a](x.pdf) und [b](y.pdf)"])
def test_material_is_one_link(body: str) -> None:
    assert ("block-attribute", 13) in problems(f"```material\n{body}\n```")


def test_a_confirmation_shows_who_gives_it_and_then_when(
    app: Flask, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    browser = as_person(people.learner)
    before = browser.get(PAGE, headers={"Accept-Language": "en"}).text
    assert "Your trainer confirms this." in before
    assert "<strong>besprochen</strong>" in before
    with app.app_context():
        enrolment = open_enrolment(people.learner, "mentoring")
        assert enrolment is not None
        confirm(enrolment, CONFIRMATION, by=people.trainer, at=LATER)
        db.session.commit()
    after = browser.get(PAGE, headers={"Accept-Language": "en"}).text
    assert "Confirmed on 23 November 2026" in after
    assert "Your trainer confirms this." not in after


def test_a_withdrawn_confirmation_is_open_again(app: Flask, people: People) -> None:
    with app.app_context():
        enrolment = open_enrolment(people.learner, "mentoring")
        assert enrolment is not None
        confirm(enrolment, CONFIRMATION, by=people.trainer, at=LATER)
        slots = store.slots("mentoring", 1, "confirmation", "de")
        with count_queries(app) as statements:
            assert last_times(slots, people.learner, CONFIRMED) == {CONFIRMATION: LATER}
        assert len(statements) == 1
        row = db.session.scalar(select(EvidenceRow).where(EvidenceRow.kind == CONFIRMED))
        assert row is not None
        withdraw(row, by=people.trainer, at=LATER)
        assert last_times(slots, people.learner, CONFIRMED) == {}
        assert last_times(slots, people.colleague, CONFIRMED) == {}


def test_opening_material_leads_to_the_file_and_counts_for_who_is_enrolled(
    app: Flask, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    browser = as_person(people.learner)
    assert "eigene Darstellung" in browser.get(PAGE).text
    answer = browser.post("/courses/mentoring/rolle/material/leitfaden")
    assert answer.status_code == 303
    with browser.get(answer.location) as file:
        assert file.data == FILES["leitfaden.txt"]
    with app.app_context():
        enrolment = open_enrolment(people.learner, "mentoring")
        assert enrolment is not None
        assert MATERIAL in {row.activity for row in progress_of(enrolment).standing.rows if row.kind == OPENED}


def test_material_that_is_not_there_is_not_found(people: People, as_person: Callable[[int], FlaskClient]) -> None:
    browser = as_person(people.learner)
    assert browser.post("/courses/mentoring/rolle/material/anders").status_code == 404
    assert browser.post("/courses/anderer/rolle/material/leitfaden").status_code == 404


def test_somebody_who_only_looks_leaves_no_trace(
    app: Flask, people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    assert as_person(people.trainer).post("/courses/mentoring/rolle/material/leitfaden").status_code == 303
    with app.app_context():
        assert db.session.query(EvidenceRow).count() == 0


def test_notes_for_facilitators_are_shown_to_those_who_teach_the_course_only(
    people: People, as_person: Callable[[int], FlaskClient]
) -> None:
    assert "Lassen Sie zwei Personen erzählen." in as_person(people.trainer).get(PAGE).text
    assert "Lassen Sie zwei Personen erzählen." not in as_person(people.learner).get(PAGE).text
