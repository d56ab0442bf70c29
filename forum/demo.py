"""What a demo finds in the forum: a conversation that has begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from forum.service.posts import post_answer, reply
from forum.service.threads import open_threads
from lms.db import db

COURSE = "q-ser-mentor"

ANSWERS: tuple[tuple[str, ...], ...] = (
    (
        "Für mich ist es Neugier. Wer fragt, statt gleich zu antworten, nimmt die andere Person ernst.",
        "Verschwiegenheit. Ohne Vertrauen erzählt niemand, woran es wirklich hakt.",
        "Dass jemand eigene Fehler zugibt. Dann traue ich mich auch, Fragen zu stellen.",
        "Geduld. Neue Kolleginnen und Kollegen brauchen Zeit, um unsere Abläufe zu verstehen.",
    ),
    (
        "Ich würde nicht für jemanden entscheiden, auch wenn ich die Lösung schon sehe.",
        "Bei Streit im Team höre ich zu. Schlichten ist nicht meine Aufgabe.",
        "Wenn es um die Gesundheit geht, nenne ich die Beratungsstelle im Haus.",
    ),
)
REPLY = "Das kenne ich auch. Wie sind Sie damit im Amt umgegangen?"


class Town(Protocol):
    """What a demo tells: when it is, and who takes the course."""

    @property
    def at(self) -> datetime: ...
    def learners(self) -> Sequence[tuple[object, int]]: ...


def begin_conversation(town: Town) -> None:
    """Lets some people answer the course's questions and reply to each other."""
    people = [person for _, person in town.learners()]
    for n, thread in enumerate(open_threads(COURSE, "de", at=town.at - timedelta(days=300))):
        before = None
        for k, text in enumerate(ANSWERS[n % len(ANSWERS)]):
            at = town.at - timedelta(days=40 - 6 * k, hours=n)
            author = people[1 + 2 * n + k]
            if before is not None and k % 2:
                reply(before, REPLY, by=author, at=at - timedelta(hours=1), token=f"demo-{n}-{k}-reply")
            before = post_answer(thread, text, by=author, at=at, token=f"demo-{n}-{k}")
    db.session.flush()
