"""The promises of the architecture: plug-ins come and go, names are unique, the gate knows every route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask
from sqlalchemy import select

import courses
from courses.content.blocks import default_types
from courses.content.load import load_course
from courses.service.preparing import prepare
from courses.service.publishing import publish, save_draft
from lms.certification.models import Award
from lms.core.activity import ActivityType, Block, Slot
from lms.core.criteria import Count, Criterion
from lms.core.errors import LmsError
from lms.core.evidence import ActivityRef, Evidence
from lms.core.message import Message
from lms.db import db
from lms.features import Feature, Features
from lms.progress.log import open_enrolment, progress_of
from lms.progress.service import enrol, record
from lms.testing import MONDAY, MakeApp, add_people, sign_in

HEAD = b"""---
titel: Probe
kennung: probe
autor: Amt
lizenz: CC-BY-4.0
zertifikat:
  titel: Probe-Zertifikat
---
"""
UNIT = b"""---
titel: Rolle
kennung: rolle
autor: Amt
lizenz: CC-BY-4.0
lernziele:
  - Die Rolle beschreiben
dauer: 10 min
---
## Anfang

Ein Text.

```sandkasten burg
Bauen Sie eine Burg.
```
"""


def sandbox(name: str = "sandbox") -> ActivityType:
    """An activity type that no package knows."""

    def criterion(block: Block) -> Criterion:
        return Count(frozenset({"built"}), Message("Build a castle."))

    def render(slot: Slot, state: Any) -> str:
        return f"<section>{slot.data['html']}</section>"

    return ActivityType(name, ("sandkasten", "sandbox"), Message("Sandbox"), frozenset({"built"}), criterion, render)


def published(app: Flask, files: Mapping[str, bytes]) -> None:
    """Reads, checks and publishes a course as the importer does."""
    types = list(app.extensions["lms"].features.types.values())
    loaded = load_course(files, types, name="probe")
    assert loaded.ok, [str(problem.message) for problem in loaded.problems]
    assert loaded.course
    save_draft(prepare(loaded.course, files, default_types(types)), based_on=0, by=None, at=MONDAY)
    publish("probe", by=None, at=MONDAY)
    db.session.commit()


def test_without_features_it_starts_with_an_empty_catalogue(make: MakeApp) -> None:
    app = make(())
    with app.app_context():
        people = add_people()
        db.session.commit()
    page = sign_in(app.test_client(), people.learner).get("/")
    assert page.status_code == 200
    assert "lms-page" in page.text


def test_a_type_invented_here_goes_from_markdown_to_a_certificate(make: MakeApp) -> None:
    app = make((courses.feature, Feature("play", activity_types=(sandbox(),))))
    with app.app_context():
        published(app, {"kurs.md": HEAD, "01-rolle.md": UNIT})
        people = add_people("probe")
        enrol(people.learner, "probe", by=None, at=MONDAY)
        db.session.commit()
    client = sign_in(app.test_client(), people.learner)
    assert "Bauen Sie eine Burg." in client.get("/courses/probe/rolle/1").text
    client.post("/courses/probe/rolle/1/next")
    assert "Build a castle." in client.get("/me/progress/probe", headers={"Accept-Language": "en"}).text
    with app.app_context():
        record(Evidence(people.learner, ActivityRef("probe", "sandbox", "rolle/burg"), "built", MONDAY))
        db.session.commit()
        assert db.session.scalars(select(Award)).one().certificate_title == "Probe-Zertifikat"


def test_when_its_feature_is_gone_pages_work_evidence_stays_and_a_waiver_helps(make: MakeApp) -> None:
    app = make((courses.feature, Feature("play", activity_types=(sandbox(),))))
    with app.app_context():
        published(app, {"kurs.md": HEAD, "01-rolle.md": UNIT})
        people = add_people("probe")
        enrol(people.learner, "probe", by=None, at=MONDAY)
        db.session.commit()
    bare = make((courses.feature,))
    client = sign_in(bare.test_client(), people.learner)
    page = client.get("/courses/probe/rolle/1", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "not available" in page.text
    assert client.get("/me/progress/probe").status_code == 200
    client.post("/courses/probe/rolle/1/next")
    with bare.app_context():
        from lms.progress.service import waive

        enrolment = open_enrolment(people.learner, "probe")
        assert enrolment
        assert not progress_of(enrolment).complete
        ref = ActivityRef("probe", "sandbox", "rolle/burg")
        waive(enrolment, ref, by=people.coordinator, at=MONDAY, reason="Der Sandkasten ist weg.")
        assert progress_of(enrolment).complete


def test_two_features_of_one_name_stop_the_start_and_both_are_named() -> None:
    twins = (Feature("play", activity_types=(sandbox(),)), Feature("play", translations=Path("/elsewhere")))
    with pytest.raises(LmsError) as caught:
        Features(twins)
    assert "“play” (test_proofs)" in str(caught.value) or "tests.test_proofs" in str(caught.value)
    assert "/elsewhere" in str(caught.value)


def test_two_activity_types_of_one_name_stop_the_start() -> None:
    with pytest.raises(LmsError, match="activity type “sandbox”"):
        Features((Feature("one", activity_types=(sandbox(),)), Feature("two", activity_types=(sandbox(),))))


def test_a_view_that_declares_no_cell_stops_the_start(make: MakeApp) -> None:
    def blueprints() -> Sequence[Blueprint]:
        blueprint = Blueprint("leak", __name__)
        blueprint.add_url_rule("/leak", "leak", lambda: "everything")
        return (blueprint,)

    with pytest.raises(LmsError, match=r"leak\.leak"):
        make((Feature("leak", blueprints=blueprints),))


def test_a_package_of_a_host_that_hides_ours_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    (tmp_path / "courses").mkdir()
    (tmp_path / "courses" / "__init__.py").write_text("feature = 'theirs'\n")
    code = "from lms.features import built_in; built_in()"
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": f"{tmp_path}:{root}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert str(tmp_path / "courses") in done.stderr
    assert "Rename" in done.stderr
