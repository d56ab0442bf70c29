"""When units open: what must be complete before, in this course or in another."""

from __future__ import annotations

from collections.abc import Mapping

from courses.content.naming import COURSE_PAGE
from courses.store import version_at
from lms.core.criteria import Criterion, reads
from lms.core.evidence import ActivityRef
from lms.core.message import Message
from lms.progress.log import meets
from lms.progress.models import Enrolment


def prerequisites(course: str, version: int | None) -> Mapping[str, Criterion]:
    """What must be complete before each unit of a version opens; under ``kurs`` before any of them does."""
    found = version_at(course, version) if version else None
    return found.prerequisites if found else {}


def waits_for(enrolment: Enrolment, unit: str) -> Criterion | None:
    """What keeps a unit closed for a learner; nothing when it is open."""
    found = prerequisites(enrolment.course, enrolment.version)
    waiting = (found[key] for key in (COURSE_PAGE, unit) if key in found)
    return next((criterion for criterion in waiting if not meets(enrolment, criterion)), None)


def first_of(criterion: Criterion) -> ActivityRef | None:
    """The unit or course to begin with, of those that a prerequisite names."""
    return next((ref for ref in sorted(reads(criterion)) if ref.type in ("unit", "course", "certificate")), None)


def opens_after(ref: ActivityRef | None) -> Message:
    """Why a unit is closed."""
    if ref is not None and ref.type != "unit":
        return Message("This course opens when another one is complete.")
    return Message("This unit opens when another one is complete.")
