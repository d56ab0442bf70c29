"""Slowing down who guesses numbers: after twenty wrong tries from one line, the next has to wait."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from lms.db import writing
from lms.people import throttle

KIND = "certificate"


def seconds_to_wait(address: str, *, at: datetime) -> int:
    """How long the next try from an address has to wait; mostly not at all."""
    until = throttle.slowed_until(KIND, _line(address), at)
    return int((until - at).total_seconds()) if until else 0


def note_wrong_try(address: str, *, at: datetime) -> None:
    """Counts a wrong try, in a transaction of its own: a page that is only read may find one out."""
    with writing():
        throttle.note(KIND, _line(address), at)


def _line(address: str) -> str:
    """One IPv4 address, or the /64 that a single line has under IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{parsed}/64", strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
