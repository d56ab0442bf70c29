"""A small course with everything that a unit may hold, for pages that the shipped courses do not need."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from courses.service.importing import examine, take_in
from courses.service.publishing import publish, version_of
from courses.store import registered_types
from lms.core.clock import now
from lms.db import db

COURSE, UNIT = "am-telefon", "der-erste-satz"
CONFIRMED = f"{UNIT}/geuebt"
HEAD = """---
titel: Am Telefon
kennung: am-telefon
kurz: Wie ein Gespräch ruhig beginnt.
autor: Fachstelle Personalentwicklung
lizenz: CC-BY-4.0
lernziele: [ein Gespräch ruhig beginnen]
dauer: 20 min
---

Für alle, die viel telefonieren.
"""
TEXT = """---
titel: Der erste Satz
kennung: der-erste-satz
lernziele: [ein Gespräch ruhig beginnen]
dauer: 20 min
---

## Ankommen (10 min)

Nennen Sie Ihr **Amt** und Ihren *Namen*. Dann hören Sie zu.[^1] Mehr steht im [Leitfaden](blatt.txt).

> [!WARNING] Kein Streit am Telefon
> Wer aufgebracht ist, hört noch nicht zu.

| Lage | Satz |
|---|---|
| Die andere Seite ist aufgebracht | „Ich höre Ihnen zu.“ |

```python
print("Ein langes Beispiel, das in seinem eigenen Rahmen scrollt, statt die Seite breiter zu machen")
```

- [x] gehört
- [ ] verstanden

[^1]: Zuhören heißt: ausreden lassen.

```quiz ruhig titel="Fragen zum Ankommen" ziel=1 rückmeldung=ende
# ruhe
Jemand ist aufgebracht. Was hilft zuerst?
( ) Sofort die Rechtslage erklären
    > Wer aufgebracht ist, hört jetzt noch nicht zu.
(x) Ausreden lassen
    > Wer gehört wird, wird ruhiger.

# minuten
Wie viele Minuten dauert ein Gespräch im Mittel?
= 5 ± 2 Minuten
    > Das trifft es ungefähr.
>> Die meisten Gespräche sind kurz.
```

```material blatt titel="Blatt zum Mitnehmen"
[Blatt zum Mitnehmen](blatt.txt)
```

## Üben (10 min)

```bestätigung geuebt titel="Gespräch geübt" durch=trainer
Sie haben ein Gespräch zu zweit geübt.
```

```moderation zeit="5 min"
Üben Sie zu zweit.
```

```quiz arten titel="Alle Arten zu fragen" ziel=1 pflicht=nein
Frau Demir ruft zum dritten Mal an.

# aussagen
Was trifft zu?
[x] Sie möchte gehört werden.
    > Das ist der Anfang.
[ ] Sie möchte streiten.
    > Das möchte fast niemand.

# wort tippfehler=1
Was hilft zuerst?
= Zuhören | ausreden lassen
    > Beides ist gemeint.

# paare
Was gehört zusammen?

Anfang -> zuhören
Ende -> zusammenfassen
-> auflegen
>> Wer zusammenfasst, zeigt, dass er zugehört hat.

# folge
In welcher Reihenfolge?

1. Zuhören
2. Nachfragen
3. Zusammenfassen
>> Gefragt wird erst, wenn alles gesagt ist.

# luecken
Erst {zuhören|hören}, dann {( ) antworten|(x) fragen}. Es sind {= 2} Schritte.
>> Die Antwort kommt zuletzt.
```
"""
FILES: Mapping[str, bytes] = {
    "kurs.md": HEAD.encode(),
    "01-der-erste-satz.md": TEXT.encode(),
    "blatt.txt": b"Ruhig bleiben.\n",
}


def with_problems() -> dict[str, bytes]:
    """The same course with a missing explanation and an unknown word in the head."""
    broken = TEXT.replace("    > Wer aufgebracht ist, hört jetzt noch nicht zu.\n", "")
    return {**FILES, "01-der-erste-satz.md": broken.replace("dauer: 20 min", "dauer: lange").encode()}


def changed(text: str) -> dict[str, bytes]:
    """The same course with one more sentence."""
    return {
        **FILES,
        "01-der-erste-satz.md": TEXT.replace("## Üben (10 min)\n", f"## Üben (10 min)\n\n{text}\n").encode(),
    }


def named(files: Mapping[str, bytes], key: str, title: str) -> dict[str, bytes]:
    """The same course under another key and title."""
    head = HEAD.replace(COURSE, key).replace("titel: Am Telefon", f"titel: {title}")
    return {**files, "kurs.md": head.encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A folder of files as a ZIP file, as it leaves a desk."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"kurs/{name}", content)
    return packed.getvalue()


def take(files: Mapping[str, bytes], *, by: int | None = None, publishing: bool = True) -> None:
    """Takes the course in, inside an application context, and publishes it."""
    found = examine({COURSE: dict(files)}, registered_types())
    assert all(offered.ok for offered in found), [problem for offered in found for problem in offered.problems]
    take_in([offered.after(version_of(COURSE)) for offered in found], by=by, at=now())
    if publishing:
        publish(COURSE, by=by, at=now())
    db.session.commit()


def line_of(start: str) -> int:
    """Where a line of the unit that has problems stands."""
    lines = with_problems()["01-der-erste-satz.md"].decode().splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(start))
