"""The only way from fetched bytes to plain values: typed jobs for the parsing process.

Whatever comes back is checked field by field. A process that dies, hangs or answers out of form is
one failed source, never a failed bot.
"""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.model.source import Failed
from bot.sources.child import ChildLimits, ParsingChild
from bot.sources.client import Body
from bot.sources.parsed import (
    Article,
    MalformedAnswer,
    ParsedFeed,
    article_from_wire,
    feed_from_wire,
    links_from_wire,
    why_from_wire,
)

Result = TypeVar("Result")


class Parser:
    """Parses feeds and pages in a process of its own, started on first use."""

    def __init__(self, limits: ChildLimits | None = None, *, child: ParsingChild | None = None) -> None:
        self._child = child or ParsingChild(limits)

    @property
    def pid(self) -> int | None:
        """The parsing process now running, if any."""
        return self._child.pid

    async def feed(self, body: Body, now: datetime) -> ParsedFeed | Failed:
        """Read a feed; ``Failed`` with ``not_a_feed`` or ``parser``."""
        return await self._do("feed", body, {"now": now.isoformat()}, feed_from_wire, refusal="not_a_feed")

    async def feed_links(self, body: Body) -> tuple[str, ...] | Failed:
        """Find where the feed of a page may be, likeliest first."""
        return await self._do("links", body, {}, links_from_wire, refusal="not_a_feed")

    async def article(self, body: Body) -> Article | Failed:
        """Extract the article of a page; ``Failed`` with ``no_text`` or ``parser``."""
        return await self._do("article", body, {}, article_from_wire, refusal="no_text")

    async def aclose(self) -> None:
        """Stop the parsing process."""
        await self._child.aclose()

    async def __aenter__(self) -> Self:
        """Enter a block that stops the process at its end."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        await self.aclose()

    async def _do(
        self, name: str, body: Body, more: dict[str, Any], read: Callable[[Any], Result], *, refusal: str
    ) -> Result | Failed:
        job = {"job": name, "url": body.url, "content_type": body.content_type} | more
        answer = await self._child.ask(job, body.content)
        if answer is None:
            return Failed(reason="parser", detail="the parsing process died or hung")
        if "failed" in answer:
            return Failed(reason="parser", detail=f"the parser raised {str(answer['failed'])[:60]}")
        try:
            why = why_from_wire(answer)
            return read(answer) if why is None else Failed(reason=refusal, detail=why)
        except MalformedAnswer as error:
            return Failed(reason="parser", detail=f"malformed answer: {error}")
