"""A form that is sent after the session ended is found again after signing in."""

from __future__ import annotations

import html
import re

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient
from sqlalchemy import delete

from lms.db import db
from lms.features import Feature
from lms.people.demo import mark_as_demo
from lms.people.kept import LIMIT
from lms.people.models import SignIn
from lms.privacy.matrix import cell
from lms.testing import MakeApp, People, add_people, sign_in

OURS = {"Origin": "http://localhost"}
ANSWER = "Ich würde zuerst\nfragen: „Was ist <wichtig>?“"


def write() -> str:
    """What a feature's form would store."""
    return f"stored {request.form.getlist('text')} by {request.args.get('from', '')}"


def blueprints() -> list[Blueprint]:
    made = Blueprint("letters", __name__)
    made.add_url_rule("/letters", view_func=cell("own")(write), methods=["GET", "POST"])
    return [made]


@pytest.fixture
def features() -> tuple[Feature, ...]:
    return (Feature("letters", blueprints=blueprints),)


@pytest.fixture
def demo(make: MakeApp, features: tuple[Feature, ...]) -> tuple[Flask, People]:
    """A demo with the protection of forms switched on, as in real life."""
    app = make(features, WTF_CSRF_ENABLED=True)
    with app.app_context():
        people = add_people()
        mark_as_demo()
        db.session.commit()
    return app, people


def hidden(page: str) -> list[tuple[str, str]]:
    """The hidden fields of the last form of a page."""
    form = page[page.rindex('method="post"') :]
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return [(name, html.unescape(value)) for name, value in found]


def end_sessions(app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(SignIn))
        db.session.commit()


def test_the_text_waits_on_the_sign_in_page_and_is_sent_by_one_click(demo: tuple[Flask, People]) -> None:
    app, people = demo
    client = sign_in(app.test_client(), people.learner)
    end_sessions(app)
    late = client.post("/letters?from=form", data={"text": [ANSWER, "zwei"]}, headers=OURS)
    assert late.status_code == 401
    fields = dict(hidden(late.text))
    assert ANSWER not in late.text
    waiting = client.post("/demo/sign-in", data={**fields, "person": people.learner})
    assert waiting.status_code == 200
    assert "fragen: „Was ist &lt;wichtig&gt;?“" in waiting.text
    assert 'action="/letters?from=form"' in waiting.text
    names = [name for name, _ in hidden(waiting.text)]
    assert names == ["csrf_token", "text", "text"]
    values = hidden(waiting.text)
    body = {"csrf_token": values[0][1], "text": [value for name, value in values if name == "text"]}
    assert client.post("/letters?from=form", data=body).text == f"stored {[ANSWER, 'zwei']} by form"


def test_a_wrong_password_in_between_loses_nothing(demo: tuple[Flask, People]) -> None:
    app, _ = demo
    client = app.test_client()
    fields = dict(hidden(client.post("/letters", data={"text": ANSWER}, headers=OURS).text))
    again = client.post("/sign-in", data={**fields, "email": "a@stadt.example", "password": "falsch"})
    assert again.status_code == 400
    assert dict(hidden(again.text))["kept"] == fields["kept"]


@pytest.mark.parametrize(
    "origin", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_on_a_foreign_page_is_not_kept(demo: tuple[Flask, People], origin: dict[str, str]) -> None:
    page = demo[0].test_client().post("/letters", data={"text": ANSWER}, headers=origin)
    assert page.status_code == 401
    assert 'name="kept"' not in page.text


@pytest.mark.parametrize("fields", [{"text": "x" * (LIMIT + 1)}, {"old_password": "vier Birnen", "text": ANSWER}])
def test_too_much_or_a_password_is_not_kept_and_the_page_says_so(
    demo: tuple[Flask, People], fields: dict[str, str]
) -> None:
    page = demo[0].test_client().post("/letters", data=fields, headers={**OURS, "Accept-Language": "en"})
    assert 'name="kept"' not in page.text
    assert "could not be kept" in page.text


def test_a_forged_text_is_not_shown(demo: tuple[Flask, People]) -> None:
    app, people = demo
    client = app.test_client()
    token = dict(hidden(client.get("/sign-in").text))["csrf_token"]
    answer = client.post("/demo/sign-in", data={"csrf_token": token, "person": people.learner, "kept": "forged"})
    assert answer.location == "/"


def test_signed_in_again_in_another_tab_the_old_form_is_offered(demo: tuple[Flask, People]) -> None:
    app, people = demo
    client = sign_in(app.test_client(), people.learner)
    page = client.post("/letters", data={"text": ANSWER, "csrf_token": "of before"}, headers=OURS)
    assert page.status_code == 400
    assert ("text", ANSWER) in [(name, value.replace("\r", "")) for name, value in hidden(page.text)]


def test_htmx_is_told_to_show_the_page(demo: tuple[Flask, People]) -> None:
    page = demo[0].test_client().post("/letters", data={"text": ANSWER}, headers={**OURS, "HX-Request": "true"})
    assert (page.status_code, page.headers["HX-Retarget"]) == (200, "body")


def test_reading_leads_to_the_sign_in_and_back(client: FlaskClient) -> None:
    assert client.get("/letters?from=x").location == "/sign-in?next=/letters?from%3Dx"


class Host:
    """A host application that has signed somebody out."""

    def current(self) -> None:
        return None

    def sign_in_url(self, next: str) -> str:
        return f"/host/in?to={next}"

    def sign_out_url(self) -> str:
        return "/host/out"


def test_inside_a_host_the_text_waits_on_a_page_beside_its_sign_in(
    make: MakeApp, features: tuple[Feature, ...]
) -> None:
    client = make(features, identity=Host()).test_client()
    page = client.post("/letters", data={"text": ANSWER}, headers=OURS)
    assert page.status_code == 401
    assert 'href="/host/in?to=/letters"' in page.text
    assert ("text", ANSWER) in [(name, value.replace("\r", "")) for name, value in hidden(page.text)]
