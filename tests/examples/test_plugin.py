"""A separately packaged plug-in is found by its entry point, brings its table, and can be removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

COURSE = """---
titel: Tagebuch führen
kennung: tagebuch
autor: Amt
lizenz: CC-BY-4.0
lernziele:
  - Ein Tagebuch führen
dauer: 10 min
zertifikat:
  titel: Tagebuch
---
## Anfang

Ein Text.

```tagebuch erster
Was haben Sie heute gelernt?
```
"""

USE = """
import json, sys
from lms.app import create_app
from lms.core.clock import now
from lms.core.evidence import ActivityRef, Evidence
from lms.db import db
from lms.progress.log import open_enrolment, progress_of
from lms.progress.service import record
from lms.testing import add_person, sign_in
from sqlalchemy import select, text
from lms.people.models import Person

app = create_app({"data": sys.argv[1], "WTF_CSRF_ENABLED": False})
with app.app_context():
    person = db.session.scalar(select(Person.id))
client = sign_in(app.test_client(), person)
answer = {"page": client.get("/courses/tagebuch/tagebuch/1").text, "forum": client.get("/forum/").status_code}
if "diary" in app.blueprints:
    client.post("/courses/tagebuch/tagebuch/1/next")
    client.post("/diary/tagebuch/tagebuch/erster", data={"text": "Viel."})
with app.app_context():
    answer["complete"] = progress_of(open_enrolment(person, "tagebuch")).complete
    answer["kinds"] = [kind for (kind,) in db.session.execute(text("SELECT kind FROM evidence"))]
    answer["entries"] = db.session.scalar(text("SELECT count(*) FROM diary_entry"))
print(json.dumps(answer))
"""


class Installation:
    """An installation in a folder, used by processes that do or do not see the plug-in."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.site = folder / "site"
        self.course = folder / "tagebuch.md"
        self.course.write_text(COURSE)

    def install(self) -> None:
        """Installs the plug-in's package into a folder of its own."""
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
        subprocess.run([*command, "--target", self.site, ROOT / "examples" / "plugin"], check=True)

    def python(self, *words: object, plugin: bool) -> str:
        """Runs Python on this installation and returns what it prints."""
        path = f"{self.site}{os.pathsep}{ROOT}" if plugin else str(ROOT)
        environment = {**os.environ, "PYTHONPATH": path, "LMS_DATA": str(self.data)}
        done = subprocess.run(
            [sys.executable, *map(str, words)], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def lms(self, *words: object, plugin: bool) -> str:
        """Runs the command ``lms``."""
        return self.python("-m", "lms", *words, plugin=plugin)


@pytest.mark.slow
def test_a_plugin_comes_with_its_table_and_goes_without_harm(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    here.install()
    here.lms("init", plugin=True)
    assert "diary: diary" in here.lms("features", plugin=True)
    here.lms("import", here.course, "--publish", plugin=True)
    here.lms("people", "add", "ada@stadt.example", "--given", "Ada", "--family", "Łukasik", plugin=True)
    here.lms("enrol", "ada@stadt.example", "tagebuch", plugin=True)
    with_it = json.loads(here.python("-c", USE, here.data, plugin=True))
    assert "Was haben Sie heute gelernt?" in with_it["page"]
    assert (with_it["complete"], with_it["entries"]) == (True, 1)
    assert json.loads(here.lms("certified", "--format", "json", plugin=True))["count"] == 1

    without = json.loads(here.python("-c", USE, here.data, plugin=False))
    assert "Was haben Sie heute gelernt?" not in without["page"]
    assert "lms-page" in without["page"]
    assert without["forum"] == 200
    assert "written" in without["kinds"]
    assert (without["complete"], without["entries"]) == (True, 1)
    assert "up to date" in here.lms("upgrade", plugin=False)
    assert "diary" not in here.lms("features", plugin=False)
    assert json.loads(here.lms("certified", "--format", "json", plugin=False))["count"] == 1
