"""Sentences on the command line: English where the shell speaks it, else German."""

from __future__ import annotations

import os
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations

from lms.core.message import Message
from lms.features import built_in

Words = Callable[[Message], str]


def shell_language() -> str:
    """The language of the shell, of those that we speak."""
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "de"


def catalogues(language: str | None = None) -> Words:
    """Says messages in a language, by default the shell's, without an application."""
    folders = [Path(__file__).parents[1] / "translations", *(feature.translations for feature in built_in())]
    chosen = language or shell_language()
    found: list[NullTranslations] = [Translations.load(str(folder), [chosen]) for folder in folders if folder]

    def gettext(text: str) -> str:
        return next((said for words in found if (said := words.gettext(text)) != text), text)

    def ngettext(one: str, many: str, n: int) -> str:
        plain = one if n == 1 else many
        return next((said for words in found if (said := words.ngettext(one, many, n)) != plain), plain)

    return lambda message: message.say(gettext, ngettext)
