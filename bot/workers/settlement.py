"""Settling what was sent (T4), so that nothing is ever sent twice for want of a record.

An outcome that the store would not take is kept and settled before anything else goes out. How a row ended
has been decided before; only what follows for the sender itself is done here: a refused token halts it.
"""

from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.channels.halting import Halting
from bot.clock import Clock
from bot.logs import chat_hash
from bot.model.vocabulary import DeliveryState
from bot.store.database import Database
from bot.store.problems import StorageBroken
from bot.workers.recording import Ended, record

log = structlog.get_logger("borderwatch.dispatcher")


@dataclass(slots=True, kw_only=True)
class Settlement:
    """Settles the rows of one sender, which ``halting`` stops and starts."""

    database: Database
    clock: Clock
    halting: Halting
    _unsettled: list[Ended] = field(default_factory=list)

    async def settle(self, ended: Ended) -> None:
        """Settle one row. What could not be recorded is recorded before anything else is sent."""
        try:
            await self.database.write(partial(record, ended=ended))
        except StorageBroken:
            raise
        except Exception:
            # The outcome is known and must not be lost with the transaction, or it would be sent again.
            self._unsettled.append(ended)
            raise
        self._tell(ended)

    async def settle_left_over(self) -> None:
        """Settle what the store would not take when it ended, the oldest first."""
        while self._unsettled:
            await self.database.write(partial(record, ended=self._unsettled[0]))
            self._tell(self._unsettled.pop(0))

    def _tell(self, ended: Ended) -> None:
        transition = ended.transition
        if transition.halt:
            self.halting.halt(self.clock.monotonic())
        level = log.info if transition.state is DeliveryState.SENT else log.warning
        if transition.state is not DeliveryState.SUPERSEDED:
            level(
                "delivery settled",
                delivery=ended.delivery.id,
                chat=chat_hash(ended.delivery.chat.address),
                state=transition.state.value,
                why=transition.why,
            )
