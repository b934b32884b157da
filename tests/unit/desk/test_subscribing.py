"""A chat's own settings: all or nothing, kept over blocks and moves, with an example in the end."""

from bot.desk.asker import ChatTarget
from bot.desk.subscribing import MOST_SUBSCRIPTIONS
from bot.model.alert import ChatAddress
from bot.model.answers import Problem, Subscribed, Unsubscribed
from bot.model.incident import Snapshot
from bot.model.vocabulary import ChatKind, Party, Severity
from bot.store import chats, incidents
from bot.store.database import Session
from tests.builders import make_snapshot
from tests.unit.desk.conftest import Office, asker, known

ADDRESS = ChatAddress(channel="telegram", chat_id=11)
CHANNEL = ChatTarget(chat_id=-100, kind=ChatKind.CHANNEL, title="Border news")


def place_ids(answer: Subscribed | Problem) -> tuple[list[str], list[str]]:
    assert isinstance(answer, Subscribed)
    return [item.place_id for item in answer.begun], [item.place_id for item in answer.standing]


async def held(office: Office, chat_id: int = 11, thread_id: int = 0) -> list[str]:
    answer = await office.desk.subscriptions(asker(chat_id=chat_id, thread_id=thread_id))
    return [item.place_id for item in answer.subscriptions]


def store(office: Office, snapshot: Snapshot, prefix: str = "TJAF") -> str:
    now = office.clock.now()

    def keep(session: Session) -> str:
        return incidents.create(
            session, snapshot, prefix=prefix, year=2026, first_reported_at=now, now=now
        ).ref

    return office.database.write_now(keep)


async def test_without_a_place_a_subscription_is_the_default(office: Office) -> None:
    assert place_ids(await office.desk.subscribe(asker(), "")) == ([""], [])
    assert await held(office) == [""]


async def test_several_places_are_begun_together_and_none_twice(office: Office) -> None:
    assert place_ids(await office.desk.subscribe(asker(), "Khatlon")) == (["tj-kt"], [])
    answer = await office.desk.subscribe(asker(), "Хатлон, Sughd, TJ-AF")
    assert place_ids(answer) == (["tj-su", "TJ-AF"], ["tj-kt"])
    assert await held(office) == ["tj-kt", "tj-su", "TJ-AF"]


async def test_one_place_that_nobody_knows_stops_them_all(office: Office) -> None:
    answer = await office.desk.subscribe(asker(), "Khatlon, Atlantis")
    assert isinstance(answer, Problem)
    assert answer.code == "place_unknown"
    assert await held(office) == []


async def test_a_chat_has_so_many_subscriptions_and_may_repeat_those_it_has(office: Office) -> None:
    districts = [place.id for place in known().gazetteer.all() if place.kind == "adm2"]
    for place_id in districts[:MOST_SUBSCRIPTIONS]:
        await office.desk.subscribe(asker(), place_id)
    refused = await office.desk.subscribe(asker(), districts[MOST_SUBSCRIPTIONS])
    assert isinstance(refused, Problem)
    assert refused.code == "too_many_subscriptions"
    assert place_ids(await office.desk.subscribe(asker(), districts[0])) == ([], [districts[0]])


async def test_topics_of_one_group_are_apart(office: Office) -> None:
    group = asker(chat_id=-200, kind=ChatKind.SUPERGROUP, thread_id=7)
    await office.desk.subscribe(group, "Khatlon")
    assert await held(office, -200) == []
    assert await held(office, -200, 7) == ["tj-kt"]


async def test_a_channel_is_subscribed_by_somebody_from_private(office: Office) -> None:
    answer = await office.desk.subscribe(asker(), "Khatlon", CHANNEL)
    assert isinstance(answer, Subscribed)
    assert (answer.begun[0].chat.address, answer.begun[0].chat.title) == (-100, "Border news")
    assert await held(office) == []
    ended = await office.desk.unsubscribe(asker(), "", CHANNEL)
    assert isinstance(ended, Unsubscribed)
    assert [item.place_id for item in ended.removed] == ["tj-kt"]


async def test_one_subscription_ends_or_all_of_them(office: Office) -> None:
    await office.desk.subscribe(asker(), "Khatlon, Sughd, TJ-AF")
    ended = await office.desk.unsubscribe(asker(), "Хатлон")
    assert isinstance(ended, Unsubscribed)
    assert await held(office) == ["tj-su", "TJ-AF"]
    await office.desk.unsubscribe(asker(), "")
    assert await held(office) == []


async def test_what_was_never_begun_cannot_end(office: Office) -> None:
    assert await office.desk.unsubscribe(asker(), "") == Problem(code="not_subscribed")
    await office.desk.subscribe(asker(), "Khatlon")
    assert await office.desk.unsubscribe(asker(), "Sughd") == Problem(
        code="not_subscribed_to", values=(("place", "Sughd"),)
    )


async def test_the_example_is_the_latest_incident_that_would_have_been_told(office: Office) -> None:
    store(office, make_snapshot(day="2026-01-10", place="tj-gb-darvoz", killed={Party.CIVILIANS: 2}))
    in_khatlon = store(office, make_snapshot(day="2026-01-12"))
    light_neighbour = make_snapshot(day="2026-01-14", place="kg-b", border="KG-TJ", severity=Severity.LOW)
    store(office, light_neighbour, "KGTJ")
    for place, ref in (("Khatlon", in_khatlon), ("", in_khatlon), ("Darvoz", "TJAF-2026-0001")):
        answer = await office.desk.subscribe(asker(), place)
        assert isinstance(answer, Subscribed)
        assert answer.sample is not None
        assert answer.sample.ref == ref
    nothing = await office.desk.subscribe(asker(), "Sughd")
    assert isinstance(nothing, Subscribed)
    assert nothing.sample is None


async def test_a_chat_that_was_left_keeps_its_wishes_and_is_told_again_when_it_speaks(office: Office) -> None:
    await office.desk.subscribe(asker(), "Khatlon")
    await office.desk.chat_left(ADDRESS)
    listening = await office.database.read(chats.subscribed_places)
    assert listening == ()
    await office.desk.chat_back(ADDRESS)
    assert await office.database.read(chats.subscribed_places) == ("tj-kt",)


async def test_a_start_makes_a_chat_active_again(office: Office) -> None:
    await office.desk.subscribe(asker(), "Khatlon")
    await office.desk.chat_left(ADDRESS)
    await office.desk.start(asker())
    assert await office.database.read(chats.subscribed_places) == ("tj-kt",)


async def test_comings_and_goings_of_unknown_chats_store_nothing(office: Office) -> None:
    await office.desk.chat_left(ADDRESS)
    await office.desk.chat_back(ADDRESS)
    await office.desk.chat_migrated(ADDRESS, -5)
    assert await office.database.read(lambda session: chats.find(session, "telegram", 11)) is None


async def test_a_chat_that_moved_keeps_everything(office: Office) -> None:
    group = asker(chat_id=-200, kind=ChatKind.GROUP)
    await office.desk.subscribe(group, "Khatlon")
    for _ in range(2):
        await office.desk.chat_migrated(ChatAddress(channel="telegram", chat_id=-200), -1001)
    assert await held(office, -1001) == ["tj-kt"]
    assert await held(office, -200) == []


async def test_chats_of_another_channel_are_other_chats(office: Office) -> None:
    await office.desk.subscribe(asker(), "Khatlon")
    await office.desk.chat_left(ChatAddress(channel="console", chat_id=11))
    assert await office.database.read(chats.subscribed_places) == ("tj-kt",)


async def test_chats_outside_the_list_are_told_nothing_more_and_keep_their_wishes(office: Office) -> None:
    await office.desk.subscribe(asker(11), "Khatlon")
    await office.desk.subscribe(asker(12), "Sughd")
    assert await office.desk.serve_only({11}) == 1
    assert await office.database.read(chats.subscribed_places) == ("tj-kt",)
    assert await held(office, 12) == ["tj-su"]
    assert await office.desk.serve_only({11}) == 0
