"""Who may import whom: the kernel knows no feature, features do not know each other, cores know nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house import (
    FEATURE_LAYERS,
    FEATURES,
    KERNEL,
    KERNEL_LAYERS,
    PURE,
    ROOT,
    Import,
    imports,
    imports_of,
    upward,
)

PRESENT = [name for name in FEATURES if (ROOT / name).is_dir()]

WITHOUT_PACKAGES = """
import sys

OWN = {"_pytest", "attr", "attrs", "hypothesis", "iniconfig", "lms", "packaging", "pluggy", "py", "pygments", "pytest",
       "sortedcontainers", "tests"}

class OnlyTheStandardLibrary:
    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if top not in sys.stdlib_module_names and top not in OWN and not top.startswith(("test_", "_hypothesis")):
            raise ImportError(f"{name} is not installed here")

sys.meta_path.insert(0, OnlyTheStandardLibrary())
import pytest
sys.exit(pytest.main(["-q", "--noconftest", "-p", "no:cacheprovider", "tests/core"]))
"""


def lines(found: list[Import]) -> str:
    return "\n".join(map(str, found))


IMPURE = {"flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "sqlalchemy", "werkzeug", "wtforms"}
SANITISER = "lms.web.html"
"""The one door for HTML: pure itself, so pure folders may use it."""


def test_the_core_imports_nothing_but_the_standard_library() -> None:
    foreign = [
        found
        for found in imports("lms/core")
        if found.top not in sys.stdlib_module_names and not found.module.startswith("lms.core")
    ]
    assert not foreign, lines(foreign)


def test_the_kernel_imports_no_feature() -> None:
    crossings = [found for found in imports(KERNEL) if found.top in FEATURES]
    assert not crossings, lines(crossings)


def test_inside_the_kernel_imports_point_downwards() -> None:
    crossings = [found for found in imports(KERNEL) if found.top == KERNEL and upward(found, KERNEL_LAYERS)]
    assert not crossings, lines(crossings)


@pytest.mark.parametrize("feature", PRESENT)
def test_a_feature_imports_no_other_feature(feature: str) -> None:
    crossings = [found for found in imports(feature) if found.top in FEATURES and found.top != feature]
    assert not crossings, lines(crossings)


@pytest.mark.parametrize("feature", PRESENT)
def test_inside_a_feature_imports_point_downwards(feature: str) -> None:
    crossings = [found for found in imports(feature) if found.top == feature and upward(found, FEATURE_LAYERS)]
    assert not crossings, lines(crossings)


@pytest.mark.parametrize("feature", PRESENT)
def test_the_pure_folders_of_a_feature_know_no_kernel_but_its_core(feature: str) -> None:
    impure = [
        found
        for found in imports(*(f"{feature}/{folder}" for folder in PURE))
        if found.top in IMPURE
        or (found.top == KERNEL and found.module != SANITISER and not found.module.startswith("lms.core"))
    ]
    assert not impure, lines(impure)


def test_the_sanitiser_is_pure() -> None:
    source = (ROOT / "lms/web/html.py").read_text()
    impure = [found for found in imports_of(source, Path("lms/web/html.py")) if found.top in IMPURE]
    assert not impure, lines(impure)


def test_importing_the_kernel_imports_nothing() -> None:
    assert list(imports_of((ROOT / "lms/__init__.py").read_text(), Path("lms/__init__.py"))) == []


def test_the_tests_of_the_core_run_where_nothing_else_is_installed() -> None:
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    outcome = subprocess.run(
        [sys.executable, "-c", WITHOUT_PACKAGES], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert re.search(r"\d+ passed", outcome.stdout)


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["postgres"], *extras["testing"]]
    declared = {normal(re.split(r"[<>=\[ ]", line)[0]) for line in wanted}
    providers = packages_distributions()
    undeclared = [
        found
        for found in imports(KERNEL, *PRESENT)
        if found.top not in {*sys.stdlib_module_names, "_typeshed", KERNEL, *FEATURES}
        and not (declared | {"markupsafe", "jinja2"}) & {normal(name) for name in providers.get(found.top, [])}
    ]
    assert not undeclared, lines(undeclared)


def test_every_declared_package_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {normal(re.split(r"[<>=\[ ]", line)[0]) for line in project["dependencies"]}
    providers = packages_distributions()
    used = {normal(name) for found in imports(KERNEL, *PRESENT) for name in providers.get(found.top, [])}
    by_others = {"argon2-cffi", "email-validator", "granian", "tzdata"}  # named in strings, or used by what we use
    assert declared - used - by_others == set()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("path", "source", "forbidden"),
    [
        ("lms/web/pages.py", "from lms.progress import service", True),
        ("lms/progress/service.py", "from lms.web import html", False),
        ("lms/core/goals.py", "import lms.db", True),
        ("lms/people/views.py", "def late():\n    from lms.desk import views", True),
        ("lms/app.py", "from lms.desk import views", False),
        ("lms/web/pages.py", "import lms.app", True),
    ],
)
def test_an_import_that_points_upwards_is_found_wherever_it_stands(path: str, source: str, forbidden: bool) -> None:
    [found] = imports_of(source, Path(path))
    assert upward(found, KERNEL_LAYERS) is forbidden
