"""Expected failures in one sentence each: what is wrong and what to do.

``PROBLEMS`` is the closed list of codes with the values each one takes. Whatever a person typed or
a server answered is made harmless before it stands in the sentence; nothing internal is shown.
"""

from collections.abc import Callable

from bot.model.answers import Problem
from bot.model.message import Button, Message
from bot.model.place import Place
from bot.render import outside
from bot.render.builder import MessageBuilder, code
from bot.render.texts import Texts

PROBLEMS: dict[str, tuple[str, ...]] = {
    # what was typed
    "place_unknown": ("text",),
    "place_ambiguous": ("text",),
    "one_place": ("text",),
    "reference_needed": (),
    "reference_malformed": ("text",),
    "reference_unknown": ("ref",),
    "date_unreadable": ("text",),
    "date_missing": ("word",),
    "date_twice": ("word",),
    "date_alone": ("text",),
    "date_in_future": ("since",),
    "dates_reversed": ("since", "until"),
    "number_out_of_range": ("text", "most"),
    "number_unreadable": ("text", "most"),
    "list_unreadable": ("text",),
    "address_needed": (),
    "source_needed": (),
    "unknown_command": ("text",),
    "not_a_command": (),
    # subscriptions and chats
    "not_subscribed": (),
    "not_subscribed_to": ("place",),
    "too_many_subscriptions": ("most",),
    "too_many_places": ("most",),
    "chat_unreadable": ("text",),
    "chat_unknown": ("chat",),
    "chat_is_private": ("chat",),
    "chat_not_allowed": (),
    "chat_not_yours": ("chat",),
    "cannot_post": ("chat",),
    "cannot_check": ("chat",),
    # rights
    "operators_only": ("user_id",),
    "chat_admins_only": (),
    "private_only": (),
    "people_only": (),
    # sources
    "source_unknown": ("text",),
    "source_ambiguous": ("text", "names"),
    "source_exists": ("name",),
    "source_paused": ("name",),
    "source_not_paused": ("name",),
    "source_address": ("url",),
    "source_unreachable": ("url",),
    "source_timeout": ("url",),
    "source_tls": ("url",),
    "source_status": ("url", "status"),
    "source_redirect": ("url",),
    "source_too_big": ("url",),
    "source_encoding": ("url",),
    "source_not_a_feed": ("url",),
    "source_parser": ("url",),
    "source_empty": ("url",),
    "source_busy": (),
    "no_sources": (),
    "trial_expired": (),
    "removal_expired": (),
    "removal_decided": ("name",),
    "source_removed": ("name",),
    # the bot itself
    "menu_old": (),
    "unexpected": ("id",),
}
SHOWN_LIMITS = {"url": 120, "text": 60, "names": 160}
BUTTONS_PER_ROW, MOST_BUTTONS = 2, 6


def problem(found: Problem, texts: Texts, *, press: Callable[[Place], str | None] | None = None) -> Message:
    """One clear sentence; suggestions become buttons, or words where there are no buttons.

    ``press`` makes the button data that repeats the command with a suggested place.
    """
    builder = MessageBuilder()
    if found.code == "operators_only":
        _write_operators_only(builder, found, texts)
    else:
        builder.line(sentence(found, texts))
    buttons = _suggestion_buttons(found, texts, press)
    if buttons:
        builder.buttons(*buttons)
    elif found.suggestions:
        names = texts.listing([suggestion_name(place, texts) for place in found.suggestions[:MOST_BUTTONS]])
        builder.line(texts.say("suggestion.words", names=names))
    return builder.build()


def sentence(found: Problem, texts: Texts) -> str:
    """The sentence for a problem; a code that nobody worded becomes the sentence for surprises."""
    key = f"problem.{found.code}"
    values = {name: outside.words(value, SHOWN_LIMITS.get(name, 60)) for name, value in found.values}
    wanted = PROBLEMS.get(found.code)
    if wanted is None or not texts.has(key):
        return texts.say("problem.unexpected", id=outside.name(found.code))
    return texts.say(key, **{name: values.get(name, "?") for name in wanted})


def suggestion_name(place: Place, texts: Texts) -> str:
    """A place with the unit it lies in, so that namesakes can be told apart."""
    parent = texts.place_by_id(place.parent) if place.parent else None
    own = texts.place(place)
    if parent is None or parent.kind == "country":
        if place.country and place.kind != "country":
            return texts.say("suggestion.name", name=own, within=texts.country(place.country))
        return own
    return texts.say("suggestion.name", name=own, within=texts.place(parent))


def _suggestion_buttons(
    found: Problem, texts: Texts, press: Callable[[Place], str | None] | None
) -> list[tuple[Button, ...]]:
    if press is None:
        return []
    pressed = [(place, press(place)) for place in found.suggestions[:MOST_BUTTONS]]
    buttons = [
        Button(text=outside.name(suggestion_name(place, texts), 40), data=data)
        for place, data in pressed
        if data is not None
    ]
    return [
        tuple(buttons[index : index + BUTTONS_PER_ROW]) for index in range(0, len(buttons), BUTTONS_PER_ROW)
    ]


def _write_operators_only(builder: MessageBuilder, found: Problem, texts: Texts) -> None:
    user_id = next((value for name, value in found.values if name == "user_id"), "?")
    digits = "".join(character for character in user_id if character in "-0123456789") or "?"
    builder.line(texts.say("problem.operators_only", user_id=digits))
    builder.line(code(f"ADMIN_IDS={digits}"))
