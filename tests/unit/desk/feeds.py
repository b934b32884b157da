"""Feeds of the fake web, and what an operator does with them at the desk."""

from bot.model.answers import SourceChanged, SourceRemoval, SourceTrial
from bot.model.source import Source
from tests.unit.desk.conftest import Office, asker

OPERATOR = asker(500)


def item(number: int) -> str:
    return (
        f"<item><guid>{number}</guid><title>Market day {number}</title>"
        f"<link>https://valley.example/{number}</link><description>Prices hold steady.</description>"
        f"<pubDate>Sun, 18 Jan 2026 {number % 24:02d}:00:00 +0500</pubDate></item>"
    )


def rss(*items: str, title: str = "Valley Wire") -> str:
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"


async def tried(office: Office, path: str = "/feed", name: str = "") -> SourceTrial:
    trial = await office.desk.try_source(OPERATOR, office.web.url(path), name)
    assert isinstance(trial, SourceTrial), trial
    return trial


async def added(office: Office, path: str = "/feed", name: str = "") -> Source:
    office.web.publish(path, rss(item(1)), "application/rss+xml")
    answer = await office.desk.confirm_source(OPERATOR, (await tried(office, path, name)).token)
    assert isinstance(answer, SourceChanged), answer
    return answer.source


async def listed(office: Office) -> list[str]:
    return [source.spec.name for source in (await office.desk.sources()).sources]


async def asked(office: Office, name: str) -> SourceRemoval:
    question = await office.desk.ask_removal(OPERATOR, name)
    assert isinstance(question, SourceRemoval), question
    return question


async def removed(office: Office, name: str) -> Source:
    answer = await office.desk.confirm_removal(OPERATOR, (await asked(office, name)).token)
    assert isinstance(answer, SourceChanged), answer
    return answer.source
