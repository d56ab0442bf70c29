"""Values as people type them: numbers, percentages, durations, dates, keys and words, German or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from lms.core.certificate import Validity
from lms.core.errors import BadValue
from lms.core.message import Message

BLANKS = " \t\u00a0\u202f"
UE_MINUTES = 45
DAY_MINUTES = 8 * 60
RESERVED = frozenset({"kurs", "course", "fragen", "questions"})
MAX_KEY = 60
LARGEST = 1e12

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BLANK = f"[{BLANKS}]"
_NUMBER = rf"[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*"
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+"
)
_PLAIN = re.compile(rf"([-+−]?)([0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+|[0-9]+)(?:[.,]([0-9]+))?")
_PART = re.compile(rf"(?:([0-9]{{0,5}}){_BLANK}*½|({_NUMBER})){_BLANK}*([a-z]+)\.?")
_ISO_SPAN = re.compile(r"pt(?=[0-9])(?:([0-9]{1,5})h)?(?:([0-9]{1,5})m)?")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_TIMES = {
    **dict.fromkeys(("min", "minute", "minuten", "minutes", "mins"), 1),
    **dict.fromkeys(("h", "std", "stunde", "stunden", "hour", "hours"), 60),
    "ue": UE_MINUTES,
    **dict.fromkeys(("tag", "tage", "tagen", "day", "days"), DAY_MINUTES),
}
_SPANS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("tag", "tage", "tagen", "day", "days", "d"), ("days", 1)),
    **dict.fromkeys(("woche", "wochen", "week", "weeks", "w"), ("days", 7)),
    **dict.fromkeys(("monat", "monate", "monaten", "month", "months", "m"), ("months", 1)),
    **dict.fromkeys(("jahr", "jahre", "jahren", "year", "years", "y"), ("months", 12)),
}
_LONGEST = {"days": 36_525, "months": 1_200}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "january", "jaenner"),
            ("februar", "february"),
            ("maerz", "march"),
            ("april",),
            ("mai", "may"),
            ("juni", "june"),
            ("juli", "july"),
            ("august",),
            ("september",),
            ("oktober", "october"),
            ("november",),
            ("dezember", "december"),
        ),
        1,
    )
    for name in names
}


class AmbiguousNumber(BadValue):
    """A number that could mean two things."""

    rule = "number-ambiguous"


class MissingPercent(BadValue):
    """A number where a percentage is due."""

    rule = "percent-sign"


def rule_of(error: BadValue, otherwise: str) -> str:
    """The lint rule that a bad value breaks, if it is one of its own."""
    return str(getattr(error, "rule", otherwise))


def fold(text: str) -> str:
    """Text as words are compared: lower case, umlauts written out, no other marks."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", lowered) if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare)


def trim(text: str) -> str:
    """Text in NFC with single plain blanks inside and none around it."""
    return " ".join(re.sub(f"{_BLANK}+", " ", unicodedata.normalize("NFC", text)).split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that the writer probably meant, if one is close."""
    by_fold = {fold(name): name for name in reversed(list(known))}
    found = get_close_matches(fold(word), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else None


def read_number(text: str) -> float:
    """A number with a decimal comma or point; only blanks group its digits (``164 374``, ``2,5``)."""
    bare = trim(text)
    found = _PLAIN.fullmatch(bare)
    digits = bare.lstrip("-+−")
    if _AMBIGUOUS.fullmatch(digits):
        raise AmbiguousNumber(
            Message(
                "“%(text)s” could mean %(whole)s or %(part)s. Write the one you mean.",
                {"text": bare, "whole": re.sub("[.,]", "", bare), "part": _decimal(bare)},
            )
        )
    if _GROUPED.fullmatch(digits):
        whole = re.sub(r"[.,](?=[0-9]{3}(?:\D|$))", "", bare)
        raise AmbiguousNumber(
            Message("“%(text)s”: write %(whole)s, without separators.", {"text": bare, "whole": whole})
        )
    if not found:
        raise BadValue(Message("“%(text)s” is not a number. Examples: 6 · 2,5 · 164 374.", {"text": bare}))
    sign, whole, part = found.groups()
    value = float(re.sub(_BLANK, "", whole) + "." + (part or "0"))
    if value > LARGEST:
        raise BadValue(Message("The number “%(text)s…” is too large.", {"text": bare[:20]}))
    return -value if sign in ("-", "−") else value


def _decimal(text: str) -> str:
    """The reading as a fraction, without the zeros that make it look like a thousand."""
    whole, _, part = text.replace(",", ".").partition(".")
    return f"{whole},{part.rstrip('0') or '0'}"


def read_percent(text: str) -> float:
    """A percentage, as a share from 0 to 1 (``80 %`` is 0.8)."""
    bare = trim(text)
    found = re.fullmatch(r"(.*?) ?(?:%|prozent|percent)", bare, re.IGNORECASE)
    if not found:
        value = read_number(bare)
        likely = f"{value * 100 if 0 < value <= 1 else value:g}".replace(".", ",")
        raise MissingPercent(
            Message(
                "“%(text)s”: do you mean %(likely)s %%? Add the percent sign.",
                {"text": bare, "likely": likely},
            )
        )
    value = read_number(found[1]) / 100
    if not 0 <= value <= 1:
        raise BadValue(Message("“%(text)s”: a share lies between 0 %% and 100 %%.", {"text": bare}))
    return value


def read_duration(text: str) -> int:
    """A duration in minutes: ``90 min``, ``1½ h``, ``1 h 30``, ``8 UE`` (45 minutes each), ``PT1H30M``."""
    bare = trim(text)
    folded = fold(bare)
    if iso := _ISO_SPAN.fullmatch(folded):
        return int(iso[1] or 0) * 60 + int(iso[2] or 0)
    if re.fullmatch(_NUMBER, bare):
        read_number(bare)
        raise BadValue(Message("“%(text)s” what? Write %(text)s min or %(text)s h.", {"text": bare}))
    if re.fullmatch(r"[0-9]+:[0-9][0-9]", bare):
        hours, minutes = bare.split(":")
        raise BadValue(
            Message(
                "“%(text)s” looks like a time of day. Write for example %(hours)s h %(minutes)s min.",
                {"text": bare, "hours": hours, "minutes": minutes},
            )
        )
    total, rest, unit = 0.0, folded, ""
    while found := _PART.match(rest):
        unit = found[3]
        if unit not in _TIMES:
            break
        total += _amount(found) * _TIMES[unit]
        rest = rest[found.end() :].lstrip()
    if total and re.fullmatch("[0-9]{1,3}", rest) and _TIMES[unit] == 60:
        total, rest = total + int(rest), ""
    if rest or rest == folded:
        raise BadValue(
            Message("“%(text)s” is not a duration. Examples: 90 min · 1 h 30 min · 1½ h · 8 UE.", {"text": bare})
        )
    return round(total)


def _amount(part: re.Match[str]) -> float:
    if part[2] is None:
        return int(part[1] or 0) + 0.5
    return read_number(part[2])


def read_date(text: str) -> date:
    """A day: ``21.11.2026``, ``2026-11-21`` or ``21. November 2026``."""
    bare = trim(text)
    if found := re.fullmatch(r"([0-9]{4})-([0-9][0-9])-([0-9][0-9])", bare):
        return _day(bare, int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", bare):
        return _day(bare, int(found[3]), int(found[2]), int(found[1]))
    found = re.fullmatch(r"([0-9]{1,2})\.? ([a-z]+) ([0-9]{4})", fold(bare))
    if found and found[2] in _MONTHS:
        return _day(bare, int(found[3]), _MONTHS[found[2]], int(found[1]))
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9][0-9]", bare):
        raise BadValue(Message("“%(text)s”: write the year with four digits, as in 21.11.2026.", {"text": bare}))
    raise BadValue(
        Message("“%(text)s” is not a date. Examples: 21.11.2026 · 2026-11-21 · 21. November 2026.", {"text": bare})
    )


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(Message("The day “%(text)s” does not exist.", {"text": text})) from None


def read_validity(text: str) -> Validity:
    """How long a certificate holds: ``24 Monate``, ``bis 31.01.``, ``P24M``, ``unbegrenzt``."""
    bare = trim(text)
    folded = fold(bare)
    if folded in ("unbegrenzt", "unlimited"):
        return Validity()
    if found := re.fullmatch(r"(?:bis|until) (?:zum )?(.+)", folded):
        return _until(bare, found[1])
    found = re.fullmatch(r"p([0-9]{1,6})([ymwd])", folded) or re.fullmatch(r"([0-9]{1,6}) ?([a-z]{2,})", folded)
    if not found or found[2] not in _SPANS:
        raise BadValue(
            Message(
                "“%(text)s” is not a validity. Examples: 24 months · 2 years · until 31.01. · unlimited.",
                {"text": bare},
            )
        )
    return _span(bare, int(found[1]), *_SPANS[found[2]])


def _span(text: str, n: int, unit: str, factor: int) -> Validity:
    if not 1 <= n * factor <= _LONGEST[unit]:
        raise BadValue(
            Message(
                "“%(text)s”: a span lies between a day and 100 years. Without an end, write “unlimited”.",
                {"text": text},
            )
        )
    return Validity(months=n * factor) if unit == "months" else Validity(days=n * factor)


def _until(text: str, day: str) -> Validity:
    yearly = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\.?", day)
    named = re.fullmatch(r"([0-9]{1,2})\.? ([a-z]+)", day)
    if yearly:
        found = _day(text, 2000, int(yearly[2]), int(yearly[1]))
    elif named and named[2] in _MONTHS:
        found = _day(text, 2000, _MONTHS[named[2]], int(named[1]))
    else:
        return Validity(until=read_date(day))
    return Validity(yearly=(found.month, found.day))


def read_key(text: str) -> str:
    """A key: letters a to z, digits and single hyphens, after folding."""
    key = fold(trim(text))
    if not _KEY.fullmatch(key):
        raise BadValue(
            Message("“%(text)s” is not a key: only letters, digits and single hyphens.", {"text": trim(text)})
        )
    if len(key) > MAX_KEY:
        raise BadValue(
            Message(
                "The key “%(text)s…” has %(n)s characters; at most %(most)s are allowed.",
                {"text": key[:20], "n": len(key), "most": MAX_KEY},
            )
        )
    if key in RESERVED:
        raise BadValue(Message("“%(text)s” has a meaning of its own here. Choose another key.", {"text": key}))
    return key


def read_count(text: str, *, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number."""
    bare = trim(text)
    digits = bare.replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,9}", bare):
        if _AMBIGUOUS.fullmatch(bare):
            read_number(bare)
        raise BadValue(Message("“%(text)s” is not a whole number. Example: 3.", {"text": bare}))
    value = int(digits)
    if not least <= value <= most:
        raise BadValue(
            Message(
                "“%(text)s”: a number from %(least)s to %(most)s belongs here.",
                {"text": bare, "least": least, "most": most},
            )
        )
    return value


def read_yes_no(text: str) -> bool:
    """Yes or no: ``ja``, ``nein``, ``yes``, ``no``."""
    found = {"ja": True, "yes": True, "nein": False, "no": False}.get(fold(trim(text)))
    if found is None:
        raise BadValue(Message("“%(text)s”: yes or no belongs here.", {"text": trim(text)}))
    return found


def choice(options: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """A reader for one of some words; ``options`` maps each value to its words, German first, then English."""
    by_word = {fold(word): value for value, words in options.items() for word in words}

    def read(text: str) -> str:
        value = by_word.get(fold(trim(text)))
        if value is None:
            raise BadValue(
                Message(
                    "“%(text)s” does not exist here. Possible: %(words)s.",
                    {"text": trim(text), "words": ", ".join(_shown(words) for words in options.values())},
                )
            )
        return value

    return read


def _shown(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 or fold(words[0]) == fold(words[1]) else f"{words[0]} ({words[1]})"
