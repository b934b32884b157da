"""The parsing process: killable, replaced, bounded, without secrets."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model.source import Failed, Validators
from bot.sources.child import ChildLimits, ParsingChild
from bot.sources.client import Body
from bot.sources.parsed import Article, ParsedFeed
from bot.sources.parsing import Parser

NOW = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
ITEM = b"<item><guid>1</guid><title>t</title></item>"
RSS = b"<rss version='2.0'><channel><title>News</title>" + ITEM + b"</channel></rss>"
READY = (
    "import sys, json, time\nprint(json.dumps({'ready': True}), flush=True)\nsys.stdin.buffer.readline()\n"
)


def body(content: bytes, content_type: str = "text/xml") -> Body:
    return Body(
        url="https://news.example/", content=content, content_type=content_type, validators=Validators()
    )


def process_file(pid: int | None, name: str) -> Path:
    """What the system tells of a process."""
    return Path("/proc") / str(pid) / name


def impostor(script: str, limits: ChildLimits | None = None) -> Parser:
    """A parser whose process runs another program."""
    return Parser(child=ParsingChild(limits, (sys.executable, "-c", READY + script)))


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as running:
        yield running


async def test_a_feed_crosses_over_and_back(parser: Parser) -> None:
    feed = await parser.feed(body(RSS), NOW)
    assert isinstance(feed, ParsedFeed)
    assert [item.external_id for item in feed.items] == ["1"]


async def test_bytes_are_decoded_over_there(parser: Parser) -> None:
    content = RSS.replace(b"<title>t<", "<title>Граница<".encode("cp1251"))
    feed = await parser.feed(body(content, "text/xml; charset=windows-1251"), NOW)
    assert isinstance(feed, ParsedFeed)
    assert feed.items[0].title == "Граница"


async def test_no_process_runs_before_the_first_job_and_one_serves_many(parser: Parser) -> None:
    assert parser.pid is None
    await parser.feed(body(RSS), NOW)
    first = parser.pid
    await asyncio.gather(*(parser.feed(body(RSS), NOW) for _ in range(5)))
    assert parser.pid == first is not None


async def test_a_bot_that_was_once_large_does_not_wear_its_process_out(parser: Parser) -> None:
    once_large = bytearray(b"x") * (160 * 1024 * 1024)
    del once_large
    await parser.feed(body(RSS), NOW)
    first = parser.pid
    await parser.feed(body(RSS), NOW)
    assert parser.pid == first is not None


async def test_a_process_that_has_grown_large_is_replaced() -> None:
    job = {"content_type": "", "url": "https://news.example/", "now": NOW.isoformat()}
    script = (
        "from bot.sources import parser_process as p\np.RETIREMENT_KIB = 1_024\n"
        f"print(json.dumps(p._answer(p.parse_feed, b'no feed', {job!r})), flush=True)\ntime.sleep(60)\n"
    )
    async with impostor(script) as parser:
        assert isinstance(await parser.feed(body(RSS), NOW), Failed)
        assert parser.pid is None


async def test_what_is_no_feed_is_refused_with_the_reason(parser: Parser) -> None:
    refused = await parser.feed(body(b"<html></html>"), NOW)
    assert isinstance(refused, Failed)
    assert refused.reason == "not_a_feed"


async def test_an_article_is_found_also_by_the_extractor_while_files_are_locked(parser: Parser) -> None:
    sentence = "<p>Border guards found three armed men in the district on Tuesday morning.</p>"
    marked = await parser.article(body(f"<article>{sentence * 5}</article>".encode(), "text/html"))
    unmarked = await parser.article(body(f"<html><body><div>{sentence * 9}</div></body></html>".encode()))
    empty = await parser.article(body(b"<html></html>"))
    assert isinstance(marked, Article)
    assert isinstance(unmarked, Article)
    assert isinstance(empty, Failed)
    assert empty.reason == "no_text"


async def test_a_killed_process_is_one_failure_and_is_replaced(parser: Parser) -> None:
    await parser.feed(body(RSS), NOW)
    old = parser.pid
    assert old is not None
    os.kill(old, signal.SIGSTOP)  # so that it dies while it has a job
    job = asyncio.create_task(parser.feed(body(RSS), NOW))
    await asyncio.sleep(0)
    os.kill(old, signal.SIGKILL)
    failed = await job
    assert isinstance(failed, Failed)
    assert failed.reason == "parser"
    assert isinstance(await parser.feed(body(RSS), NOW), ParsedFeed)
    assert parser.pid != old


async def test_a_process_that_died_between_jobs_costs_nothing(parser: Parser) -> None:
    await parser.feed(body(RSS), NOW)
    old = parser.pid
    assert old is not None
    os.kill(old, signal.SIGKILL)
    while parser.pid is not None:  # noqa: ASYNC110 - until the loop has noticed
        await asyncio.sleep(0.01)
    assert isinstance(await parser.feed(body(RSS), NOW), ParsedFeed)


async def test_a_job_that_hangs_is_killed_by_the_clock() -> None:
    async with impostor("time.sleep(60)", ChildLimits(job_seconds=0.2)) as parser:
        failed = await asyncio.wait_for(parser.feed(body(RSS), NOW), timeout=10)
        assert parser.pid is None
    assert isinstance(failed, Failed)
    assert failed.reason == "parser"


@pytest.mark.parametrize(
    "answer",
    [
        "nonsense", "[]", "null", "{}", '{"items": 5, "dropped": 0}', '{"items": [{}], "dropped": 0}',
        '{"items": [], "dropped": -1}', '{"items": [], "dropped": 0, "title": 5}',
        '{"items": [], "dropped": 0, "title": "\\ud800"}',
        '{"items": [{"external_id": "1", "text": "", "truncated": true, "published_at": "1"}], "dropped": 0}',
        '{"items": [{"external_id": "1", "text": "", "truncated": 0}], "dropped": 0}',
        '{"items": [{"external_id": "", "text": "", "truncated": false}], "dropped": 0}',
    ],
)  # fmt: skip
async def test_an_answer_out_of_form_is_a_failure(answer: str) -> None:
    async with impostor(f"print({answer!r}, flush=True)\ntime.sleep(60)") as parser:
        failed = await parser.feed(body(RSS), NOW)
    assert isinstance(failed, Failed)
    assert failed.reason == "parser"


async def test_an_answer_beyond_all_bounds_is_cut() -> None:
    async with impostor("print('x' * 20_000_000, flush=True)\ntime.sleep(60)") as parser:
        failed = await parser.feed(body(RSS), NOW)
        assert parser.pid is None
    assert isinstance(failed, Failed)


async def test_a_program_that_does_not_start_is_a_failure() -> None:
    async with Parser(child=ParsingChild(None, (sys.executable, "-c", "raise SystemExit(3)"))) as parser:
        failed = await parser.feed(body(RSS), NOW)
    assert isinstance(failed, Failed)
    assert failed.reason == "parser"


async def test_an_idle_process_is_stopped_and_the_next_job_starts_another() -> None:
    async with Parser(ChildLimits(idle_seconds=0.05)) as parser:
        assert isinstance(await parser.feed(body(RSS), NOW), ParsedFeed)
        async with asyncio.timeout(10):
            while parser.pid is not None:  # noqa: ASYNC110 - the rest is what is tested
                await asyncio.sleep(0.01)
        assert isinstance(await parser.feed(body(RSS), NOW), ParsedFeed)


async def test_a_cancelled_job_takes_its_process_along() -> None:
    async with impostor("time.sleep(60)") as parser:
        job = asyncio.create_task(parser.feed(body(RSS), NOW))
        async with asyncio.timeout(10):
            while parser.pid is None:  # noqa: ASYNC110 - until it runs
                await asyncio.sleep(0.01)
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)
        assert parser.pid is None


async def test_closing_leaves_no_process_behind(parser: Parser) -> None:
    await parser.feed(body(RSS), NOW)
    pid = parser.pid
    assert pid is not None
    await parser.aclose()
    assert not process_file(pid, "").exists()


async def test_the_process_holds_no_secret_and_is_bounded(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:canary")
    await parser.feed(body(RSS), NOW)
    environment = process_file(parser.pid, "environ").read_bytes()
    assert b"canary" not in environment
    limits = process_file(parser.pid, "limits").read_text()
    bounds = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert bounds["Max address space"] == str(512 * 1024 * 1024)
    assert bounds["Max file size"] == "0"
    assert bounds["Max core file size"] == "0"
    assert 10 <= int(bounds["Max cpu time"]) <= 30


async def test_endless_work_ends_by_its_share_of_the_processor() -> None:
    script = (
        "import resource\nfrom bot.sources import parser_process as p\np.CPU_SECONDS_PER_JOB = 0\n"
        "p._grant_cpu_time()\nwhile True: pass\n"
    )
    async with impostor(script, ChildLimits(job_seconds=60)) as parser:
        failed = await asyncio.wait_for(parser.feed(body(RSS), NOW), timeout=30)
    assert isinstance(failed, Failed)
    assert failed.reason == "parser"


async def test_nothing_can_be_opened_while_untrusted_text_is_parsed() -> None:
    script = (
        "import socket\nfrom bot.sources.parser_process import nothing_opened\ntried = []\n"
        "with nothing_opened():\n"
        "    for act in (lambda: open('/etc/hostname'), socket.socket):\n"
        "        try: act(); tried.append('opened')\n"
        "        except OSError as error: tried.append(error.strerror)\n"
        "open('/etc/hostname').close()\n"
        "print(json.dumps({'refused': ', '.join(tried)}), flush=True)\ntime.sleep(60)\n"
    )
    async with impostor(script) as parser:
        said = await parser.feed(body(RSS), NOW)
    assert isinstance(said, Failed)
    assert said.detail == "Too many open files, Too many open files"


async def test_a_heavy_feed_is_thinned_to_what_may_cross(parser: Parser) -> None:
    text = "слово " * 3_000
    items = "".join(f"<item><guid>{n}</guid><description>{text}</description></item>" for n in range(190))
    content = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()
    feed = await parser.feed(body(content), NOW)
    assert isinstance(feed, ParsedFeed)
    assert feed.items[0].external_id == "0"
    assert 50 < len(feed.items) < 190
    assert len(feed.items) + feed.dropped == 190
