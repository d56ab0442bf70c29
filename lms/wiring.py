"""What the kernel itself brings to an application: its blueprints, its navigation, its template helpers."""

from __future__ import annotations

from flask import Flask

from lms.features import Job


def init_kernel(app: Flask) -> None:
    """Registers the kernel's own pages."""
    from lms.certification.views import blueprint as certification
    from lms.desk.views import blueprint as desk
    from lms.notices import jobs
    from lms.notices.personal import personal_data as notices_data
    from lms.notices.views import blueprint as notices
    from lms.notices.views import report_barrier
    from lms.people.personal import personal_data as people_data
    from lms.people.views import blueprint as people
    from lms.people.views import demo_sign_in
    from lms.privacy import retention
    from lms.progress.views import blueprint as progress

    for blueprint in (people, notices, progress, certification, desk):
        app.register_blueprint(blueprint)
    for view in (report_barrier, demo_sign_in):  # these look after it themselves
        app.extensions["csrf"].exempt(view)
    retention.init_retention(app, (people_data, notices_data))
    jobs.init_jobs(app, (Job("retention", 24 * 3600, retention.run),))
