"""Two ways to work on a page: with the mouse, and with nothing but the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import ElementHandle, FilePayload, Locator, Page

FARTHEST = 150
"""How often somebody presses the tab key before giving up."""

WHERE = """target => {
  const at = document.activeElement;
  const group = at.type === "radio" && target.type === "radio" && at.name === target.name && at.form === target.form;
  if (at === target || group) return "here";
  return at.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""


@dataclass(frozen=True, slots=True)
class Mouse:
    """Clicks and types."""

    page: Page

    def press(self, target: Locator) -> None:
        """Follows a link, pushes a button, or unfolds something."""
        target.click()

    def choose(self, target: Locator) -> None:
        """Marks an option."""
        target.check()

    def write(self, target: Locator, text: str) -> None:
        """Replaces what stands in a field."""
        target.fill(text)

    def pick(self, target: Locator, label: str) -> None:
        """Chooses from a list."""
        target.select_option(label=label)

    def attach(self, target: Locator, name: str, data: bytes) -> None:
        """Chooses a file."""
        target.set_input_files(self._file(name, data))

    def _file(self, name: str, data: bytes) -> FilePayload:
        return {"name": name, "mimeType": "application/zip", "buffer": data}


@dataclass(frozen=True, slots=True)
class Keyboard(Mouse):
    """Tab, Enter, Space and the arrows; whatever they do not reach is not there."""

    def press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        element = self._reach(target)
        for _ in range(20):
            if self._on(element):
                break
            self.page.keyboard.press("ArrowDown")
        if not element.is_checked():
            self.page.keyboard.press("Space")
        assert element.is_checked(), f"the keyboard cannot choose {target}"

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def pick(self, target: Locator, label: str) -> None:
        element = self._reach(target)
        self.page.keyboard.press("Home")
        for _ in range(50):
            if element.evaluate("list => list.selectedOptions[0].label") == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the keyboard cannot pick “{label}” from {target}")

    def attach(self, target: Locator, name: str, data: bytes) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press(target)
        chooser.value.set_files(self._file(name, data))

    def _reach(self, target: Locator) -> ElementHandle:
        element = target.element_handle()
        for _ in range(FARTHEST):
            where = element.evaluate(WHERE)
            if where == "here":
                return element
            self.page.keyboard.press("Shift+Tab" if where == "before" else "Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def _on(self, element: ElementHandle) -> bool:
        return bool(element.evaluate("element => document.activeElement === element"))
