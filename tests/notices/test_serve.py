"""The real processes: a web server, a worker, a mail server, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.app import create_app
from lms.core.clock import now
from lms.core.message import Message
from lms.db import db
from lms.migrate import upgrade
from lms.notices.outbox import send_mail
from lms.testing import let_go
from tests.notices.conftest import Mailbox

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, mailbox: Mailbox) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """``lms serve`` on a free port, with a mail server in its settings."""
    (tmp_path / "settings.toml").write_text(f'mail_host = "127.0.0.1"\nmail_port = {mailbox.port}\n')
    app = create_app({"data": tmp_path})
    upgrade(app.extensions["lms"].settings, app.extensions["lms"].features)
    let_go(app)
    port = free_port()
    command = [sys.executable, "-m", "lms", "--data", str(tmp_path), "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    yield process, port
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


def answer(port: int, path: str, patience: float = 30) -> int:
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as found:
                return int(found.status)
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def children(parent: int) -> set[int]:
    return {
        int(path.name)
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and (path / "stat").exists() and _parent(path) == parent
    }


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def test_it_answers_sends_what_waits_and_leaves_nothing_behind_at_ctrl_c(
    server: tuple[subprocess.Popen[str], int], mailbox: Mailbox, tmp_path: Path
) -> None:
    process, port = server
    assert answer(port, "/readyz") == 200
    app = create_app({"data": tmp_path}, ())
    with app.app_context():
        send_mail("a@stadt.example", Message("New password"), [], kind="x", at=now())
        db.session.commit()
    let_go(app)
    end = time.monotonic() + 30
    while not mailbox.recipients and time.monotonic() < end:
        time.sleep(0.1)
    assert mailbox.recipients == ["a@stadt.example"]
    started = children(process.pid)
    assert len(started) >= 2
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in output
    assert not [pid for pid in started if os.path.exists(f"/proc/{pid}")]


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    app = create_app({"data": tmp_path})
    upgrade(app.extensions["lms"].settings, app.extensions["lms"].features)
    let_go(app)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "lms", "--data", str(tmp_path), "serve", "--port", str(taken.getsockname()[1])]
        english = {**os.environ, "LC_ALL": "en_GB.UTF-8"}
        found = subprocess.run(command, capture_output=True, text=True, env=english, timeout=60, check=False)
    assert found.returncode == 1
    assert "Choose another port with --port." in found.stderr
    assert "Traceback" not in found.stderr
