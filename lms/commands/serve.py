"""Running everything: the web server with its workers, and one process for the jobs."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from lms.commands.language import catalogues
from lms.commands.ready import ready_application
from lms.core.errors import LmsError
from lms.core.message import Message
from lms.settings import Settings, load_settings

THREADS = min(8, 2 * (os.cpu_count() or 2))
PATIENCE = 10


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Number of web processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Run the web server and the job worker until Ctrl-C."""
    run(ready_application().extensions["lms"].settings, host, port, workers)


@click.command()
@click.option("--parent", type=int, default=0, hidden=True)
def worker(parent: int) -> None:
    """Run periodic work and send mails until Ctrl-C."""
    from lms.notices.jobs import queue

    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s", level=logging.INFO)
    logging.getLogger("huey").setLevel(logging.WARNING)
    app = ready_application()
    with app.app_context():
        jobs = queue()
    jobs.work(parent)


def run(settings: Settings, host: str, port: int, workers: int = 2) -> None:
    """Serves an installation at an address until somebody ends it."""
    _check_free(host, port)
    _hand_on(settings)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    shown = f"[{host}]" if ":" in host else host
    server = Granian(
        "lms.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    where = {"product": settings.product_name, "address": f"http://{shown}:{port}"}
    click.echo(catalogues()(Message("%(product)s: %(address)s  (Ctrl-C ends it)", where)))
    with _job_worker():
        server.serve()


def _hand_on(settings: Settings) -> None:
    """Lets the processes that are started here find the same settings, also those that a command overruled."""
    os.environ["LMS_DATA"] = str(settings.data.absolute())
    found = load_settings({"data": settings.data})
    for name in ("database_url", "public_url"):
        if getattr(found, name) != getattr(settings, name):
            os.environ.pop(f"LMS_{name.upper()}_FILE", None)
            os.environ[f"LMS_{name.upper()}"] = getattr(settings, name)


@contextmanager
def _job_worker() -> Iterator[None]:
    """The process for jobs, in a session of its own: Ctrl-C reaches it by us, after the web server has ended."""
    command = [sys.executable, "-m", "lms", "worker", "--parent", str(os.getpid())]
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 our own program
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _check_free(host: str, port: int) -> None:
    """Says which address is taken before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            where = {"host": host, "port": port, "why": error.strerror}
            raise LmsError(
                Message("%(host)s:%(port)s cannot be used: %(why)s. Choose another port with --port.", where)
            ) from error
