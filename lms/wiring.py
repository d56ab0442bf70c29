"""What the kernel itself brings to an application: its blueprints, its navigation, its template helpers."""

from __future__ import annotations

from flask import Flask


def init_kernel(app: Flask) -> None:
    """Registers the kernel's own pages."""
    from lms.certification.views import blueprint as certification
    from lms.desk.views import blueprint as desk
    from lms.people.views import blueprint as people
    from lms.progress.views import blueprint as progress

    for blueprint in (people, progress, certification, desk):
        app.register_blueprint(blueprint)
