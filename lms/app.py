"""The application: a product by itself (:func:`create_app`) or a plug-in of a host (:class:`Lms`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import access, wiring
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.core.source import Source
from lms.db import init_db
from lms.features import Feature, Features, built_in, installed
from lms.mount import BoundIdentity, Mount
from lms.people.identities import IdentityProvider
from lms.settings import Settings, load_settings
from lms.web import assets, compressed, errors, headers, pages
from lms.web.addresses import RowNumber
from lms.web.format import init_format
from lms.web.texts import init_texts

csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class Runtime:
    """What one application consists of; found at ``app.extensions["lms"]``."""

    settings: Settings
    features: Features
    identity: IdentityProvider | None = None

    def source_of(self, course: str) -> Source | None:
        """The source that knows a subject."""
        return next((source for source in self.features.sources if source.subject(course)), None)


def create_app(
    config: Mapping[str, Any] | None = None,
    features: Iterable[Feature] | None = None,
    identity: IdentityProvider | None = None,
) -> Flask:
    """A complete application.

    ``config`` overrules settings by name; a value whose name is upper case goes to Flask itself.
    ``features`` is built-in and installed ones unless given; with none it starts with an empty catalogue.
    """
    given = dict(config or {})
    flask_config = {name: given.pop(name) for name in list(given) if name.isupper()}
    settings = load_settings(given)
    chosen = Features((*built_in(), *installed()) if features is None else features)
    app = Flask("lms", static_folder=str(assets.BUILT), template_folder="web/templates")
    app.config.update(_flask_settings(settings), **flask_config)
    app.url_map.converters["int"] = RowNumber
    app.extensions["lms"] = Runtime(settings, chosen, identity)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
    init_db(app, settings)
    csrf.init_app(app)
    init_texts(app, _translations(chosen), settings.locale, settings.timezone)
    init_format(app)
    errors.init_errors(app)
    compressed.init_compressed(app)
    app.after_request(headers.secure)
    pages.init_pages(app)
    wiring.init_kernel(app)
    for feature in chosen:
        for blueprint in feature.blueprints() if feature.blueprints else ():
            app.register_blueprint(blueprint)
    access.init_access(app, chosen)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.signing_key,
        "SESSION_COOKIE_NAME": "lms_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.session_days),
        "TRUSTED_HOSTS": list(settings.allowed_hosts) or None,
        "MAX_CONTENT_LENGTH": 64 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _translations(features: Features) -> list[Path]:
    own = Path(__file__).parent / "translations"
    return [own, *(feature.translations for feature in features if feature.translations)]


class Lms:
    """Lernlotse inside another Flask application.

    ``Lms(config, identity=MyPeople()).init_app(host, "/lernen")`` mounts the complete application below
    a path of the host; the host itself gets nothing but the command group ``lms``.
    """

    def __init__(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        identity: IdentityProvider | None = None,
        features: Iterable[Feature] | None = None,
    ) -> None:
        self.config = dict(config or {})
        self.identity = identity
        self.features = None if features is None else tuple(features)

    def init_app(self, host: Flask, path: str = "/lernen") -> Flask:
        """Builds the application and mounts it on ``host`` below ``path``; returns it."""
        if not path.startswith("/") or path.endswith("/"):
            raise LmsError(Message("“%(path)s” is no path to mount at. Write it as /lernen.", {"path": path}))
        bound = BoundIdentity(self.identity, host) if self.identity else None
        config = {"SESSION_COOKIE_PATH": path, "APPLICATION_ROOT": path, **self.config}
        app = create_app(config, self.features, bound)
        host.wsgi_app = Mount(host.wsgi_app, app.wsgi_app, path)  # type: ignore[method-assign]
        from lms.cli import lms as command

        host.cli.add_command(command)
        host.extensions["lms_app"] = app
        return app
