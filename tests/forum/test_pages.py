"""The pages of the forum, as people see them."""

from __future__ import annotations

from tests.forum.conftest import QUESTION, Browser


def test_before_ones_own_answer_the_others_are_not_sent_to_the_browser(learner: Browser, colleague: Browser) -> None:
    colleague.answer("Geduld, vor allem.")
    before = learner.read(QUESTION)
    assert "Geduld, vor allem." not in before
    assert "Verlässlichkeit" not in before
    assert "Eine Antwort ist schon da" in before
    learner.answer("Neugier.")
    after = learner.read(QUESTION)
    assert "Geduld, vor allem." in after
    assert after.index("Neugier.") < after.index("Geduld, vor allem.")
