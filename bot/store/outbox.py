"""The outbox in one place: everything a sender does with rows between claim and end.

Rows enter by ``bot.store.alerts`` in the transaction of the change itself (T2); here they are
claimed (T3), settled (T4), and taken back when their sender died.
"""

from bot.store.queue import QueueCounts, claim, counts, get, next_due_at
from bot.store.recovery import expire, leave_topic, orphans, recover
from bot.store.settlement import Transition, settle
from bot.store.told import forget, perhaps_told, remember, told

__all__ = [
    "QueueCounts",
    "Transition",
    "claim",
    "counts",
    "expire",
    "forget",
    "get",
    "leave_topic",
    "next_due_at",
    "orphans",
    "perhaps_told",
    "recover",
    "remember",
    "settle",
    "told",
]
