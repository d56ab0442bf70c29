"""Passwords and signed links: kept as argon2 hashes, checked by length and a list, never changed by force.

Flask-Security hashes, normalises and signs. Its views and its per-request pipeline (login manager, principal,
request loader) stay out: they cost about a millisecond on every page and keep a sign-in in a cookie that the
server cannot end, while ours is a row (:mod:`lms.people.sessions`). It therefore belongs to an application of
its own that serves nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Literal

from flask import Flask, current_app
from sqlalchemy import select

from lms.core.errors import LmsError
from lms.core.message import Message
from lms.db import db
from lms.people.guessable import is_guessable
from lms.people.models import Person
from lms.settings import Settings

LONGEST = 1000
Purpose = Literal["invitation", "reset"]
SERIALIZERS = {"invitation": "confirm", "reset": "reset"}
_making = threading.Lock()


def normal(password: str) -> str:
    """A password in the one form in which it is hashed, however the keyboard composed its letters."""
    with _security() as security:
        return str(security.password_util.normalize(password))


def hash_password(password: str) -> str:
    """The hash to keep. It is slow on purpose: call it outside of a writing transaction."""
    from flask_security.utils import hash_password as hashed

    with _security() as security:
        return str(hashed(security.password_util.normalize(password)))


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one behind a hash; without a hash it takes the same time and is not."""
    from flask_security.utils import verify_password

    with _security() as security:
        right = verify_password(
            security.password_util.normalize(password[:LONGEST]), kept or security.app.config["NOBODY"]
        )
        return bool(right and kept)


def check_password(password: str, *personal: str) -> None:
    """Refuses a new password that is too short, too long or among the first ones to be tried."""
    settings: Settings = current_app.extensions["lms"].settings
    length = len(normal(password))
    if length < settings.password_length:
        raise LmsError(
            Message(
                "The password needs at least %(n)s characters. Three or four words that do not belong together "
                "are easy to remember.",
                {"n": settings.password_length},
            ),
            "password",
        )
    if length > LONGEST:
        raise LmsError(Message("The password is too long. Use at most %(n)s characters.", {"n": LONGEST}), "password")
    if is_guessable(password, settings.product_name, settings.organisation, *personal):
        raise LmsError(
            Message(
                "This password is easy to guess: it consists of common words, names, years or rows of keys. "
                "Please choose another one."
            ),
            "password",
        )


def link_token(person: Person, purpose: Purpose) -> str:
    """What a link in a mail carries; the next change of the password makes it void."""
    with _security() as security:
        return str(_serializer(security, purpose).dumps([person.fs_uniquifier]))


def person_of_link(token: str, purpose: Purpose) -> tuple[Person | None, bool]:
    """The person whose link this is, and whether it is merely too old."""
    from flask_security.utils import check_and_get_token_status

    settings: Settings = current_app.extensions["lms"].settings
    days, minutes = timedelta(days=settings.invitation_days), timedelta(minutes=settings.reset_minutes)
    with _security():
        within = days if purpose == "invitation" else minutes
        expired, invalid, data = check_and_get_token_status(token, SERIALIZERS[purpose], within)
    if expired or invalid:
        return None, bool(expired)
    person = db.session.scalar(select(Person).where(Person.fs_uniquifier == data[0], Person.active))
    return person, person is None


def _serializer(security: Any, purpose: Purpose) -> Any:
    return getattr(security, f"{SERIALIZERS[purpose]}_serializer")


@contextmanager
def _security() -> Iterator[Any]:
    """Flask-Security with its own application in force; made at first use, because a page needs none of it."""
    app = current_app
    with _making:
        if "lms_security" not in app.extensions:
            app.extensions["lms_security"] = _make(app.extensions["lms"].settings)
    security = app.extensions["lms_security"]
    with security.app.app_context():
        yield security


def _make(settings: Settings) -> Any:
    from flask_security import Security
    from flask_security.datastore import UserDatastore
    from flask_security.utils import hash_password as hashed

    app = Flask("lms.people.security", static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=settings.signing_key,
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        # what OWASP asks for at least: about 40 ms and 19 MB, so that a whole town can sign in at eight
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__memory_cost": 19 * 1024,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        # one hash, without a pepper: a lost key would lock everybody out
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",  # noqa: S106 a name of a Unicode form
        SECURITY_PASSWORD_LENGTH_MIN=settings.password_length,
    )
    store: Any = UserDatastore
    security = Security(app, store(Person, None), register_blueprint=False)
    with app.app_context():
        app.config["NOBODY"] = hashed("nobody has this password")
    return security
