"""Security headers, once for every answer."""

from __future__ import annotations

from flask import Response, request

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# an SVG opened by itself is a document: it may draw, and nothing else
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
YEAR = "public, max-age=31536000, immutable"


def secure(response: Response) -> Response:
    """Adds what keeps a page to itself; personal pages are never kept by anybody in between."""
    headers = response.headers
    drawing = response.mimetype == "image/svg+xml"
    headers.setdefault("Content-Security-Policy", DRAWING if drawing else POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint == "static":
        headers["Cache-Control"] = YEAR
    elif "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if request.method != "GET" else "private, no-cache"
    return response
