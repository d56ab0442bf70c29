"""Chromium on a Lernlotse that runs beside the tests, on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from lms.db import db
from lms.testing import People, add_people, let_go, make_app
from tests.browser.harness import WIDE, Visitor, chromium, served


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
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture(scope="module")
def site_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application that the tests of a module look at."""
    app = make_app(tmp_path_factory.mktemp("site"), WTF_CSRF_ENABLED=True)
    yield app
    let_go(app)


@pytest.fixture(scope="module")
def site_people(site_app: Flask) -> People:
    """Six people of that application."""
    with site_app.app_context():
        found = add_people()
        db.session.commit()
    return found


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
def signed_in(visitor: Visitor, site_people: People) -> Callable[[str], Visitor]:
    """That window with somebody signed in: ``signed_in("learner").go("/")``."""
    return lambda name: visitor.sign_in(getattr(site_people, name))
