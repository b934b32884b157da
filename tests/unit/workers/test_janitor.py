"""Housekeeping: abandoned rows come back, what is too old ends, used-up tokens are forgotten."""

from datetime import timedelta

from bot.model.vocabulary import DeliveryState
from bot.store import queue, tokens
from bot.store.database import Session
from bot.workers.janitor import Janitor
from tests.unit.workers.sending import Post


async def tidy(post: Post) -> None:
    await Janitor(database=post.database, owner="one").step(post.clock.now())


def claimed(post: Post, owner: str) -> None:
    def change(session: Session) -> None:
        now = post.clock.now()
        lease = timedelta(seconds=90)
        assert queue.claim(session, now=now, lease=lease, owner=owner, channel="telegram")

    post.database.write_now(change)


async def test_a_row_on_the_wire_is_left_until_its_lease_is_over(post: Post) -> None:
    post.told(1, post.chat())
    claimed(post, "one")
    post.clock.on(seconds=89)
    await tidy(post)
    assert post.states() == [DeliveryState.SENDING]

    post.clock.on(seconds=1)
    await tidy(post)
    assert post.states() == [DeliveryState.PENDING]
    assert post.row().uncertain == 1


async def test_a_row_of_an_earlier_start_comes_back_at_once(post: Post) -> None:
    post.told(1, post.chat())
    claimed(post, "an earlier start")
    await tidy(post)
    assert post.states() == [DeliveryState.PENDING]


async def test_what_waited_for_a_day_ends(post: Post) -> None:
    post.told(1, post.chat())
    post.clock.on(hours=23)
    await tidy(post)
    assert post.states() == [DeliveryState.PENDING]

    post.clock.on(hours=2)
    await tidy(post)
    assert post.states() == [DeliveryState.EXPIRED]


async def test_what_may_have_arrived_ends_as_unanswered(post: Post) -> None:
    post.told(1, post.chat())
    claimed(post, "an earlier start")
    await tidy(post)
    post.clock.on(hours=25)
    await tidy(post)
    assert post.states() == [DeliveryState.UNANSWERED]


async def test_tokens_are_forgotten_a_day_after_they_expired(post: Post) -> None:
    def issue(session: Session) -> str:
        return tokens.issue(
            session,
            kind="x",
            payload={},
            owner=1,
            chat=1,
            now=post.clock.now(),
            lifetime=timedelta(minutes=15),
        )

    token = post.database.write_now(issue)

    def answer() -> object:
        now = post.clock.now()
        return post.database.write_now(
            lambda session: tokens.take(session, token, kind="x", owner=1, chat=1, now=now)
        )

    post.clock.on(hours=23)
    await tidy(post)
    assert answer() == "token_expired"
    post.clock.on(hours=2)
    await tidy(post)
    assert answer() == "token_unknown"
