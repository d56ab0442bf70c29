"""What a new version of a course does to results in the published one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from courses.content.model import Course, Unit
from courses.content.naming import COURSE_PAGE, parts
from lms.core.activity import ActivityType, Block
from lms.core.errors import Problem
from lms.core.evidence import ActivityRef
from lms.core.message import Message
from lms.core.values import fold, nearest

Used = Collection[tuple[str, str]] | None
"""Blocks with results, as type and address; nothing means that every block may have some."""

NO_TYPES: Mapping[str, ActivityType] = {}


def renames(course: Course) -> dict[ActivityRef, ActivityRef]:
    """Where activities with another address before are now, by their old address."""
    found: dict[ActivityRef, ActivityRef] = {}
    for unit in course.units:
        for old in unit.head.formerly:
            for kind in ("unit", "read"):
                found[ActivityRef(course.key, kind, old)] = ActivityRef(course.key, kind, unit.key)
            for block in unit.blocks:
                found[ActivityRef(course.key, block.type, f"{old}/{block.key}")] = _ref(course, block)
    for block in _blocks(course).values():
        for address in _former(course, block):
            found[ActivityRef(course.key, block.type, address)] = _ref(course, block)
    return found


def check_changes(
    old: Course, new: Course, used: Used = None, types: Mapping[str, ActivityType] = NO_TYPES
) -> Iterator[Problem]:
    """Keys of the published version that are gone or have become something else; ``types`` by name look inside."""
    gone = {unit.key: unit for unit in old.units if _is_gone(new, unit)}
    for unit in gone.values():
        if used is None or any(address.partition("/")[0] == unit.key for _, address in used):
            yield _unit_gone(old, new, unit)
    before, now = _blocks(old), _blocks(new)
    moved = {(ref.type, ref.key): to for ref, to in renames(new).items()}
    dropped = _removed(new)
    for address, block in before.items():
        if used is not None and (block.type, address) not in used:
            continue
        same = now.get(address)
        if (block.type, address) in moved or address in dropped or block.unit in dropped or block.unit in gone:
            continue
        if same is None:
            yield _vanished(new, block)
        elif same.type != block.type:
            message = Message(
                "“%(key)s” was a “%(before)s” and is now a “%(now)s”; learners have results there. "
                "Give the new one a key of its own.",
                {"key": address, "before": block.type, "now": same.type},
            )
            yield Problem(same.path, same.line, 1, "key-type-changed", "error", message)
    yield from _inside(before, now, moved, used, types)
    yield from _useless(new, before, now)


def _inside(
    before: Mapping[str, Block],
    now: Mapping[str, Block],
    moved: Mapping[tuple[str, str], ActivityRef],
    used: Used,
    types: Mapping[str, ActivityType],
) -> Iterator[Problem]:
    """What the types say about blocks that are still there; a new edition begins without results."""
    for address, block in before.items():
        if used is not None and (block.type, address) not in used:
            continue
        to = moved.get((block.type, address))
        same = now.get(to.key if to else address)
        if same and same.type == block.type in types and same.edition == block.edition:
            yield from types[block.type].check_change(block, same)


def _is_gone(new: Course, unit: Unit) -> bool:
    """Whether a unit is in neither the new version nor its lists of what was renamed or dropped."""
    kept = {key for own in new.units for key in (own.key, *own.head.formerly)}
    addresses = [block.address for block in unit.blocks if block.key]
    dropped = _removed(new)
    return unit.key not in kept | dropped and not (addresses and dropped.issuperset(addresses))


def _unit_gone(old: Course, new: Course, unit: Unit) -> Problem:
    fresh = [own.key for own in new.units if own.key not in {entry.key for entry in old.units}]
    meant = nearest(unit.key, fresh) or (fresh[0] if len(fresh) == 1 else "…")
    message = Message(
        "The unit “%(key)s” is gone; learners have results there. If it is now called “%(meant)s”, write "
        "“formerly: %(key)s” into its head; if it is dropped on purpose, “removed: unit %(key)s” into kurs.md.",
        {"key": unit.key, "meant": meant},
    )
    return Problem(new.text.path, new.head.lines.get("title", 1), 1, "key-vanished", "error", message)


def _vanished(new: Course, block: Block) -> Problem:
    unit = next((part for part in parts(new) if part.key == block.unit), None)
    path = unit.text.path if unit else new.text.path
    alike = [own.key for own in (unit.blocks if unit else ()) if own.type == block.type and not own.formerly]
    meant = nearest(block.key, alike)
    values = {"key": block.address, "short": block.key, "type": block.type, "meant": meant}
    message = Message(
        "The block “%(key)s” is gone; learners have results there. If it has another key now, write formerly=%(short)s "
        "behind that; if it is dropped on purpose, write “removed: %(type)s %(key)s” into kurs.md.",
        values,
    )
    if meant:
        message = Message(
            "The block “%(key)s” is gone; learners have results there. Is it called “%(meant)s” now? "
            "Then write formerly=%(short)s behind that.",
            values,
        )
    return Problem(path, 1, 1, "key-vanished", "error", message)


def _useless(new: Course, before: Mapping[str, Block], now: Mapping[str, Block]) -> Iterator[Problem]:
    """Entries of ``entfallen`` whose block is still there."""
    line = new.head.lines.get("removed", 1)
    for address in sorted(_removed(new) & now.keys()):
        message = Message("“%(key)s” is still there; delete this line or the block.", {"key": address})
        yield Problem(new.text.path, line, 1, "head-value", "error", message)


def _removed(course: Course) -> set[str]:
    """The addresses under ``entfallen``, which reads ``type address``."""
    return {fold(entry.split()[-1]) for entry in course.head.removed if entry.split()}


def _blocks(course: Course) -> dict[str, Block]:
    return {block.address: block for part in parts(course) for block in part.blocks if block.key}


def _ref(course: Course, block: Block) -> ActivityRef:
    return ActivityRef(course.key, block.type, block.address)


def _former(course: Course, block: Block) -> list[str]:
    """The old addresses of a block: in its unit under its present and former keys, or wherever it says."""
    if not block.formerly:
        return []
    if "/" in block.formerly:
        return [block.formerly]
    unit = next((unit for unit in course.units if unit.key == block.unit), None)
    keys = [block.unit, *(unit.head.formerly if unit and block.unit != COURSE_PAGE else ())]
    return [f"{key}/{block.formerly}" for key in keys]
