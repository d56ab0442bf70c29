"""Texts in the reader's language: one merged catalogue per language, bound once per request."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from lms.core.message import Message

LOCALES = ("de", "en")
COOKIE = "lms_language"


def init_texts(app: Flask, folders: Iterable[Path], default: str, timezone: str) -> None:
    """Merges the catalogues of all packages and gives them to templates, forms and messages."""
    found = list(folders)
    app.extensions["lms_catalogues"] = {locale: _merged(found, locale) for locale in LOCALES}
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in found)
    Babel(app, default_locale=default, default_timezone=timezone, locale_selector=locale)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    # the extension's own functions around these take longer than all else that a page does with texts
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, say=say)
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


@lru_cache(maxsize=10_000)
def _safe(catalogue: NullTranslations, text: str) -> Markup:
    return Markup(catalogue.gettext(text))  # noqa: S704 the texts of templates are ours


@pass_eval_context
def gettext(context: EvalContext, text: str, /, **values: object) -> str:
    """A text of a template; it is always a format, and values are escaped where the template escapes."""
    if context.autoescape:
        return _safe(catalogue(), text) % values
    return str(catalogue().gettext(text)) % values


@pass_eval_context
def ngettext(context: EvalContext, one: str, many: str, number: int, /, **values: object) -> str:
    """A text of a template that depends on a number, which it may name as ``num``."""
    found = str(catalogue().ngettext(one, many, number))
    values.setdefault("num", number)
    return Markup(found) % values if context.autoescape else found % values  # noqa: S704 as above


def locale() -> str:
    """The reader's language: their own choice, else the browser's wish, else the installation's."""
    if not has_request_context():
        return str(g.get("locale") or "de") if g else "de"
    found: str | None = g.get("locale")
    if found is None:
        chosen = request.cookies.get(COOKIE, "")
        wished = _wished(request.headers.get("Accept-Language", ""))
        found = g.locale = chosen if chosen in LOCALES else wished or _usual()
    return found


@lru_cache(maxsize=1000)
def _wished(header: str) -> str | None:
    """The language that a browser prefers of ours; most people's browsers say the same."""
    return parse_accept_header(header, LanguageAccept).best_match(LOCALES)


def _usual() -> str:
    language: str = current_app.extensions["lms"].settings.locale
    return language


def catalogue() -> Any:
    """The catalogue of the present request or job."""
    found = g.get("catalogue")
    if found is None:
        found = g.catalogue = current_app.extensions["lms_catalogues"][locale()]
    return found


def say(message: Message | str, language: str | None = None) -> str:
    """A message in the reader's language, or in a given one."""
    if isinstance(message, str):
        return message
    words = current_app.extensions["lms_catalogues"][language] if language else catalogue()
    return message.say(words.gettext, words.ngettext)
