"""Dates, times and durations as people here write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from lms.core.message import Message, plural
from lms.web.texts import locale, say

MONTHS_EN = "January February March April May June July August September October November December".split()


def init_format(app: Flask) -> None:
    """Gives the filters to all templates."""
    app.jinja_env.filters.update(
        date=format_date, time=format_time, moment=format_moment, minutes=format_minutes, office=office
    )


@cache
def zone(name: str) -> ZoneInfo:
    """A time zone by name."""
    return ZoneInfo(name)


def local(at: datetime) -> datetime:
    """A moment in the organisation's zone."""
    return at.astimezone(zone(current_app.extensions["lms"].settings.timezone))


def format_date(day: date | datetime, language: str | None = None) -> str:
    """24.11.2026, or 24 November 2026."""
    if isinstance(day, datetime):
        day = local(day).date()
    if (language or locale()) == "de":
        return f"{day.day:02}.{day.month:02}.{day.year}"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def format_time(at: datetime) -> str:
    """10:14 Uhr, or 10:14."""
    clock = f"{local(at):%H:%M}"
    return f"{clock} Uhr" if locale() == "de" else clock


def format_moment(at: datetime) -> str:
    """Date and time."""
    return f"{format_date(at)}, {format_time(at)}"


def format_minutes(minutes: int, *, short: bool = False) -> str:
    """11 minutes, 1 hour, 1 hour 30 minutes; in short 11 min."""
    if short:
        return say(Message("%(n)s min", {"n": minutes}))
    hours, rest = divmod(minutes, 60)
    parts = [say(plural("%(n)s hour", "%(n)s hours", hours))] if hours else []
    if rest or not hours:
        parts.append(say(plural("%(n)s minute", "%(n)s minutes", rest)))
    return " ".join(parts)


def office(label: str | None, *, above: bool = False) -> str:
    """The name of an office from its path, or with what stands above it: Sozialamt · Dezernat II."""
    names = (label or "").split("/")
    return " · ".join(reversed(names[1:] or names)) if above else names[-1]
