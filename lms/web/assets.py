"""The files of the design, by names that change with their content."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import current_app, request

from lms.core.errors import LmsError
from lms.core.message import Message

BUILT = Path(__file__).parent / "static" / "built"


class Asset(NamedTuple):
    """A built file and the hash that a browser checks it against."""

    file: str
    integrity: str


@cache
def manifest() -> dict[str, Asset]:
    """What the build made, by logical name."""
    path = BUILT / "manifest.json"
    if not path.exists():
        raise LmsError(Message("The files of the design are not built yet. Run “make install”."))
    return {name: Asset(entry["file"], entry["integrity"]) for name, entry in json.loads(path.read_text()).items()}


def asset_url(name: str) -> str:
    """The address of a built file."""
    return f"{request.script_root}{current_app.static_url_path}/{manifest()[name].file}"
