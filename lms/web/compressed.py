"""Built files leave compressed: the build wrote each of them once more as Brotli and as gzip."""

from __future__ import annotations

import mimetypes

from flask import Flask, Response, request, send_from_directory

from lms.web.assets import BUILT, manifest

TWINS = (("br", ".br"), ("gzip", ".gz"))


def init_compressed(app: Flask) -> None:
    """Lets the static files of an application answer with the smallest form that a browser takes."""

    def static(filename: str) -> Response:
        for encoding, ending in TWINS:
            if request.accept_encodings.quality(encoding) and filename in _twins(ending):
                response = send_from_directory(BUILT, filename + ending, mimetype=mimetypes.guess_type(filename)[0])
                response.content_encoding = encoding
                response.vary.add("Accept-Encoding")
                return response
        return app.send_static_file(filename)

    app.view_functions["static"] = static


def _twins(ending: str) -> frozenset[str]:
    """The built files that have a compressed twin of a kind."""
    return frozenset(asset.file for asset in manifest().values() if (BUILT / (asset.file + ending)).exists())
