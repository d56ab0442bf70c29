"""What the names of files say: the order, the key and the language; and which languages there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lms.core.errors import BadValue
from lms.core.message import Message
from lms.core.values import fold, nearest, read_key, trim

HEADS = frozenset({"kurs", "course"})
POOLS = frozenset({"fragen", "questions"})
RESERVED = frozenset({"programm", "programme"})
IGNORED = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})

SIMPLE = frozenset({"de-einfach", "de-leicht"})
_ISO_639 = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en"
    " eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv"
    " ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne"
    " ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st"
    " su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    " ckb dsb frr fil hsb kmr nds prs rom stq".split()
)
_NAMED = {
    "deutsch": "de",
    "german": "de",
    "englisch": "en",
    "english": "en",
    "franzoesisch": "fr",
    "french": "fr",
    "tuerkisch": "tr",
    "ukrainisch": "uk",
    "polnisch": "pl",
    "russisch": "ru",
    "arabisch": "ar",
    "einfache sprache": "de-einfach",
    "leichte sprache": "de-leicht",
    "de-simple": "de-einfach",
}
_TAG = re.compile(r"([a-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|[0-9]{3}))?")
_NUMBERED = re.compile(r"([0-9]+)(?:[ \u00a0_.-]+(.+)|)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A file name taken apart: ``number`` orders, ``stem`` becomes the key, ``language`` may be empty."""

    number: int | None
    stem: str
    language: str

    @property
    def order(self) -> tuple[float, str]:
        """Numbered files first, by number, then by name."""
        return (float("inf") if self.number is None else self.number, fold(self.stem))


def read_language(text: str) -> str:
    """A language tag (BCP 47), or ``de-einfach`` and ``de-leicht``."""
    bare = trim(text)
    lowered = fold(bare)
    if lowered in SIMPLE:
        return lowered
    found = _TAG.fullmatch(bare[:3].lower() + bare[3:])
    if found and found[1] in _ISO_639:
        return found[1] + (found[2] or "").title() + (found[3] or "").upper()
    meant = _NAMED.get(lowered)
    if meant:
        raise BadValue(
            Message("“%(text)s” is not a language tag. Write %(tag)s.", {"text": bare, "tag": meant}),
        )
    raise BadValue(
        Message("“%(text)s” is not a language tag. Examples: de · en · de-einfach.", {"text": bare}),
    )


def lang(language: str) -> str:
    """The language as it is sent in HTML."""
    return "de-simple" if language in SIMPLE else language


def read_name(filename: str) -> Name:
    """Takes a file name apart; raises BadValue where a language is written that does not exist."""
    stem = filename[: -len(".md")]
    language = ""
    if "." in stem:
        stem, _, tag = stem.rpartition(".")
        if not re.fullmatch("[0-9]+", stem) or not _NUMBERED.match(f"{stem}.{tag}"):
            language = read_language(tag)
        else:
            stem = f"{stem}.{tag}"
    found = _NUMBERED.match(stem)
    if found:
        return Name(int(found[1][:9]), found[2] or found[1], language)
    return Name(None, stem, language)


def key_from(stem: str) -> str:
    """The key that a name becomes when its author wrote none."""
    return read_key(re.sub(r"[\s_.\u00a0\u202f-]+", "-", trim(stem)).strip("-"))


def is_markdown(path: str) -> bool:
    """Whether a path is a Markdown file."""
    return path.lower().endswith(".md")


def is_ignored(path: str) -> bool:
    """Whether nothing is read from a path: hidden parts, and the files that every repository has."""
    parts = path.split("/")
    if any(part.startswith((".", "_")) for part in parts):
        return True
    stem, _, ending = parts[-1].partition(".")
    return fold(stem) in IGNORED and ending.rpartition(".")[2].lower() in ("", "md", "rst", "txt")


def suggest(word: str, known: list[str]) -> str:
    """A word that was probably meant, or nothing."""
    return nearest(word, known) or ""
