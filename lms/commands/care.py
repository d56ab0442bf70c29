"""Commands that look after an installation: settings, features, doctor, backup and restore."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import create_engine, make_url, text

from lms.cli import application
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.migrate import pending, upgrade
from lms.settings import Settings
from lms.web.assets import BUILT, manifest

DUMP = "lms.dump"


@click.command()
def settings() -> None:
    """List every setting: its name, its value, what it means."""
    found: Settings = application().extensions["lms"].settings
    for name, field in Settings.model_fields.items():
        value = getattr(found, name)
        secret = name in ("secret_key", "mail_password") or (name == "database_url" and "@" in str(value))
        click.echo(f"{name} = {'(set)' if secret and value else value!r}\n    {field.description}")


@click.command()
def features() -> None:
    """List the features of this installation and what each adds."""
    for feature in application().extensions["lms"].features:
        types = ", ".join(kind.name for kind in feature.activity_types)
        exporters, importers = feature.exporters, feature.importers
        writes = f"; writes {', '.join(format.name for format in exporters)}" if exporters else ""
        reads = f"; reads {', '.join(format.name for format in importers)}" if importers else ""
        click.echo(f"{feature.name}: {types or 'no activity types'}{writes}{reads}")


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def doctor(form: str) -> None:
    """Check that everything this installation needs is there."""
    checks = [_checked(name, check) for name, check in CHECKS.items()]
    ok = all(check["ok"] for check in checks)
    if form == "json":
        click.echo(json.dumps({"ok": ok, "checks": checks}, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'ok ' if check['ok'] else 'BAD'} {check['name']}: {check['message']}")
    if not ok:
        sys.exit(1)


def _checked(name: str, check: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"name": name, "ok": True, "message": check()}
    except LmsError as error:
        return {"name": name, "ok": False, "message": str(error)}
    except Exception as error:  # noqa: BLE001 a doctor names every illness instead of falling ill
        return {"name": name, "ok": False, "message": f"{type(error).__name__}: {error}"}


def _check_application() -> str:
    names = [feature.name for feature in application().extensions["lms"].features]
    return f"starts with {', '.join(names) or 'no features'}"


def _check_design() -> str:
    lost = [name for name, asset in manifest().items() if not (BUILT / asset.file).is_file()]
    if lost:
        raise LmsError(Message("These files of the design are missing: %(names)s.", {"names": ", ".join(lost)}))
    return f"{len(manifest())} files"


def _check_texts() -> str:
    catalogues = application().extensions["lms_catalogues"]
    sizes = {name: len(getattr(catalogue, "_catalog", {})) for name, catalogue in catalogues.items()}
    if sizes.get("de", 0) < 2:
        raise LmsError(Message("The German texts are not built. Run “make install”."))
    return f"{sizes['de']} German texts"


def _check_folder() -> str:
    data = application().extensions["lms"].settings.data
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=data) as file:
        file.write(b"x")
    return f"{data.absolute()} can be written, {shutil.disk_usage(data).free // 2**20} MB free"


def _check_database() -> str:
    runtime = application().extensions["lms"]
    url = make_url(runtime.settings.database)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return "is not there yet; run “lms init”"
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        waiting = pending(engine, runtime.features)
    finally:
        engine.dispose()
    return f"answers; run “lms upgrade” for {', '.join(waiting)}" if waiting else "answers and is up to date"


def _check_paper() -> str:
    from lms.certification.document import CertificateDocument
    from lms.certification.pdf import render_pdf
    from lms.certification.qr import qr_svg

    day, address = date(2026, 11, 21), "https://lernen.example/certificates/0"
    document = CertificateDocument(
        "Şükrü Đorđević-Łukasz", "Probe", "Probe", 1, day, None, "0", 60, (), "Probe", address, qr_svg(address)
    )
    return f"a certificate of {len(render_pdf(document)) // 1024} kB"


CHECKS = {
    "application": _check_application,
    "design": _check_design,
    "texts": _check_texts,
    "data folder": _check_folder,
    "database": _check_database,
    "certificates": _check_paper,
}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything of this installation into one file."""
    found: Settings = application().extensions["lms"].settings
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _dump(found, dump)
        partial = file.with_name(file.name + ".part")
        with tarfile.open(partial, "w:gz") as archive:
            archive.add(dump, DUMP)
            for path in sorted(found.data.iterdir()):
                if not path.name.startswith(("lms.sqlite3", "jobs.sqlite3")):
                    archive.add(path, f"data/{path.name}")
        os.replace(partial, file)
    click.echo(f"{file}: {file.stat().st_size // 1024} kB")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Replace what this installation holds now.")
def restore(file: Path, yes: bool) -> None:
    """Bring an installation back from a backup."""
    found: Settings = application().extensions["lms"].settings
    if not yes and _has_data(found):
        raise LmsError(Message("This installation holds data. Add --yes to replace it with the backup."))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        _load(found, Path(folder) / DUMP)
        shutil.copytree(Path(folder) / "data", found.data, dirs_exist_ok=True)
    upgrade(found, application().extensions["lms"].features)
    click.echo(f"Restored: {found.data.absolute()}")


def _has_data(found: Settings) -> bool:
    engine = create_engine(found.database)
    try:
        with engine.connect() as connection:
            return bool(connection.execute(text("SELECT count(*) FROM person")).scalar())
    except Exception:  # noqa: BLE001 without tables there is nothing to lose
        return False
    finally:
        engine.dispose()


def _dump(found: Settings, target: Path) -> None:
    url = make_url(found.database)
    if url.get_backend_name() == "sqlite":
        source, copy = sqlite3.connect(str(url.database)), sqlite3.connect(target)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
        return
    _postgres("pg_dump", found, "--format=custom", f"--file={target}")


def _load(found: Settings, dump: Path) -> None:
    url = make_url(found.database)
    if url.get_backend_name() == "sqlite":
        found.data.mkdir(parents=True, exist_ok=True)
        for ending in ("-wal", "-shm"):
            Path(f"{url.database}{ending}").unlink(missing_ok=True)
        shutil.copyfile(dump, str(url.database))
        return
    _postgres("pg_restore", found, "--clean", "--if-exists", "--no-owner", str(dump), database_option=True)


def _postgres(program: str, found: Settings, *words: str, database_option: bool = False) -> None:
    """Runs a program of PostgreSQL; the address goes by its environment, never on the command line."""
    url = make_url(found.database).set(drivername="postgresql")
    path = shutil.which(program)
    if path is None:
        raise LmsError(Message("“%(program)s” is missing. Install PostgreSQL's client programs.", {"program": program}))
    environment = {**os.environ, "PGPASSWORD": url.password or ""}
    shown = url.set(password=None).render_as_string(hide_password=False)
    place = [f"--dbname={shown}"] if database_option else [shown]
    done = subprocess.run([path, *words, *place], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise LmsError(Message("“%(program)s” failed: %(why)s", {"program": program, "why": done.stderr[-300:]}))
