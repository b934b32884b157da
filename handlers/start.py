"""/start and /help, and the deep links that /start carries.

A payload is data chosen by whoever made the link: it may open an incident or prepare a
subscription that still needs a tap; anything else is a plain start.
"""

from dataclasses import replace
from enum import StrEnum

from bot.model.answers import Problem
from bot.model.message import Button, Message
from bot.render import answers
from handlers import incidents, presses, sources, subscriptions
from handlers.front import Call
from handlers.parsing import LATEST_DEFAULT, parse_payload


class Link(StrEnum):
    """What a deep link may point to."""

    HELP = "h"
    INCIDENT = "i"
    LATEST = "l"
    SOURCES = "w"
    SUBSCRIBE = "s"


async def start(call: Call) -> Message | None:
    """Say who we are and what we see; open what a deep link points to."""
    health = await call.front.desk.start(call.asker)
    payload = parse_payload(call.words)
    opened = await _opened(call, payload.kind, payload.value) if payload is not None else None
    if opened is not None:
        return opened
    return answers.start(health, call.front.texts, operator=call.asker.is_admin)


async def _opened(call: Call, kind: str, value: str) -> Message | None:
    match kind:
        case Link.INCIDENT:
            answer = await call.front.desk.incident(value)
            return None if isinstance(answer, Problem) else incidents.file_message(call, answer)
        case Link.HELP:
            return await show_help(call)
        case Link.LATEST:
            found = await call.front.desk.latest(value, LATEST_DEFAULT)
            return None if isinstance(found, Problem) else incidents.latest_message(call, found)
        case Link.SOURCES:
            return await sources.sources(replace(call, words=""))
        case Link.SUBSCRIBE:
            return await _subscription_offer(call, value)
        case _:
            return None


async def _subscription_offer(call: Call, place_text: str) -> Message | None:
    """A subscription that still needs a confirming tap by the same person."""
    found = await call.front.desk.latest(place_text, 1)
    if isinstance(found, Problem) or found.place is None:
        return None
    token = subscriptions.keep(call, subscriptions.SUBSCRIBE, found.place.id, None)
    yes, no = presses.encode(presses.DO, token), presses.encode(presses.DECLINE, token)
    texts = call.front.texts
    return Message(
        text=texts.say("notice.confirm_subscription", place=texts.place(found.place)),
        buttons=(
            (
                Button(text=texts.say("button.subscribe"), data=yes),
                Button(text=texts.say("button.dismiss"), data=no),
            ),
        ),
    )


async def show_help(call: Call) -> Message:
    """List the commands that this person may give here; in a group their names alone."""
    if call.in_group:
        return answers.help_in_group(
            [entry for entry in call.front.help_entries if not entry.operator],
            call.front.texts,
            home=call.home(f"{Link.HELP}-all"),
        )
    entries = [entry for entry in call.front.help_entries if call.asker.is_admin or not entry.operator]
    return answers.help_page(entries, call.front.texts)
