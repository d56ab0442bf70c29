"""Pictures and files with their labelled lines: source, licence, long description, captions, transcript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from courses.content.tokens import lines, plain
from lms.core.values import fold

LABELS: Mapping[str, str] = {
    "quelle": "source",
    "source": "source",
    "lizenz": "licence",
    "licence": "licence",
    "license": "licence",
    "beschreibung": "description",
    "description": "description",
    "untertitel": "captions",
    "captions": "captions",
    "abschrift": "transcript",
    "transcript": "transcript",
}
DECORATIVE = frozenset({"schmuckbild", "decorative"})
VIDEO = (".mp4", ".webm", ".ogv", ".m4v", ".mov")
AUDIO = (".mp3", ".ogg", ".oga", ".opus", ".m4a", ".wav", ".flac")
_LABEL = re.compile(r"[ \t\u00a0]*([A-Za-z]+)[ \u00a0]?:(?:[ \t\u00a0]+|$)")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or file alone in its paragraph: its tokens, and those behind each label; ``line`` counts from 0."""

    tokens: list[Token]
    line: int
    labels: Mapping[str, list[Token]] = field(default_factory=dict)

    @property
    def target(self) -> Token:
        """The token that holds the address."""
        return self.tokens[0]

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.target.type == "image"

    @property
    def is_own(self) -> bool:
        """Whether its authors made it themselves."""
        return fold(self.text("source")).startswith(("eigen", "own "))

    @property
    def href(self) -> str:
        """The address."""
        return str(self.target.attrGet("src" if self.is_image else "href") or "")

    @property
    def kind(self) -> str:
        """What it is shown as: image, video, audio or link."""
        path = self.href.lower().partition("#")[0].partition("?")[0]
        if self.is_image:
            return "image"
        return "video" if path.endswith(VIDEO) else "audio" if path.endswith(AUDIO) else "link"

    def text(self, label: str) -> str:
        """What stands behind a label, without markup."""
        return plain(self.labels.get(label, ())).strip()


def figures(tokens: list[Token]) -> list[Token]:
    """The tokens with every paragraph that is a picture or a labelled file as one figure."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        media = _read(tokens[index + 1]) if _is_paragraph(tokens, index) else None
        if media is None:
            found.append(tokens[index])
            index += 1
            continue
        figure = Token("figure", "figure", 0, map=tokens[index].map, level=tokens[index].level, block=True)
        figure.meta = {"media": media, "inlines": [tokens[index + 1]]}
        found.append(figure)
        index += 3
    return found


def _is_paragraph(tokens: list[Token], index: int) -> bool:
    return tokens[index].type == "paragraph_open" and not tokens[index].hidden and bool(tokens[index + 1].children)


def _read(inline: Token) -> Media | None:
    first, *rest = lines(inline)
    if not _stands_alone(first):
        return None
    labels: dict[str, list[Token]] = {}
    current: list[Token] | None = None
    for line in rest:
        name = _label(line)
        if name is None and current is None:
            return None
        if name is not None:
            current = labels.setdefault(name, [])
        elif current is not None:
            current.append(Token("text", "", 0, content=" "))
        if current is not None:
            current.extend(line)
    if first[0].type != "image" and not labels:
        return None
    _link_captions(inline, labels.get("captions", []))
    return Media(first, (inline.map or [0])[0], labels)


def _link_captions(inline: Token, captions: list[Token]) -> None:
    """Captions may be named by their path alone: such a path becomes a link, so that it is found."""
    if inline.children and len(captions) == 1 and captions[0].type == "text" and captions[0].content.strip():
        link = Token("link_open", "a", 1, attrs={"href": captions[0].content.strip()})
        at = inline.children.index(captions[0])
        inline.children.insert(at, link)
        inline.children.insert(at + 2, Token("link_close", "a", -1))
        captions[:] = inline.children[at : at + 3]


def _stands_alone(line: list[Token]) -> bool:
    """Whether a line is one picture or one link and nothing else."""
    if not line:
        return False
    if line[0].type == "image":
        return len(line) == 1
    closes = [n for n, token in enumerate(line) if token.type == "link_close"]
    return line[0].type == "link_open" and closes == [len(line) - 1]


def _label(line: list[Token]) -> str | None:
    """The label that opens a line, which is taken off its text."""
    if not line or line[0].type != "text":
        return None
    found = _LABEL.match(line[0].content)
    name = LABELS.get(fold(found[1])) if found else None
    if found and name:
        line[0].content = line[0].content[found.end() :]
    return name
