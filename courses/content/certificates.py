"""Reading the part of a head that says what a course certifies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from courses.content.model import Course, Node
from courses.content.report import Report, did_you_mean
from lms.core.certificate import Certificate, Validity
from lms.core.errors import BadValue, Problem
from lms.core.message import Message
from lms.core.values import choice, fold, nearest, read_duration, read_key, read_validity, rule_of, trim

LONGEST_LINE = 300
CONFIRMATION = choice(
    {"none": ("keine", "none"), "coordinator": ("koordination", "coordinator"), "trainer": ("trainer",)}
)
_KEYS = {
    "title": ("titel", "title"),
    "key": ("kennung", "key"),
    "validity": ("gültig", "valid"),
    "minutes": ("stunden", "hours"),
    "text": ("text",),
    "confirmation": ("bestätigung", "confirmation"),
    "refresher": ("auffrischung", "refresher"),
}
_REFRESHER = {"course": ("kurs", "course"), "begin": ("ab", "from")}


def read_certificate(node: Node, *, path: str, problems: list[Problem]) -> Certificate | None:
    """The certificate as its author wrote it; what is left out is filled in by :func:`with_defaults`."""
    report = Report(path, problems)
    if node.kind != "map":
        message = Message("Below “certificate:” belong lines such as “title: …”, indented by two blanks.")
        report.error("head-value", node.line, node.column, message)
        return None
    entries = _entries(node, _KEYS, report)
    if "title" not in entries:
        message = Message("The certificate has no title: write “title: …” below “certificate:”.")
        report.error("head-missing-key", node.line, node.column, message)
    certificate = Certificate(
        key=_read(entries.get("key"), read_key, "", report),
        title=_read(entries.get("title"), _line, "", report),
        validity=_read(entries.get("validity"), read_validity, Validity(), report),
        minutes=_read(entries.get("minutes"), _hours, 0, report),
        text=_lines(entries.get("text"), report),
        confirmation=_read(entries.get("confirmation"), CONFIRMATION, "none", report),
    )
    if refresher := entries.get("refresher"):
        certificate = _refresher(certificate, refresher, report)
        if certificate.validity == Validity() and "validity" not in entries:
            message = Message("A refresher has no effect without “valid:”: say how long the certificate holds.")
            report.error("head-value", refresher.line, refresher.column, message)
    return certificate


def with_defaults(certificate: Certificate, course: Course) -> Certificate:
    """The certificate with the course's key, hours and objectives where its author wrote nothing else."""
    return replace(
        certificate,
        key=certificate.key or course.key,
        title=certificate.title or course.head.title,
        minutes=certificate.minutes or course.minutes,
        text=certificate.text or course.head.objectives,
        refresher=certificate.refresher or (course.key if certificate.validity != Validity() else None),
    )


def _entries(node: Node, keys: Mapping[str, tuple[str, ...]], report: Report) -> dict[str, Node]:
    """The values of a mapping under their English names."""
    names = {fold(word): name for name, words in keys.items() for word in words}
    found: dict[str, Node] = {}
    for key, value in node.pairs:
        name = names.get(fold(trim(key.text)))
        if name is None:
            message = Message("“%(key)s” does not exist here.", {"key": key.text})
            words = [word for words in keys.values() for word in words]
            meant = did_you_mean(message, nearest(key.text, words))
            report.error("head-unknown-key", key.line, key.column, meant)
        elif name in found:
            message = Message("“%(key)s” already stands in line %(line)s.", {"key": key.text, "line": found[name].line})
            report.error("head-duplicate-key", key.line, key.column, message)
        else:
            found[name] = value
    return found


def _read(node: Node | None, read: Callable[[str], Any], default: Any, report: Report) -> Any:
    if node is None:
        return default
    try:
        if node.kind != "text":
            raise BadValue(Message("This value stands on one line."))
        return read(node.text)
    except BadValue as error:
        report.error(rule_of(error, "head-value"), node.line, node.column, error.message)
        return default


def _line(text: str) -> str:
    line = trim(text)
    if not line:
        raise BadValue(Message("The text is missing here."))
    if len(line) > LONGEST_LINE:
        raise BadValue(
            Message(
                "The text has %(n)s characters; at most %(most)s are allowed.", {"n": len(line), "most": LONGEST_LINE}
            )
        )
    return line


def _hours(text: str) -> int:
    bare = trim(text)
    try:
        return read_duration(bare)
    except BadValue as error:
        if bare.isdecimal():
            raise BadValue(Message("“%(text)s” what? Write %(text)s UE or %(text)s h.", {"text": bare})) from error
        raise


def _lines(node: Node | None, report: Report) -> tuple[str, ...]:
    if node is None:
        return ()
    if node.kind != "list":
        message = Message("Here stands a list: each line begins with “- ”.")
        report.error("head-value", node.line, node.column, message)
        return ()
    return tuple(line for item in node.items if (line := _read(item, _line, "", report)))


def _refresher(certificate: Certificate, node: Node, report: Report) -> Certificate:
    if node.kind == "text":
        return replace(certificate, refresher=_read(node, read_key, None, report))
    if node.kind == "list":
        message = Message("Here stands the key of a course, or “course:” and “from:” below each other.")
        report.error("head-value", node.line, node.column, message)
        return certificate
    entries = _entries(node, _REFRESHER, report)
    return replace(
        certificate,
        refresher=_read(entries.get("course"), read_key, None, report),
        refresh=_read(entries.get("begin"), _span, certificate.refresh, report),
    )


def _span(text: str) -> Validity:
    span = read_validity(text)
    if not (span.months or span.days):
        raise BadValue(Message("“%(text)s” is not a span. Examples: 3 months · 6 weeks.", {"text": trim(text)}))
    return span
