"""The pages of courses."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint


def blueprints() -> Sequence[Blueprint]:
    """Everything that courses show; the pages add themselves to it."""
    from courses.views import catalogue, files, material, reader
    from courses.views.blueprint import blueprint

    assert catalogue
    assert files
    assert material
    assert reader
    return (blueprint,)
