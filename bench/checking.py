"""What checking and publishing courses cost, beside Markdown and sanitising alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from time import process_time

from markdown_it import MarkdownIt

from bench.report import Fact, Result, say
from bench.speed import Effort, let_go
from bench.writing import large_course
from courses.content.blocks import default_types
from courses.content.load import load_course
from courses.service.preparing import prepare
from courses.service.publishing import publish, save_draft
from courses.store import registered_types
from lms.app import create_app
from lms.core.clock import now
from lms.db import db
from lms.migrate import upgrade
from lms.web.html import sanitise

WORDS = 1500
THOUSAND = 1000


def check_and_publish(data: Path, effort: Effort) -> Iterator[Result]:
    """Checks a large course; publishes a part of it in turns with bare rendering of the same texts."""
    app = create_app({"data": data, "database_url": ""})
    runtime = app.extensions["lms"]
    upgrade(runtime.settings, runtime.features)
    where = f"{effort.chapters:,} units of {WORDS:,} words"
    with app.app_context():
        types = registered_types()
        large = large_course(effort.chapters, WORDS)
        say(f"checking {where} …")
        seconds = _seconds(lambda: load_course(large, types, name="gross"))
        yield Fact(where, "checking", seconds, "s")
        yield Fact(where, "checking, for 1,000 units", seconds * THOUSAND / effort.chapters, "s", 20)
        part = large_course(max(20, effort.chapters // 10), WORDS)
        bare, whole = [], []
        _bare(part)  # whatever is made only once is there before it counts
        _publish(part)
        for run in range(effort.runs):
            say(f"publishing {len(part) - 1} of them, {run + 1} of {effort.runs} …")
            bare.append(_seconds(lambda: _bare(part)))
            whole.append(_seconds(lambda: _publish(part)))
        yield Fact(where, f"publishing {len(part) - 1} of them", median(whole), "s")
        yield Fact(where, "the same texts through Markdown and sanitising alone", median(bare), "s")
        yield Fact(where, "publishing : Markdown and sanitising", median(whole) / median(bare), "", 1.3)
    let_go(app)


def _seconds(work: Callable[[], object]) -> float:
    """The processor time of some work."""
    began = process_time()
    work()
    return process_time() - began


def _bare(files: Mapping[str, bytes]) -> int:
    """Markdown to sanitised HTML and nothing else."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return sum(len(sanitise(markdown.render(data.decode().rpartition("---\n")[2]))) for data in files.values())


def _publish(files: Mapping[str, bytes]) -> int:
    """Everything from the files to a new version; it is undone."""
    types = registered_types()
    course = load_course(files, types, name="gross").course
    assert course is not None, "the generated course does not load"
    save_draft(prepare(course, files, default_types(types)), based_on=0, by=None, at=now())
    version = publish(course.key, by=None, at=now()).version or 0
    db.session.rollback()
    return version
