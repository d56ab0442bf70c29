"""The kernel's commands, a module each."""

from __future__ import annotations

import click

from lms.commands.install import init, upgrade

COMMANDS: tuple[click.Command, ...] = (init, upgrade)
