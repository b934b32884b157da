"""From an address that a person gave to a feed: the address itself, or the feed behind its page."""

import asyncio
from datetime import datetime

from bot.model.source import Empty, Failed, Fetched, FoundFeed, Validators
from bot.sources import feed
from bot.sources.client import ACCEPT_FEED, Body, GuardedClient, NotModified
from bot.sources.parsing import Parser

SEARCH_SECONDS = 60.0


async def discover(url: str, client: GuardedClient, parser: Parser, now: datetime) -> FoundFeed | Failed:
    """Find the feed that ``url`` is or points to.

    An address without a scheme is tried as https. Of the addresses that a page declares or that
    are common, the first that answers with items wins; a feed without items only where no other
    is found. The failure is that of the given address, ``not_a_feed`` when its page leads nowhere.
    """
    url = url.strip()
    url = url if "://" in url else f"https://{url}"
    answer = await client.fetch(url, accept=ACCEPT_FEED, now=now)
    if isinstance(answer, Failed):
        return answer
    if isinstance(answer, NotModified):  # cannot happen without validators
        return Failed(reason="status", status=304)
    found = await _feed_at(url, answer, parser, now)
    if isinstance(found, FoundFeed) or found.reason != "not_a_feed":
        return found
    links = await parser.feed_links(answer)
    if isinstance(links, Failed):
        return links
    others = [link for link in links if link != url]
    return await _first_feed(others, answer.url, client, parser, now) or found


async def _first_feed(
    links: list[str], page: str, client: GuardedClient, parser: Parser, now: datetime
) -> FoundFeed | None:
    """The first of the addresses named by ``page`` that holds items, else the first empty feed."""
    empty: FoundFeed | None = None
    try:
        async with asyncio.timeout(SEARCH_SECONDS):
            for link in links:
                answer = await client.fetch(link, accept=ACCEPT_FEED, now=now, referrer=page)
                if not isinstance(answer, Body):
                    continue
                found = await _feed_at(link, answer, parser, now)
                if isinstance(found, Failed):
                    continue
                if isinstance(found.visit, Fetched):
                    return found
                empty = empty or found
    except TimeoutError:
        pass  # a slow site has had its chance; what was found until now stands
    return empty


async def _feed_at(url: str, answer: Body, parser: Parser, now: datetime) -> FoundFeed | Failed:
    """The body as a feed. Its validators are dropped: the first poll must read it whole again."""
    visit = await feed.read(answer, Validators(), parser, now)
    if isinstance(visit, Fetched | Empty):
        return FoundFeed(url=answer.moved_to or url, title=visit.title, visit=visit)
    return visit
