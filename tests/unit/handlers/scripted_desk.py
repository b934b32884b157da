"""A desk for tests of the conversation: it answers what a test scripted and remembers what it was asked."""

from datetime import UTC, date, datetime
from typing import Any

from bot.desk.asker import Asker, ChatTarget
from bot.model.alert import Chat, ChatAddress, Subscription
from bot.model.answers import (
    Health,
    IncidentFile,
    Latest,
    Polled,
    Problem,
    ReviewQueue,
    SourceChanged,
    SourceList,
    SourceRemoval,
    SourceTrial,
    Subscribed,
    Subscriptions,
    TollAnswer,
    Unsubscribed,
)
from bot.model.incident import Toll
from bot.model.source import Source, SourceSpec
from bot.model.vocabulary import ChatKind
from tests.unit.render.builders import KHATLON, make_health, make_incident

SOURCE = Source(
    id=1,
    spec=SourceSpec(slug="valley", name="Valley Wire", url="https://valley.example/feed"),
    last_ok_at=datetime(2026, 1, 18, 11, 0, tzinfo=UTC),
)


def subscription(place_id: str = "tj-kt", kind: ChatKind = ChatKind.PRIVATE) -> Subscription:
    chat = Chat(id=1, channel="telegram", address=1, kind=kind, title="Border news")
    return Subscription(id=1, chat=chat, thread_id=0, place_id=place_id, place_name="Khatlon")


class ScriptedDesk:
    """``script`` holds answers by method name (an exception is raised); the rest has plain answers."""

    def __init__(self) -> None:
        self.script: dict[str, Any] = {}
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def calls(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of a use-case."""
        return [arguments for called, arguments in self.asked if called == name]

    @property
    def used(self) -> list[str]:
        """The use-cases that were asked for; that a chat is there is noted all the time."""
        return [name for name, _ in self.asked if name != "chat_back"]

    def _answer(self, name: str, plain: Any, *arguments: Any) -> Any:
        self.asked.append((name, arguments))
        answer = self.script.get(name, plain)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def start(self, asker: Asker) -> Health:
        answer: Health = self._answer("start", make_health(), asker)
        return answer

    async def subscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None
    ) -> Subscribed | Problem:
        plain = Subscribed(begun=(subscription(kind=asker.kind),), standing=(), sample=make_incident())
        answer: Subscribed | Problem = self._answer("subscribe", plain, asker, places_text, target)
        return answer

    async def unsubscribe(
        self, asker: Asker, places_text: str, target: ChatTarget | None
    ) -> Unsubscribed | Problem:
        plain = Unsubscribed(removed=(subscription(),))
        answer: Unsubscribed | Problem = self._answer("unsubscribe", plain, asker, places_text, target)
        return answer

    async def subscriptions(self, asker: Asker) -> Subscriptions:
        plain = Subscriptions(subscriptions=(subscription(),))
        answer: Subscriptions = self._answer("subscriptions", plain, asker)
        return answer

    async def latest(self, place_text: str, limit: int) -> Latest | Problem:
        plain = Latest(place=KHATLON, incidents=(make_incident(),), health=make_health())
        answer: Latest | Problem = self._answer("latest", plain, place_text, limit)
        return answer

    async def incident(self, ref_text: str) -> IncidentFile | Problem:
        plain = IncidentFile(asked="TJAF-2026-0001", incident=make_incident(), reports=(), revisions=())
        answer: IncidentFile | Problem = self._answer("incident", plain, ref_text)
        return answer

    async def toll(self, place_text: str, since: date | None, until: date | None) -> TollAnswer | Problem:
        toll = Toll(
            since=since,
            until=until,
            place=None,
            incidents=0,
            killed=0,
            killed_low=0,
            killed_high=0,
            by_party=(),
            rows=(),
        )
        plain = TollAnswer(toll=toll, others=(), health=make_health())
        answer: TollAnswer | Problem = self._answer("toll", plain, place_text, since, until)
        return answer

    async def sources(self) -> SourceList:
        answer: SourceList = self._answer("sources", SourceList(sources=(SOURCE,), health=make_health()))
        return answer

    async def status(self) -> Health:
        answer: Health = self._answer("status", make_health())
        return answer

    async def try_source(self, asker: Asker, url: str, name: str) -> SourceTrial | Problem:
        plain = SourceTrial(
            token="t0ken", url=url, asked=url, name=name or "Valley Wire", items=(), total_items=0
        )
        answer: SourceTrial | Problem = self._answer("try_source", plain, asker, url, name)
        return answer

    async def confirm_source(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        plain = SourceChanged(what="added", source=SOURCE)
        answer: SourceChanged | Problem | None = self._answer("confirm_source", plain, asker, token)
        return answer

    async def dismiss_source(self, asker: Asker, token: str) -> bool | Problem:
        answer: bool | Problem = self._answer("dismiss_source", True, asker, token)
        return answer

    async def ask_removal(self, asker: Asker, name: str) -> SourceRemoval | Problem:
        plain = SourceRemoval(token="t0ken", source=SOURCE, texts=12, reports=1)
        answer: SourceRemoval | Problem = self._answer("ask_removal", plain, asker, name)
        return answer

    async def confirm_removal(self, asker: Asker, token: str) -> SourceChanged | Problem | None:
        plain = SourceChanged(what="removed", source=SOURCE)
        answer: SourceChanged | Problem | None = self._answer("confirm_removal", plain, asker, token)
        return answer

    async def dismiss_removal(self, asker: Asker, token: str) -> Source | Problem | None:
        answer: Source | Problem | None = self._answer("dismiss_removal", SOURCE, asker, token)
        return answer

    async def pause_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        return self._change("pause_source", "paused", asker, name)

    async def resume_source(self, asker: Asker, name: str) -> SourceChanged | Problem:
        return self._change("resume_source", "resumed", asker, name)

    def _change(self, method: str, what: str, asker: Asker, name: str) -> SourceChanged | Problem:
        plain = SourceChanged(what=what, source=SOURCE)
        answer: SourceChanged | Problem = self._answer(method, plain, asker, name)
        return answer

    async def poll_now(self, asker: Asker, name: str) -> Polled | Problem:
        answer: Polled | Problem = self._answer(
            "poll_now", Polled(results=((SOURCE, "unchanged", 0),)), asker, name
        )
        return answer

    async def review(self, limit: int, skip: int) -> ReviewQueue:
        plain = ReviewQueue(texts=(), skipped=0, waiting=0, doubles=())
        answer: ReviewQueue = self._answer("review", plain, limit, skip)
        return answer

    async def chat_left(self, address: ChatAddress) -> None:
        self._answer("chat_left", None, address)

    async def chat_back(self, address: ChatAddress) -> None:
        self._answer("chat_back", None, address)

    async def chat_migrated(self, address: ChatAddress, new_chat_id: int) -> None:
        self._answer("chat_migrated", None, address, new_chat_id)
