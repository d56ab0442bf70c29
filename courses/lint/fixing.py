"""Mends what can be mended without asking: edits of the text that take problems away and never change its meaning."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

import courses.content.source
import courses.lint.fixes
from courses.content.model import Course, Loaded, Unit
from courses.content.names import is_markdown
from courses.content.translations import fingerprint
from courses.lint.fixes.edit import Edit, File, apply
from courses.lint.fixes.spellings import spellings
from lms.core.errors import Problem

ROUNDS = 24
REVEALED = frozenset(
    {"explanation-missing", "explanation-question", "question-without-key", "image-alternative", "link-broken"}
    | {"right-always-first", "right-always-longest", "media-source", "media-licence", "head-comment", "file-encoding"}
)
"""What a mended line may let come to light; everything else that is new takes the mending back."""

Files = dict[str, bytes]
Check = Callable[[Mapping[str, bytes]], Loaded]
Fixer = Callable[[File, Problem], Iterator[Edit]]


@cache
def fixers() -> Mapping[str, Fixer]:
    """What mends each rule's problems."""
    found = {}
    for module in iter_modules(courses.lint.fixes.__path__):
        own = getattr(import_module(f"courses.lint.fixes.{module.name}"), "edits", None)
        if own:
            found[module.name.replace("_", "-")] = cast(Fixer, own)
    return found


def fixable() -> frozenset[str]:
    """The rules whose problems are mended."""
    return frozenset({*fixers(), "file-encoding"})


def fix(files: Mapping[str, bytes], check: Check, *, rewrite: bool = False) -> Files:
    """The files that change, as they should be; ``rewrite`` also turns accepted spellings into the manual's."""
    before = {unicodedata.normalize("NFC", path): data for path, data in files.items()}
    mender = _Mender(dict(before), check)
    mender.encode()
    mender.mend()
    if rewrite:
        mender.rewrite()
    mender.remember(before)
    return {path: data for path, data in mender.files.items() if data != before[path]}


@dataclass(slots=True)
class _Mender:
    files: Files
    check: Check
    given_up: set[tuple[str, str]] = field(default_factory=set)
    tried: dict[str, str] = field(default_factory=dict)

    def encode(self) -> None:
        """Saves as UTF-8 what was saved as Windows-1252."""
        for path, data in self.files.items():
            if is_markdown(path):
                text = data.decode("utf-8", "courses.windows")
                if "\ufffd" not in text or "\ufffd".encode() in data:
                    self.files[path] = text.encode()

    def mend(self) -> None:
        """Round by round, because a mended line may bring others to light."""
        loaded = self.check(self.files)
        for _ in range(ROUNDS):
            changed = self._edited(loaded)
            if not changed:
                return
            loaded = self._try(changed, loaded, _worse)

    def rewrite(self) -> None:
        """The manual's spelling, wherever it reads the same."""
        loaded = self.check(self.files)
        if loaded.course:
            changed = {path: self._apply(path, list(spellings(self._file(path), loaded.course))) for path in self.texts}
            self._try({path: data for path, data in changed.items() if data != self.files[path]}, loaded, _different)

    def remember(self, before: Mapping[str, bytes]) -> None:
        """Notes in translations which text was translated, and follows originals that were mended just now."""
        old, new = self.check(before).course, self.check(self.files).course
        for path, print_, line in _originals(new) if new else ():
            file = self._file(path)
            if line and file.line(line).partition(":")[2].strip().lower() in _prints(old):
                edit = Edit(line, 1, (f"original: {print_}",))
            elif not line and file.head_end():
                edit = Edit(file.head_end(), 0, (f"original: {print_}",))
            else:
                continue
            self.files[path] = self._apply(path, [edit])

    @property
    def texts(self) -> list[str]:
        """The paths of all Markdown files."""
        return [path for path in self.files if is_markdown(path)]

    def _file(self, path: str) -> File:
        return File(path, _text(self.files[path]).split("\n"), tuple(self.files))

    def _edited(self, loaded: Loaded) -> Files:
        """Every file with the edits for one of its rules, so that one that cannot be mended holds no other back."""
        edits: dict[str, list[Edit]] = {}
        self.tried = {}
        for problem in loaded.problems:
            path, rule = problem.path, problem.rule
            fixer = fixers().get(rule)
            if not fixer or path not in self.files or (path, rule) in self.given_up:
                continue
            own = list(fixer(self._file(path), problem)) if self.tried.get(path, rule) == rule else []
            if own:
                self.tried[path] = rule
                edits.setdefault(path, []).extend(own)
        changed = {path: self._apply(path, own) for path, own in edits.items() if own}
        return {path: data for path, data in changed.items() if data != self.files[path]}

    def _apply(self, path: str, edits: list[Edit]) -> bytes:
        if not edits:
            return self.files[path]
        data = self.files[path]
        text = "\n".join(apply(self._file(path).lines, edits))
        ends = "\r\n" if b"\r\n" in data else "\r" if b"\r" in data and b"\n" not in data else "\n"
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        return mark + text.replace("\n", ends).encode()

    def _try(self, changed: Files, loaded: Loaded, refuse: Callable[[Loaded, Loaded, str], bool]) -> Loaded:
        """Keeps changed files, but those that are refused."""
        before = {path: self.files[path] for path in changed}
        self.files |= changed
        now = self.check(self.files)
        refused = {path for path in changed if refuse(loaded, now, path)}
        if refused:
            self.given_up |= {(path, self.tried.get(path, "")) for path in refused}
            self.files |= {path: before[path] for path in refused}
            now = self.check(self.files)
        return now


def _text(data: bytes) -> str:
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _count(loaded: Loaded, path: str) -> Counter[str]:
    return Counter(problem.rule for problem in loaded.problems if problem.path == path)


def _worse(before: Loaded, now: Loaded, path: str) -> bool:
    """Whether a file has lost none of its problems that can be mended, or has new ones of another kind."""
    old, new = _count(before, path), _count(now, path)
    mended = sum(old[rule] - new[rule] for rule in fixable())
    fresh = sum(max(0, new[rule] - old[rule]) for rule in new if rule not in REVEALED and rule not in fixable())
    return mended <= 0 or fresh > 0


def _different(before: Loaded, now: Loaded, path: str) -> bool:
    return _count(before, path) != _count(now, path)


def _originals(course: Course) -> Iterator[tuple[str, str, int]]:
    """Every translation: its path, the fingerprint of its original, and the line where it says one."""
    for own in _owners(course):
        for language, text in own.texts.items():
            if language != own.language and text.path != own.text.path:
                yield text.path, fingerprint(own.text.source), text.head.lines.get("original", 0)


def _prints(course: Course | None) -> set[str]:
    return {fingerprint(own.text.source) for own in _owners(course)} if course else set()


def _owners(course: Course) -> list[Course | Unit]:
    """The course page and the units: everything that is translated."""
    return [course, *course.units]
