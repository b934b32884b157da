"""Subscriptions: which chat wants to hear what. Rights were checked before we are asked."""

from collections.abc import Collection, Sequence

from bot.alerts.route import EVERYTHING, matches
from bot.desk.asker import Asker, ChatTarget
from bot.desk.health import read_health
from bot.desk.places import resolve_several
from bot.desk.surroundings import UseCases
from bot.model.alert import Chat, ChatAddress, Subscription
from bot.model.answers import Health, Problem, Subscribed, Subscriptions, Unsubscribed
from bot.model.incident import Incident
from bot.model.place import Place
from bot.store import chats, incidents
from bot.store.database import Session

DEFAULT = (EVERYTHING, "")
MOST_SUBSCRIPTIONS = 30
SAMPLE_SEARCHED = 200


class Subscribing(UseCases):
    """The use-cases of a chat's own settings."""

    async def start(self, asker: Asker) -> Health:
        """Note that the chat is there, and tell whether we see anything."""
        now = self._around.clock.now()

        def note(session: Session) -> Health:
            self._chat(session, asker, None)
            return read_health(session, self._around, now)

        return await self._around.database.write(note)

    async def subscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None = None
    ) -> Subscribed | Problem:
        """Start subscriptions, all or none; '' is the default: all of TJ-AF, the grave of the rest.

        The answer holds the latest incident that would have been told, as a sample.
        """
        places = resolve_several(places_text, self._around.knowledge)
        if isinstance(places, Problem):
            return places
        wanted = [(place.id, place.name) for place in places] or [DEFAULT]
        now = self._around.clock.now()

        def begin(session: Session) -> Subscribed | Problem:
            chat = self._chat(session, asker, target)
            thread_id = target.thread_id if target else asker.chat.thread_id
            held = chats.subscriptions(session, chat.id)
            here = {item.place_id for item in held if item.thread_id == thread_id}
            if len(held) + sum(place_id not in here for place_id, _ in wanted) > MOST_SUBSCRIPTIONS:
                return Problem(code="too_many_subscriptions", values=(("most", str(MOST_SUBSCRIPTIONS)),))
            begun: list[Subscription] = []
            standing: list[Subscription] = []
            for place_id, name in wanted:
                item, already = chats.subscribe(session, chat.id, thread_id, place_id, name, now)
                (standing if already else begun).append(item)
            sample = self._sample(session, [place_id for place_id, _ in wanted])
            return Subscribed(begun=tuple(begun), standing=tuple(standing), sample=sample)

        return await self._around.database.write(begin)

    async def unsubscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None = None
    ) -> Unsubscribed | Problem:
        """End the named subscriptions, or all of the chat (and topic) where no place is named."""
        places = resolve_several(places_text, self._around.knowledge)
        if isinstance(places, Problem):
            return places
        address = target.chat_id if target else asker.chat.chat_id
        thread_id = target.thread_id if target else asker.chat.thread_id
        wanted: list[str | None] = [place.id for place in places] or [None]

        def end(session: Session) -> Unsubscribed | Problem:
            chat = chats.find(session, asker.chat.channel, address)
            removed: list[Subscription] = []
            if chat is not None:
                for place_id in wanted:
                    removed += chats.unsubscribe(session, chat.id, thread_id, place_id)
            return Unsubscribed(removed=tuple(removed)) if removed else _nothing_ended(places)

        return await self._around.database.write(end)

    async def subscriptions(self, asker: Asker) -> Subscriptions:
        """All subscriptions of the asker's chat and topic."""

        def listed(session: Session) -> Subscriptions:
            chat = chats.find(session, asker.chat.channel, asker.chat.chat_id)
            found = chats.subscriptions(session, chat.id, asker.chat.thread_id) if chat else ()
            return Subscriptions(subscriptions=found)

        return await self._around.database.read(listed)

    async def serve_only(self, chat_ids: Collection[int]) -> int:
        """Tell nothing more to chats outside a list; returns how many. What they wished is kept."""
        now = self._around.clock.now()

        def leave(session: Session) -> int:
            told = {item.chat.id: item.chat for item in chats.active_subscriptions(session)}
            outside = [chat for chat in told.values() if chat.address not in chat_ids]
            for chat in outside:
                chats.deactivate(session, chat.id, "not_allowed", now)
            return len(outside)

        return await self._around.database.write(leave)

    async def chat_left(self, address: ChatAddress) -> None:
        """The bot left a chat or was blocked there: nothing more is sent, nothing is forgotten."""
        now = self._around.clock.now()

        def leave(session: Session) -> None:
            chat = chats.find(session, address.channel, address.chat_id)
            if chat is not None:
                chats.deactivate(session, chat.id, "left", now)

        await self._around.database.write(leave)

    async def chat_back(self, address: ChatAddress) -> None:
        """The bot is in a chat, or hears from it; what was missed is not repeated.

        Asked with every question, so it writes only when there is something to change.
        """
        now = self._around.clock.now()
        chat = await self._around.database.read(
            lambda session: chats.find(session, address.channel, address.chat_id)
        )
        if chat is not None and not chat.active:
            await self._around.database.write(lambda session: chats.reactivate(session, chat.id, now))

    async def chat_migrated(self, address: ChatAddress, new_chat_id: int) -> None:
        """A chat has another id now; everything that was set moves with it."""
        now = self._around.clock.now()
        await self._around.database.write(
            lambda session: chats.migrate(session, address.channel, address.chat_id, new_chat_id, now)
        )

    def _chat(self, session: Session, asker: Asker, target: ChatTarget | None) -> Chat:
        """The chat in question, noted as active: whoever speaks to us is there."""
        return chats.upsert(
            session,
            channel=asker.chat.channel,
            address=target.chat_id if target else asker.chat.chat_id,
            kind=target.kind if target else asker.kind,
            title=target.title if target else asker.title,
            now=self._around.clock.now(),
        )

    def _sample(self, session: Session, place_ids: Sequence[str]) -> Incident | None:
        """The latest incident that one of these subscriptions would have been told."""
        knowledge = self._around.knowledge
        for incident in incidents.latest(session, SAMPLE_SEARCHED):
            for place_id in place_ids:
                if matches(place_id, incident.snapshot, knowledge.gazetteer, knowledge.borders).told:
                    return incident
        return None


def _nothing_ended(places: Sequence[Place]) -> Problem:
    if not places:
        return Problem(code="not_subscribed")
    return Problem(code="not_subscribed_to", values=(("place", ", ".join(place.name for place in places)),))
