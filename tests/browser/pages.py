"""Every page of the product: what the address map holds, with something real in every gap, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from werkzeug.routing import Rule

from courses.models import CourseFile
from forum.models import Thread
from forum.service.posts import post_answer
from lms.certification.models import Award, Revocation
from lms.core.clock import now
from lms.db import db
from lms.people.models import Person
from lms.people.passwords import link_token
from lms.people.service import add_person
from lms.privacy.matrix import cell_of
from lms.progress.service import enrol
from lms.testing import sign_in
from tests.browser import samples
from tests.browser.harness import Visitor

COURSE, UNIT = "q-ser-mentor", "ein-q-ser-mentor-werden"
READER = f"/courses/{COURSE}/{UNIT}"
READERS = {
    "public": "visitor", "own": "learner", "content": "learner", "content.draft": "trainer",
    "course.participation": "trainer", "people.status": "coordinator", "people.enrol": "coordinator",
    "people.confirm": "coordinator", "system": "admin",
}  # fmt: skip
"""Who looks at the pages of a cell of the visibility matrix."""

HOLDERS = {"certification.certificate", "certification.pdf", "people.sign_out"}
TYPED, LIST, QUIZ = " ← ", "form[action$=list] button", "#frage-arten-"
ANSWERED = "eigenschaft"

ROLES = ("visitor", "newcomer", "learner", "holder", "former", "trainer", "coordinator", "admin")


@dataclass(frozen=True, slots=True)
class Stop:
    """A page in one of its states: who opens which address, what is typed and pressed there, what it shows then."""

    role: str
    path: str
    press: tuple[str, ...] = ()
    shows: str = "h1"

    def __str__(self) -> str:
        return " ".join((f"{self.role}: {self.path}", *self.press))


@dataclass(frozen=True, slots=True)
class Atlas:
    """All pages of an installation, and the person who looks at them in each role."""

    people: dict[str, int]
    stops: tuple[Stop, ...]

    def of(self, role: str) -> list[Stop]:
        """What somebody of a role looks at."""
        return [stop for stop in self.stops if stop.role == role]


def chart(app: Flask, people: dict[str, int]) -> Atlas:
    """Finds every page; a view that is added later is found too, or the missing gap is named."""
    with app.app_context():
        samples.take(samples.FILES)
        samples.take(samples.changed("Sprechen Sie langsam."), publishing=False)
        people, values = {**people, **_more_people()}, _values(people)
        db.session.commit()
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or "GET" not in (rule.methods or ()):
            continue
        stop = Stop(_reader(app, rule), _address(app, rule, values))
        if _is_page(app, people, stop):
            found.append(stop)
    return Atlas(people, (*found, *_states(values)))


def _reader(app: Flask, rule: Rule) -> str:
    if rule.endpoint in HOLDERS:
        return "holder"
    return READERS[cell_of(app.view_functions[rule.endpoint]) or ""]


def _address(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    values = {**values, **values.get(rule.endpoint, {})}
    missing = rule.arguments - values.keys()
    assert not missing, f"tests/browser/pages.py has no sample for {missing} of {rule.rule}"
    with app.test_request_context():
        return str(app.url_map.bind("").build(rule.endpoint, {name: values[name] for name in rule.arguments}))


def _is_page(app: Flask, people: dict[str, int], stop: Stop) -> bool:
    """Whether something is shown there: not a file, not data, not the way to another page."""
    client = app.test_client() if stop.role == "visitor" else sign_in(app.test_client(), people[stop.role])
    answer = client.get(stop.path)
    answer.close()
    if answer.status_code in (301, 302) or answer.mimetype != "text/html":
        return False
    assert answer.status_code == 200 or stop.path == "/demo/sign-in", f"{stop}: {answer.status}"
    return answer.status_code == 200


def _more_people() -> dict[str, int]:
    """Somebody who has nothing yet, somebody with a certificate, and somebody whose certificate has ended."""
    newcomer = add_person("neu@musterstadt.example", given="Neu", at=now()).person
    holder = db.session.scalars(select(Person).where(Person.family == "Aydın")).one()
    enrol(holder.id, samples.COURSE, by=None, at=now())
    former = db.session.scalars(select(Person).where(Person.family == "Łukasik")).one()
    return {"newcomer": newcomer.id, "holder": holder.id, "former": former.id}


def _values(people: dict[str, int]) -> dict[str, Any]:
    """Something real for every gap in an address; the learner has answered one of two open questions."""
    award = _award("Aydın")
    thread = db.session.scalars(select(Thread).where(Thread.key == f"{UNIT}/{ANSWERED}")).one()
    file = db.session.scalars(select(CourseFile).where(CourseFile.media_type == "image/svg+xml")).first()
    assert file
    expired, revoked = (_award(family) for family in ("Łukasik", "Zieliński"))
    db.session.add(Revocation(award_id=revoked.id, on=revoked.issued_on, reason="Eine Verwechslung."))
    post = post_answer(thread, "Geduld.", by=people["learner"], at=now(), token="mine")
    person = db.session.get_one(Person, people["learner"])
    return {
        "course": COURSE, "unit": UNIT, "n": 1, "thread": thread.id, "post": post.id, "person_id": person.id,
        "number": award.number, "digest": file.digest[:12], "name": file.path.rpartition("/")[2], "code": "de",
        "kind": "confirmation", "key": ANSWERED, "token": link_token(person, "reset"), "version": 1,
        "expired": expired.number, "revoked": revoked.number,
        "notices.invitation": {"token": link_token(person, "invitation")},
        # there is a draft of the sample course, and something to confirm in it
        "author.course": {"course": samples.COURSE},
        "author.confirmations": {"course": samples.COURSE, "key": samples.CONFIRMED},
    }  # fmt: skip


def _award(family: str) -> Award:
    return db.session.scalars(select(Award).join(Person).where(Person.family == family)).one()


def _states(values: dict[str, Any]) -> list[Stop]:
    """What pages look like when something failed, is missing, was found or has been answered."""
    submit, errors = "main form button[type=submit]", ".lms-errors"
    person, sample = f"/desk/people/{values['person_id']}", f"/courses/{samples.COURSE}/{samples.UNIT}"
    return [
        *(Stop("visitor", path, (submit,), errors) for path in ("/sign-in", "/password", "/report-barrier", "/verify")),
        Stop("visitor", "/sign-in?out=1"),
        Stop("visitor", f"/password/{values['token']}", (submit,), errors),
        Stop("visitor", "/invitation/unknown"),
        Stop("visitor", "/report-barrier", (f"#text{TYPED}Der Knopf hat keinen Namen.", submit), ".lms-verdict"),
        Stop(
            "visitor",
            "/verify",
            (f"#number{TYPED}LL-0000-0000-0000", f"#surname{TYPED}Muster", submit),
            "[role=status]",
        ),
        Stop("visitor", "/certificates/QS-0000-0000"),
        Stop("visitor", "/there-is-no-such-page"),
        *(
            Stop("newcomer", path)
            for path in ("/", "/me/progress", "/me/certificates", "/forum/", f"/courses/{COURSE}/")
        ),
        Stop("newcomer", f"{READER}/1"),
        Stop("newcomer", "/search?q=nirgends"),
        Stop("learner", "/desk/"),
        Stop("learner", "/search?q=Mentoring"),
        Stop("learner", "/me/password", (submit,), errors),
        *(Stop("learner", f"{READER}/{n}") for n in range(2, 7)),
        Stop("learner", f"{READER}/1?all="),
        Stop("learner", f"{READER}/3", (submit,), ".kern-error"),
        Stop("learner", f"{READER}/2", ("input[type=radio] >> nth=0", submit), ".lms-explain"),
        Stop("learner", f"/forum/{COURSE}/{UNIT}/grenze"),
        Stop("learner", f"/forum/{COURSE}/{UNIT}/grenze", (submit,), ".kern-error"),
        Stop("learner", f"/forum/edit/{values['post']}", ("main form button",), "h1"),
        Stop("holder", "/me/certificates"),
        Stop("holder", f"/me/progress/{COURSE}"),
        *(Stop("holder", f"{sample}/{n}") for n in (1, 2)),
        Stop("holder", f"{sample}/1", (submit,), ".kern-error"),
        *(
            Stop("holder", f"{sample}/2", (f"{QUIZ}{kind} button",), ".kern-error")
            for kind in ("paare", "folge", "luecken")
        ),
        Stop(
            "holder",
            f"{sample}/2",
            (f"{QUIZ}aussagen input[type=checkbox] >> nth=0", f"{QUIZ}aussagen button"),
            ".lms-explain",
        ),
        Stop("former", f"/me/certificates/{values['expired']}"),
        Stop("former", f"/certificates/{values['expired']}"),
        Stop("former", f"/certificates/{values['revoked']}"),
        Stop("trainer", "/author/", (submit,), errors),
        Stop("trainer", f"/author/{COURSE}"),
        Stop("trainer", f"/courses/{samples.COURSE}/?draft="),
        Stop("trainer", f"/courses/{samples.COURSE}/{samples.UNIT}/2?draft="),
        Stop("trainer", f"{READER}/6"),
        Stop("coordinator", "/desk/?name=nobody"),
        Stop("coordinator", "/desk/?day=31.02.2026"),
        Stop("coordinator", "/desk/", ("text=JSON",), "h1"),
        Stop("coordinator", "/desk/people?name=nobody"),
        Stop("coordinator", person, ("main details summary", "main details button:visible >> nth=0"), ".lms-flash"),
        Stop("coordinator", "/desk/enrol", (submit,), errors),
        Stop("coordinator", "/desk/enrol", (LIST,), errors),
        Stop("coordinator", "/desk/enrol", (f"#list{TYPED}neu@musterstadt.example", LIST), "#preview"),
        Stop("coordinator", "/desk/enrol", (f"#list{TYPED}nobody;31.02.2026", LIST), "#preview"),
    ]


def arrive(window: Visitor, stop: Stop) -> Page:
    """Opens a page and brings it into its state."""
    page = window.go(stop.path)
    for step in stop.press:
        selector, typing, text = step.partition(TYPED)
        place = page.locator(selector).first
        place.fill(text) if typing else place.click()
    page.locator(stop.shows).first.wait_for()
    page.wait_for_load_state("load")
    return page
