"""``getUpdates``: long polling with offset and limit, one poller at a time.

A newer poll ends the older one with 409. An offset confirms and forgets all updates before it; a
negative one throws away all but the last N. Kinds that were not asked for never block the queue.
"""

import asyncio
from collections.abc import Callable

from tests.fakes.bot_api.call import Call
from tests.fakes.bot_api.state import ApiError, BotAccount, Json

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
MAX_POLL_SECONDS = 50


class Polling:
    """The waiting poll of each bot. ``changed`` is called when one begins or ends to wait."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._waiting: dict[str, asyncio.Future[None]] = {}

    def announce(self, bot: BotAccount) -> None:
        """New updates are in line: wake the poll that waits for them."""
        waiting = self._waiting.get(bot.token)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def active(self, bot: BotAccount) -> bool:
        """Whether somebody is waiting right now."""
        waiting = self._waiting.get(bot.token)
        return waiting is not None and not waiting.done()

    async def get_updates(self, call: Call) -> list[Json]:
        """The next updates, at once if there are any, else after a wait."""
        bot = call.bot
        self._end_older(bot)
        allowed = call.structure("allowed_updates")
        if allowed is not None:
            bot.allowed_updates = tuple(allowed)
        _confirm(bot, call.integer("offset") or 0)
        limit = min(100, max(1, call.integer("limit") or 100))
        seconds = min(MAX_POLL_SECONDS, call.integer("timeout") or 0)
        if not bot.updates and seconds > 0:
            await self._wait(bot, seconds)
        return bot.updates[:limit]

    def _end_older(self, bot: BotAccount) -> None:
        older = self._waiting.pop(bot.token, None)
        if older is not None and not older.done():
            older.set_exception(ApiError(409, CONFLICT))

    async def _wait(self, bot: BotAccount, seconds: int) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[bot.token] = waiting
        self._changed()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting.get(bot.token) is waiting:
                del self._waiting[bot.token]
            self._changed()


def _confirm(bot: BotAccount, offset: int) -> None:
    if offset > 0:
        bot.updates = [update for update in bot.updates if update["update_id"] >= offset]
    elif offset < 0:
        bot.updates = bot.updates[offset:]
