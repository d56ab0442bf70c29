"""The documents tell the truth: what they name exists, what exists is named, and their examples run."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest
from flask import Flask

from courses.activities import TYPES as COURSE_TYPES
from courses.content.blocks import COMMON
from courses.content.certificates import _KEYS as CERTIFICATE_KEYS
from courses.content.keys import KEYS
from courses.content.load import load_course
from forum.activity import DISCUSSION
from lms.cli import lms
from lms.core.activity import ActivityType
from lms.core.values import fold
from lms.features import Feature, Features, built_in
from lms.privacy.matrix import CELLS
from lms.settings import Settings
from quizzes.activities import TYPES as QUIZ_TYPES
from quizzes.core.attributes import ATTRIBUTES as QUESTION_ATTRIBUTES
from quizzes.core.other import LATER
from tests.docs_tables import TABLES, rows
from tests.house import ROOT

DOCS = ROOT / "docs"
NOT_OURS = {".venv", "node_modules", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
TYPES = (*COURSE_TYPES, *QUIZ_TYPES, DISCUSSION)
HEAD = """---
titel: Probe
kennung: probe
sprache: de
autor: Amt
lizenz: CC-BY-4.0
lernziele:
  - Etwas können
dauer: 10 min
---

## Anfang

"""
CODE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    """Every document, the shipped courses left out: those have checks of their own."""
    found = [path for path in ROOT.rglob("*.md") if not NOT_OURS.intersection(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if "library" not in path.parts and not path.is_relative_to(ROOT / "tests"))


def text(name: str) -> str:
    return (ROOT / name).read_text()


def blocks(name: str, language: str) -> list[str]:
    """The code in a document that is written in a language."""
    return [body for _, word, body in CODE.findall(text(name)) if word == language]


def without_code(source: str) -> str:
    return CODE.sub("", source)


def missing(names: Iterable[str], document: str) -> list[str]:
    """Those names that a document does not show as code."""
    shown = set(re.findall(r"`([^`\n]+)`", without_code(text(document))))
    return [name for name in names if name not in shown]


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


# What exists is named


@pytest.mark.parametrize(("name", "head"), TABLES, ids=[name for name, _ in TABLES])
def test_a_table_says_what_the_code_says(name: str, head: str) -> None:
    """To mend it: python -m tests.docs_tables"""
    assert rows(name, head) == TABLES[name, head]()


def test_every_cell_of_the_matrix_stands_there_with_its_roles() -> None:
    cells = {**CELLS, **{name: roles for feature in built_in() for name, roles in feature.cells.items()}}
    rows = [f"| `{name}` | {', '.join(sorted(roles))} |" for name, roles in cells.items()]
    lost = [row for row in rows if row not in text("docs/privacy.md")]
    assert not lost, "\n".join(lost)


def commands(group: click.Group, before: str = "lms") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command
            yield f"{before} {name}", command
            if isinstance(command, click.Group):
                yield from commands(command, f"{before} {name}")


def test_every_command_and_option_is_told() -> None:
    operations = text("docs/operations.md")
    lost = []
    for name, command in commands(lms):
        row = next((line for line in operations.split("\n") if line.startswith(f"| `{name}")), "")
        options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
        wanted = [option.opts[-1] for option in options if not isinstance(command, click.Group)]
        lost += [name] if not row else [f"{name} {option}" for option in wanted if f"{option}" not in row]
    assert not lost, lost


def test_every_field_of_a_feature_and_of_an_activity_type_is_told() -> None:
    names = [field.name for kind in (Feature, ActivityType) for field in fields(kind)]
    assert missing(names, "docs/plugins.md") == []


def test_every_word_of_the_content_format_is_told() -> None:
    words = [word for key in KEYS for word in key.words[:2]]
    words += [word for pair in CERTIFICATE_KEYS.values() for word in pair]
    words += [word for kind in TYPES for word in kind.words]
    words += [word for kind in TYPES for rule in kind.rules for word in rule.words]
    attributes = (*COMMON, *QUESTION_ATTRIBUTES, *(own for kind in TYPES for own in kind.attributes))
    words += [word for attribute in attributes for word in attribute.words[:2]]
    told = {fold(word) for word in re.findall(r"`([^`\n]+)`", without_code(text("docs/content.md")))}
    assert sorted({word for word in words if fold(word) not in told}) == []


def test_every_format_of_other_programs_is_told() -> None:
    names = [format.name for feature in built_in() for format in (*feature.exporters, *feature.importers)]
    assert missing(names, "docs/content.md") == []


def test_what_this_version_does_not_have_is_said_and_nothing_else() -> None:
    [later] = re.findall(r"^## Not in this version$(.*?)(?=^## |\Z)", text("docs/content.md"), re.MULTILINE | re.DOTALL)
    assert {kind for kind, words in LATER_WORDS.items() if words in later} == set(LATER)


LATER_WORDS = {
    "matching": "matching",
    "ordering": "ordering",
    "cloze": "gaps",
    "open": "open questions",
    "draw": "drawing questions",
    "gift": "`gift`",
    "pool": "from a pool",
}


# What is named exists


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_every_relative_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target)
    assert not lost, lost


def anchors(path: Path) -> set[str]:
    """The ids that a forge gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", without_code(path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_every_file_and_function_that_is_named_is_there(path: Path) -> None:
    tops = "lms|courses|quizzes|forum|tests|examples|bench|docs"
    lost = []
    for file, _, name in re.findall(rf"`((?:{tops})/[\w./-]*)(:(\w+))?`", path.read_text()):
        there = ROOT / file
        if not there.exists() or (name and name not in defined(there)):
            lost.append(f"{file}:{name}" if name else file)
    assert not lost, lost


def defined(path: Path) -> set[str]:
    """The functions and classes of a module."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)}


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_every_command_that_is_named_is_there(path: Path) -> None:
    known = {name.removeprefix("lms ") for name, _ in commands(lms)}
    code = [body for _, language, body in CODE.findall(path.read_text()) if language in ("sh", "ini")]
    code += re.findall(r"`([^`\n]+)`", without_code(path.read_text()))
    used = {
        word for line in code for word in re.findall(r"(?:^|[ /])lms(?: --data \S+)? ([a-z]+)\b", line, re.MULTILINE)
    }
    assert used - known == set()


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_every_setting_that_is_named_is_there(path: Path) -> None:
    known = {f"LMS_{name.upper()}" for name in Settings.model_fields}
    used = {name.removesuffix("_FILE") for name in re.findall(r"\bLMS_[A-Z_]*[A-Z]\b", path.read_text())}
    assert used - known == set()


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_a_document_stands_on_its_own(path: Path) -> None:
    inside = re.compile("/" + r"work/|/tmp/|\bissue #\d|" + "TO" + r"DO\b|\b(?:FIX" + r"ME|XXX)\b")
    assert inside.findall(path.read_text()) == []


# What is shown runs


def units() -> Iterator[tuple[str, str]]:
    """Every piece of a course in the documents, made whole where it is only a part."""
    for name in ("README.md", "docs/content.md"):
        for n, body in enumerate(blocks(name, "markdown")):
            yield f"{name}-{n}", body if body.startswith("---") else HEAD + body


@pytest.mark.parametrize(("name", "source"), [pytest.param(*found, id=found[0]) for found in units()])
def test_a_course_in_the_documents_has_no_problem(name: str, source: str) -> None:
    types = list(Features(built_in()).types.values())
    files = {"probe.md": source.encode()}
    if "lernziele:" not in source and "objectives:" not in source:  # the head of a course, and a unit that fits it
        files = {"kurs.md": source.encode(), "01-anruf.md": UNIT.encode()}
    loaded = load_course(files, types, name="probe")
    assert [f"{problem.line}: {problem.message}" for problem in loaded.problems] == []
    assert loaded.course
    assert loaded.course.units


UNIT = """---
titel: Anruf
kennung: anruf
lernziele:
  - Ruhig sprechen
dauer: 10 min
---

## Anfang

```diskussion erfahrung
Was half Ihnen?
```

```bestätigung gespraech
Hat ein Gespräch geübt.
```
"""


def test_the_readmes_unit_awards_a_certificate() -> None:
    [source] = blocks("README.md", "markdown")
    types = list(Features(built_in()).types.values())
    course = load_course({"on-the-telephone.md": source.encode()}, types).course
    assert course
    assert course.head.certificate
    assert [block.type for block in course.units[0].blocks] == ["quiz", "discussion"]


def plugin_code() -> str:
    return next(body for body in blocks("README.md", "python") if "ActivityType(" in body)


def test_the_readmes_plugin_is_a_feature_found_by_its_entry_point() -> None:
    module = ModuleType("lernlotse_note")
    exec(compile(plugin_code(), "README.md", "exec"), module.__dict__)
    found = Features((*built_in(), module.feature))
    assert found.types["note"].words == ("zur-kenntnis", "noted")
    [toml] = blocks("README.md", "toml")
    assert tomllib.loads(toml)["project"]["entry-points"]["lms.features"] == {"note": "lernlotse_note:feature"}


@pytest.mark.slow
def test_the_readmes_plugin_passes_the_test_that_the_documents_show(tmp_path: Path) -> None:
    (tmp_path / "lernlotse_note.py").write_text(plugin_code())
    shown_code = blocks("docs/plugins.md", "python")
    conftest = next(body for body in shown_code if body.startswith("pytest_plugins"))
    (tmp_path / "conftest.py").write_text(conftest)
    (tmp_path / "test_note.py").write_text(next(body for body in shown_code if "def test_" in body))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_the_readmes_host_answers_below_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = next(body for body in blocks("README.md", "python") if "init_app(" in body)
    monkeypatch.chdir(tmp_path)
    module = ModuleType("host")
    exec(compile(code, "README.md", "exec"), module.__dict__)
    host: Flask = module.host
    assert host.test_client().get("/lernen/healthz").json == {"ok": True}
    assert "lms" in host.cli.commands


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_code_in_a_document_can_be_read(path: Path) -> None:
    for _, language, body in CODE.findall(path.read_text()):
        if language == "python":
            ast.parse(body)
        elif language == "toml":
            tomllib.loads(body)
        elif language == "json":
            json.loads(body)
