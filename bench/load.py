"""A light generator of requests: prebuilt bytes over kept connections, one process, no threads."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from typing import Self

PATIENCE = 30.0


class Refused(RuntimeError):
    """The server answered something else than was asked for."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run gave: how many answers in how long, and how long each took, in seconds."""

    count: int
    seconds: float
    waits: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.count / self.seconds

    @property
    def median(self) -> float:
        """The time that half of the answers stay below."""
        return sorted(self.waits)[len(self.waits) // 2]


@dataclass(slots=True)
class Line:
    """One kept connection with what it still waits for."""

    sock: socket.socket
    began: float = 0.0
    head: bytes = b""
    missing: int = -1
    status: int = 0

    def ask(self, request: bytes) -> None:
        """Sends a request; it fits into the socket's buffer."""
        self.head, self.missing, self.began = b"", -1, perf_counter()
        self.sock.sendall(request)

    def take(self) -> bool:
        """Reads what has arrived; whether the answer is whole."""
        data = self.sock.recv(1 << 18)
        if not data:
            raise Refused("the server closed a connection that was to be kept")
        if self.missing >= 0:
            self.missing -= len(data)
            return self.missing == 0
        self.head += data
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return False
        self.status = int(self.head[9:12])
        self.missing = _length(self.head[:end]) - (len(self.head) - end - 4)
        return self.missing == 0


def _length(head: bytes) -> int:
    found = head.lower().partition(b"\r\ncontent-length:")[2]
    if not found:
        raise Refused("an answer without a length cannot be measured here")
    return int(found.partition(b"\r\n")[0])


@dataclass(slots=True)
class Generator:
    """Keeps some connections to a port of this machine busy."""

    port: int
    connections: int
    lines: dict[int, Line] = field(default_factory=dict)

    def __enter__(self) -> Self:
        for _ in range(self.connections):
            sock = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.lines[sock.fileno()] = Line(sock)
        return self

    def __exit__(self, *problem: object) -> None:
        for line in self.lines.values():
            line.sock.close()

    def run(self, requests: Iterator[bytes], seconds: float, status: int) -> Load:
        """Sends requests until the time is over or none is left, and waits for the last answers."""
        poll = select.epoll()
        waits: list[float] = []
        busy = 0
        began = perf_counter()
        end = began + seconds
        for number, line in self.lines.items():
            poll.register(number, select.EPOLLIN)
            if (request := next(requests, None)) is not None:
                line.ask(request)
                busy += 1
        while busy:
            ready = poll.poll(PATIENCE)
            if not ready:
                raise Refused(f"no answer for {PATIENCE:g} seconds")
            for number, _ in ready:
                line = self.lines[number]
                if not line.take():
                    continue
                moment = perf_counter()
                waits.append(moment - line.began)
                if line.status != status:
                    raise Refused(f"status {line.status} where {status} was expected: {line.head[:2000]!r}")
                request = next(requests, None) if moment < end else None
                if request is None:
                    busy -= 1
                else:
                    line.ask(request)
        poll.close()
        return Load(len(waits), perf_counter() - began, tuple(waits))


def send(port: int, requests: Sequence[bytes], connections: int, seconds: float, status: int = 200) -> Load:
    """Sends requests over and over for a time."""
    with Generator(port, connections) as generator:
        return generator.run(cycle(requests), seconds, status)


def send_once(port: int, requests: Sequence[bytes], connections: int, status: int = 200) -> Load:
    """Sends each request once."""
    with Generator(port, connections) as generator:
        return generator.run(iter(requests), float("inf"), status)


def request(path: str, cookie: str, form: str | None = None) -> bytes:
    """A request as a browser sends it, without what no server here reads."""
    lines = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: de,en-US;q=0.7,en;q=0.3",
        "Accept-Encoding: gzip, deflate, br",
        f"Cookie: {cookie}",
    ]
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return "\r\n".join([*lines, "", form or ""]).encode()
