"""The few words that rendering adds to an author's text, in the language of the text."""

from __future__ import annotations

from collections.abc import Mapping

from courses.content.licences import ALL_RIGHTS

_GERMAN = {
    "note": "Hinweis",
    "tip": "Tipp",
    "important": "Wichtig",
    "warning": "Warnung",
    "caution": "Vorsicht",
    "table": "Tabelle",
    "code": "Quelltext",
    "footnotes": "Fußnoten",
    "footnote": "Fußnote",
    "back": "Zurück zum Text",
    "done": "erledigt",
    "open": "offen",
    "source": "Quelle",
    "licence": "Lizenz",
    "description": "Beschreibung",
    "transcript": "Abschrift",
    "captions": "Untertitel",
    ALL_RIGHTS: "alle Rechte vorbehalten",
}
_ENGLISH = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "table": "Table",
    "code": "Source code",
    "footnotes": "Footnotes",
    "footnote": "Footnote",
    "back": "Back to the text",
    "done": "done",
    "open": "open",
    "source": "Source",
    "licence": "Licence",
    "description": "Description",
    "transcript": "Transcript",
    "captions": "Captions",
    ALL_RIGHTS: "all rights reserved",
}


def words(language: str) -> Mapping[str, str]:
    """The words in a language; English stands in for languages without a list of their own."""
    return _GERMAN if language.split("-", maxsplit=1)[0] == "de" else _ENGLISH
