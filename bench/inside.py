"""Where the time of a page goes: samples of what runs while a page is asked for over and over in this process."""

from __future__ import annotations

import io
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any

from flask import Flask

from bench.filling import fill
from bench.pages import PAGES, Visitors
from bench.report import Fact, say
from bench.speed import Effort, let_go

EVERY = 0.001
BATCH = 3
SMALL = 0.02
OURS = ("lms", "courses", "quizzes", "forum")
NAMES = {
    "sqlalchemy": "SQLAlchemy", "flask_sqlalchemy": "SQLAlchemy", "sqlite3": "database", "psycopg": "database",
    "jinja2": "templates", "markupsafe": "templates", "flask": "Flask", "werkzeug": "Flask", "flask_wtf": "forms",
    "wtforms": "forms", "itsdangerous": "session", "flask_babel": "texts", "babel": "texts", "json": "JSON",
}  # fmt: skip
"""How packages are called in the table; what is not named here is “rest”."""


def where_time_goes(data: Path, effort: Effort) -> Iterator[Fact]:
    """For each page its processor time inside this process, and the shares of those who use it."""
    say(f"filling in {effort.people:,} people …")
    app = fill(data, "", effort.people)
    visitors = Visitors(app, effort.people)
    for page in PAGES:
        say(f"where the time of “{page.name}” goes …")
        ask = asking(app, page.path, visitors.cookie(visitors.who(page)[0]))
        yield Fact(
            "inside", f"{page.name}: processor time without the server", cost_of(ask, effort.seconds) * 1000, "ms"
        )
        with sampling() as found:
            _for(ask, 2 * effort.seconds)
        whole = sum(found.values()) or 1
        for part, count in found.most_common():
            if count / whole >= SMALL:
                yield Fact("inside", f"{page.name}: {part}", 100 * count / whole, "%")
    let_go(app)


def asking(app: Flask, path: str, cookie: str) -> Callable[[], int]:
    """Asks an application for a page without any server between; how many bytes came."""
    head: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False, "wsgi.errors": sys.stderr,
        "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": cookie, "HTTP_ACCEPT_LANGUAGE": "de,en-US;q=0.7,en;q=0.3",
    }  # fmt: skip

    def start(status: str, *rest: object) -> Callable[[bytes], object]:
        assert status.startswith("200"), f"{path} answers {status}"
        return io.BytesIO().write

    def ask() -> int:
        answer = app.wsgi_app({**head, "wsgi.input": io.BytesIO()}, start)
        size = sum(len(part) for part in answer)
        answer.close()  # type: ignore[attr-defined]
        return size

    return ask


def cost_of(ask: Callable[[], int], seconds: float) -> float:
    """The processor time of an answer that nothing disturbs: the best of many small batches."""
    for _ in range(5):
        ask()
    end = process_time() + seconds
    best = float("inf")
    while process_time() < end:
        began = process_time()
        for _ in range(BATCH):
            ask()
        best = min(best, (process_time() - began) / BATCH)
    return best


def _for(ask: Callable[[], int], seconds: float) -> int:
    end = process_time() + seconds
    count = 0
    while process_time() < end:
        ask()
        count += 1
    return count


@contextmanager
def sampling() -> Iterator[Counter[str]]:
    """Counts, for each millisecond of processor time, whose code was running."""
    found: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        if frame is not None:
            found[part_of(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def part_of(frame: FrameType) -> str:
    """To whom a moment belongs: our package, or a library that the standard library works for."""
    step: FrameType | None = frame
    while step is not None:
        module = str(step.f_globals.get("__name__", "")).partition(".")[0]
        if module in OURS:
            return f"our own code ({module})"
        if module in NAMES:
            return NAMES[module]
        if step.f_code.co_filename.endswith(".html"):
            return "templates"
        step = step.f_back
    return "rest"
