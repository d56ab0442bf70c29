"""What the kernel itself brings to an application: its blueprints, its navigation, its template helpers."""

from __future__ import annotations

from flask import Flask

from lms.features import Job


def init_kernel(app: Flask) -> None:
    """Registers the kernel's own pages."""
    from lms.certification.personal import personal_data as certification_data
    from lms.certification.views import blueprint as certification
    from lms.desk.views import blueprint as desk
    from lms.notices import jobs
    from lms.notices.personal import personal_data as notices_data
    from lms.notices.views import blueprint as notices
    from lms.notices.views import report_barrier
    from lms.people.personal import personal_data as people_data
    from lms.people.views import blueprint as people
    from lms.people.views import demo_sign_in, sign_out
    from lms.privacy import retention
    from lms.privacy.personal import personal_data as access_data
    from lms.privacy.views import blueprint as privacy
    from lms.progress.personal import personal_data as progress_data
    from lms.progress.views import blueprint as progress
    from lms.search.views import blueprint as search

    for blueprint in (people, notices, progress, certification, desk, search, privacy):
        app.register_blueprint(blueprint)
    # a report needs no rights, a cookie of ours comes with no foreign form, the demo's button checks by itself
    for view in (report_barrier, sign_out, demo_sign_in):
        app.extensions["csrf"].exempt(view)
    retention.init_retention(
        app, (people_data, progress_data, notices_data, certification_data, access_data, retention.accounts)
    )
    jobs.init_jobs(app, (Job("retention", 24 * 3600, retention.run),))
