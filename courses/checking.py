"""Checking large courses: several processes take texts apart, and what did not change is remembered."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from courses.content.examining import Examined, examine, outline
from courses.content.gather import Sheet
from courses.content.model import Head
from courses.content.source import Source
from courses.content.vocabulary import Types, default_types
from lms.features import Features, built_in, installed

MANY = 40
"""From so many new texts on, other processes are worth their start."""

Kept = dict[str, Examined]
_NO_HEAD = Head()


@dataclass(slots=True)
class Reader:
    """Takes texts apart, and keeps no more of them than what looks across pages.

    ``place`` is the file that remembers earlier results, if they may be remembered; ``workers`` are processes.
    """

    types: Types
    place: Path | None = None
    workers: int = field(default_factory=lambda: min(os.cpu_count() or 1, 8))

    def __call__(self, sheets: Sequence[Sheet]) -> list[Examined]:
        """The pages in the order of the texts."""
        stamp = _stamp(self.types) if self.place else ""
        keys = [_key(sheet, stamp) for sheet in sheets]
        kept = self._remembered()
        fresh = [n for n, key in enumerate(keys) if key not in kept]
        found = dict(zip(fresh, self._examine([sheets[n] for n in fresh]), strict=True))
        results = {key: found[n] if n in found else kept[key] for n, key in enumerate(keys)}
        if self.place and (fresh or len(results) != len(kept)):
            _write(self.place, results)
        return [_whole(results[key], sheet) for key, sheet in zip(keys, sheets, strict=True)]

    def _remembered(self) -> Kept:
        try:
            found: Kept = pickle.loads(self.place.read_bytes()) if self.place else {}  # noqa: S301  our own file
        except Exception:  # noqa: BLE001  whatever is wrong with it, it can be made anew
            return {}
        return found

    def _examine(self, sheets: Sequence[Sheet]) -> Iterator[Examined]:
        if len(sheets) < MANY or self.workers < 2:
            yield from (_bare(sheet, self.types) for sheet in sheets)
            return
        _types()  # a forked process has them from the start
        way = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        with ProcessPoolExecutor(self.workers, mp_context=way) as pool:
            yield from pool.map(_in_worker, sheets, chunksize=16)


@cache
def _types() -> Types:
    """The types of a process, found once in each."""
    return default_types(list(Features((*built_in(), *installed())).types.values()))


def _in_worker(sheet: Sheet) -> Examined:
    return _bare(sheet, _types())


def _bare(sheet: Sheet, types: Types) -> Examined:
    """A page without what its text and head say already."""
    page, problems = examine(sheet, types)
    return replace(outline(page), source=replace(page.source, text="", head="", body=""), head=_NO_HEAD), problems


def _whole(examined: Examined, sheet: Sheet) -> Examined:
    page, problems = examined
    return replace(page, source=sheet.source, head=sheet.head), problems


def _key(sheet: Sheet, stamp: str) -> str:
    source: Source = sheet.source
    said = (stamp, source.path, sheet.unit, str(source.body_line), repr(sheet.head), source.text, source.body)
    return sha256("\0".join(said).encode()).hexdigest()


def _stamp(types: Types) -> str:
    """Changes with the program, so that nothing is remembered from another one."""
    names = {"lms", "courses", *(kind.check.__module__.partition(".")[0] for kind in types.values())}
    parts = [*sorted(types), sys.version]
    for name in sorted(names):
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            files = ((str(path), path.stat()) for path in sorted(Path(folder).rglob("*.py")))
            parts += [f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in files]
    return sha256("\n".join(parts).encode()).hexdigest()


def _write(place: Path, results: Mapping[str, Examined]) -> None:
    """Keeps results; a folder that cannot be written only costs time."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps(dict(results), pickle.HIGHEST_PROTOCOL))
        draft.replace(place)
    except OSError:
        return


def memory(path: Path, course: str) -> Path:
    """Where the results for a course are remembered: in the person's own cache folder, never in the course's."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = sha256(f"{path.resolve()}\0{course}".encode()).hexdigest()[:32]
    return Path(base) / ".lms-cache" / f"{name}.check"
