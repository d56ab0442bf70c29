"""What a course says about itself, as AMB (a profile of schema.org's LearningResource) in JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from courses.content.licences import ALL_RIGHTS
from courses.content.names import lang

CONTEXT = "https://w3id.org/kim/amb/context.jsonld"
_CREATIVE = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")
_OTHERS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-PDDC": "https://creativecommons.org/publicdomain/mark/1.0/",
    "DL-DE-BY-2.0": "https://www.govdata.de/dl-de/by-2-0",
    "DL-DE-ZERO-2.0": "https://www.govdata.de/dl-de/zero-2-0",
}


def learning_resource(
    head: Mapping[str, Any], *, title: str, language: str, minutes: int, address: str
) -> dict[str, Any]:
    """The metadata of a course page; what its head does not say is left out."""
    found: dict[str, Any] = {
        "@context": [CONTEXT, {"@language": language.partition("-")[0]}],
        "id": address,
        "type": ["LearningResource", "Course"],
        "name": title,
        "description": head.get("summary", ""),
        "inLanguage": [lang(language).partition("-")[0]],
        "creator": [_creator(name) for name in head.get("authors", ())],
        "license": _licence(str(head.get("licence", ""))),
        "keywords": list(head.get("keywords", ())),
        "teaches": _teaches(head.get("objectives", ())),
        "timeRequired": f"PT{minutes}M" if minutes else "",
    }
    return {name: value for name, value in found.items() if value}


def _creator(name: str) -> dict[str, str]:
    """An author: two or three words with capitals are a person, all else an organisation."""
    words = name.split()
    person = 2 <= len(words) <= 3 and all(re.fullmatch(r"[^\W\d_][\w.'’-]*", word) for word in words)
    return {"type": "Person" if person and all(word[0].isupper() for word in words) else "Organization", "name": name}


def _licence(licence: str) -> dict[str, str]:
    """The address of a licence; one that reserves everything, or has no known address, has none."""
    if licence == ALL_RIGHTS:
        return {}
    if licence in _OTHERS:
        return {"id": _OTHERS[licence]}
    if found := _CREATIVE.fullmatch(licence):
        country = f"{found[3].lower()}/" if found[3] else ""
        return {"id": f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/{country}"}
    return {"id": f"https://spdx.org/licenses/{licence}.html"} if licence and ":" not in licence else {}


def _teaches(objectives: Sequence[str]) -> list[dict[str, str]]:
    return [{"name": objective} for objective in objectives]
