"""A SCORM 1.2 package: what is in it, and what it leaves out."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from flask import Flask

from courses.content.files import read_folder
from courses.exchange.content import content_of, revision_of
from courses.exchange.scorm.manifest import ADL, CP, manifest
from courses.exchange.scorm.package import export_scorm
from courses.exchange.scorm.relink import Place, page_id, relinked
from courses.service.importing import examine, take_in
from courses.service.publishing import publish
from courses.store import registered_types
from lms.core.exchange import Content, Exported, Lost
from lms.db import db
from lms.testing import MONDAY

ROOT = Path(__file__).resolve().parents[3]
COURSE = """---
titel: Mentoring & mehr
kennung: mentoring
autor: Fachstelle
lizenz: CC-BY-4.0
---
"""
UNIT = """---
titel: Die Rolle
kennung: rolle
lernziele: [Die Rolle beschreiben]
dauer: 30 min
---

## Einstieg (10 min)

Ein [Leitfaden](leit faden.txt), ein [Sprung](#check) und [mehr](https://example.org/).

## Check

```moderation zeit=5min
Nur für die Leitung: Lösung nicht verraten.
```

```quiz probe bestehen=80%
# hilfe
Was hilft?
(x) Fragen
    > Ja, fragen.
( ) Raten
    > Nein, raten hilft nicht.

# zahl
Wie viele?
= 4 bis 6
>> Fünf.
```

```reflexion gedanke
Was nehmen Sie mit?
```
""".replace("leit faden.txt", "leit%20faden.txt")


def exported(files: dict[str, bytes]) -> Exported:
    found = examine({"mentoring": files}, registered_types())
    assert all(course.ok for course in found), [course.problems for course in found]
    take_in(found, by=None, at=MONDAY)
    publish("mentoring", by=None, at=MONDAY)
    db.session.commit()
    return export_scorm(content_of(revision_of("mentoring")))


FILES = {"kurs.md": COURSE.encode(), "01-rolle.md": UNIT.encode(), "leit faden.txt": b"Zuhoeren."}


@pytest.fixture
def features() -> None:
    """All of them."""
    return


@pytest.fixture
def package(context: None, app: Flask) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(exported(FILES).data))


def test_the_manifest_follows_the_rules_of_scorm_12(package: zipfile.ZipFile) -> None:
    data = package.read("imsmanifest.xml")
    assert b'adlcp:scormtype="sco"' in data
    root = ElementTree.fromstring(data)
    assert root.tag == f"{{{CP}}}manifest"
    assert root.findtext(f"{{{CP}}}metadata/{{{CP}}}schemaversion") == "1.2"
    organizations = root.find(f"{{{CP}}}organizations")
    organization = root.find(f"{{{CP}}}organizations/{{{CP}}}organization")
    item = root.find(f".//{{{CP}}}item")
    resource = root.find(f".//{{{CP}}}resource")
    assert organizations is not None
    assert organization is not None
    assert item is not None
    assert resource is not None
    assert organizations.get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get(f"{{{ADL}}}scormtype") == "sco"
    assert item.findtext(f"{{{CP}}}title") == "Mentoring & mehr"
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", str(identifier)) for identifier in identifiers)


def test_the_manifest_names_every_file_in_the_package_and_no_other(package: zipfile.ZipFile) -> None:
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    named = {unquote(str(file.get("href"))) for file in root.iter(f"{{{CP}}}file")}
    assert named == set(package.namelist()) - {"imsmanifest.xml"}
    assert "files/leit faden.txt" in named
    assert package.namelist()[0] == "files/leit faden.txt" or "imsmanifest.xml" in package.namelist()


def test_nothing_in_the_package_is_fetched_from_anywhere(package: zipfile.ZipFile) -> None:
    style = package.read("style.css").decode()
    assert not re.search(r"url\((?![\"']?(?:data:|#))", style)
    assert "@import" not in style
    html = package.read("index.html").decode()
    assert set(re.findall(r'(?:src|href)="([^"#]+)', html)) == {
        "style.css", "player.js", "quiz.js", "start.js", "files/leit%20faden.txt", "https://example.org/",
    }  # fmt: skip
    assert 'href="https://example.org/" target="_blank" rel="noopener noreferrer"' in html


def test_scripts_are_plain_es5(package: zipfile.ZipFile) -> None:
    for name in ("player.js", "quiz.js", "start.js"):
        source = re.sub(r"/\*.*?\*/", "", package.read(name).decode(), flags=re.DOTALL)
        assert not re.search(r"=>|`|\b(let|const|class|import|async)\b", source), name


def test_what_only_facilitators_see_stays_out(package: zipfile.ZipFile) -> None:
    assert "Nur für die Leitung" not in package.read("index.html").decode()


def test_what_does_not_work_without_the_platform_is_named(context: None, app: Flask) -> None:
    english = UNIT.split("---")[0] + "---\ntitel: The role\n---\n"
    found = exported({**FILES, "01-rolle.en.md": english.encode()})
    assert [(item.place, str(item.reason)) for item in found.lost] == [
        ("01-rolle.md", "The translation “en” is left out."),
        (
            "01-rolle.md (rolle/gedanke)",
            "“Die Rolle” needs the learning platform. The package only shows its text.",
        ),
    ]


def test_the_shipped_course_becomes_a_package(context: None, app: Flask) -> None:
    files = read_folder(ROOT / "courses" / "library" / "q-ser-mentor")["q-ser-mentor"]
    found = examine({"q-ser-mentor": files}, registered_types())
    take_in(found, by=None, at=MONDAY)
    package = zipfile.ZipFile(BytesIO(export_scorm(content_of(revision_of("q-ser-mentor", draft=True))).data))
    html = package.read("index.html").decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    linked = {unquote(path) for path in re.findall(r'(?:src|href)="(files/[^"]+)"', html)}
    assert linked == {name for name in package.namelist() if name.startswith("files/")}
    anchors = set(re.findall(r'href="#([^"]+)"', html))
    assert {unquote(anchor) for anchor in anchors} <= set(ids)


def test_links_lead_to_sections_of_the_package_or_become_text() -> None:
    lost: list[Lost] = []
    place = Place("rolle", 2, "01-rolle.md", lambda address: address.upper(), {page_id("grenzen", 1)}.__contains__)
    html = '<a href="../grenzen/1#ein-fall">a</a><a href="../../anderer/x/1">b</a><pre>&lt;a id="x"&gt; &amp; ü</pre>'
    assert relinked(html, place, lost) == (
        '<a href="#s-grenzen-1" data-goes="s-grenzen-1" data-anchor="grenzen--ein-fall">a</a><a>b</a>'
        '<pre>&lt;a id="x"&gt; &amp; ü</pre>'
    )
    assert [item.place for item in lost] == ["01-rolle.md"]


def test_a_title_with_signs_stays_well_formed() -> None:
    content = Content("k", 'A & B <"C">', "de", 1, (), {})
    assert ElementTree.fromstring(manifest(content, ["a b.txt"])).findtext(f".//{{{CP}}}title") == 'A & B <"C">'
