"""Small courses from Markdown, taken in the way a trainer's folder is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from courses import feature as courses
from courses.content.blocks import default_types
from courses.content.load import load_course
from courses.content.model import Course
from courses.models import Revision
from courses.service.preparing import Prepared, prepare
from courses.service.publishing import Saved, publish, save_draft, version_of
from courses.store import registered_types
from lms.features import Feature
from lms.testing import MONDAY
from tests.courses.content.kinds import DISCUSSION, QUIZ, REFLECTION

PROBE = Feature("probe", activity_types=(QUIZ, DISCUSSION, REFLECTION))
FEATURES = (courses, PROBE)
LATER = MONDAY + timedelta(hours=1)

HEAD = """---
titel: Mentoring
kennung: mentoring
autor: Fachstelle
lizenz: CC-BY-4.0
lernziele: [Grenzen erkennen]
abschluss:
  - einheit rolle
  - einheit grenzen
zertifikat:
  titel: Mentorin
  gültig: 24 Monate
---

Willkommen.
"""
ROLLE = """---
titel: Die Rolle
kennung: rolle
lernziele: [Die Rolle beschreiben]
dauer: 30 min
---

## Einstieg (10 min)

Ein [Leitfaden](leitfaden.txt).

## Die drei Funktionen (20 min)

```quiz check ziel=1 bestehen=80%
Frage?
```

Danach.
"""
ROLLE_EN = """---
titel: The role
---

## Start (10 min)

A [guide](leitfaden.txt).

## The three functions (20 min)

```quiz check
Frage? In English.
```

Then.
"""
GRENZEN = """---
titel: Grenzen
kennung: grenzen
lernziele: [Grenzen erkennen]
dauer: 15 min
voraussetzung: [rolle]
---

## Ein Fall (15 min)

```diskussion fall
Was tun?
```
"""
FILES: Mapping[str, bytes] = {
    "kurs.md": HEAD.encode(),
    "01-rolle.md": ROLLE.encode(),
    "01-rolle.en.md": ROLLE_EN.encode(),
    "02-grenzen.md": GRENZEN.encode(),
    "leitfaden.txt": b"Zuhoeren.",
}


def changed(**edits: tuple[str, str]) -> dict[str, bytes]:
    """The course with words replaced: ``changed(rolle=("Einstieg", "Anfang"))``."""
    names = {"kurs": "kurs.md", "rolle": "01-rolle.md", "rolle_en": "01-rolle.en.md", "grenzen": "02-grenzen.md"}
    files = dict(FILES)
    for name, (old, new) in edits.items():
        text = files[names[name]].decode()
        assert old in text
        files[names[name]] = text.replace(old, new).encode()
    return files


def read(files: Mapping[str, bytes] = FILES) -> Course:
    """The course that files hold, without errors."""
    loaded = load_course(files, registered_types(), name="mentoring")
    assert loaded.ok, loaded.problems
    assert loaded.course is not None
    return loaded.course


def prepared(files: Mapping[str, bytes] = FILES) -> Prepared:
    """The course, rendered."""
    return prepare(read(files), files, default_types(registered_types()))


def draft(files: Mapping[str, bytes] = FILES, *, based_on: int | None = None) -> Saved:
    """The course, kept as a draft."""
    base = version_of("mentoring") if based_on is None else based_on
    return save_draft(prepared(files), based_on=base, by=None, at=MONDAY)


def published(files: Mapping[str, bytes] = FILES) -> Revision:
    """The course, published."""
    draft(files)
    return publish("mentoring", by=None, at=MONDAY)
