"""Who administers a chat, asked of Telegram at the time of the command and kept for a minute.

Rights change, so nothing is kept longer than 60 s; a failed question is not
kept at all.
"""

from collections import OrderedDict
from collections.abc import Callable

from telegram import Bot, ChatMember

KEPT_SECONDS = 60.0
MOST_KEPT = 5000
ADMINISTERS = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


class Memberships:
    """A small cache in front of ``getChatMember``."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._kept: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()

    async def administers(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Whether a person administers a chat. Telegram's refusals are raised to the caller."""
        key, now = (chat_id, user_id), self._monotonic()
        asked_at, known = self._kept.get(key, (float("-inf"), False))
        if now - asked_at <= KEPT_SECONDS:
            return known
        member = await bot.get_chat_member(chat_id, user_id)
        answer = member.status in ADMINISTERS
        self._kept[key] = (now, answer)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return answer
