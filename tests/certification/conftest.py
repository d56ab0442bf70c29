"""A day on which the certificates of these tests are asked for."""

from datetime import datetime, timedelta

import pytest

from lms.certification import views
from lms.testing import MONDAY


class Clock:
    """The present as the pages see it."""

    at = MONDAY + timedelta(days=2)

    def __call__(self) -> datetime:
        """The present moment."""
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets what time it is on the pages of certificates: a Wednesday, the day after the awards were issued."""
    found = Clock()
    monkeypatch.setattr(views, "now", found)
    return found
