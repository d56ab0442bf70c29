"""Adding people without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lms.commands.language import catalogues
from lms.commands.ready import ready_application
from lms.core.clock import now
from lms.core.errors import LmsError
from lms.core.message import Message, plural
from lms.db import db, reading
from lms.notices.accounts import invite as send_invitation
from lms.people.importing import import_people
from lms.people.passwords import check_password, hash_password, matches
from lms.people.service import add_person, grant_role, person_by_email, role_and_scope, set_password


@click.group()
def people() -> None:
    """Add people, one or many."""


@people.command()
@click.argument("email")
@click.option("--given", default="", help="Given name.")
@click.option("--family", default="", help="Family name.")
@click.option("--org", default="", metavar="PATH", help="Office, as Stadt/Dezernat/Amt; missing ones are created.")
@click.option("--role", "roles", multiple=True, metavar="ROLE[@SCOPE]", help="Such as trainer@course; repeatable.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--invite", is_flag=True, help="Send a mail with a link to choose a password.")
def add(
    email: str, given: str, family: str, org: str, roles: tuple[str, ...], password_stdin: bool, invite: bool
) -> None:
    """Add a person, or bring one up to date."""
    wanted = [role_and_scope(role) for role in roles]
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    if password_stdin and not password:
        raise LmsError(Message("There is no password on standard input."))
    with ready_application().app_context():
        at = now()
        with reading():
            known = person_by_email(email)
            given, family = given or (known.given if known else ""), family or (known.family if known else "")
            hashed = _hash(password, known.password if known else None, email, given, family) if password else None
        person, new = add_person(email, given=given, family=family, org=org, at=at)
        for role, scope in wanted:
            grant_role(person, role, scope)
        if hashed:
            set_password(person, hashed)
        link = send_invitation(person, at=at) if invite else ""
        db.session.commit()
        words = catalogues()
        who = {"name": person.name, "email": person.email}
        done = Message("Added: %(name)s <%(email)s>", who) if new else Message("Up to date: %(name)s <%(email)s>", who)
        click.echo(words(done))
        if link:
            click.echo(words(Message("Invitation: %(link)s", {"link": link})))


def _hash(password: str, kept: str | None, *personal: str) -> str | None:
    """The new hash; nothing when it is the password that the person has already."""
    if kept and matches(password, kept):
        return None
    check_password(password, *personal)
    return hash_password(password)


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check the file.")
def import_(file: Path, dry_run: bool) -> None:
    """Add the people of a CSV file: email;vorname;nachname;org;rolle."""
    with ready_application().app_context():
        words = catalogues()
        found = import_people(file.read_bytes(), at=now())
        for problem in found.problems:
            click.echo(f"{file}:{problem.number}: {words(problem.message)}")
        if found.problems:
            raise LmsError(
                plural(
                    "Nothing was imported: %(n)s line needs a correction.",
                    "Nothing was imported: %(n)s lines need a correction.",
                    len(found.problems),
                )
            )
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
        counts = {"new": found.new, "there": len(found.lines) - found.new}
        sentence = (
            Message("%(new)s would be added, %(there)s are there already.", counts)
            if dry_run
            else Message("%(new)s added, %(there)s were there already.", counts)
        )
        click.echo(words(sentence))
