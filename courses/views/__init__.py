"""The pages of courses."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint


def blueprints() -> Sequence[Blueprint]:
    """Everything that courses show to learners and to trainers; the pages add themselves to it."""
    from courses.views import (
        author_course,
        author_import,
        author_participants,
        catalogue,
        files,
        material,
        metadata,
        preview,
        reader,
    )
    from courses.views.author import author
    from courses.views.blueprint import blueprint

    assert author_course
    assert author_import
    assert author_participants
    assert catalogue
    assert files
    assert material
    assert metadata
    assert preview
    assert reader
    return (blueprint, author)
