"""Chromium on a Lernlotse that runs beside the tests, on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import exists, select

from lms.core.clock import now
from lms.db import db
from lms.demo.filling import fill
from lms.people.models import Grant
from lms.progress.models import Enrolment
from lms.testing import let_go, make_app
from tests.browser.harness import WIDE, Visitor, served
from tests.browser.pages import Atlas, chart
from tests.browser.walking import WAYS, Way


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def database_url() -> str:
    """Browser tests run on SQLite: what they look at does not depend on the database."""
    return ""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo that nobody touches."""
    folder = tmp_path_factory.mktemp("town")
    app = make_app(folder, None)
    fill(app, at=now(), say=lambda line: None)
    let_go(app)
    return folder


@pytest.fixture(scope="module")
def site_app(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A demo for the tests of one module, with all features and its invented people."""
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(town, folder)
    app = make_app(folder, None, WTF_CSRF_ENABLED=True, PROPAGATE_EXCEPTIONS=False)
    yield app
    let_go(app)


@pytest.fixture(scope="module")
def address(site_app: Flask) -> Iterator[str]:
    """Where that application runs."""
    with served(site_app) as found:
        yield found


@pytest.fixture
def visitor(browser: Browser, address: str, site_app: Flask) -> Iterator[Visitor]:
    """Somebody with a new browser window; nothing may have gone wrong in it at the end."""
    context = browser.new_context(locale="de-DE", viewport=WIDE, reduced_motion="reduce")
    found = Visitor(context.new_page(), address, site_app)
    yield found
    context.close()
    assert found.faults == []


@pytest.fixture
def signed_in(visitor: Visitor) -> Callable[[str], Visitor]:
    """That window with somebody of a role signed in: ``signed_in("coordinator").go("/desk/")``."""

    def as_role(role: str) -> Visitor:
        with visitor.app.app_context():
            person = people_by_role()[role]
        return visitor.sign_in(person)

    return as_role


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, browser: Browser, address: str, site_app: Flask) -> Way:
    """The same steps once with nothing but the keyboard, once without scripts."""
    return Way(request.param, browser, address, site_app)


@pytest.fixture(scope="module")
def atlas(site_app: Flask) -> Atlas:
    """All pages, with something to see on each."""
    with site_app.app_context():
        people = people_by_role()
    return chart(site_app, people)


def people_by_role() -> dict[str, int]:
    """The demo's first person of each role."""
    held = db.session.execute(select(Grant.role, Grant.person_id).order_by(Grant.id.desc()))
    learner = db.session.scalar(
        select(Enrolment.person_id)
        .where(~exists().where(Grant.person_id == Enrolment.person_id), Enrolment.closed_at.is_(None))
        .order_by(Enrolment.id)
    )
    roles: dict[str, int] = {role: person for role, person in held}  # noqa: C416 rows are tuples of their own type
    return {**roles, "learner": learner or 0}
