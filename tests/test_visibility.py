"""Every route, asked by every role, answers only where the visibility matrix has a cell for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.models import CourseFile
from forum.models import Post, Thread
from lms.certification.models import Award
from lms.core.clock import now
from lms.db import db
from lms.demo.filling import fill
from lms.features import built_in
from lms.people.models import OrgUnit, Person
from lms.people.service import add_person, grant_role
from lms.privacy.matrix import cell_of
from lms.testing import let_go, make_app, sign_in

COURSE, UNIT = "q-ser-mentor", "ein-q-ser-mentor-werden"
SOCIAL = "Stadt Musterstadt/Dezernat II/Sozialamt"

# who may pass the first gate of a cell, written down a second time: the matrix of the documentation
GATES = {
    "public": {"visitor", "everybody"},
    "own": {"everybody"},
    "content": {"everybody"},
    "content.draft": {"trainer", "other_trainer"},
    "course.participation": {"trainer", "other_trainer"},
    "people.status": {"coordinator", "other_coordinator"},
    "people.enrol": {"coordinator", "other_coordinator"},
    "people.confirm": {"coordinator", "other_coordinator", "trainer", "other_trainer"},
    "system": {"admin"},
}
# what belongs to somebody else or to another course: who passes the gate is still told that there is nothing
OWN_COURSE = {
    "author.course", "author.publish_draft", "author.discard", "author.people", "author.switch_enrolment",
    "author.confirmations", "author.decide", "author.source",
    "forum.discussed", "forum.tick", "forum.sheet",
}  # fmt: skip
OWN_OFFICE = {"desk.person", "desk.decide", "desk.end_enrolment"}
OTHERS = {"certification.certificate", "certification.pdf"}
ROLES = (
    "visitor", "learner", "newcomer", "trainer", "other_trainer", "coordinator", "other_coordinator",
    "manager", "steering", "staff_council", "dpo", "admin",
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole product with Musterstadt in it."""
    app = make_app(Path(tmp_path_factory.mktemp("town")) / "data", built_in())
    fill(app, at=now(), say=lambda line: None)
    yield app
    let_go(app)


@pytest.fixture(scope="module")
def roles(app: Flask) -> dict[str, int]:
    """One person of each role; all but the visitor can sign in."""
    wanted = {
        "newcomer": ("", ""),
        "trainer": ("trainer", COURSE),
        "other_trainer": ("trainer", "willkommen"),
        "coordinator": ("coordinator", SOCIAL),
        "other_coordinator": ("coordinator", "Stadt Musterstadt/Dezernat I"),
        "manager": ("manager", SOCIAL),
        "steering": ("steering", ""),
        "staff_council": ("staff_council", ""),
        "dpo": ("dpo", ""),
        "admin": ("admin", ""),
    }
    found = {}
    with app.app_context():
        for name, (role, scope) in wanted.items():
            person, _ = add_person(f"{name}@musterstadt.example", given=name, at=now(), org=SOCIAL)
            if role:
                grant_role(person, role, scope)
            found[name] = person.id
        found["learner"] = db.session.scalars(select(Person.id).where(Person.family == "Yıldırım")).one()
        db.session.commit()
    return found


@pytest.fixture(scope="module")
def clients(app: Flask, roles: dict[str, int]) -> dict[str, FlaskClient]:
    """A browser for each role."""
    found = {name: sign_in(app.test_client(), person) for name, person in roles.items()}
    return {"visitor": app.test_client(), **found}


@pytest.fixture(scope="module")
def values(app: Flask) -> dict[str, Any]:
    """Something real for every gap in an address; person and award belong to the Sozialamt."""
    with app.app_context():
        award = db.session.scalars(select(Award).where(Award.org_label == SOCIAL)).first()
        thread = db.session.scalars(select(Thread)).first()
        post = db.session.scalars(select(Post)).first()
        file = db.session.scalars(select(CourseFile).where(CourseFile.media_type == "image/svg+xml")).first()
        assert award
        assert thread
        assert post
        assert file
        assert db.session.scalars(select(OrgUnit).where(OrgUnit.label == SOCIAL)).one()
        return {
            "course": COURSE, "unit": UNIT, "n": 1, "key": thread.key.partition("/")[2], "block": "warum",
            "question": "1", "thread": thread.id, "post": post.id, "person_id": award.person_id, "number": award.number,
            "digest": file.digest[:12], "name": file.path.rpartition("/")[2], "kind": "csv", "code": "de", "token": "x",
            "version": 1,
        }  # fmt: skip


def rules(app: Flask) -> list[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"}
    )


def passes(role: str, cell: str) -> bool:
    """Whether the matrix lets a role through the first gate."""
    return bool({role, *({"everybody"} if role != "visitor" else set())} & GATES[cell])


def address(app: Flask, endpoint: str, values: dict[str, Any]) -> str:
    """An address of a view, with something real in every gap."""
    rule = next(app.url_map.iter_rules(endpoint))
    with app.test_request_context():
        return str(app.url_map.bind("").build(endpoint, {name: values[name] for name in rule.arguments}))


def test_every_view_declares_a_cell_that_is_written_down(app: Flask) -> None:
    cells = {cell_of(app.view_functions[endpoint]) for endpoint, _ in rules(app)}
    assert cells <= set(GATES), cells - set(GATES)


@pytest.mark.parametrize("role", ROLES)
def test_only_the_cells_of_a_role_answer_it(
    app: Flask, clients: dict[str, FlaskClient], values: dict[str, Any], role: str
) -> None:
    wrong = []
    for endpoint, method in rules(app):
        if endpoint in ("people.sign_out", "people.demo_sign_in", "pages.language"):
            continue
        cell = cell_of(app.view_functions[endpoint]) or ""
        answer = clients[role].open(address(app, endpoint, values), method=method)
        answer.close()
        if passes(role, cell):
            refused = answer.status_code == 302 and "/sign-in" in answer.headers["Location"]
        else:
            wanted = (302 if method == "GET" else 401) if role == "visitor" else 403
            refused = answer.status_code != wanted
        if refused or answer.status_code >= 500:
            wrong.append((endpoint, method, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    ("role", "endpoints"),
    [
        ("other_trainer", OWN_COURSE),
        ("other_coordinator", OWN_OFFICE),
        ("learner", OTHERS),
        ("trainer", OTHERS),
        ("coordinator", OTHERS),
        ("manager", OTHERS),
        ("admin", OTHERS),
    ],
)
def test_what_belongs_to_others_is_not_there(
    app: Flask, clients: dict[str, FlaskClient], values: dict[str, Any], role: str, endpoints: set[str]
) -> None:
    answers = {
        (endpoint, method): clients[role].open(address(app, endpoint, values), method=method).status_code
        for endpoint, method in rules(app)
        if endpoint in endpoints
    }
    assert set(answers.values()) <= {403, 404}, answers


@pytest.mark.parametrize("role", ["newcomer", "manager", "steering", "staff_council", "dpo", "admin"])
def test_whoever_is_not_enrolled_reads_no_unit_and_no_discussion(
    app: Flask, clients: dict[str, FlaskClient], values: dict[str, Any], role: str
) -> None:
    for endpoint in ("courses.section", "forum.question", "forum.thread"):
        answer = clients[role].get(address(app, endpoint, values))
        assert answer.status_code in (403, 404), endpoint


def test_a_coordinator_sees_conditions_but_no_answers_scores_or_times(
    clients: dict[str, FlaskClient], values: dict[str, Any]
) -> None:
    page = clients["coordinator"].get(f"/desk/people/{values['person_id']}", headers={"Accept-Language": "en"}).text
    assert "Answer all questions" in page
    assert "0.9" not in page
    assert "0,9" not in page
    assert "90 %" not in page
    assert "score" not in page.lower().replace("scores", "")


def test_a_coordinator_of_another_department_finds_nobody_here(clients: dict[str, FlaskClient]) -> None:
    assert "Öztürk" in clients["coordinator"].get("/desk/?name=ozturk").text
    assert "Großmann-Öztürk" not in clients["other_coordinator"].get("/desk/?name=ozturk").text
    assert "Großmann-Öztürk" not in clients["other_coordinator"].get("/desk/people?name=ozturk").text


def test_each_look_at_a_person_is_recorded_once_a_day(
    app: Flask, clients: dict[str, FlaskClient], values: dict[str, Any], roles: dict[str, int]
) -> None:
    from lms.privacy.models import Access

    for _ in range(3):
        clients["coordinator"].get(f"/desk/people/{values['person_id']}")
    with app.app_context():
        looks = db.session.scalars(
            select(Access).where(Access.by == roles["coordinator"], Access.about == values["person_id"])
        ).all()
        assert len(looks) == 1
