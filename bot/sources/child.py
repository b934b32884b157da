"""The life of the parsing process: started on first use, killed when it errs, stopped when idle.

Knows nothing of feeds. One job at a time; a job that dies, hangs or answers nonsense costs the
process, never the bot. The process gets an environment of its own, in which no secret can be.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bot

PROGRAM = (sys.executable, "-m", "bot.sources.parser_process")
ROOT = Path(bot.__file__).resolve().parent.parent
# What a Python in an unusual place may need to start; everything else stays with us.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME")
MAX_ANSWER_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """How long a job, a start and a rest may last, in seconds of wall time."""

    job_seconds: float = 15.0
    start_seconds: float = 30.0
    idle_seconds: float = 30.0


class ParsingChild:
    """At most one parsing process, replaced on death."""

    def __init__(self, limits: ChildLimits | None = None, program: tuple[str, ...] = PROGRAM) -> None:
        self._limits = limits or ChildLimits()
        self._program = program
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None
        self._stopping: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process now running, if any."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def ask(self, job: dict[str, Any], body: bytes) -> Any | None:
        """Have one job done and return its answer as JSON values.

        None means that the process died, hung or spoke nonsense; the next job gets a fresh one.
        """
        async with self._turn:
            self._cancel_rest()
            try:
                answer = await self._exchange(job, body)
            except BaseException:
                # Also when the caller gave up: the process may still be busy with this job.
                await self._kill()
                raise
            if answer is None or answer.get("retire"):
                await self._kill()
            else:
                loop = asyncio.get_running_loop()
                self._rest = loop.call_later(self._limits.idle_seconds, self._begin_rest)
            return answer

    async def aclose(self) -> None:
        """Stop the process, if one runs."""
        self._cancel_rest()
        async with self._turn:
            await self._kill()
        if self._stopping is not None:
            await self._stopping

    async def _exchange(self, job: dict[str, Any], body: bytes) -> dict[str, Any] | None:
        try:
            process = await self._running()
            if process is None:
                return None
            async with asyncio.timeout(self._limits.job_seconds):
                return await _send(process, job | {"length": len(body)}, body)
        except (TimeoutError, OSError, ValueError, RecursionError):
            return None

    async def _running(self) -> Process | None:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self._kill()
        process = self._process = await asyncio.create_subprocess_exec(
            *self._program,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=ROOT,
            env=_environment(),
            limit=MAX_ANSWER_BYTES,
            # A terminal's Ctrl-C is for the bot, which ends this process in its own order.
            start_new_session=True,
        )
        async with asyncio.timeout(self._limits.start_seconds):
            greeting = await _answer(process)
        return process if greeting == {"ready": True} else None

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):  # it may end between the look and the blow
                process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    def _begin_rest(self) -> None:
        self._rest = None
        self._stopping = asyncio.get_running_loop().create_task(self._stop_idle())

    async def _stop_idle(self) -> None:
        if not self._turn.locked():
            async with self._turn:
                await self._kill()

    def _cancel_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None


async def _send(process: Process, job: dict[str, Any], body: bytes) -> dict[str, Any] | None:
    assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
    process.stdin.write(json.dumps(job).encode() + b"\n")
    process.stdin.write(body)
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: Process) -> dict[str, Any] | None:
    """One JSON object from the process; raises ``ValueError`` on anything else of any length."""
    assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    answer = json.loads(line)
    return answer if isinstance(answer, dict) else None


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # One arena keeps the memory of the process near what it uses.
    return passed_on | {"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
