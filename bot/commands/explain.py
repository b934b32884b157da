"""``explain``: the trace of one reading, of a file or of a page on the web.

A file may be JSON lines as ``read`` takes them, an HTML page, or plain text whose first line is
the title. A page is fetched through the guarded client like any other. Texts that say nothing of when
they were published are read as of now, or as of the day that is asked for.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.commands.feed_of_documents import BadLine, documents, publication
from bot.commands.terminal import give_up
from bot.knowledge import Knowledge
from bot.model.document import Document
from bot.model.source import Failed, Validators
from bot.settings import Settings
from bot.sources.article import Article, article
from bot.sources.client import Body, GuardedClient
from bot.sources.parsing import Parser
from bot.trace import trace

LARGEST_FILE_BYTES = 8 * 1024 * 1024


def explained(
    what: str, settings: Settings, knowledge: Knowledge, now: datetime, published: str = ""
) -> Iterator[str]:
    """The lines of the trace, document by document. ``what`` is a file or an http address; ``published``
    a day or a moment that stands in for what a page or a text does not say of itself."""
    at, on = publication(published)
    if published and (at, on) == (None, None):
        give_up([f"{published} is no day such as 2025-11-27 and no moment such as 2025-11-27T08:30+05:00."])
    if urlsplit(what).scheme in ("http", "https"):
        found = [asyncio.run(_from_web(what, settings, now))]
    else:
        found = _from_file(Path(what), now)
    if published:
        found = [one if _says_when(one) else replace(one, published_at=at, published_on=on) for one in found]
    return (line for one in found for line in trace(one, knowledge.reader.read(one, traced=True)))


def _says_when(document: Document) -> bool:
    return document.published_at is not None or document.published_on is not None


def _from_file(path: Path, now: datetime) -> list[Document]:
    if not path.is_file():
        give_up([f"{path} is neither a file nor an http address."])
    if path.stat().st_size > LARGEST_FILE_BYTES:
        give_up([f"{path} is larger than 8 MiB: explain takes single documents."])
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    if text.lstrip()[:1] == "{" and _is_json(text.lstrip().splitlines()[0]):
        return _from_lines(text)
    if "<html" in text[:2000].lower() or "<!doctype html" in text[:200].lower():
        return [asyncio.run(_from_page(content, path.name, now))]
    title, _, body = text.strip().partition("\n")
    return [Document(id=path.name, outlet="file", title=title, text=body.strip(), seen_at=now)]


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _from_lines(text: str) -> list[Document]:
    found = list(documents(text.splitlines()))
    bad = [f"line {one.number}: {one.why}" for one in found if isinstance(one, BadLine)]
    if bad:
        give_up(bad)
    return [one for one in found if isinstance(one, Document)]


async def _from_web(url: str, settings: Settings, now: datetime) -> Document:
    client = GuardedClient(settings.fetch_allow)
    async with Parser() as parser:
        try:
            page = await article(url, client, parser)
        finally:
            await client.aclose()
    return _page_document(page, url, urlsplit(url).hostname or url, now)


async def _from_page(content: bytes, name: str, now: datetime) -> Document:
    body = Body(url="", content=content, content_type="text/html", validators=Validators())
    async with Parser() as parser:
        page = await parser.article(body)
    return _page_document(page, name, "file", now)


def _page_document(page: Article | Failed, name: str, outlet: str, now: datetime) -> Document:
    if isinstance(page, Failed):
        give_up([f"{name} could not be read ({page.reason}{f' {page.status}' if page.status else ''})."])
    return Document(id=name, outlet=outlet, title=page.title, text=page.text, seen_at=now)
