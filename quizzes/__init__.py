"""Quizzes, self-checks and reflections: activities that a learner answers alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint

from lms.features import Feature
from quizzes.activities import TYPES
from quizzes.exchange.formats import EXPORTERS, IMPORTERS
from quizzes.personal import PERSONAL_DATA

_HERE = Path(__file__).parent


def _blueprints() -> Sequence[Blueprint]:
    from quizzes.views import blueprint

    return (blueprint,)


feature = Feature(
    name="quizzes",
    activity_types=TYPES,
    blueprints=_blueprints,
    exporters=EXPORTERS,
    importers=IMPORTERS,
    migrations=_HERE / "migrations",
    translations=_HERE / "translations",
    personal_data=PERSONAL_DATA,
)
