"""Starting the servers that are measured, and what the system says about their processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and the process that started its workers."""

    port: int
    process: int

    def workers(self) -> list[int]:
        """Its web workers: they are copies of the process that started them; the job worker is a program of its own."""
        own = _command(self.process)
        found = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        return [int(child) for child in found if _command(int(child)) == own]

    def memory(self) -> float:
        """What its web workers take together, in MB: shared pages are counted once (PSS)."""
        return sum(_pss(process) for process in self.workers()) / 1024

    def seconds(self) -> float:
        """The processor time that its web workers have used so far."""
        return sum(_used(process) for process in self.workers()) / 1e9


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _used(process: int) -> int:
    """Nanoseconds of all threads."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads)


@contextmanager
def product(data: Path, database_url: str) -> Iterator[Server]:
    """Lernlotse as an installation runs it: ``lms serve``, with two web workers and its job worker."""
    port = free_port()
    command = [sys.executable, "-m", "lms", "--data", str(data), "serve", "--port", str(port)]
    with _running(command, data, database_url, port, "/healthz") as server:
        yield server


@contextmanager
def floor(data: Path, database_url: str) -> Iterator[Server]:
    """The floor on the same server with the same settings."""
    port = free_port()
    with _running([sys.executable, "-m", "bench.floor", "--port", str(port)], data, database_url, port, "/") as server:
        yield server


@contextmanager
def _running(command: Sequence[str], data: Path, database_url: str, port: int, path: str) -> Iterator[Server]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environment |= {"LMS_DATA": str(data), "PYTHONPATH": str(ROOT)}
    if database_url:
        environment["LMS_DATABASE_URL"] = database_url
    log = data / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=ROOT)
        try:
            _wait(process, f"http://127.0.0.1:{port}{path}", log)
            yield Server(port, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Waits until a server answers, whatever it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except HTTPError:
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server at {address} did not start:\n{log.read_text()[-2000:]}")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
