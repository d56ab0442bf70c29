"""Reads which module of the house imports which, from the syntax trees: nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KERNEL = "lms"
FEATURES = ("courses", "quizzes", "forum", "programmes", "mentoring", "processes", "practices", "interop")

KERNEL_LAYERS = (
    {"core"},
    {"db", "settings", "signals", "features"},
    {"web"},
    {"people", "privacy", "search"},
    {"notices"},
    {"certification"},
    {"progress"},
    {"author", "desk"},
)
"""The kernel from the ground up; what is not named here puts the parts together and stands above them all."""

FEATURE_LAYERS = ({"core", "content", "lint"}, {"models"}, {"service"})
"""A feature from the ground up; its views, forms, commands and exchange formats stand above."""

PURE = ("core", "content", "lint")
"""Folders of a feature that know neither Flask nor a database."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: where it stands and the full name of the module it names."""

    path: Path
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"

    @property
    def top(self) -> str:
        """The package it comes from."""
        return self.module.split(".")[0]

    @property
    def home(self) -> str:
        """The package it stands in."""
        return self.path.parts[0]


def imports(*folders: str, root: Path = ROOT) -> Iterator[Import]:
    """Every import of every module below some folders, wherever in the module it stands."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield from imports_of(path.read_text(), path.relative_to(root), root)


def imports_of(source: str, path: Path, root: Path = ROOT) -> Iterator[Import]:
    """The imports of one module; ``from a import b`` counts as ``a.b`` where that is a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            for alias in node.names:
                inner = root.joinpath(*base.split("."), alias.name)
                is_module = inner.is_dir() or inner.with_suffix(".py").exists()
                yield Import(path, node.lineno, f"{base}.{alias.name}" if is_module else base)


def upward(found: Import, layers: tuple[set[str], ...]) -> bool:
    """Whether an import inside one package reaches for a higher layer than the one it stands in."""
    here = _rank(found.path.parts[1], layers)
    there = _rank(found.module.split(".")[1], layers) if "." in found.module else 0
    return there > here


def _rank(part: str, layers: tuple[set[str], ...]) -> int:
    name = part.removesuffix(".py")
    if name == "__init__":
        return len(layers)
    return next((rank for rank, layer in enumerate(layers) if name in layer), len(layers))
