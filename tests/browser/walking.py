"""Whole ways through the product, each with the keyboard only and in a browser without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.hands import Keyboard, Mouse
from tests.browser.harness import WIDE, Visitor

WAYS = ("keyboard", "no scripts")


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody works, on as many devices as they like."""

    name: str
    browser: Browser
    address: str
    app: Flask

    @property
    def keys(self) -> bool:
        """Whether nothing but the keyboard is used; then scripts run."""
        return self.name == "keyboard"

    @contextmanager
    def device(self, person: int | None = None) -> Iterator[tuple[Page, Mouse]]:
        """A new browser, with somebody signed in or nobody; nothing may have gone wrong in it at the end."""
        context = self.browser.new_context(locale="de-DE", viewport=WIDE, java_script_enabled=self.keys)
        window = Visitor(context.new_page(), self.address, self.app)
        if person:
            window.sign_in(person)
        window.go("/")
        yield window.page, Keyboard(window.page) if self.keys else Mouse(window.page)
        context.close()
        assert window.faults == []
