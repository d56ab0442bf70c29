"""Callouts, blocks and links of MkDocs, Pandoc, MyST and Obsidian in our form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, splitext

from courses.lint.fixes.edit import Edit, File, change
from lms.core.values import fold

_BRACES = re.compile(r"( {0,3}(?:`{3,}|~{3,}))\s*\{\.?([^\s{}#]+)\s*#?([^{}]*)\}\s*(.*)")
_MKDOCS = re.compile(r"(!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\"„“](.*)[\"“”])?\s*")
_COLONS = re.compile(r"(:{3,})[ \t]*(?:\{\.?([\w-]+)[^}]*\}|([\w-]+))[ \t]*(.*)")
_WIKI = re.compile(r"(?<![\\`])(!?)\[\[([^\[\]|#]+)(#[^\[\]|]+)?(?:\|([^\[\]]+))?\]\]")
_KINDS = {
    **dict.fromkeys(("tip", "hint", "tipp", "success"), "TIP"),
    **dict.fromkeys(("important", "wichtig", "keypoints", "checklist"), "IMPORTANT"),
    **dict.fromkeys(("warning", "attention", "warnung"), "WARNING"),
    **dict.fromkeys(("caution", "danger", "error", "vorsicht", "failure", "bug"), "CAUTION"),
}


def page_edits(file: File, number: int) -> Iterator[Edit]:
    """The edits for a foreign line outside quizzes."""
    line = file.line(number)
    if found := _BRACES.fullmatch(line):
        words = " ".join([found[2], *found[3].replace("#", " ").split(), *found[4].split()])
        yield change(number, f"{found[1]}{words}")
    elif found := _MKDOCS.fullmatch(line):
        yield _indented(file, number, found)
    elif found := _COLONS.fullmatch(line):
        yield from _fenced(file, number, found)
    elif _WIKI.search(line):
        linked = _WIKI.sub(lambda found: _link(found, file), line)
        if linked != line:
            yield change(number, linked)


def _callout(kind: str, sign: str, title: str, body: Sequence[str]) -> tuple[str, ...]:
    opening = f"> [!{_KINDS.get(fold(kind), 'NOTE')}]{sign} {title.strip()}".rstrip()
    return (opening, *(f"> {line}".rstrip() for line in body))


def _indented(file: File, number: int, found: re.Match[str]) -> Edit:
    """The callout whose text is indented by four blanks."""
    body: list[str] = []
    for line in file.lines[number:]:
        if line.strip() and not line.startswith(("    ", "\t")):
            break
        body.append(line.removeprefix("\t") if line.startswith("\t") else line[4:])
    while body and not body[-1].strip():
        body.pop()
    sign = {"!!!": "", "???": "-"}.get(found[1], "+")
    return Edit(number, 1 + len(body), _callout(found[2], sign, found[3] or "", body))


def _fenced(file: File, number: int, found: re.Match[str]) -> Iterator[Edit]:
    """The callout that ends at a line of colons."""
    body: list[str] = []
    for line in file.lines[number:]:
        if re.fullmatch(":{3,}\\s*", line):
            yield Edit(number, 2 + len(body), _callout(found[2] or found[3], "", found[4].strip(": "), body))
            return
        if _COLONS.fullmatch(line):
            return
        body.append(line)


def _link(found: re.Match[str], file: File) -> str:
    """A link to the file that is meant, if there is one."""
    name = found[2].strip()
    wanted = {fold(name), fold(name.replace(" ", "-"))}
    names = {path: fold(basename(path)) for path in file.paths}
    path = next((path for path, own in names.items() if own in wanted or splitext(own)[0] in wanted), None)
    path = path or next(
        (path for path, own in names.items() if re.sub("^[0-9]+-", "", splitext(own)[0]) in wanted), None
    )
    if path is None or file.line(1) == "" or found.string.count("`", 0, found.start()) % 2:
        return found[0]
    anchor = "#" + found[3][1:].strip().lower().replace(" ", "-") if found[3] else ""
    shown = found[4] or ("" if found[1] else name)
    return f"{found[1]}[{shown}]({path.replace(' ', '%20')}{anchor})"
