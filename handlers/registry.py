"""The one table of commands: name, guard, action, menus. Menus, /help and the README follow it.

A menu hides a command, it does not forbid it: the guard does. Every command has three sentences in
the catalogue: ``command.<name>.usage``, ``.menu`` and ``.help``.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.render.answers import HelpEntry
from handlers import incidents, people, review, sources, start, subscriptions, tolls
from handlers.front import Action
from handlers.guards import Guard


class Menu(StrEnum):
    """Where a command is offered by Telegram's own menu."""

    DEFAULT = "default"
    PRIVATE = "private"
    GROUP = "group"
    CHAT_ADMIN = "chat_admin"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command. ``slow``: it waits for other servers, so it must not hold up other questions.

    ``anywhere``: answered in chats that are not on the list of allowed ones, too.
    """

    name: str
    guard: Guard
    action: Action
    menus: frozenset[Menu]
    slow: bool = False
    anywhere: bool = False


PERSONAL = frozenset({Menu.PRIVATE, Menu.OPERATOR})
READING = frozenset(Menu)
SETTING = frozenset({Menu.PRIVATE, Menu.CHAT_ADMIN, Menu.OPERATOR})
OPERATING = frozenset({Menu.OPERATOR})

COMMANDS: tuple[Command, ...] = (
    Command(name="start", guard=Guard.EVERYONE, action=start.start, menus=PERSONAL),
    Command(name="latest", guard=Guard.EVERYONE, action=incidents.latest, menus=READING),
    Command(name="incident", guard=Guard.EVERYONE, action=incidents.incident, menus=READING),
    Command(name="toll", guard=Guard.EVERYONE, action=tolls.toll, menus=READING),
    Command(name="subscribe", guard=Guard.CHAT_ADMIN, action=subscriptions.subscribe, menus=SETTING),
    Command(name="unsubscribe", guard=Guard.CHAT_ADMIN, action=subscriptions.unsubscribe, menus=SETTING),
    Command(
        name="mysubs",
        guard=Guard.EVERYONE,
        action=subscriptions.show_subscriptions,
        menus=SETTING | {Menu.GROUP},
    ),
    Command(name="test", guard=Guard.CHAT_ADMIN, action=subscriptions.post_test, menus=SETTING),
    Command(name="sources", guard=Guard.EVERYONE, action=sources.sources, menus=PERSONAL),
    Command(name="status", guard=Guard.EVERYONE, action=sources.status, menus=READING),
    Command(name="whoami", guard=Guard.PERSON, action=people.whoami, menus=PERSONAL, anywhere=True),
    Command(name="help", guard=Guard.EVERYONE, action=start.show_help, menus=READING),
    Command(name="addsource", guard=Guard.OPERATOR, action=sources.add_source, menus=OPERATING, slow=True),
    Command(name="removesource", guard=Guard.OPERATOR, action=sources.remove_source, menus=OPERATING),
    Command(name="pausesource", guard=Guard.OPERATOR, action=sources.pause_source, menus=OPERATING),
    Command(name="resumesource", guard=Guard.OPERATOR, action=sources.resume_source, menus=OPERATING),
    Command(name="pollnow", guard=Guard.OPERATOR, action=sources.poll_now, menus=OPERATING, slow=True),
    Command(name="review", guard=Guard.OPERATOR, action=review.review, menus=OPERATING),
)

HELP_ENTRIES = tuple(
    HelpEntry(name=command.name, operator=command.guard is Guard.OPERATOR) for command in COMMANDS
)
