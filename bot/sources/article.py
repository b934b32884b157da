"""The page behind an item, fetched once to read what the feed only hints at."""

from bot.model.source import Failed
from bot.sources.client import ACCEPT_PAGE, Body, GuardedClient
from bot.sources.parsed import Article
from bot.sources.parsing import Parser

__all__ = ["Article", "article"]


async def article(
    url: str, client: GuardedClient, parser: Parser, *, referrer: str | None = None
) -> Article | Failed:
    """Fetch a page and extract its article.

    The caller decides which pages deserve it; on ``Failed`` the item is read as it is. ``referrer``
    is the address of the feed that named the page, None where a person did.
    """
    answer = await client.fetch(url, accept=ACCEPT_PAGE, referrer=referrer)
    if isinstance(answer, Failed):
        return answer
    if not isinstance(answer, Body):
        return Failed(reason="status", status=304)
    return await parser.article(answer)
