"""What a send that failed does to its row, its chat and what the chat is told next."""

from bot.model.alert import Moved, Refused, Uncertain
from bot.model.vocabulary import AlertReason, ChatKind, DeliveryState
from bot.store import chats
from tests.unit.workers.sending import Post
from tests.unit.workers.snapshots import FOUR, SIX, WITHDRAWN, WOUNDED_TOO


async def test_an_unanswered_message_is_repeated_twice_at_most_and_marked(post: Post) -> None:
    post.tell(post.incident(FOUR), post.chat())
    post.sender.answer = lambda call: Uncertain(why="read_timeout")

    await post.pass_by(200, every=5)

    first, second, third = post.sender.sends
    assert "Repeat:" not in first.text
    for copy in (second, third):
        assert "Repeat:" in copy.text
        assert copy.text.split("\n")[0] == first.text.split("\n")[0]
    assert second.at - first.at >= 15
    assert third.at - second.at >= 30
    assert post.states() == [DeliveryState.UNANSWERED]


async def test_an_unanswered_update_is_marked_as_well(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, SIX, ann)
    post.sender.script = [Uncertain(why="read_timeout")]

    await post.pass_by(30)

    _, first, copy = post.sender.sends
    assert "Repeat:" not in first.text
    assert "Repeat:" in copy.text


async def test_a_retraction_reaches_a_chat_whose_answer_never_came(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    post.sender.answer = lambda call: Uncertain(why="read_timeout")
    await post.pass_by(200, every=5)
    assert post.states() == [DeliveryState.UNANSWERED]

    post.sender.answer = lambda call: None
    post.revise(incident, WITHDRAWN, ann, reason=AlertReason.RETRACTED)
    await post.pass_by(3)

    assert "withdrawn" in post.sender.sends[-1].text.lower()


async def test_what_was_retracted_before_it_was_told_is_told_to_nobody(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    post.revise(incident, WITHDRAWN)

    await post.step()

    assert post.sender.calls == []
    assert post.states() == [DeliveryState.SUPERSEDED]


async def test_a_chat_that_refuses_is_told_nothing_more(post: Post) -> None:
    ann = post.chat()
    post.told(2, ann)
    post.sender.script = [Refused(scope="chat", why="blocked")]

    await post.pass_by(10)

    assert len(post.sender.calls) == 1
    assert post.states() == [DeliveryState.DEAD, DeliveryState.CANCELLED]
    chat = post.database.read_now(lambda session: chats.find(session, "telegram", 100))
    assert chat is not None
    assert not chat.active


async def test_an_unknown_refusal_costs_one_row_and_no_subscription(post: Post) -> None:
    post.told(2, post.chat())
    post.sender.script = [Refused(scope="content", why="other_400")]

    await post.pass_by(10)

    assert post.states() == [DeliveryState.DEAD, DeliveryState.SENT]


async def test_a_chat_that_moved_is_followed(post: Post) -> None:
    group, incident = post.chat(-5, ChatKind.GROUP), post.incident(FOUR)
    post.tell(incident, group)
    post.sender.script = [Moved(to=-1005)]

    await post.pass_by(10)

    assert [call.address.chat_id for call in post.sender.sends] == [-5, -1005]
    assert post.states() == [DeliveryState.SENT]


async def test_a_closed_topic_is_left_for_the_chat_itself(post: Post) -> None:
    group = post.chat(-5, ChatKind.SUPERGROUP)
    post.tell(post.incident(FOUR), group, thread_id=7)
    post.sender.script = [Refused(scope="topic", why="topic")]

    await post.pass_by(10)

    assert [call.address.thread_id for call in post.sender.sends] == [7, 0]
    assert post.states() == [DeliveryState.SENT]


async def test_where_the_card_is_gone_the_news_comes_as_a_card(post: Post) -> None:
    """A place that moved without a sound is an edit; where there is nothing to edit it is told anew."""
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, WOUNDED_TOO, ann, reason=AlertReason.PLACE, sound=False)
    post.sender.script = [Refused(scope="target", why="not_editable")]

    await post.pass_by(5)

    assert [call.edit for call in post.sender.calls] == [None, 1001, None]
    assert post.sender.sends[-1].reply_to is None


async def test_an_edit_for_looks_is_dropped_where_the_card_is_gone(post: Post) -> None:
    ann, incident = post.chat(), post.incident(FOUR)
    post.tell(incident, ann)
    await post.step()
    post.revise(incident, WOUNDED_TOO, ann, reason=AlertReason.DETAIL, sound=False)
    post.sender.script = [Refused(scope="target", why="not_editable")]

    await post.pass_by(5)

    assert post.states() == [DeliveryState.SENT, DeliveryState.CANCELLED]
    assert len(post.sender.calls) == 2
