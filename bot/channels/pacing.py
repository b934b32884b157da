"""When a chat may get its next message, asked before a row is claimed.

Keeps below Telegram's limits, which nobody states exactly: all chats together, one private chat,
one group or channel (sends and edits in one count). Pure bookkeeping on monotonic seconds that the
caller passes in; must never sleep and never be asked inside a call, or a row could outlive its
lease.
"""

from collections import deque
from dataclasses import dataclass

from bot.model.alert import ChatAddress
from bot.model.vocabulary import ChatKind

_SWEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The limits. ``second_throttle_seconds``: two chats throttled within it close the whole bot."""

    overall_per_second: int = 28
    private_per_second: int = 1
    group_per_minute: int = 18
    second_throttle_seconds: float = 1.0
    whole_bot_wait_seconds: float = 5.0


class _Window:
    """At most ``limit`` events in any ``span`` seconds, those included for which room is kept."""

    __slots__ = ("events", "kept", "limit", "span")

    def __init__(self, limit: int, span: float) -> None:
        self.limit = limit
        self.span = span
        self.events: deque[float] = deque()
        self.kept = 0

    def free_at(self, now: float) -> float:
        """The first moment, not before ``now``, at which one more event fits."""
        while self.events and self.events[0] <= now - self.span:
            self.events.popleft()
        room = self.limit - self.kept
        if room <= 0:
            return now + self.span
        if len(self.events) < room:
            return now
        return self.events[len(self.events) - room] + self.span


class Slot:
    """Room kept for one message from the claim of its row until its call, however long that takes."""

    __slots__ = ("_kept", "_windows")

    def __init__(self, *windows: _Window) -> None:
        self._windows = windows
        self._kept = True
        for window in windows:
            window.kept += 1

    def use(self, now: float) -> None:
        """The message goes out now."""
        self.give_back()
        for window in self._windows:
            window.events.append(now)

    def give_back(self) -> None:
        """Nothing is sent after all; harmless once the slot was used."""
        if self._kept:
            self._kept = False
            for window in self._windows:
                window.kept -= 1


class Pacing:
    """The sliding windows of one bot, and the chats that asked for silence."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._overall = _Window(self._pace.overall_per_second, 1.0)
        self._chats: dict[tuple[str, int], _Window] = {}
        self._held: dict[tuple[str, int], float] = {}
        self._all_held_until = float("-inf")
        self._last_throttle: tuple[tuple[str, int], float] | None = None
        self._next_sweep = float("-inf")

    @property
    def remembered(self) -> int:
        """How many chats are remembered at present."""
        return len(self._chats.keys() | self._held.keys())

    def wait_seconds(self, chat: ChatAddress, kind: ChatKind, now: float) -> float:
        """How long the chat must still wait; 0.0 means that one message may go now.

        ``now`` is monotonic seconds. Asking takes nothing: call ``took`` when the message goes.
        """
        own = max(self._window(chat, kind).free_at(now), self._held.get(_key(chat), now))
        return max(0.0, own - now, self.overall_wait_seconds(now))

    def overall_wait_seconds(self, now: float) -> float:
        """How long everybody must still wait; 0.0 means that some chat may get a message now."""
        return max(0.0, max(self._overall.free_at(now), self._all_held_until) - now)

    def keep(self, chat: ChatAddress, kind: ChatKind, now: float) -> Slot:
        """Keep room for a message that will go out soon, or not at all."""
        if now >= self._next_sweep:
            self._forget_idle(now)
        return Slot(self._overall, self._window(chat, kind))

    def took(self, chat: ChatAddress, kind: ChatKind, now: float) -> None:
        """Count one send or edit that goes out now."""
        self.keep(chat, kind, now).use(now)

    def try_take(self, chat: ChatAddress, kind: ChatKind, now: float) -> float:
        """Count a message if it may go now (0.0), else say how long to wait and count nothing."""
        wait = self.wait_seconds(chat, kind, now)
        if wait == 0.0:
            self.took(chat, kind, now)
        return wait

    def hold(self, chat: ChatAddress, until: float) -> None:
        """Nothing to this chat before ``until`` (monotonic); a longer hold stands."""
        key = _key(chat)
        self._held[key] = max(until, self._held.get(key, until))

    def hold_all(self, until: float) -> None:
        """Nothing to anybody before ``until`` (monotonic)."""
        self._all_held_until = max(until, self._all_held_until)

    def throttled(self, chat: ChatAddress, after_seconds: float, now: float) -> None:
        """Telegram asked for a pause: this chat waits; everybody does when the pause is long or a
        second chat was told so within a second."""
        until = now + after_seconds
        self.hold(chat, until)
        previous = self._last_throttle
        near = previous is not None and now - previous[1] <= self._pace.second_throttle_seconds
        if after_seconds > self._pace.whole_bot_wait_seconds or (
            near and previous is not None and previous[0] != _key(chat)
        ):
            self.hold_all(until)
        self._last_throttle = (_key(chat), now)

    def _forget_idle(self, now: float) -> None:
        """Drop what no longer restrains anybody, so that memory follows the busy chats only."""
        self._next_sweep = now + _SWEEP_SECONDS
        for key, window in list(self._chats.items()):
            if window.free_at(now) == now and not window.events and not window.kept:
                del self._chats[key]
        for key, until in list(self._held.items()):
            if until <= now:
                del self._held[key]

    def _window(self, chat: ChatAddress, kind: ChatKind) -> _Window:
        key = _key(chat)
        window = self._chats.get(key)
        if window is None:
            if kind is ChatKind.PRIVATE:
                window = _Window(self._pace.private_per_second, 1.0)
            else:
                window = _Window(self._pace.group_per_minute, 60.0)
            self._chats[key] = window
        return window


def _key(chat: ChatAddress) -> tuple[str, int]:
    """Topics of one chat share its limits."""
    return (chat.channel, chat.chat_id)
