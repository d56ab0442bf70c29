"""The kernel's commands, a module each."""

from __future__ import annotations

import click

from lms.commands.care import backup, doctor, features, restore, settings
from lms.commands.demo import demo
from lms.commands.install import init, upgrade
from lms.commands.learning import certified, enrol, missing, recompute
from lms.commands.people import people
from lms.commands.serve import serve, worker

COMMANDS: tuple[click.Command, ...] = (
    init,
    demo,
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
    people,
    serve,
    worker,
)
