"""Puts a SCORM 1.2 package together: page, scripts, styles, files and the manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import unquote

from courses.content.names import lang
from courses.content.naming import COURSE_PAGE
from courses.exchange.folder import zipped
from courses.exchange.scorm.manifest import manifest
from courses.exchange.scorm.relink import Place, page_id, relinked
from courses.store import registered_types
from lms.commands.language import catalogues
from lms.core.activity import ActivityType, Slot
from lms.core.exchange import Chapter, Content, Exported, Lost, Page
from lms.core.message import Message
from lms.web import assets

HERE = Path(__file__).parent
BUILT = Path(assets.__file__).parent / "static" / "built"
Say = Callable[[Message], str]
_FONTS = re.compile(r"@font-face\s*\{[^{}]*\}")


def export_scorm(content: Content) -> Exported:
    """A course as a SCORM 1.2 package, in the language of its original."""
    packer = _Packer(content, {kind.name: kind for kind in registered_types()})
    files = packer.files()
    whole = {"imsmanifest.xml": manifest(content, sorted(files)), **files}
    return Exported(zipped(whole), tuple(packer.lost))


class _Packer:
    def __init__(self, content: Content, types: Mapping[str, ActivityType]) -> None:
        self.content, self.types = content, types
        self.lost: list[Lost] = []
        self.say: Say = catalogues("en" if content.language.startswith("en") else "de")
        self.scripts: dict[str, Path] = {}
        self.used: set[str] = set()
        self.by_address = {
            f"{sha256(data).hexdigest()[:12]}/{path.rpartition('/')[2]}": path for path, data in content.files.items()
        }
        self.pages = {
            page_id(chapter.key, n): page
            for chapter in content.chapters
            for n, page in enumerate(chapter.pages, 1)
            if chapter.key != COURSE_PAGE or page.parts
        }

    def files(self) -> dict[str, bytes]:
        """Everything in the package but the manifest."""
        html = self._html()
        scripts = {f"{name}.js": path.read_bytes() for name, path in self.scripts.items()}
        return {
            "index.html": html.encode(),
            "style.css": _style().encode(),
            "player.js": (HERE / "player.js").read_bytes(),
            "start.js": (HERE / "start.js").read_bytes(),
            **scripts,
            **{f"files/{path}": self.content.files[path] for path in sorted(self.used)},
        }

    def _html(self) -> str:
        title, say = escape(self.content.title), self.say
        main = "".join(self._chapters())
        links = "".join(
            f'<li><a href="#{name}" data-goes="{name}">{escape(page.title)}</a></li>'
            for name, page in self.pages.items()
        )
        scripts = "".join(f'<script src="{name}.js"></script>' for name in ("player", *self.scripts, "start"))
        back, onward = escape(say(Message("Back"))), escape(say(Message("Continue")))
        sections = escape(say(Message("Sections")))
        return (
            f'<!DOCTYPE html>\n<html lang="{lang(self.content.language)}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
            f'<link rel="stylesheet" href="style.css"></head><body><div class="lms-offline">'
            f'<nav aria-label="{sections}"><p><b>{title}</b></p><ol>{links}</ol></nav>'
            f"<main>{main}"
            f'<div class="lms-offline-moves"><button class="kern-btn kern-btn--secondary" type="button" id="back">'
            f'<span class="kern-label">{back}</span></button><button class="kern-btn kern-btn--primary" type="button" '
            f'id="next"><span class="kern-label">{onward}</span></button></div></main></div>{scripts}</body></html>\n'
        )

    def _chapters(self) -> Iterator[str]:
        for chapter in self.content.chapters:
            for language in chapter.translations:
                message = Message("The translation “%(language)s” is left out.", {"language": language})
                self.lost.append(Lost(chapter.path, message))
            for n, page in enumerate(chapter.pages, 1):
                if page_id(chapter.key, n) in self.pages:
                    yield self._section(chapter, n, page)

    def _section(self, chapter: Chapter, n: int, page: Page) -> str:
        where = Place(chapter.key, n, f"{chapter.path} ({page.title})", self._file, self.pages.__contains__)
        kicker = "" if page.title == chapter.title else f"<p>{escape(chapter.title)}</p>"
        heading = page.heading or escape(chapter.title)
        anchor = f' id="{escape(page.anchor)}"' if page.anchor else ""
        body = "".join(part if isinstance(part, str) else self._activity(part, chapter) for part in page.parts)
        inner = relinked(f'<h2{anchor}>{heading}</h2><div class="lms-prose">{body}</div>', where, self.lost)
        return f'<section id="{page_id(chapter.key, n)}" data-page>{kicker}{inner}</section>'

    def _activity(self, slot: Slot, chapter: Chapter) -> str:
        place = f"{chapter.path} ({slot.ref.key})"
        kind = self.types.get(slot.ref.type)
        offline = kind.offline if kind else None
        if kind and not kind.kinds:  # a note for facilitators or a pool: nothing that a learner sees
            return ""
        if offline is None:
            message = Message(
                "“%(title)s” needs the learning platform. The package only shows its text.",
                {"title": slot.title or slot.ref.key},
            )
            self.lost.append(Lost(place, message))
            said = escape(self.say(Message("This activity takes place on the learning platform.")))
            return f'<div class="lms-sheet">{slot.data.get("html", "")}<p>{said}</p></div>'
        self.lost.extend(Lost(place, reason) for reason in offline.lost(slot))
        self.scripts[slot.ref.type] = offline.script
        return offline.render(slot, self.say)

    def _file(self, address: str) -> str:
        """The path in the package of a file that a page shows under an address."""
        path = self.by_address[unquote(address.removeprefix("files/"))]
        self.used.add(path)
        return f"files/{path}"


def _style() -> str:
    """Our styles without fonts, so that nothing is fetched."""
    manifest_file = BUILT / "manifest.json"
    known = json.loads(manifest_file.read_text()) if manifest_file.exists() else {}
    parts = [(BUILT / known[name]["file"]).read_text() for name in ("kern.css", "lms.css") if name in known]
    return _FONTS.sub("", "\n".join(parts)) + "\n" + (HERE / "player.css").read_text()
