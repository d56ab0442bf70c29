"""The tables of the documents that are made from the code; ``python -m tests.docs_tables`` writes them anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from courses.lint.engine import manual
from courses.lint.severity import ASKS
from lms.app import create_app
from lms.features import built_in
from lms.privacy import retention
from lms.settings import Settings
from tests.house import ROOT


def settings() -> list[str]:
    """Each setting, what holds without it, and what it means."""
    return [
        f"| `{name}` | {_shown(field.default)} | {field.description} |" for name, field in Settings.model_fields.items()
    ]


def _shown(value: object) -> str:
    return f"`{value}`" if value not in ("", (), {}) else "–"


def rules() -> list[str]:
    """Each rule of the linter, whether it stops publishing, and the first line of its manual page."""
    return [f"| `{name}` | {'asks' if name in ASKS else 'stops'} | {_first(page)} |" for name, page in manual().items()]


def _first(page: str) -> str:
    return page.partition("\n")[0].replace("``", "`").replace("|", r"\|")


def periods() -> list[str]:
    """What is deleted, counted from when, and after how long."""
    with tempfile.TemporaryDirectory() as folder, create_app({"data": Path(folder)}, built_in()).app_context():
        return [f"| {rule.data} | {rule.start} | {_days(rule.days)} |" for rule in retention.rules()]


def _days(number: int) -> str:
    return "at once" if number == 0 else "1 day" if number == 1 else f"{number} days"


TABLES: Mapping[tuple[str, str], Callable[[], list[str]]] = {
    ("docs/operations.md", "| Setting | Without it | |"): settings,
    ("docs/lint.md", "| Rule | | |"): rules,
    ("docs/privacy.md", "| Data | Counted from | Deleted after |"): periods,
}
"""The tables by file and first line."""


def rows(name: str, head: str) -> list[str]:
    """The rows of a table as the document has them."""
    lines = (ROOT / name).read_text().split("\n")
    start = lines.index(head) + 2
    end = next(n for n, line in enumerate(lines) if n >= start and not line.startswith("|"))
    return lines[start:end]


def write() -> None:
    """Brings every table up to date."""
    for (name, head), make in TABLES.items():
        path = ROOT / name
        old, new = ("\n".join([head, *_rule(path, head), *lines]) for lines in (rows(name, head), make()))
        path.write_text(path.read_text().replace(old, new))


def _rule(path: Path, head: str) -> list[str]:
    lines = path.read_text().split("\n")
    return [lines[lines.index(head) + 1]]


if __name__ == "__main__":
    write()
