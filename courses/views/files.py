"""Pictures and other files that courses link to."""

from __future__ import annotations

from flask import Response, abort, send_file

from courses.service.files import find_file, location
from courses.views.blueprint import blueprint
from lms.privacy.matrix import cell


@blueprint.get("/<course>/files/<digest>/<name>")
@cell("content")
def file(course: str, digest: str, name: str) -> Response:
    """A file by its hash; its address changes with its content, so a browser may keep it."""
    found = find_file(course, digest, name) if len(digest) >= 12 else None
    if found is None or not location(found.digest).exists():
        abort(404)
    response = send_file(
        location(found.digest),
        mimetype=found.media_type,
        as_attachment=not found.media_type.startswith(("image/", "audio/", "video/", "text/vtt", "application/pdf")),
        download_name=name,
        etag=found.digest,
    )
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
