"""Commands over enrolments, certificates and the log."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click
from sqlalchemy import select

from lms.commands.ready import ready_application
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.goals import Condition
from lms.core.message import Message
from lms.core.values import read_date
from lms.db import db, reading
from lms.desk.certified import Filter, find, stream
from lms.desk.enrolling import enrol_all, preview, read_list
from lms.desk.files import csv_rows, to_csv, to_json
from lms.people.models import OrgUnit, Person
from lms.progress.log import latest_enrolment, progress_of, source_of, subject_of
from lms.progress.replay import check_all
from lms.progress.service import enrol as enrol_person
from lms.web.format import format_date, local
from lms.web.texts import say


class Day(click.ParamType[date]):
    """A day on the command line."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Reads 31.12.2026 or 2026-12-31."""
        try:
            return value if isinstance(value, date) else read_date(str(value))
        except LmsError as error:
            self.fail(str(error), param, ctx)


DAY = Day()


@click.command()
@click.option("--org", default="", help="Org unit with everything below it, as Stadt/Dezernat/Amt.")
@click.option("--on", "day", type=DAY, help="Day of the status (default: today).")
@click.option("--certificate", default="", help="Key of one certificate.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
def certified(org: str, day: date | None, certificate: str, form: str) -> None:
    """List who is certified on a day."""
    with ready_application().app_context(), reading():
        wanted = Filter(day or local(now()).date(), ("/",), _org_path(org), certificate)
        if form == "json":
            click.echo(json.dumps(to_json(wanted.day, find(wanted)), ensure_ascii=False))
        elif form == "csv":
            head = "family given email office certificate number issued_on valid_until status".split()
            for part in to_csv(head, csv_rows(stream(wanted), str)):
                click.echo(part, nl=False)
        else:
            for line in stream(wanted):
                until = format_date(line.valid_until) if line.valid_until else "-"
                click.echo(
                    f"{line.listed_name:<36} {line.status:<9} {until:<11} {line.org_unit:<40} {line.certificate}"
                )


@click.command()
@click.argument("email")
@click.argument("course")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def missing(email: str, course: str, form: str) -> None:
    """Show what a person still needs for a course: criteria and whether they are met, nothing else."""
    with ready_application().app_context(), reading():
        person = _person(email)
        enrolment = latest_enrolment(person.id, course)
        if enrolment is None:
            title = subject_of(course).title
            raise LmsError(Message("%(name)s is not enrolled in “%(title)s”.", {"name": person.name, "title": title}))
        progress = progress_of(enrolment)
        if form == "text":
            for line in progress.lines:
                click.echo(f"{'x' if line.met else ' '} {say(line.text)}")
            return
        source = source_of(course)
        criteria = [_criterion(line, source.address(line.ref) if line.ref else None) for line in progress.lines]
        share = sum(line.met for line in progress.lines) / max(1, len(progress.lines))
        result = {
            "person": person.name,
            "course": course,
            "version": enrolment.version,
            "complete": progress.complete,
            "progress": 1.0 if progress.complete else round(share, 4),
            "criteria": criteria,
        }
        click.echo(json.dumps(result, ensure_ascii=False))


def _criterion(line: Condition, address: str | None) -> dict[str, object]:
    return {"id": line.id, "text": say(line.text), "met": line.met, "address": address}


@click.command()
@click.argument("email")
@click.argument("course")
@click.option("--due", type=DAY, help="Day until which it should be done.")
@click.option("--mandatory", is_flag=True, help="The course is mandatory for this person.")
def enrol(email: str, course: str, due: date | None, mandatory: bool) -> None:
    """Enrol a person in a course; EMAIL may be a CSV file (e-mail;due date)."""
    with ready_application().app_context():
        if Path(email).is_file():
            entries = preview(read_list(Path(email).read_bytes()), course, ("/",))
            bad = [entry for entry in entries if entry.problem]
            for entry in bad:
                click.echo(f"{email}:{entry.line}: {say(entry.problem or '')}", err=True)
            if bad:
                sys.exit(1)
            count = enrol_all(entries, course, by=None, at=now(), mandatory=mandatory)
            db.session.commit()
            click.echo(f"{count} newly enrolled.")
            return
        person = _person(email)
        enrolment = enrol_person(person.id, course, by=None, at=now(), due=due, mandatory=mandatory)
        db.session.commit()
        click.echo(f"{person.name}: {course}, version {enrolment.version}")


@click.command()
@click.option("--check", is_flag=True, required=True, help="Only compare; nothing is written.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def recompute(check: bool, form: str) -> None:
    """Play the log again and compare it with what is stored as complete."""
    with ready_application().app_context(), reading():
        audit = check_all()
    if form == "json":
        result = {
            "ok": audit.ok,
            "learners": audit.learners,
            "evidence": audit.evidence,
            "differences": list(audit.differences),
        }
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        for difference in audit.differences:
            click.echo(f"enrolment {difference['enrolment']}, {difference['ref']}: {difference['what']}")
        click.echo(
            f"{audit.learners} learners, {audit.evidence} pieces of evidence, {len(audit.differences)} differences"
        )
    if not audit.ok:
        sys.exit(1)


def _person(email: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
    if person is None:
        raise LmsError(Message("Nobody has the address “%(email)s”.", {"email": email}))
    return person


def _org_path(label: str) -> str:
    if not label:
        return ""
    path = db.session.scalar(select(OrgUnit.path).where(OrgUnit.label == label.strip().strip("/")))
    if path is None:
        raise LmsError(Message("There is no org unit “%(label)s”.", {"label": label}))
    return path
