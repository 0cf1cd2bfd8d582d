"""Measures the explorer under load: `python benchmarks/serve.py --store DIR [--readers 50] [--seconds 600]`.

Starts `canbo serve` on loopback and lets readers, 50 at once, go through it: first page, search, lists, pages of
people, places, meetings and articles, questions of the catalogue, the graph, SPARQL. A reader asks, reads for a second
on average (`--pause`), and asks again, one request at a time; what is asked is drawn with a seed. Prints for each kind
of page the median, 95th and 99th percentile in milliseconds, what was turned away (503) and what failed; then the
processor time of an answer and the memory of the server with its workers over time (Linux). Exit status 1 where
anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import httpx

CANBO = Path(sys.executable).with_name("canbo")
SEED = 7
WORDS = [
    "nguyen van",
    "bi thu",
    "ngan son",
    "hoi nghi",
    "43",
    "thu ngan sach",
    "tran thi",
    "chu tich",
    "nghi quyet",
    "le",
]
SPARQL = [
    "SELECT ?name { ?p a foaf:Person ; foaf:name ?name } LIMIT 20",
    "ASK { ?m a schema:Event }",
    "SELECT ?office ?n { ?t org:member <PERSON> ; org:role ?office . BIND(1 AS ?n) }",
]


def main() -> int:
    """Serve, ask, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a reader reads, on average (default: 1)")
    args = parser.parse_args()
    command = [str(CANBO), "serve", "--store", args.store, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip().rstrip("/")
            load = Load(address, server.pid, args.pause)
            asyncio.run(load.run(args.readers, args.seconds))
        finally:
            server.terminate()
    load.report(args.readers)
    return 1 if load.failed else 0


class Load:
    """The readers, and what they saw."""

    def __init__(self, address: str, pid: int, pause: float) -> None:
        self.address = address
        self.pid = pid
        self.pause = pause
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.away: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.memory: list[tuple[float, float]] = []
        self.work = 0.0

    async def run(self, readers: int, seconds: float) -> None:
        """Let the readers read for so many seconds."""
        limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
        async with httpx.AsyncClient(base_url=self.address, limits=limits, timeout=60) as client:
            things = {kind: await self._things(client, kind) for kind in ("person", "place", "meeting", "article")}
            before, begin = _processor(self.pid), time.monotonic()
            tasks = [self._read(client, things, SEED + number, begin + seconds) for number in range(readers)]
            await asyncio.gather(self._watch(begin, seconds), *tasks)
            self.work = _processor(self.pid) - before

    async def _things(self, client: httpx.AsyncClient, kind: str) -> list[str]:
        answer = await client.get("/list.json", params={"kind": kind})
        rows = answer.json()["answers"]["list"]["rows"]
        return ["/" + row["node"].split("/", 4)[-1] for row in rows]

    async def _read(self, client: httpx.AsyncClient, things: dict[str, list[str]], seed: int, until: float) -> None:
        chosen = random.Random(seed)
        while time.monotonic() < until:
            kind, path = _request(chosen, things)
            begin = time.perf_counter()
            try:
                answer = await client.get(path)
                status = answer.status_code
            except httpx.HTTPError as error:
                self.failed[f"{kind} {type(error).__name__}"] += 1
            else:
                if status == 503:
                    self.away[kind] += 1
                elif status >= 400:
                    self.failed[f"{kind} {status}"] += 1
                else:
                    self.times[kind].append((time.perf_counter() - begin) * 1000)
            await asyncio.sleep(chosen.uniform(0, 2 * self.pause))

    async def _watch(self, begin: float, seconds: float) -> None:
        while time.monotonic() < begin + seconds:
            self.memory.append((time.monotonic() - begin, _resident(self.pid)))
            await asyncio.sleep(min(5.0, seconds / 20))

    def report(self, readers: int) -> None:
        """Print a table, and a line of JSON."""
        every = [one for times in self.times.values() for one in times]
        print(f"{readers} readers, {len(every)} answers, load {os.getloadavg()[0]:.1f}, {platform.machine()}")
        print(f"{'page':<10}{'answers':>9}{'median':>9}{'p95':>9}{'p99':>9}{'503':>7}   ms")
        for kind, times in [*sorted(self.times.items()), ("all", every)]:
            middle, most, last = (_percentile(times, share) for share in (50, 95, 99))
            away = self.away.total() if kind == "all" else self.away[kind]
            print(f"{kind:<10}{len(times):>9}{middle:>9.0f}{most:>9.0f}{last:>9.0f}{away:>7}")
        print("failed:", dict(self.failed) or "none")
        each = self.work * 1000 / max(1, len(every))
        print(f"processor time of an answer: {each:.1f} ms")
        third = max(1, len(self.memory) // 3)
        parts = [self.memory[begin : begin + third] for begin in (0, third, 2 * third)]
        means = [statistics.mean(size for _, size in part) for part in parts if part]
        print("memory of the server and its workers, MB, in thirds of the time:", *(f"{one:.0f}" for one in means))
        figures = {
            "p95": _percentile(every, 95),
            "answers": len(every),
            "work": each,
            "failed": self.failed.total(),
            "memory": means,
        }
        print(json.dumps(figures))


def _request(chosen: random.Random, things: dict[str, list[str]]) -> tuple[str, str]:
    """Return a kind of page and an address, as readers go about."""
    kind = chosen.choices(
        ["home", "search", "list", "person", "place", "meeting", "article", "question", "graph", "sparql"],
        [4, 20, 4, 20, 14, 8, 16, 4, 6, 4],
    )[0]
    if kind in things:
        return kind, chosen.choice(things[kind])
    person = chosen.choice(things["person"])
    query = chosen.choice(SPARQL).replace("PERSON", f"https://w3id.org/canbo{person}")
    name = person.rpartition("/")[2].replace("-", " ")
    return kind, {
        "home": "/",
        "search": f"/search?q={chosen.choice(WORDS)}",
        "list": f"/list?kind={chosen.choice(['person', 'place', 'meeting', 'instrument'])}",
        "question": f"/queries/career?person={name}",
        "graph": f"/graph.json?node={person[1:]}&depth={chosen.choice([1, 1, 2])}",
        "sparql": f"/sparql?query={httpx.QueryParams({'q': query})['q']}".replace("#", "%23"),
    }[kind]


def _percentile(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1] if len(times) > 1 else sum(times)


def _family(pid: int) -> list[int]:
    """Return a process and those whose parent it is."""
    parents = ((int(one.parent.name), _stat(one)) for one in Path("/proc").glob("[0-9]*/stat"))
    return [pid, *(child for child, stat in parents if len(stat) > 1 and int(stat[1]) == pid)]


def _stat(file: Path) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name: state, parent and so on; none where it has ended."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _resident(pid: int) -> float:
    """Return the resident memory of a process and its children, in MB; 0 where the system does not tell."""
    stats = [_stat(Path(f"/proc/{one}/stat")) for one in _family(pid)]
    return sum(int(stat[21]) for stat in stats if stat) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _processor(pid: int) -> float:
    """Return the seconds of processor time of a process, its children, and those that have ended."""
    own = _stat(Path(f"/proc/{pid}/stat"))
    children = [_stat(Path(f"/proc/{one}/stat")) for one in _family(pid)[1:]]
    ticks = sum(map(int, own[11:15])) + sum(int(stat[11]) + int(stat[12]) for stat in children if stat)
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
