"""A course without its texts as plain data: what its goals need, kept with each version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from courses.content.model import Course, Place, Section, Text

T = TypeVar("T")


def pack(course: Course) -> dict[str, Any]:
    """The course's heads and blocks as data for JSON; texts, translations and files stay out."""
    bare = replace(
        course,
        texts={course.language: _bare(course.text)},
        units=tuple(replace(unit, texts={unit.language: _bare(unit.text)}) for unit in course.units),
        files={},
    )
    data: dict[str, Any] = _data(bare)
    return data


def unpack(data: Mapping[str, Any]) -> Course:
    """The course that :func:`pack` made data of."""
    return _made(Course, data)


def _bare(text: Text) -> Text:
    sections = tuple(
        Section(section.n, section.title, section.minutes, tuple(p for p in section.parts if isinstance(p, Place)))
        for section in text.sections
    )
    return replace(text, source="", search="", sections=sections)


def _data(value: Any) -> Any:
    """Plain data; fields that have their default are left out."""
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _data(own) for field, own in pairs if own != _default(field)}
    if isinstance(value, Mapping):
        return {str(key): _data(own) for key, own in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_data(own) for own in value]
    return value.isoformat() if isinstance(value, date) else value


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


_hints: Any = cache(get_type_hints)


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    hints: dict[str, Any] = _hints(kind)
    return kind(**{name: _value(hints[name], own) for name, own in data.items()})


def _value(hint: Any, data: Any) -> Any:
    """Data as the field that holds it wants it."""
    origin, inner = get_origin(hint), get_args(hint)
    if data is None or hint is Any or origin is Literal:
        return data
    if origin in (Union, UnionType):
        return _value(_one_of(inner, data), data)
    if origin is tuple:
        return tuple(_value(inner[n] if inner[-1] is not ... else inner[0], own) for n, own in enumerate(data))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(inner[1], own) for key, own in data.items()}
    if hint is date:
        return date.fromisoformat(data)
    return _made(hint, data) if isinstance(hint, type) and is_dataclass(hint) else data


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    """The member of a union that data fits: a dataclass by its fields, else the one that is not None."""
    found = [kind for kind in kinds if kind is not NoneType]
    fits = [kind for kind in found if is_dataclass(kind) and data.keys() <= {field.name for field in fields(kind)}]
    return (fits or found)[0]
