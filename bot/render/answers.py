"""Answers to people: one function per kind of answer of the desk.

``compact`` answers are for groups: at most about ten lines, the rest is said in private (``home``
is the address of the private chat). Nothing here decides anything; it only words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model.alert import Subscription
from bot.model.answers import (
    Health,
    Latest,
    Subscribed,
    Subscriptions,
    Unsubscribed,
)
from bot.model.message import Button, Message
from bot.model.vocabulary import ChatKind
from bot.render import cards, outside, phrases
from bot.render.builder import Line, MessageBuilder, bold, code, plain
from bot.render.health import health_line
from bot.render.texts import Texts

VALUE_LIST = 7
BORDER_ID = re.compile(r"[A-Z]{2}-[A-Z]{2}")
"""Gazetteer ids are lower case, so a subscription to a border shows itself."""
LATEST_COMPACT = 5
BUTTONS_PER_ROW, MOST_BUTTONS = 2, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpEntry:
    """A command as /help shows it; ``operator`` commands stand apart."""

    name: str
    operator: bool = False


def start(health: Health, texts: Texts, *, operator: bool = False) -> Message:
    """Who we are, what to type first, and whether we see anything."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("start.what")))
    builder.line(texts.say("start.how"))
    builder.gap()
    builder.line(texts.say("start.subscribe"))
    builder.line(texts.say("start.latest"))
    builder.line(texts.say("start.help"))
    if operator:
        builder.line(texts.say("start.operator"))
    builder.gap()
    builder.line(health_line(health, texts))
    return builder.build()


def greeting(texts: Texts) -> Message:
    """What a group hears once when the bot is added; at most six lines."""
    builder = MessageBuilder()
    builder.line(texts.say("greeting.what"))
    builder.line(texts.say("greeting.who"))
    builder.line(texts.say("greeting.silence"))
    return builder.build()


def help_page(entries: Sequence[HelpEntry], texts: Texts) -> Message:
    """Every command with its usage and one sentence, from the table of commands."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("help.title")))
    for operator in (False, True):
        group = [entry for entry in entries if entry.operator is operator]
        if not group:
            continue
        builder.gap()
        if operator:
            builder.line(bold(texts.say("help.operators")))
        for entry in group:
            builder.line(*_help_line(entry, texts))
    builder.gap()
    builder.line(texts.say("help.places"))
    builder.line(texts.say("help.channels"))
    builder.line(texts.say("help.sound"))
    return builder.build()


def help_in_group(entries: Sequence[HelpEntry], texts: Texts, *, home: str) -> Message:
    """The commands by name; what each does is said in private."""
    builder = MessageBuilder()
    builder.line(bold(texts.say("help.title")))
    builder.line(texts.say("place.join").join(f"/{entry.name}" for entry in entries))
    builder.line(texts.say("help.places"))
    builder.line(texts.say("help.group"))
    builder.buttons((Button(text=texts.say("button.private"), url=home),))
    return builder.build()


def _help_line(entry: HelpEntry, texts: Texts) -> Line:
    return (
        plain(texts.say(f"command.{entry.name}.usage")),
        plain(texts.say("help.entry", sentence=texts.say(f"command.{entry.name}.help"))),
    )


def whoami(user_id: int, chat_id: int, texts: Texts, *, operator: bool) -> Message:
    """A person's id and, in groups, the chat's."""
    builder = MessageBuilder()
    builder.line(texts.say("whoami.user"), code(str(user_id)))
    if chat_id != user_id:
        builder.line(texts.say("whoami.chat"), code(str(chat_id)))
    builder.line(texts.say("whoami.operator" if operator else "whoami.person"))
    return builder.build()


def place_name(subscription: Subscription, texts: Texts) -> str:
    """What a subscription covers, in words."""
    if not subscription.place_id:
        return texts.say("subscription.default")
    if BORDER_ID.fullmatch(subscription.place_id):
        return texts.border(subscription.place_id)
    place = texts.place_by_id(subscription.place_id)
    return texts.place(place) if place is not None else outside.name(subscription.place_name)


def subscribed(
    answer: Subscribed, texts: Texts, *, elsewhere: bool = False, compact: bool = False
) -> Message:
    """What is told where from now on, ending with the latest matching incident as an example."""
    builder = MessageBuilder()
    for key, items in (("subscribed.new", answer.begun), ("subscribed.already", answer.standing)):
        if items:
            builder.line(texts.say(key, place=texts.listing([place_name(item, texts) for item in items])))
    builder.line(_destination((*answer.begun, *answer.standing)[0], texts, elsewhere=elsewhere))
    builder.gap()
    if answer.sample is None:
        builder.line(texts.say("subscribed.no_sample"))
        return builder.build()
    builder.line(bold(texts.say("subscribed.sample")))
    if compact:
        builder.line(*phrases.brief(answer.sample, texts))
    else:
        cards.write_card(builder, answer.sample, texts)
    return builder.build()


def _destination(subscription: Subscription, texts: Texts, *, elsewhere: bool) -> str:
    title = outside.name(subscription.chat.title or "")
    if elsewhere:
        return texts.say("subscribed.elsewhere", chat=title or texts.say("chat.untitled"))
    if subscription.chat.kind is ChatKind.PRIVATE:
        return texts.say("subscribed.private")
    return texts.say("subscribed.topic" if subscription.thread_id else "subscribed.group")


def unsubscribed(answer: Unsubscribed, texts: Texts) -> Message:
    """Which subscriptions are gone."""
    builder = MessageBuilder()
    builder.line(texts.count("unsubscribed.title", len(answer.removed)))
    builder.items(
        [(plain(texts.say("item", text=place_name(item, texts))),) for item in answer.removed],
        value=VALUE_LIST,
        more=lambda hidden: texts.count("more", hidden),
        most=20,
    )
    return builder.build()


def subscriptions(answer: Subscriptions, texts: Texts) -> Message:
    """All that this chat (and topic) is told."""
    builder = MessageBuilder()
    if not answer.subscriptions:
        builder.line(texts.say("mysubs.none"))
        return builder.build()
    builder.line(bold(texts.count("mysubs.title", len(answer.subscriptions))))
    builder.items(
        [(plain(texts.say("item", text=place_name(item, texts))),) for item in answer.subscriptions],
        value=VALUE_LIST,
        more=lambda hidden: texts.count("more", hidden),
        most=40,
    )
    builder.line(texts.say("mysubs.how"))
    return builder.build()


def sample_posted(texts: Texts, *, chat: str | None) -> Message:
    """The test message went out: said to the person who asked for it elsewhere."""
    builder = MessageBuilder()
    name = outside.name(chat) if chat else texts.say("chat.untitled")
    builder.line(texts.say("sample.posted", chat=name))
    return builder.build()


def latest(
    answer: Latest,
    texts: Texts,
    *,
    compact: bool = False,
    home: str | None = None,
    press: Callable[[str], str | None] | None = None,
) -> Message:
    """The newest incidents, one line each, and under them whether silence can be trusted.

    ``press`` makes the button data that opens a reference; without it there are no buttons.
    """
    builder = MessageBuilder()
    where = texts.place(answer.place) if answer.place is not None else texts.say("latest.everywhere")
    if not answer.incidents:
        nothing = texts.say("latest.none", place=where)
        builder.line(nothing if answer.place is not None else texts.say("status.no_incident"))
        builder.line(health_line(answer.health, texts))
        return builder.build()
    builder.line(bold(texts.say("latest.title", place=where)))
    builder.items(
        [phrases.brief(incident, texts) for incident in answer.incidents],
        value=VALUE_LIST,
        more=lambda hidden: texts.count("more", hidden),
        most=LATEST_COMPACT if compact else None,
    )
    builder.gap()
    builder.line(health_line(answer.health, texts))
    if home is not None:
        builder.buttons((Button(text=texts.say("button.private"), url=home),))
    elif press is not None:
        builder.buttons(*_reference_buttons([item.ref for item in answer.incidents], press))
    return builder.build()


def _reference_buttons(refs: Sequence[str], press: Callable[[str], str | None]) -> list[tuple[Button, ...]]:
    pressed = [(ref, press(ref)) for ref in refs[:MOST_BUTTONS]]
    buttons = [Button(text=ref, data=data) for ref, data in pressed if data is not None]
    return [
        tuple(buttons[index : index + BUTTONS_PER_ROW]) for index in range(0, len(buttons), BUTTONS_PER_ROW)
    ]


def notice(key: str, texts: Texts) -> Message:
    """One sentence of the catalogue as a message (``notice.<key>``)."""
    builder = MessageBuilder()
    builder.line(texts.say(f"notice.{key}"))
    return builder.build()
