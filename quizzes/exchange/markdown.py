"""Foreign texts as Markdown that fits a quiz: nothing in them may look like an answer or a question's head."""

from __future__ import annotations

import re

import nh3
from markdownify import markdownify

from lms.core.exchange import Lost
from lms.core.message import Message
from quizzes.core.lines import Line, mask
from quizzes.core.markers import marker, misspelt

_SIGNS = re.compile(r"([\\`*_\[\]<$~|])")
_ACTIVE = re.compile(r"<\s*(script|iframe|object|embed|form|input|video|audio|style|svg|math)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FENCE = re.compile(r"(~{3,}|`{3,})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HARMFUL = {"script", "style", "iframe", "object", "embed", "svg", "math"}


def from_html(html: str, place: str, lost: list[Lost]) -> str:
    """HTML as Markdown; what cannot be shown in a question is noted."""
    tags = dict.fromkeys(found.lower() for found in _ACTIVE.findall(html))
    lost.extend(Lost(place, Message("“<%(tag)s>” is left out.", {"tag": tag})) for tag in tags)
    clean = nh3.clean(html, clean_content_tags=_HARMFUL, tags=nh3.ALLOWED_TAGS - _HARMFUL)
    text = markdownify(clean, heading_style="ATX", bullets="-", escape_misc=False)
    return tidy(text)


def from_plain(text: str) -> str:
    """Plain text as Markdown that shows the same."""
    return tidy(_SIGNS.sub(r"\\\1", text))


def from_unknown(text: str, place: str, lost: list[Lost]) -> str:
    """A text whose format nobody names: HTML where it holds tags, else plain."""
    return from_html(text, place, lost) if _TAG.search(text) else from_plain(text)


def tidy(text: str) -> str:
    """Text without control characters, blank ends of lines and blank lines in a row."""
    lines = [line.rstrip() for line in _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n").strip()


def above_answers(text: str) -> str:
    """Text to stand above answers, with a backslash before what would be read as one."""
    found, fence = [], ""
    for line in text.split("\n"):
        bare, inside = line.strip(), fence
        if fence:
            fence = "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence
        elif opening := _FENCE.match(bare):
            fence = opening[1]
        found.append(line if inside or fence else _literal(line))
    return "\n".join(found)


def _literal(line: str) -> str:
    bare = line.lstrip(" ")
    lead = line[: len(line) - len(bare)]
    looks = Line(1, len(lead), bare.rstrip())
    if len(lead) > 4 or not bare:
        return line
    if marker(looks) or misspelt(looks) or bare.startswith("#") or re.fullmatch("-{3,}", bare):
        bare = "\\" + bare
    if "<!--" in mask(bare):
        bare = bare.replace("<!--", "\\<!--")
    return lead + bare


def below_sign(text: str) -> str:
    """Text to stand behind a sign, where a further line with ``>`` would begin an explanation."""
    first, *rest = text.split("\n")
    first = "\\" + first if first.startswith((">", "!")) and not first.startswith("![") else first
    return "\n".join([first, *("\\" + line if line.startswith(">") else line for line in rest)])
