"""``check``: everything looked at, every finding one line, nothing changed."""

import asyncio

import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.web import FakeWeb
from tests.unit.commands.conftest import Prompt

FEED = (
    "<rss version='2.0'><channel><title>News</title><item><guid>1</guid><title>t</title>"
    "<pubDate>Sun, 18 Jan 2026 07:00:00 GMT</pubDate></item></channel></rss>"
)


def found(output: str) -> dict[str, str]:
    """What each line is about, and whether it is good; the last line of each kind counts."""
    return {line.split()[1]: line.split()[0] for line in output.splitlines()}


def row(slug: str, url: str, *, enabled: bool = True) -> str:
    return f'[[source]]\nslug = "{slug}"\nname = "{slug}"\nurl = "{url}"\nenabled = {str(enabled).lower()}\n'


@pytest.fixture(autouse=True)
def valid_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data files have their own tests; here they are taken as good, to be quick."""
    monkeypatch.setattr("bot.commands.check.validate", list)


def test_a_fresh_folder_is_in_order_and_stays_empty(prompt: Prompt) -> None:
    result = prompt("check")
    assert result.exit_code == 0
    assert set(found(result.stdout)) == {"settings", "data", "database", "token", "sources"}
    assert set(found(result.stdout).values()) == {"ok"}
    assert "will be created at the first start" in result.stdout
    assert list(prompt.folder.iterdir()) == []


def test_a_wrong_data_file_is_a_finding(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.check.validate", lambda: ["borders.toml: no primary border"])
    result = prompt("check")
    assert result.exit_code == 1
    assert "wrong  data       borders.toml: no primary border" in result.stdout


def test_settings_that_cannot_be_used_are_the_only_thing_said(prompt: Prompt) -> None:
    prompt.settings(POLL_SECONDS="often")
    result = prompt("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("POLL_SECONDS:")


def test_a_language_that_the_bot_does_not_speak_is_refused_and_the_one_it_speaks_is_said(
    prompt: Prompt,
) -> None:
    assert "can be used; the bot speaks en\n" in prompt("check").stdout
    prompt.settings(LOCALE="ru")
    for command in ("check", "run"):
        result = prompt(command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines()[-1] == (
            "LOCALE: takes a language code that the bot speaks (en), and 'ru' is none."
        )


def test_a_database_that_is_there_is_opened_and_left_as_it_was(prompt: Prompt) -> None:
    prompt("migrate")
    before = (prompt.folder / "var" / "borderwatch.db").read_bytes()
    result = prompt("check")
    assert result.exit_code == 0
    assert "can be read, schema is current" in result.stdout
    assert (prompt.folder / "var" / "borderwatch.db").read_bytes() == before


def test_a_database_that_cannot_be_read_is_a_finding(prompt: Prompt) -> None:
    (prompt.folder / "var").mkdir()
    path = prompt.folder / "var" / "borderwatch.db"
    path.touch(mode=0o600)
    path.write_bytes(b"this is no database at all" * 200)
    result = prompt("check")
    assert result.exit_code == 1
    assert "is not an SQLite database" in result.stdout


async def test_a_good_token_is_answered_with_the_bots_name(prompt: Prompt) -> None:
    async with FakeBotApi() as api:
        prompt.settings(TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=api.url)
        result = await asyncio.to_thread(prompt, "check")
        assert f"Telegram knows it as @{api.me.person.username}" in result.stdout
        assert {call.method.lower() for call in api.requests} == {"getme"}
    assert result.exit_code == 0


async def test_a_refused_token_is_a_finding_and_never_printed(prompt: Prompt) -> None:
    wrong = "4242424242:" + "nope" * 9
    async with FakeBotApi() as api:
        prompt.settings(TELEGRAM_TOKEN=wrong, TELEGRAM_API_URL=api.url)
        result = await asyncio.to_thread(prompt, "check")
    assert result.exit_code == 1
    assert "Telegram refuses TELEGRAM_TOKEN" in result.stdout
    assert "nope" not in result.output


def test_a_line_that_is_down_is_a_finding(prompt: Prompt) -> None:
    prompt.settings(TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9")
    result = prompt("check")
    assert result.exit_code == 1
    assert "Telegram cannot be reached from here" in result.stdout


def test_a_catalogue_that_cannot_be_used_is_a_finding(prompt: Prompt) -> None:
    prompt.settings(SOURCES_FILE="nowhere.toml")
    result = prompt("check")
    assert result.exit_code == 1
    assert "wrong  sources    nowhere.toml" in result.stdout


async def test_each_enabled_source_is_fetched_once_when_asked_for(prompt: Prompt) -> None:
    async with FakeWeb() as web:
        web.publish("/good", FEED, "text/xml")
        web.publish("/empty", "<rss version='2.0'><channel><title>x</title></channel></rss>", "text/xml")
        web.fail("/bad", "503")
        catalogue = "".join(row(name, web.url(f"/{name}")) for name in ("good", "empty", "bad"))
        prompt.file("catalogue.toml", catalogue + row("off", web.url("/off"), enabled=False))
        prompt.settings(SOURCES_FILE="catalogue.toml", FETCH_ALLOW=f"{web.host}:{web.port}")
        quiet = await asyncio.to_thread(prompt, "check")
        assert web.requests == []

        result = await asyncio.to_thread(prompt, "check", "--sources")
        assert sorted(request.path for request in web.requests) == ["/bad", "/empty", "/good"]
    assert quiet.exit_code == 0
    assert result.exit_code == 1
    assert "4 in the catalogue, 3 enabled" in result.stdout
    assert [line.split(maxsplit=2)[2] for line in result.stdout.splitlines() if " source " in line] == [
        "good: 1 items, newest 2026-01-18 07:00 UTC",
        "empty: a valid feed without items",
        "bad: failed (status 503)",
    ]
