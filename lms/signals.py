"""What may happen after a commit: onlookers that cannot undo what they see."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

evidence_recorded = _signals.signal("evidence-recorded")
course_published = _signals.signal("course-published")
award_issued = _signals.signal("award-issued")
