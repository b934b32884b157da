"""How long the bot takes to be ready, and how much memory its processes hold while it idles.

The real command is started, in a folder and with an environment of its own: no token, a temporary
data folder, and a catalogue that holds no living source, or the demo's feeds on the loopback
interface. Only processes started here are ever ended.
"""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.figures import Figure, Kind, Sense
from bot.demo.feeds import FeedServer
from bot.demo.season import load_season
from bot.model.source import SourceSpec

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
START_SECONDS = 60.0
SETTLE_SECONDS = 12.0
MIB = 1024.0
# A catalogue must hold a source; this one is switched off, so nothing is ever polled.
NOWHERE = SourceSpec(slug="nowhere", name="Nowhere", url="http://127.0.0.1:9/feed", enabled=False)
_OWN_SETTINGS = ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "ADMIN_IDS", "ALLOWED_CHATS")


def process_figures() -> tuple[Figure, ...]:
    """Start-up time, idle memory, and memory after a round of polls."""
    with _room([NOWHERE]) as (folder, environment):
        start_up = _start_up(folder, environment)
        idle = _memory("idle memory of run, all processes", folder, environment)
    with _feeds() as server, _room(load_season().specs(server.base_url)) as (folder, environment):
        environment["FETCH_ALLOW"] = f"{server.address[0]}:{server.port}"
        polled = _memory("the same after five feeds and their pages were polled", folder, environment)
        note = f"{polled.note}; {server.requests} requests answered"
    return start_up, idle, replace(polled, note=note)


def resident_kib(root_pid: int) -> tuple[float, int]:
    """Memory of a process and all its children in KiB, and how many processes there are.

    Proportional set size where Linux offers it (shared pages are counted once), else resident size.
    """
    family = _family(root_pid)
    return sum(_kib(pid) for pid in family), len(family)


def _start_up(folder: Path, environment: dict[str, str]) -> Figure:
    command = [sys.executable, "-m", "bot", "run", "--until-ready"]
    seconds, worked, note = [], [], ""
    for number in range(STARTS + 1):
        start, worked_before = time.perf_counter(), _processor_seconds_of_children()
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            note = f"run --until-ready ended with {done.returncode}: {_last_line(done.stderr)}"
            break
        if number:  # the first start makes the database and fills the caches
            seconds.append(time.perf_counter() - start)
            worked.append(_processor_seconds_of_children() - worked_before)
    if not note:
        # On a busy machine the clock runs on while the start waits for its turn; this tells how much.
        note = f"median of {STARTS} starts, whole process, exit included; {median(worked):.2f} s of work each"
    return Figure(
        name="import to ready, warm",
        value=median(seconds) if len(seconds) == STARTS else None,
        unit="s",
        sense=Sense.AT_MOST,
        target=1.5,
        kind=Kind.MACHINE,
        note=note,
    )


def _processor_seconds_of_children() -> float:
    """Processor time of all children that have ended so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _memory(name: str, folder: Path, environment: dict[str, str]) -> Figure:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(SETTLE_SECONDS)
        code = process.poll()
        kib, count = resident_kib(process.pid) if code is None else (0.0, 0)
    finally:
        _end(process)
    note = f"{count} process(es), {SETTLE_SECONDS:.0f} s after the start"
    return Figure(
        name=name,
        value=None if code is not None else kib / MIB,
        unit="MiB",
        sense=Sense.AT_MOST,
        target=150,
        kind=Kind.MACHINE,
        note=note if code is None else f"run ended by itself with {code}",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close its input, which ends a conversation on the terminal; insist if it does not go."""
    if process.stdin is not None:
        process.stdin.close()
    for insist in (process.terminate, process.kill):
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            insist()
        else:
            return
    process.wait()


@contextmanager
def _room(sources: Sequence[SourceSpec]) -> Iterator[tuple[Path, dict[str, str]]]:
    """A temporary folder and an environment in which ``python -m bot`` finds nothing of ours."""
    with TemporaryDirectory(prefix="borderwatch-bench-") as name:
        folder = Path(name)
        catalogue = folder / "sources.toml"
        catalogue.write_text("\n".join(map(_source_table, sources)), encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if key not in _OWN_SETTINGS}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(folder / "var"),
            "SOURCES_FILE": str(catalogue),
            "LOG_LEVEL": "ERROR",
        }
        yield folder, environment


def _source_table(spec: SourceSpec) -> str:
    return (
        f'[[source]]\nslug = "{spec.slug}"\nname = "{spec.name}"\nurl = "{spec.url}"\n'
        f'language = "{spec.language or "en"}"\nenabled = {str(spec.enabled).lower()}\n'
    )


@contextmanager
def _feeds() -> Iterator[FeedServer]:
    """The demo's feeds as they stand after the last report, served from a thread of their own."""
    season = load_season()
    end = season.moments()[-1].at
    server = FeedServer(season, lambda: end)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(timeout=10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no message"


def _family(root_pid: int) -> list[int]:
    """The process and all that descend from it."""
    pairs = _parents()
    family = [root_pid]
    for pid in family:  # grows while it is walked
        family += [child for child, parent in pairs if parent == pid]
    return family


def _parents() -> list[tuple[int, int]]:
    """(process, parent) of everything that runs, from /proc or, without it, from ``ps``."""
    stats = list(Path("/proc").glob("[0-9]*/stat"))
    if stats:
        return [pair for path in stats if (pair := _parent(path)) is not None]
    listing = subprocess.run(
        [_ps(), "-A", "-o", "pid=,ppid="], capture_output=True, text=True, timeout=30, check=True
    ).stdout
    rows = [line.split() for line in listing.splitlines() if line.strip()]
    return [(int(pid), int(parent)) for pid, parent in rows]


def _ps() -> str:
    return shutil.which("ps") or "/bin/ps"


def _parent(stat: Path) -> tuple[int, int] | None:
    try:
        after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has ended since it was listed
        return None
    return int(stat.parent.name), int(after_name[1])


def _kib(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:
        answer = subprocess.run(
            [_ps(), "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, timeout=30, check=False
        )
        return float(answer.stdout.strip() or 0)
