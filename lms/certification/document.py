"""What a certificate says, on paper and on the page: one place for its values and one for its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lms.core.message import Message, plural
from lms.web.format import format_date

Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class CertificateDocument:
    """Everything on a certificate. ``language`` (de, en) is that of the award, whoever reads it.

    ``text`` are the author's own lines; ``qr`` is an SVG; ``mark`` another logo than ours, as SVG too.
    """

    name: str
    title: str
    course: str
    version: int
    issued_on: date
    valid_until: date | None
    number: str
    minutes: int
    criteria: tuple[str, ...]
    issuer: str
    verify_address: str
    qr: str
    language: str = "de"
    text: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around the values, said in the document's language."""

    heading: str
    confirms: str
    completed: str
    facts: tuple[tuple[str, str], ...]
    criteria: str
    number: str
    verify: str
    text: str
    qr: str
    mark: str
    transliterated: str


def wording(document: CertificateDocument, say: Say) -> Wording:
    """The words of a certificate; ``say`` must speak the document's language."""
    return Wording(
        heading=say(Message("Certificate: %(title)s", {"title": document.title})),
        confirms=say(Message("%(issuer)s confirms that", {"issuer": document.issuer})),
        completed=say(Message("has completed the qualification")),
        facts=tuple(_facts(document, say)),
        criteria=say(Message("These criteria were met")),
        number=say(Message("Number")),
        verify=say(Message("Verify at")),
        text=say(Message("Contents")),
        qr=say(Message("QR code to the page that verifies number %(number)s", {"number": document.number})),
        mark=say(Message("Mark of %(issuer)s", {"issuer": document.issuer})),
        transliterated=say(Message("No typeface of this document can show the name; it stands here in Latin letters.")),
    )


def _facts(document: CertificateDocument, say: Say) -> list[tuple[str, str]]:
    def day(of: date) -> str:
        return format_date(of, document.language)

    until = day(document.valid_until) if document.valid_until else say(Message("without limit"))
    course = {"title": document.course, "n": document.version}
    facts = [
        (say(Message("Issued on")), day(document.issued_on)),
        (say(Message("Valid until")), until),
        (say(Message("Course")), say(Message("%(title)s, version %(n)s", course))),
    ]
    if document.minutes:
        facts.insert(2, (say(Message("Learning time")), duration(document.minutes, say)))
    return facts


def duration(minutes: int, say: Say) -> str:
    """“1 hour 30 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [say(plural("%(n)s hour", "%(n)s hours", hours))] if hours else []
    if rest or not hours:
        parts.append(say(plural("%(n)s minute", "%(n)s minutes", rest)))
    return " ".join(parts)
