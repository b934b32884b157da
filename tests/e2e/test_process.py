"""The real process: ``python -m bot run`` against the fake Bot API, killed and ended by signals.

Time is real here, so these tests wait for the bot's own pauses; everything else runs on stages.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model.document import DUSHANBE
from tests.e2e.stage import rss, rss_item
from tests.e2e.texts import Text, harvest, workers_killed
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.bot_api.state import Posted
from tests.fakes.web import FakeWeb

OPERATOR_ID = 500
CATALOGUE = """
[[source]]
slug = "valley"
name = "Valley Wire"
url = "{url}"
reliability = "B"
interval_seconds = 5
"""


@dataclass
class Machine:
    """A folder with a .env and a catalogue, a web with one feed, and the processes started there."""

    folder: Path
    web: FakeWeb
    outputs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def set_up(self, **settings: str) -> None:
        """Write the settings and the catalogue; the feed holds one old item."""
        self.publish(harvest())
        (self.folder / "catalogue.toml").write_text(CATALOGUE.format(url=self.web.url("/valley")))
        given = {
            "DATA_DIR": str(self.folder / "var"),
            "SOURCES_FILE": str(self.folder / "catalogue.toml"),
            "FETCH_ALLOW": f"{self.web.host}:{self.web.port}",
            "POLL_SECONDS": "5",
            "LOG_LEVEL": "DEBUG",
            **settings,
        }
        env_file = self.folder / ".env"
        env_file.touch(mode=0o600)
        env_file.write_text("".join(f"{name}={value}\n" for name, value in given.items()))

    def publish(self, text: Text) -> None:
        """Let the outlet publish a text now."""
        self.items.insert(0, rss_item(text, datetime.now(UTC), len(self.items)))
        self.web.publish(
            "/valley", rss("Valley Wire", self.items), "application/rss+xml", f'"{len(self.items)}"'
        )

    @asynccontextmanager
    async def running(self, *, typed: str | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
        """The bot as a process; whatever it prints is kept. It is killed if it still runs in the end."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
            stdin=asyncio.subprocess.PIPE if typed is not None else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        reading = asyncio.create_task(process.communicate(typed.encode() if typed is not None else None))
        try:
            yield process
            await asyncio.wait_for(process.wait(), 30)
        finally:
            if process.returncode is None:
                process.kill()
            printed, _ = await reading
            self.outputs.append(printed.decode())


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    async with FakeWeb() as web:
        yield Machine(folder=tmp_path, web=web)


def alerts(api: FakeBotApi, chat: int) -> list[Posted]:
    return [posted for posted in api.messages(chat) if posted.text.startswith("🔴 2 killed, 2 wounded")]


async def test_a_process_killed_on_the_wire_loses_nothing_and_repeats_once(machine: Machine) -> None:
    today = datetime.now(DUSHANBE).date()
    async with FakeBotApi() as api:
        machine.set_up(TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=api.url, ADMIN_IDS=str(OPERATOR_ID))
        ann = api.user(11, "Ann")
        api.private_chat(ann)

        async with machine.running() as first:
            answer = await api.ask(ann.id, ann, "/subscribe", seconds=30)
            assert answer.text.startswith("Subscribed")
            await machine.web.until_asked("/valley", 2, seconds=20)  # the first import is over
            api.fault("sendMessage", accept=True, wire="hang")
            machine.publish(workers_killed(today))
            await api.until(lambda: len(alerts(api, ann.id)) == 1, seconds=30)
            first.send_signal(signal.SIGKILL)

        async with machine.running() as second:
            await api.until(lambda: len(alerts(api, ann.id)) == 2, seconds=60)
            polls = machine.web.asked("/valley")
            await machine.web.until_asked("/valley", polls + 1, seconds=20)
            status = await api.ask(ann.id, ann, "/status", seconds=10)
            assert status.text.startswith("Watching.")
            assert "0 messages to be sent" in status.text
            assert len(api.me.menus) > 0
            second.send_signal(signal.SIGTERM)

        assert (first.returncode, second.returncode) == (-signal.SIGKILL, 0)
        original, copy = alerts(api, ann.id)
        assert "Repeat" not in original.text
        assert "Repeat: this card may have reached you before" in copy.text

    for printed in machine.outputs:
        assert "level=info" in printed
        assert TOKEN not in printed
        assert TOKEN.partition(":")[2] not in printed
        assert "Traceback" not in printed


async def test_without_a_token_the_terminal_talks_until_its_input_ends(machine: Machine) -> None:
    machine.set_up(LOG_LEVEL="INFO")
    typed = "/help\n/status\n/latest\n/toll since 2025-11-01\n/whoami\n"
    async with machine.running(typed=typed) as process:
        pass
    assert process.returncode == 0
    (printed,) = machine.outputs
    assert "No TELEGRAM_TOKEN in .env: talking on this terminal instead." in printed
    assert "/subscribe [place …] – alerts for this chat" in printed
    assert "Sources alive: " in printed
    assert "No incident is on record yet." in printed
    assert "By our log, since 1 November 2025: 0 incidents, 0 killed" in printed
    assert "You are an operator of this bot." in printed
    assert "Traceback" not in printed


async def test_a_terminal_without_input_ends_at_once(machine: Machine) -> None:
    machine.set_up(LOG_LEVEL="INFO")
    async with machine.running(typed="") as process:
        pass
    assert process.returncode == 0


async def test_a_token_that_telegram_refuses_ends_the_process_with_a_sentence(machine: Machine) -> None:
    async with FakeBotApi() as api:
        wrong = "4242424242:" + "nope" * 9
        machine.set_up(TELEGRAM_TOKEN=wrong, TELEGRAM_API_URL=api.url)
        async with machine.running() as process:
            pass
    assert process.returncode == 1
    (printed,) = machine.outputs
    assert "Telegram refuses TELEGRAM_TOKEN" in printed
    assert wrong.partition(":")[2] not in printed
    assert "Traceback" not in printed
