"""Courses: units written in Markdown, read section by section."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from courses.activities import TYPES
from courses.demo import publish_library
from courses.exchange.formats import EXPORTERS, IMPORTERS
from courses.personal import DATA, documents
from courses.store import store
from lms.core.message import Message
from lms.features import Feature, NavItem

if TYPE_CHECKING:
    import click
    from flask import Blueprint

__all__ = ["feature"]


def _blueprints() -> Sequence[Blueprint]:
    from courses.views import blueprints

    return blueprints()


def _commands() -> Sequence[click.Command]:
    from courses.cli import commands

    return commands()


feature = Feature(
    name="courses",
    activity_types=TYPES,
    source=store,
    blueprints=_blueprints,
    commands=_commands,
    exporters=EXPORTERS,
    importers=IMPORTERS,
    navigation=(NavItem(Message("Courses"), "courses.catalogue", order=20),),
    migrations=Path(__file__).parent / "migrations",
    translations=Path(__file__).parent / "translations",
    personal_data=DATA,
    documents=documents,
    demo=publish_library,
)
