"""Courses as files, the way an author would have them in a folder."""

from __future__ import annotations

from collections.abc import Mapping

from courses.content.load import load_course
from courses.content.model import Course, Html, Loaded, Text
from lms.core.errors import Problem
from tests.courses.content.kinds import TYPES

KINDS = list({kind.name: kind for kind in TYPES.values()}.values())
COURSE = "---\ntitel: Begleiten\nkennung: begleiten\nautor: Anna Roth\nlizenz: CC-BY-4.0\n---\n"
HEAD = "---\ntitel: Die Rolle\nlernziele:\n  - Die Rolle beschreiben\n  - Grenzen erkennen\ndauer: 30 min\n---\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><title>Kreis</title><circle r="4"/></svg>'
FILES = {
    "bilder/kreis.svg": SVG,
    "material/leitfaden.pdf": b"%PDF-1.7",
    "material/film.mp4": b"film",
    "material/film.vtt": b"WEBVTT",
}


def load(files: Mapping[str, str | bytes], **options: object) -> Loaded:
    """A course from the files given; a kurs.md is added where there is none and several files."""
    whole: dict[str, str | bytes] = {"kurs.md": COURSE, **FILES, **files}
    data = {path: text.encode() if isinstance(text, str) else text for path, text in whole.items()}
    return load_course(data, KINDS, **{"name": "begleiten", **options})  # type: ignore[arg-type]


def load_body(body: str, **files: str | bytes) -> Loaded:
    """A course of one good unit with this text."""
    return load({"01-rolle.md": HEAD + body, **files})


def course(loaded: Loaded) -> Course:
    """The course, which must be there."""
    assert loaded.course is not None
    return loaded.course


def html(text: Text, number: int = 1) -> str:
    """The HTML of a section, without its blocks."""
    return "".join(part.html for part in text.sections[number - 1].parts if isinstance(part, Html))


def body_html(body: str) -> str:
    """The HTML of a unit's text."""
    text = course(load_body(body)).units[0].text
    return "".join(html(text, section.n) for section in text.sections)


def where(loaded: Loaded, rule: str) -> list[tuple[str, int]]:
    """The places where a rule is broken."""
    return [(problem.path, problem.line) for problem in loaded.problems if problem.rule == rule]


def errors(loaded: Loaded) -> list[Problem]:
    """What stops publishing."""
    return [problem for problem in loaded.problems if problem.severity == "error"]
