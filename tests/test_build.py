"""The build: fonts with the letters that offices need, small stylesheets, names that change with the content."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import hatch_build
from hatch_build import BUILT, PAPER_FONTS, hashed, minify, unicode_range, write_static
from lms.web.assets import manifest

NAMES = (
    "ẞ Çelik Đorđević Łukasz Țăruș Şükrü Ğ İ ı Øre Ærø Þór Ẁ Ỹ Ạ Ề Ữ Ǩ Ǧ Ȟ Ḥ Ḩ Ḳ Ṣ Ṭ Ẓ ə Ə ʼ ʿ Ĺ Ŀ Ŋ Ŵ Ŷ Ž"  # DIN 91379
)
GREEK = "Ελλάδα Ώρα Ψυχή ΐ ΰ ς"


def letters_of(*fonts: Path) -> set[str]:
    return {chr(code) for font in fonts for code in TTFont(font).getBestCmap()}


@pytest.mark.parametrize("weight", [400, 600])
def test_the_web_fonts_hold_the_letters_of_names(weight: int) -> None:
    fonts = [BUILT / asset.file for name, asset in manifest().items() if name.startswith(f"fira-sans-{weight}-")]
    assert set(NAMES + GREEK) - letters_of(*fonts) == set()


@pytest.mark.parametrize("name", ["fira-sans-400-latin.woff2", "fira-sans-600-latin.woff2"])
def test_the_font_of_a_german_page_is_small(name: str) -> None:
    assert (BUILT / manifest()[name].file).stat().st_size < 20_000


@pytest.mark.parametrize("font", ["FiraSans-Regular", "FiraSans-SemiBold", "NotoSans-Regular", "NotoSans-Bold"])
def test_the_fonts_of_certificates_are_truetype(font: str) -> None:
    assert (PAPER_FONTS / f"{font}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_together_the_fonts_of_certificates_hold_the_letters_of_names() -> None:
    fonts = [PAPER_FONTS / f"{name}.ttf" for name in ("FiraSans-Regular", "NotoSans-Regular")]
    assert set(NAMES + GREEK) - letters_of(*fonts) == set()


def test_the_stylesheet_names_only_fonts_that_are_there() -> None:
    css = (BUILT / manifest()["lms.css"].file).read_text()
    named = re.findall(r'url\("([^"]+\.woff2)"\)', css)
    assert len(named) == 8
    assert all((BUILT / name).exists() for name in named)


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { color : red ; }\n\nb{ }", "a{color : red}b{}\n"),
        ("/* why */ a > b , c d { margin: calc(1px + 2px) }", "a > b,c d{margin: calc(1px + 2px)}\n"),
        ('a::before { content: "{  ; }" }', 'a::before{content: "{  ; }"}\n'),
        ("a /* one\n two */ b :hover { top: 0 }", "a b :hover{top: 0}\n"),
    ],
)
def test_a_stylesheet_loses_space_and_comments_but_no_meaning(css: str, small: str) -> None:
    assert minify(css) == small


def test_code_points_are_written_as_runs() -> None:
    assert unicode_range(frozenset([0x41, 0x42, 0x43, 0x20AC])) == "U+41-43,U+20AC"


def test_a_name_changes_with_the_content_and_only_then() -> None:
    assert hashed("lms.css", b"a") == hashed("lms.css", b"a") != hashed("lms.css", b"b")
    assert re.fullmatch(r"lms\.[0-9a-f]{12}\.css", hashed("lms.css", b"a"))


def test_a_new_build_removes_what_the_old_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hatch_build, "BUILT", tmp_path)
    write_static({"a.css": b"old"})
    write_static({"a.css": b"new", "b.js": b"x"})
    named = {entry["file"] for entry in json.loads((tmp_path / "manifest.json").read_text()).values()}
    assert named == {hashed("a.css", b"new"), hashed("b.js", b"x")}
    assert not (tmp_path / hashed("a.css", b"old")).exists()


def test_building_again_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    hatch_build.build(development=True)
    monkeypatch.setattr(hatch_build, "write_static", lambda files: pytest.fail("it was up to date"))
    hatch_build.build(development=True)


def test_no_committed_file_names_a_package_registry() -> None:
    hosts = r"registry\.npmjs|registry\.yarnpkg|pypi\.org/simple|files\.pythonhosted|\"resolved\":"
    found = subprocess.run(
        ["git", "grep", "-lE", hosts, "--", ".", ":!tests/test_build.py"],
        cwd=hatch_build.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""


def test_every_package_of_the_front_end_is_pinned_and_carries_its_hash() -> None:
    wanted = json.loads((hatch_build.ROOT / "package.json").read_text())
    locked = json.loads((hatch_build.ROOT / "package-lock.json").read_text())["packages"]
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_two_static_files_of_one_name_stop_the_build() -> None:
    with pytest.raises(SystemExit, match=r"called page\.js"):
        hatch_build.by_name(iter([("page.js", b"one"), ("page.js", b"two")]))
