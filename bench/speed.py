"""The speed of pages on one database: ratios against the floor, statements, the CSV, and memory afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from flask import Flask
from sqlalchemy import Engine, delete, func, insert, select, update

from bench.filling import fill
from bench.floor import ANSWERS, TABLES, engine_for
from bench.floor import PAGES as FLOOR_PAGES
from bench.measuring import Sample, Side, fetch, in_turns, warm
from bench.pages import PAGES, SENDING, Page, Visitors
from bench.report import Fact, Result, Speed, say
from bench.serving import Server, floor, product
from bench.worlds import Worlds
from bench.writing import COURSE
from lms.db import db
from lms.progress.models import EvidenceRow
from lms.testing import count_queries
from quizzes.models import Answer


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done.

    People in lists and in a crowd, runs and seconds of each, connections, units whose quizzes are answered,
    and units of a course that is checked.
    """

    people: int = 5000
    crowd: int = 100_000
    runs: int = 5
    seconds: float = 1.0
    connections: tuple[int, ...] = (1, 8, 32)
    units: int = 5
    chapters: int = 1000


@dataclass(frozen=True, slots=True)
class Site:
    """One filled database with the two servers on it."""

    name: str
    app: Flask
    visitors: Visitors
    engine: Engine
    ours: Server
    floor: Server
    effort: Effort


def measure(worlds: Worlds, effort: Effort, wanted: str = "") -> Iterator[Result]:
    """Fills a database and measures everything about pages on it, or only those with a word in their names."""
    name = worlds.database
    data, database_url = worlds.make("pages")
    say(f"{name}: filling in {effort.people:,} people …")
    app = fill(data, database_url, effort.people)
    visitors = Visitors(app, effort.people)
    engine = engine_for(app.extensions["lms"].settings)
    TABLES.create_all(engine)
    yield from _statements(name, app, visitors)
    with product(data, database_url) as ours, floor(data, database_url) as beside:
        site = Site(name, app, visitors, engine, ours, beside, effort)
        for number, page in enumerate(PAGES, 1):
            if wanted in page.name:
                yield from _page(site, page, number)
        if wanted in SENDING.name:
            yield from _sending(site)
        yield _export(site)
        yield Fact(name, "memory of both web workers (PSS)", ours.memory(), "MB", 320)
        yield Fact(name, "memory of the floor's workers (PSS)", beside.memory(), "MB")
    engine.dispose()
    let_go(app)


def let_go(app: Flask) -> None:
    """Closes the connections of this process."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _statements(name: str, app: Flask, visitors: Visitors) -> Iterator[Fact]:
    """How many statements a page sends when it is asked for the second time."""
    for page in PAGES:
        client = app.test_client(use_cookies=False)
        headers = {"Cookie": visitors.cookie(visitors.who(page)[0]), "Accept-Language": "de"}
        client.get(page.path, headers=headers)
        with count_queries(app) as statements:
            response = client.get(page.path, headers=headers)
        assert response.status_code == 200, f"{page.path} answers {response.status_code}"
        yield Fact(name, f"statements: {page.name}", len(statements), "", page.statements)


def _page(site: Site, page: Page, number: int) -> Iterator[Result]:
    """A page against one of the floor's with as many bytes."""
    length = _same_length(site, page, number)
    ours = Side(site.ours, site.visitors.requests(page))
    beside = Side(site.floor, site.visitors.floor_requests(number))
    warm([ours, beside])
    yield Fact(site.name, f"bytes: {page.name}", length)
    for connections in site.effort.connections:
        say(f"{site.name}: {page.name}, {connections} connections …")
        pair = in_turns(_runs(ours, connections, site), _runs(beside, connections, site), site.effort.runs)
        yield Speed(site.name, page.name, connections, pair, page.ratio)


def _runs(side: Side, connections: int, site: Site) -> Callable[[], Sample]:
    return lambda: side.run(connections, site.effort.seconds)


def _same_length(site: Site, page: Page, number: int) -> int:
    """Gives the floor a page with as many bytes as ours has, made of the same text."""
    status, body, _ = fetch(site.ours.port, page.path, site.visitors.cookie(site.visitors.who(page)[0]))
    assert status == 200, f"{page.path} answers {status}"
    text = body.decode()
    with site.engine.begin() as connection:
        connection.execute(insert(FLOOR_PAGES), {"id": number, "body": text})
    around = len(_floor_page(site, number)) - len(body)
    with site.engine.begin() as connection:
        shorter = body[around:].decode(errors="ignore")
        missing = len(body) - around - len(shorter.encode())
        connection.execute(update(FLOOR_PAGES).where(FLOOR_PAGES.c.id == number).values(body=shorter + " " * missing))
    assert len(_floor_page(site, number)) == len(body)
    return len(body)


def _floor_page(site: Site, number: int) -> bytes:
    return fetch(site.floor.port, f"/page/{number}", site.visitors.floor_cookie(1))[1]


def _sending(site: Site) -> Iterator[Speed]:
    """Ten answers in one form, each time for the first time, against inserting the same ten rows."""
    ours = Side(site.ours, site.visitors.sendings(site.effort.units), 303)
    beside = Side(site.floor, site.visitors.floor_sendings(site.effort.units), 303)
    marks = _newest(site)
    warm([Side(site.ours, site.visitors.forms(site.effort.units))])

    def run(side: Side, connections: int) -> Sample:
        sample = side.run_once(connections)
        _forget(site, marks)
        return sample

    for connections in site.effort.connections:
        say(f"{site.name}: {SENDING.name}, {connections} connections …")
        pair = in_turns(lambda c=connections: run(ours, c), lambda c=connections: run(beside, c), site.effort.runs)  # type: ignore[misc]
        yield Speed(site.name, SENDING.name, connections, pair, SENDING.ratio)


def _newest(site: Site) -> tuple[int, int]:
    """The newest answer and the newest evidence."""
    with site.engine.connect() as connection:
        return (
            connection.scalar(select(func.max(Answer.id))) or 0,
            connection.scalar(select(func.max(EvidenceRow.id))) or 0,
        )


def _forget(site: Site, marks: tuple[int, int]) -> None:
    """Deletes what was sent, so that the next run sends it for the first time again."""
    with site.engine.begin() as connection:
        connection.execute(delete(Answer).where(Answer.id > marks[0]))
        connection.execute(delete(ANSWERS))
        connection.execute(delete(EvidenceRow).where(EvidenceRow.id > marks[1], EvidenceRow.course == COURSE))


def _export(site: Site) -> Fact:
    """The CSV of everybody who is certified, in one request."""
    cookie = site.visitors.cookie(site.visitors.who(Page("", "", coordinator=True))[0])
    form = site.visitors.form({"purpose": "Bench", "recipient": "Bench"})
    times = []
    for _ in range(max(3, site.effort.runs)):
        status, body, seconds = fetch(site.ours.port, "/desk/certified.csv", cookie, form)
        assert status == 200, f"the CSV answers {status}"
        assert body.count(b"\n") > site.effort.people
        times.append(seconds)
    return Fact(site.name, f"CSV of {site.effort.people:,} people", median(times), "s", 0.2)
