"""Every test that needs a database runs on SQLite and on PostgreSQL; none speaks to the outside world."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests import postgres

pytest_plugins = ["lms.testing"]

# how long an example takes tells about the machine, not about the code
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("house")

LOOPBACK = ("127.0.0.1", "::1", "localhost", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def pytest_configure(config: pytest.Config) -> None:
    """Tells the workers to which run they belong."""
    if not hasattr(config, "workerinput"):
        os.environ[postgres.RUN] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the PostgreSQL server with the process that started the run."""
    if not hasattr(config, "workerinput"):
        postgres.stop(postgres.folder())
        postgres.sweep()


@pytest.fixture(autouse=True)
def no_sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that leaves this machine."""
    if request.node.get_closest_marker("sockets"):
        return
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"this test tried to reach {address[0]}; mark it with “sockets” if it must")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of the run's PostgreSQL server."""
    return postgres.start()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database for one test: a new SQLite file, or this worker's PostgreSQL database."""
    if request.param == "sqlite":
        return ""
    return postgres.database(request.getfixturevalue("postgres_server"), f"lms_{WORKER}")


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Iterator[str]:
    """A database in which nothing is, not even tables: for migrations."""
    if not database_url:
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"empty_{WORKER}"
    postgres.drop(server, name)
    yield postgres.database(server, name)
    postgres.drop(server, name)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where databases with tables and without rows wait to be copied."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def prepare_database(templates: Path) -> Callable[[Any, Any], None]:
    """Copies ready tables (SQLite) or empties those that are there (PostgreSQL): migrating takes ten times longer."""
    from lms.migrate import histories, upgrade

    def prepare(settings: Any, features: Any) -> None:
        key = hashlib.sha256(repr(sorted(map(str, histories(features)))).encode()).hexdigest()[:12]
        ready = templates / key
        if settings.database.startswith("postgresql"):
            ready = ready.with_suffix(".postgresql")
            postgres.empty(settings.database_url)
            if not ready.exists():
                upgrade(settings, features)
                ready.touch()
            return
        own = settings.data / "lms.sqlite3"
        if not ready.exists():
            upgrade(settings, features)
            shutil.copyfile(own, ready)
        settings.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ready, own)

    return prepare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker: Playwright can be started only once in a process."""
    from tests.browser.harness import chromium

    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()
