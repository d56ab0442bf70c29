"""Filling a new database with Musterstadt, through the same services that its people would use."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from anyascii import anyascii
from flask import Flask, current_app
from sqlalchemy import select

from lms.core.activity import ActivityType
from lms.core.criteria import leaves
from lms.core.evidence import ActivityRef, Evidence
from lms.db import db
from lms.demo.town import CITIZENS, OFFICES, TOWN, Citizen
from lms.features import Features
from lms.people.demo import mark_as_demo
from lms.people.models import Grant, Person
from lms.people.service import add_person, grant_role, org_unit_by_label
from lms.progress.log import goals_of
from lms.progress.service import enrol, record
from lms.search.folding import fold_umlauts
from lms.search.index import reindex_all

MAIN, WELCOME = "q-ser-mentor", "willkommen"
# how each kind of activity is done, the first that a type knows
DEEDS = ("read", "discussed", "submitted", "confirmed", "filled", "saved")


@dataclass(frozen=True, slots=True)
class Town:
    """What features see of the town when they add to it."""

    at: datetime
    people: dict[Citizen, int]

    def with_role(self, role: str) -> int:
        """The id of the first person who has a role."""
        return next(person for citizen, person in self.people.items() if citizen.role == role)

    def learners(self) -> list[tuple[Citizen, int]]:
        """Everybody who takes the main course."""
        return [(citizen, person) for citizen, person in self.people.items() if citizen.enrolled]


def fill(app: Flask, *, at: datetime, say: Callable[[str], object]) -> None:
    """Makes the town: people, courses, what they did. One transaction: it is there as a whole or not at all."""
    features: Features = app.extensions["lms"].features
    with app.app_context():
        mark_as_demo()
        say("Musterstadt: 3 departments, 12 offices, 40 people")
        town = Town(at, _people(at))
        for feature in features:
            if feature.source and feature.demo:
                feature.demo(town)
        _enrol(town)
        say("What they learned in two years")
        for citizen, person in town.learners():
            _study(citizen, person, at)
        for feature in features:
            if feature.demo and not feature.source:
                feature.demo(town)
        reindex_all(features)
        db.session.commit()


def _people(at: datetime) -> dict[Citizen, int]:
    for department, offices in OFFICES:
        for office in offices:
            org_unit_by_label(f"{TOWN}/{department}/{office}")
    return {citizen: _person(citizen, at).id for citizen in CITIZENS}


def _person(citizen: Citizen, at: datetime) -> Person:
    local_part = ".".join(fold_umlauts(part).replace(" ", "-") for part in (citizen.given, citizen.family))
    email = f"{anyascii(local_part).lower()}@musterstadt.example"
    person, _new = add_person(
        email, given=citizen.given, family=citizen.family, org=citizen.label, at=at - timedelta(days=800)
    )
    if citizen.role:
        scope = citizen.label if citizen.role == "manager" else ""
        grant_role(person, citizen.role, scope)
    return person


def _enrol(town: Town) -> None:
    coordinator = town.with_role("coordinator")
    for citizen, person in town.learners():
        began = town.at - timedelta(days=citizen.days + 20)
        due = (town.at + timedelta(days=24)).date() if 0 < citizen.share < 0.35 and citizen.days < 10 else None
        enrol(person, MAIN, by=coordinator, at=began, due=due, mandatory=due is not None)
    for citizen, person in town.people.items():
        if citizen.role or not citizen.enrolled:
            enrol(person, WELCOME, by=coordinator, at=town.at - timedelta(days=10))


def _study(citizen: Citizen, person: int, at: datetime) -> None:
    """Does the first part of what the course asks for, spread over the days before."""
    refs = _activities()
    count = len(refs) if citizen.certified else math.floor(citizen.share * len(refs))
    for n, (ref, kind) in enumerate(refs[:count]):
        when = at - timedelta(days=citizen.days, hours=3 * (count - n))
        by = None if kind != "discussed" else _trainer()
        record(Evidence(person, ref, kind, when, 0.9 if kind == "submitted" else None, by))


def _activities() -> list[tuple[ActivityRef, str]]:
    """What the main course's unit asks for, and how it is done: questions, the end of the text, discussions."""
    types: dict[str, ActivityType] = current_app.extensions["lms"].features.types
    goals = goals_of(MAIN, 1)
    found = [leaf.ref for goal in goals if goal.ref.type == "unit" for leaf in leaves(goal.criterion)]
    deeds = [(ref, _deed(types[ref.type]) if ref.type in types else "read") for ref in found]
    return sorted(deeds, key=lambda deed: ("submitted", "read").index(deed[1]) if deed[1] != "discussed" else 2)


def _deed(kind: ActivityType) -> str:
    return next((deed for deed in DEEDS if deed in kind.kinds), min(kind.kinds))


def _trainer() -> int | None:
    return db.session.scalar(select(Grant.person_id).where(Grant.role == "trainer"))
