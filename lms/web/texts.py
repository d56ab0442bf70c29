"""Texts in the reader's language: one merged catalogue per language, bound once per request."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from lms.core.message import Message

LOCALES = ("de", "en")
COOKIE = "lms_language"


def init_texts(app: Flask, folders: Iterable[Path], default: str, timezone: str) -> None:
    """Merges the catalogues of all packages and gives them to templates, forms and messages."""
    found = list(folders)
    app.extensions["lms_catalogues"] = {locale: _merged(found, locale) for locale in LOCALES}
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in found)
    Babel(app, default_locale=default, default_timezone=timezone, locale_selector=locale)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue().gettext(text),
        lambda one, many, n: catalogue().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["say"] = say
    app.jinja_env.filters["say"] = say


def _merged(folders: Iterable[Path], locale: str) -> NullTranslations:
    merged = Translations.load(None, [locale])  # an empty catalogue that others can join
    for folder in folders:
        found = Translations.load(str(folder), [locale])
        if isinstance(found, Translations):
            if isinstance(merged, Translations):
                merged.merge(found)
            else:
                merged = found
    return merged


def locale() -> str:
    """The reader's language: their own choice, else the browser's wish, else the installation's."""
    if not has_request_context():
        return str(g.get("locale") or "de") if g else "de"
    if "locale" not in g:
        chosen = request.cookies.get(COOKIE, "")
        wished = request.accept_languages.best_match(LOCALES)
        from flask import current_app

        default = current_app.extensions["lms"].settings.locale
        g.locale = chosen if chosen in LOCALES else wished or default
    found: str = g.locale
    return found


def catalogue() -> Any:
    """The catalogue of the present request or job."""
    if "catalogue" not in g:
        from flask import current_app

        g.catalogue = current_app.extensions["lms_catalogues"][locale()]
    return g.catalogue


def say(message: Message | str, language: str | None = None) -> str:
    """A message in the reader's language, or in a given one."""
    if isinstance(message, str):
        return message
    from flask import current_app

    words = current_app.extensions["lms_catalogues"][language] if language else catalogue()
    return message.say(words.gettext, words.ngettext)
