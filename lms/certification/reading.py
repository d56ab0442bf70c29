"""Reading awards: whose they are, what they are worth on a day, and what a stranger may learn of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import Select, select

from lms.certification.document import CertificateDocument, Say
from lms.certification.latin import in_ascii, in_latin
from lms.certification.models import Award, Revocation
from lms.certification.number import normalise
from lms.certification.qr import qr_svg
from lms.core.certificate import Status, status
from lms.core.message import Message
from lms.db import db
from lms.search.folding import fold_umlauts, sort_key

QR = Message("QR code to the page that verifies it")


@dataclass(frozen=True, slots=True)
class Held:
    """An award with its status on a day, and its revocation if there is one."""

    award: Award
    status: Status
    revocation: Revocation | None


def awards_of(person_id: int, day: date) -> list[Held]:
    """All awards of a person, the newest first."""
    newest = (Award.issued_on.desc(), Award.id.desc())
    return list(_held(_awards().where(Award.person_id == person_id).order_by(*newest), day))


def own_award(person_id: int, number: str, day: date) -> Held | None:
    """An award of a person; somebody else's is not found."""
    mine = _awards().where(Award.person_id == person_id, Award.number == normalise(number))
    return next(_held(mine, day), None)


def award_by_number(number: str, day: date) -> Held | None:
    """Any award, for verification."""
    return next(_held(_awards().where(Award.number == normalise(number)), day), None)


def _awards() -> Select[Award, Revocation]:
    return select(Award, Revocation).outerjoin(Revocation, Revocation.award_id == Award.id)


def _held(statement: Select[Award, Revocation], day: date) -> Iterator[Held]:
    for award, revocation in db.session.execute(statement):
        yield Held(award, status(day, award.valid_until, revocation.on if revocation else None), revocation)


def has_surname(award: Award, typed: str) -> bool:
    """Whether somebody typed the surname on an award: umlauts, marks and transliterations all count."""
    name = award.family or award.given
    shown = (name, in_latin(name), in_ascii(name))
    return bool(sort_key(typed)) and not _spellings(typed).isdisjoint({*_spellings(*shown), award.family_folded})


def _spellings(*names: str) -> set[str]:
    return {spelling for name in names for spelling in (sort_key(name), sort_key(fold_umlauts(name)))}


def criteria_of(award: Award, say: Say) -> tuple[str, ...]:
    """The criteria that were met, as sentences."""
    return tuple(say(Message.from_data(line["text"])).rstrip(".") for line in _met(award.criteria))


def _met(lines: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The lines that say something: a group opens into its met parts, and so does a single line."""
    met = [line for line in lines if line["met"]]
    for line in met:
        if line["parts"] and (len(met) == 1 or line["ref"] == "group"):
            yield from _met(line["parts"])
        else:
            yield line


def document_of(award: Award, say: Say, language: str) -> CertificateDocument:
    """The certificate of an award in a language."""
    return CertificateDocument(
        name=award.name,
        title=award.certificate_title,
        course=award.subject_title,
        version=award.version,
        issued_on=award.issued_on,
        valid_until=award.valid_until,
        number=award.number,
        minutes=award.minutes,
        criteria=criteria_of(award, say),
        issuer=award.issuer,
        verify_address=public_address("/verify"),
        qr=qr_svg(
            public_address(f"/certificates/{award.number}"), say(Message("QR code to the page that verifies it"))
        ),
        language=language,
        text=tuple(award.certificate_text),
    )


def public_address(path: str) -> str:
    """An address as it stands on paper."""
    base: str = current_app.extensions["lms"].settings.public_url
    return base.rstrip("/") + path
