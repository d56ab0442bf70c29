"""Measuring the product and the floor in turns, so that whatever else the machine does meets both."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import Load, send, send_once
from bench.serving import Server

WARM = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """One run against one server: answers a second, median wait and processor time for each answer in seconds."""

    rate: float
    wait: float
    work: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The medians of interleaved runs of the product and the floor."""

    ours: Sample
    floor: Sample

    @property
    def ratio(self) -> float:
        """How many of our answers fit into the time of one of the floor's."""
        return self.ours.rate / self.floor.rate

    @property
    def work_ratio(self) -> float:
        """The same by processor time of the web workers, which other programs disturb less."""
        return self.floor.work / self.ours.work if self.ours.work else 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its server, its requests, the status that it answers with."""

    server: Server
    requests: Sequence[bytes]
    status: int = 200

    def run(self, connections: int, seconds: float) -> Sample:
        """Asks for as long as that."""
        return self._sample(lambda: send(self.server.port, self.requests, connections, seconds, self.status))

    def run_once(self, connections: int) -> Sample:
        """Sends every request once."""
        return self._sample(lambda: send_once(self.server.port, self.requests, connections, self.status))

    def _sample(self, run: Callable[[], Load]) -> Sample:
        before = self.server.seconds()
        load = run()
        return Sample(load.rate, load.median, (self.server.seconds() - before) / load.count)


def warm(sides: Sequence[Side]) -> None:
    """Lets every worker see every request a few times."""
    for side in sides:
        for _ in range(2):
            send_once(side.server.port, list(side.requests), WARM, side.status)


def in_turns(first: Callable[[], Sample], second: Callable[[], Sample], runs: int) -> Pair:
    """Runs both so many times; who begins changes."""
    ours, floor = [], []
    for number in range(runs):
        if number % 2:
            floor.append(second())
            ours.append(first())
        else:
            ours.append(first())
            floor.append(second())
    return Pair(_middle(ours), _middle(floor))


def _middle(samples: Sequence[Sample]) -> Sample:
    return Sample(*(median(getattr(sample, name) for sample in samples) for name in Sample.__slots__))


def fetch(port: int, path: str, cookie: str, form: str | None = None) -> tuple[int, bytes, float]:
    """One request by itself: status, body and seconds until all of it was there."""
    from time import perf_counter

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Accept-Language": "de"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = perf_counter()
    connection.request("GET" if form is None else "POST", path, form, headers)
    response = connection.getresponse()
    body = response.read()
    seconds = perf_counter() - began
    connection.close()
    return response.status, body, seconds
