"""What is delivered: the wheel holds everything that runs, and runs where no checkout is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from lms.web.assets import manifest
from tests.house import FEATURES, ROOT

PRESENT = [name for name in FEATURES if (ROOT / name).is_dir()]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "-w", folder, ROOT], cwd=folder, check=True)
    [built] = folder.glob("lernlotse-*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """Every file in the wheel."""
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_holds_every_file_of_the_packages_that_runs(names: set[str]) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "lms", *PRESENT], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    left_out = ("lms/web/static/src/", ".po", ".pot")
    wanted = {name for name in tracked if name and (ROOT / name).exists() and not name.endswith(left_out[1:])}
    assert {name for name in wanted if not name.startswith(left_out[0])} - names == set()


def test_the_wheel_holds_what_the_build_made(names: set[str]) -> None:
    built = {f"lms/web/static/built/{asset.file}" for asset in manifest().values()}
    catalogues = {str(path.relative_to(ROOT)) for path in ROOT.glob("*/translations/*/LC_MESSAGES/*.mo")}
    fonts = {f"lms/certification/fonts/{name}.ttf" for name in ("FiraSans-Regular", "FiraSans-SemiBold")}
    assert (built | catalogues | fonts | {"lms/web/static/built/manifest.json"}) - names == set()


def test_the_wheel_holds_its_licences_and_nothing_of_the_workshop(names: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/LICENSES/OFL-1.1.txt") for name in names)
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"lms", *PRESENT}


def test_an_installation_from_the_wheel_is_in_order_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "environment")
    options = ["--quiet", "--disable-pip-version-check", "--constraint", ROOT / "constraints.txt"]
    subprocess.run([python, "-m", "pip", "install", *options, wheel], cwd=tmp_path, check=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LMS_"))}

    def lms(*arguments: str) -> str:
        command = [python.with_name("lms"), "--data", tmp_path / "data", *arguments]
        outcome = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        return outcome.stdout

    lms("init")
    found = json.loads(lms("doctor", "--format", "json"))
    assert found["ok"], found
    assert found["checks"]


def empty_environment(folder: Path) -> Path:
    """A new virtual environment with nothing in it; its Python."""
    venv.create(folder, with_pip=True)
    return folder / "bin/python"
