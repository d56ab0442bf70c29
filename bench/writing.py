"""Courses in Markdown, as large as a benchmark wants them, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

COURSE = "massband"
UNITS = 10
QUESTIONS = 10
TALKS = 5
"""A generated course: units, questions in one section, discussions in each unit."""

WORDS = (
    "Amt Antrag Auskunft Bescheid Besuch Bürger Dienst Ende Erfahrung Frage Frist Gespräch Gruppe Hilfe Kollegin"
    " Leitung Regel Schalter Schritt Stelle Termin Vorgang Weg Woche Zeit Ziel begleiten beginnen erklären fragen hören"
    " klären lernen merken notieren sprechen verstehen weitergeben zeigen aber auch bald dort gern heute immer jetzt"
    " oft selten und oder mit ohne für nach vor über zwischen der die das eine einen dem im am"
).split()

COURSE_HEAD = """---
titel: Messen und prüfen
kennung: {key}
kurz: Ein Kurs, an dem gemessen wird, wie schnell die Seiten sind.
autor: Bench
lizenz: CC0-1.0
zertifikat:
  titel: Gemessen
  gültig: 24 Monate
---

{text}
"""
UNIT_HEAD = """---
titel: Einheit {n}
kennung: einheit-{n}
kurz: Was in der Einheit {n} steht, in einem Satz gesagt.
lernziele:
  - den Vorgang {n} erklären
  - die Frist nennen
dauer: 30 min
---

"""


def measured_course() -> Mapping[str, bytes]:
    """The files of a course with ten units; the second section of each asks ten questions."""
    luck = random.Random(1)
    files = {"kurs.md": COURSE_HEAD.format(key=COURSE, text=_paragraphs(luck, 120)).encode()}
    for n in range(1, UNITS + 1):
        files[f"{n:02}-einheit.md"] = "".join(_unit(luck, n)).encode()
    return files


def large_course(units: int, words: int = 1500) -> Mapping[str, bytes]:
    """The files of a course with many units of so many words each, as people write them: lists, tables, links."""
    luck = random.Random(2)
    files = {"kurs.md": COURSE_HEAD.format(key="gross", text=_paragraphs(luck, 80)).encode()}
    for n in range(1, units + 1):
        sections = "\n".join(_section(luck, n, part, words // 5) for part in range(1, 6))
        files[f"{n:04}-einheit.md"] = (UNIT_HEAD.format(n=n) + sections).encode()
    return files


def _unit(luck: random.Random, n: int) -> Iterator[str]:
    yield UNIT_HEAD.format(n=n)
    yield _section(luck, n, 1, 450)
    yield f"\n## Fragen\n\n{_paragraphs(luck, 30)}\n\n{_quiz(luck, 'sofort', '')}"
    yield f"\n## Test\n\n{_quiz(luck, 'test', ' rueckmeldung=ende')}"
    yield "\n## Austausch\n\n"
    for talk in range(1, TALKS + 1):
        yield f'```diskussion frage-{talk} titel="Frage {talk}"\n{_sentence(luck)[:-1]}?\n```\n\n'


def _section(luck: random.Random, unit: int, part: int, words: int) -> str:
    return f"""## Abschnitt {part} der Einheit {unit}

{_paragraphs(luck, words // 2)}

- **{_sentence(luck)}**
- {_sentence(luck)} [Mehr dazu](https://www.stadt.example/{unit}/{part})
- {_sentence(luck)}

### Im Überblick

| Was | Wie |
|---|---|
| {_sentence(luck)} | {_sentence(luck)} |
| {_sentence(luck)} | {_sentence(luck)} |

{_paragraphs(luck, words // 2 - 90)}
"""


def _quiz(luck: random.Random, key: str, more: str) -> str:
    questions = "\n\n".join(
        f"# frage-{n}\n{_sentence(luck)[:-1]}?\n"
        + "\n".join(f"({'x' if n % 4 == m else ' '}) {_sentence(luck)}\n    > {_sentence(luck)}" for m in range(4))
        for n in range(1, QUESTIONS + 1)
    )
    return f'```quiz {key} titel="Fragen"{more}\n{questions}\n```\n'


def _paragraphs(luck: random.Random, words: int) -> str:
    return "\n\n".join(" ".join(_sentence(luck) for _ in range(5)) for _ in range(max(1, round(words / 50))))


def _sentence(luck: random.Random) -> str:
    return " ".join(luck.choices(WORDS, k=10)).capitalize() + "."
