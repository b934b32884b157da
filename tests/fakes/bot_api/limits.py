"""Telegram's sending limits, enforced at the server when a test asks for it.

30 calls a second in all, one a second in a private chat, 20 a minute in a group or channel with
edits counted, and silence inside a ``retry_after``: a call that comes too early starts it anew.
"""

from collections import defaultdict, deque
from collections.abc import Callable

from tests.fakes.bot_api.state import ApiError, Chat

COUNTED = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup"})
RETRY_AFTER_SECONDS = 3


class Limits:
    """Sliding windows on monotonic seconds. ``breaches`` tells each call that was refused."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.enforced = False
        self.breaches: list[tuple[str, int]] = []
        self._monotonic = monotonic
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self._silent_until: dict[int, float] = {}

    def check(self, method: str, chat: Chat) -> None:
        """Count a call, or refuse it with 429."""
        if not self.enforced or method not in COUNTED:
            return
        now = self._monotonic()
        private = chat.type == "private"
        if now < self._silent_until.get(chat.id, now):
            self._refuse("silence", chat, now)
        if _full(self._all, 30, 1.0, now):
            self._refuse("overall", chat, now)
        if _full(self._chats[chat.id], 1 if private else 20, 1.0 if private else 60.0, now):
            self._refuse("chat", chat, now)
        self._all.append(now)
        self._chats[chat.id].append(now)

    def _refuse(self, which: str, chat: Chat, now: float) -> None:
        self.breaches.append((which, chat.id))
        self._silent_until[chat.id] = now + RETRY_AFTER_SECONDS
        raise ApiError(
            429,
            f"Too Many Requests: retry after {RETRY_AFTER_SECONDS}",
            {"retry_after": RETRY_AFTER_SECONDS},
        )


def _full(window: deque[float], limit: int, span: float, now: float) -> bool:
    while window and window[0] <= now - span:
        window.popleft()
    return len(window) >= limit
