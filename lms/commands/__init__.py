"""The kernel's commands, a module each."""

from __future__ import annotations

import click

from lms.commands.care import backup, doctor, features, restore, settings
from lms.commands.install import init, upgrade
from lms.commands.learning import certified, enrol, missing, recompute

COMMANDS: tuple[click.Command, ...] = (
    init,
    upgrade,
    certified,
    enrol,
    missing,
    recompute,
    backup,
    restore,
    doctor,
    features,
    settings,
)
