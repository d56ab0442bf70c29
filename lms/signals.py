"""What may happen after a commit: onlookers that cannot undo what they see."""

from __future__ import annotations

from blinker import Namespace

_signals = Namespace()

course_published = _signals.signal("course-published")
