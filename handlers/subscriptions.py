"""/subscribe, /unsubscribe, /mysubs and /test: what a chat is told, and proof that it can be.

In a group its administrators decide; a channel is configured from private by somebody who
administers it. A suggestion's button waits behind a token and the rights are checked again.
"""

from telegram.error import BadRequest, Forbidden

from bot.desk.asker import ChatTarget
from bot.model.alert import ChatAddress
from bot.model.answers import Problem
from bot.model.message import Message
from bot.model.place import Place
from bot.render import answers, updates
from bot.render.problems import problem
from handlers import presses, replies
from handlers.front import Call
from handlers.parsing import parse_addressed, parse_chat
from handlers.targets import authorised_target

SUBSCRIBE, UNSUBSCRIBE = "subscribe", "unsubscribe"


async def subscribe(call: Call) -> Message:
    """Start a subscription here or in a channel of the asker's."""
    return await _change(call, SUBSCRIBE)


async def unsubscribe(call: Call) -> Message:
    """End one subscription, or all of them."""
    return await _change(call, UNSUBSCRIBE)


async def _change(call: Call, action: str) -> Message:
    asked = parse_addressed(call.words)
    target: ChatTarget | None = None
    if asked.chat is not None:
        authorised = await authorised_target(call, asked.chat)
        if isinstance(authorised, Problem):
            return problem(authorised, call.front.texts)
        target = authorised
    return await perform(call, action, asked.places, target)


async def perform(call: Call, action: str, places_text: str, target: ChatTarget | None) -> Message:
    """Carry out a change whose rights were checked; suggestions become buttons behind tokens.

    A place that is not understood stops the whole change; the button of a suggestion then makes it
    with that place and those that were understood.
    """
    texts, desk = call.front.texts, call.front.desk
    if action == SUBSCRIBE:
        begun = await desk.subscribe(call.asker, places_text, target)
        if not isinstance(begun, Problem):
            return answers.subscribed(begun, texts, elsewhere=target is not None, compact=call.in_group)
        refused = begun
    else:
        ended = await desk.unsubscribe(call.asker, places_text, target)
        if not isinstance(ended, Problem):
            return answers.unsubscribed(ended, texts)
        refused = ended
    others = dict(refused.values).get("others", "")

    def press(place: Place) -> str | None:
        places = f"{others}, {place.id}" if others else place.id
        return presses.encode(presses.DO, keep(call, action, places, target))

    return problem(refused, texts, press=press)


def keep(call: Call, action: str, places: str, target: ChatTarget | None) -> str:
    """Keep a change until the asker presses its button; returns the token."""
    return call.front.pending.add(
        owner=call.asker.user_id,
        chat_id=call.asker.chat.chat_id,
        action=action,
        places=places,
        target=target,
    )


async def show_subscriptions(call: Call) -> Message:
    """What this chat and topic, or a channel of the asker's, is told."""
    named = parse_chat(call.words)
    if isinstance(named, Problem):
        return problem(named, call.front.texts)
    target: ChatTarget | None = None
    if named is not None:
        authorised = await authorised_target(call, named)
        if isinstance(authorised, Problem):
            return problem(authorised, call.front.texts)
        target = authorised
    return answers.subscriptions(await call.front.desk.subscriptions(call.about(target)), call.front.texts)


async def post_test(call: Call) -> Message | None:
    """Post a marked test message here or in a channel, so that the right to post is proven."""
    texts = call.front.texts
    named = parse_chat(call.words)
    if isinstance(named, Problem):
        return problem(named, texts)
    if named is None:
        await replies.send(call.bot, call.asker.chat, updates.sample(texts))
        return None
    target = await authorised_target(call, named)
    if isinstance(target, Problem):
        return problem(target, texts)
    address = ChatAddress(channel=call.front.channel, chat_id=target.chat_id, thread_id=target.thread_id)
    try:
        await replies.send(call.bot, address, updates.sample(texts))
    except (BadRequest, Forbidden):
        return problem(Problem(code="cannot_post", values=(("chat", named),)), texts)
    return answers.sample_posted(texts, chat=target.title)
