"""A form that was sent after the sign-in had ended: its text is kept, and sent once somebody has signed in.

What was typed travels in the page itself, signed, so that nothing of a stranger is stored. It is sent again only
by a button that the person presses, and only if the form came from one of our own pages: otherwise a foreign page
could put its text into somebody's hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

LIMIT = 64 * 1024
HOURS = 12
FIELD = "kept"
UNKEPT = ("csrf_token", FIELD)


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody sent: where to, and the fields; whether files were with it, which cannot be kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool = False

    @property
    def texts(self) -> list[str]:
        """What the person wrote, without the small change of a form."""
        return [value for _, value in self.fields if len(value) > 20 or " " in value.strip()]


def keep() -> str | None:
    """The present form as a signed text; nothing when it is none of ours, too large or holds a password."""
    if request.method != "POST" or not _from_our_page():
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in UNKEPT]
    if any("password" in name.lower() for name, _ in fields):
        return None
    if sum(len(name) + len(value) for name, value in fields) > LIMIT:
        return None
    return _signer().dumps([request.full_path.rstrip("?"), fields, bool(request.files)])


def opened(signed: str | None) -> Kept | None:
    """What :func:`keep` kept, as long as it is ours and from today."""
    try:
        path, fields, files = _signer().loads(signed or "", max_age=HOURS * 3600)
    except BadSignature:
        return None
    return Kept(path, tuple((name, value) for name, value in fields), files)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.extensions["lms"].settings.signing_key, salt="kept form")


def _from_our_page() -> bool:
    """Whether the browser says that the form stood on one of our pages; a browser always says where it stood."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
