"""Tables of people: organisation tree, accounts, identities, roles with a scope, sign-ins."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model


class OrgUnit(Model):
    """An office in the tree of the organisation."""

    __tablename__ = "org_unit"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        # the rule above does not see units without a parent: nothing equals nothing
        Index(
            "uq_org_unit_root_name",
            "name",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
        Index("ix_org_unit_path", "path"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    # the ids from the root to here, "/1/4/9/": a subtree is everything that begins with it
    path: Mapped[str] = mapped_column(String(500), default="")
    # the names from the root to here, "Stadt/Dezernat/Amt"
    label: Mapped[str] = mapped_column(Text, default="")


class Person(Model):
    """Somebody who learns or works here. The family name may be empty."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("given <> '' OR family <> ''", name="has_a_name"),
        Index("ix_person_org_unit_id", "org_unit_id"),
        Index("ix_person_sort_key", "sort_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    given: Mapped[str] = mapped_column(String(200), default="")
    family: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id", ondelete="SET NULL"))
    # family and given name folded for sorting after DIN 5007 and for finding (lms.search.folding)
    sort_key: Mapped[str] = mapped_column(Text, default="")
    search: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str | None] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(String(255))
    # ties sign-in links and sessions to the account; a new value ends them all
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    org_unit: Mapped[OrgUnit | None] = relationship()
    grants: Mapped[list[Grant]] = relationship(back_populates="person", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        return f"{self.given} {self.family}".strip()

    @property
    def listed_name(self) -> str:
        """The name as it stands in lists."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.family or self.given


class Identity(Model):
    """The name under which another system knows a person; single sign-on only adds rows here."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))


class Grant(Model):
    """A role of a person, for one course or one org unit with its subtree, or everywhere, until a day."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "scope_kind", "scope"),
        CheckConstraint("scope_kind IN ('everywhere', 'course', 'org')", name="scope_kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    scope_kind: Mapped[str] = mapped_column(String(20), default="everywhere")
    # a course's key, or an org unit's path
    scope: Mapped[str] = mapped_column(String(500), default="")
    until: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="grants")


class SignIn(Model):
    """One sign-in on one device; ending it ends it on the server."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    # the SHA-256 of the token in the cookie: who reads the table cannot sign in with it
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(200), default="")


class SignInAttempt(Model):
    """A wrong try, for slowing down; ``subject`` is a hash of an account or an address, never a name."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Installation(Model):
    """What this database says about itself, such as that it is a demo."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text, default="")
