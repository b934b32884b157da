"""What breaks inside, or is stopped half-way, loses no row and sends none twice."""

import asyncio
import gc

import pytest

from bot.model.vocabulary import DeliveryState
from bot.store.problems import StorageBroken, StorageBusy, StorageFull
from bot.workers.composing import compose
from bot.workers.recording import record
from tests.unit.workers.sending import Post
from tests.unit.workers.snapshots import FOUR, SIX


async def test_a_row_that_is_too_old_is_not_sent(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.clock.on(hours=24)

    assert await post.step() == 1

    assert post.sender.calls == []
    assert post.states() == [DeliveryState.EXPIRED]


async def test_a_message_that_cannot_be_composed_waits_and_the_others_go_out(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = post.chat(100), post.chat(101)
    post.tell(post.incident(FOUR), ann, bob)

    def broken_for_ann(*given: object) -> object:
        if given[1].chat == ann:  # type: ignore[attr-defined]
            raise KeyError("a fault of ours")
        return compose(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.workers.dispatcher.compose", broken_for_ann)
    assert await post.step() == 2
    assert [call.address.chat_id for call in post.sender.calls] == [101]
    monkeypatch.setattr("bot.workers.dispatcher.compose", compose)

    await post.pass_by(10)

    assert [call.address.chat_id for call in post.sender.calls] == [101, 100]
    assert "Repeat:" not in post.sender.calls[1].text


async def test_a_channel_that_breaks_its_promise_loses_no_row(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.script = [RuntimeError("a fault of ours")]

    await post.step()
    assert post.row().state is DeliveryState.PENDING
    assert post.row().uncertain == 1
    await post.pass_by(20)

    assert post.states() == [DeliveryState.SENT]


@pytest.mark.parametrize("fault", [StorageFull("no space"), StorageBusy("locked"), LookupError("ours")])
async def test_what_could_not_be_recorded_is_recorded_before_anything_else_is_sent(
    post: Post, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    post.tell(post.incident(FOUR), post.chat(100))

    def full(session: object, ended: object) -> None:
        raise fault

    monkeypatch.setattr("bot.workers.settlement.record", full)
    with pytest.raises(type(fault)):
        await post.step()
    post.tell(post.incident(SIX), post.chat(101))
    with pytest.raises(type(fault)):
        await post.step()
    assert len(post.sender.calls) == 1

    monkeypatch.setattr("bot.workers.settlement.record", record)
    await post.pass_by(200, every=5)

    assert [call.address.chat_id for call in post.sender.calls] == [100, 101]
    assert post.states() == [DeliveryState.SENT, DeliveryState.SENT]


async def test_a_database_that_is_held_while_a_row_is_composed_costs_no_repeat(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*given: object) -> None:
        raise StorageBusy("locked")

    post.tell(post.incident(FOUR), post.chat())
    monkeypatch.setattr("bot.workers.dispatcher.compose", held)
    await post.step()

    assert (post.row().state, post.row().uncertain) == (DeliveryState.PENDING, 0)


async def test_of_several_sends_that_end_in_faults_all_are_looked_at_and_the_gravest_is_raised(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: unseen.append(context))
    faults = [StorageBusy("locked"), StorageBroken("I/O error"), StorageBusy("locked")]

    async def broken(dispatcher: object, ended: object) -> None:
        raise faults.pop(0)

    monkeypatch.setattr("bot.workers.settlement.Settlement.settle", broken)
    post.told(1, *[post.chat(100 + number) for number in range(3)])
    post.sender.gate.clear()
    step = asyncio.create_task(post.step())
    await post.sender.until(lambda: post.sender.now_calling == 3)
    await post.settled()
    post.sender.gate.set()
    with pytest.raises((StorageBroken, StorageBusy)) as raised:
        await step
    grave = raised.type
    del step, raised
    gc.collect()

    assert grave is StorageBroken
    assert not faults
    assert unseen == []


async def test_a_step_that_is_cancelled_waits_for_what_is_on_the_wire(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.gate.clear()
    step = asyncio.create_task(post.step())
    await post.sender.called.wait()

    step.cancel()
    await asyncio.sleep(0)
    assert not step.done()
    post.sender.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await step

    assert post.states() == [DeliveryState.SENT]


async def test_a_dispatcher_that_was_stopped_claims_nothing(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.dispatcher.stop()

    assert await post.step() == 0
    assert post.states() == [DeliveryState.PENDING]
