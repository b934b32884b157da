"""Presses of buttons: answered first, then checked again, then done.

The data of a button is chosen by the client. Reading kinds need no right; changing kinds look up
their token, its owner, and the rights of the presser at this moment. In a group only whoever asked
for a menu, or an administrator, may turn it over.
"""

from collections.abc import Awaitable, Callable

from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from bot.model.answers import Problem
from bot.model.message import Message
from bot.render.answers import notice
from bot.render.problems import problem, sentence
from handlers import incidents, presses, replies, review, sources, subscriptions, tolls
from handlers.front import Call, Front
from handlers.guards import ANONYMOUS_ADMIN, Guard, asker_of, refusal, thread_of
from handlers.parsing import latest_limit
from handlers.presses import Pending, Press
from handlers.targets import refused_target

ANSWER_LIMIT = 180
STAYS_OPEN = frozenset({presses.OPEN})
"""Kinds whose answer is a new message; all others replace the menu they stood under."""
READING = frozenset({presses.LATEST, presses.TOLL, presses.SOURCES})
"""Kinds that turn a menu over without changing anything."""
OPERATING: dict[str, Callable[..., Awaitable[Message | None]]] = {
    presses.ADD_SOURCE: sources.confirm,
    presses.DROP_SOURCE: sources.dismiss,
    presses.REMOVE_SOURCE: sources.remove,
    presses.KEEP_SOURCE: sources.keep,
    presses.REVIEW: review.turn,
}
"""Kinds for operators alone, and what each does with its arguments; others' presses do nothing."""


async def serve_press(query: CallbackQuery, front: Front) -> None:
    """Answer a press and do what it asks, or say that the menu is old."""
    press = presses.decode(query.data)
    origin = query.message
    if press is None or origin is None:
        await _acknowledge(query, sentence(Problem(code="menu_old"), front.texts))
        return
    await _acknowledge(query)
    thread_id = thread_of(origin) if isinstance(origin, TelegramMessage) else 0
    asker = asker_of(query.from_user, origin.chat, thread_id, front)
    call = Call(front=front, bot=query.get_bot(), asker=asker, words="")
    if not front.allows(asker.chat.chat_id, asker.user_id):
        return
    await front.desk.chat_back(asker.chat)
    if press.kind in READING and not await _may_turn(call, origin):
        return
    await _show(call, press, origin, await _answer(call, press))


async def _may_turn(call: Call, origin: MaybeInaccessibleMessage) -> bool:
    """Whether the presser asked for this menu, or administers the group it stands in."""
    asked = origin.reply_to_message if isinstance(origin, TelegramMessage) else None
    opener = asked.from_user if asked is not None else None
    if opener is None or opener.id == call.asker.user_id:
        return True
    return await refusal(Guard.CHAT_ADMIN, call) is None


async def _show(call: Call, press: Press, origin: MaybeInaccessibleMessage, message: Message | None) -> None:
    if message is None:
        return
    if press.kind not in STAYS_OPEN and await replies.edit(
        call.bot, origin.chat.id, origin.message_id, message
    ):
        return
    reply_to = origin.message_id if call.in_group else None
    await replies.send(call.bot, call.asker.chat, message, reply_to=reply_to)


async def _answer(call: Call, press: Press) -> Message | None:
    match press.kind:
        case presses.OPEN:
            return await incidents.incident_of(call, press.arguments[0])
        case presses.LATEST:
            place_id, limit = press.arguments
            return await incidents.latest_of(call, place_id, latest_limit(limit))
        case presses.TOLL:
            return await tolls.toll_of(call, tolls.question_of(*press.arguments))
        case presses.SOURCES:
            return await sources.turn(call, *press.arguments)
        case kind if kind in OPERATING:
            if await refusal(Guard.OPERATOR, call) is not None:
                return None
            return await OPERATING[kind](call, *press.arguments)
        case _:
            return await _pending(call, press)


async def _pending(call: Call, press: Press) -> Message | None:
    """Carry out or drop an action that waits behind a token.

    The presses of strangers, and second presses, do nothing.
    """
    texts, pending = call.front.texts, call.front.pending
    waiting = pending.look(press.arguments[0])
    if waiting is None or waiting.chat_id != call.asker.chat.chat_id:
        return problem(Problem(code="menu_old"), texts)
    if waiting.used or waiting.owner not in (call.asker.user_id, ANONYMOUS_ADMIN):
        return None
    if press.kind == presses.DECLINE and waiting.owner == call.asker.user_id:
        pending.use_up(press.arguments[0])
        return notice("declined", texts)
    refused = await _refused(call, waiting)
    if refused is not None:
        return None if waiting.owner == ANONYMOUS_ADMIN else problem(refused, texts)
    pending.use_up(press.arguments[0])
    if press.kind == presses.DECLINE:
        return notice("declined", texts)
    return await subscriptions.perform(call, waiting.action, waiting.places, waiting.target)


async def _refused(call: Call, waiting: Pending) -> Problem | None:
    """Why the presser may not do now what was allowed when the button was made, or None."""
    refused = await refusal(Guard.CHAT_ADMIN, call)
    if refused is None and waiting.target is not None:
        name = waiting.target.title or str(waiting.target.chat_id)
        refused = await refused_target(call, waiting.target, name)
    return refused


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Answer the query so that the button stops waiting; a late answer is no fault."""
    try:
        await query.answer(text[:ANSWER_LIMIT] if text else None)
    except BadRequest:
        return
