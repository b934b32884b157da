"""What people do in Telegram, as plain calls of a test: join, speak, press, block, migrate."""

import time
from collections.abc import Callable

from tests.fakes.bot_api.markup import command_entities
from tests.fakes.bot_api.members import member_json, rights_of
from tests.fakes.bot_api.polling import Polling
from tests.fakes.bot_api.state import BotAccount, Chat, Json, Person, Posted, World

CHANNEL_BASE = -1_001_000_000_000


class People:
    """The side of the fake that tests drive. Chat and message ids are returned as plain numbers."""

    def __init__(self, world: World, polling: Polling, now: Callable[[], float] = time.time) -> None:
        self.world = world
        self._polling = polling
        self._now = now

    def bot(
        self, token: str, username: str = "borderwatch_test_bot", name: str = "borderwatch"
    ) -> BotAccount:
        """Register a bot."""
        person = Person(int(token.partition(":")[0]), name, username, is_bot=True)
        self.world.people[person.id] = person
        self.world.bots[token] = BotAccount(token, person)
        return self.world.bots[token]

    def user(
        self, user_id: int, name: str, *, username: str | None = None, language: str | None = "en"
    ) -> Person:
        """Somebody with an account. Until ``private_chat`` they are a stranger to the bot."""
        person = Person(user_id, name, username, language)
        self.world.people[user_id] = person
        return person

    def private_chat(self, user: Person) -> int:
        """The user has opened the chat with every bot."""
        members = {bot.person.id: "member" for bot in self.world.bots.values()} | {user.id: "member"}
        chat = self.world.chats.setdefault(user.id, Chat(user.id, "private", username=user.username))
        chat.person, chat.members = user, members
        return chat.id

    def group(
        self,
        title: str,
        *,
        owner: Person | None = None,
        members: tuple[Person, ...] = (),
        bot_status: str = "member",
        supergroup: bool = True,
    ) -> int:
        """A group with its owner and members; the bots are in it with ``bot_status``."""
        number = next(self.world.numbers)
        chat_id = CHANNEL_BASE - number if supergroup else -4_000_000 - number
        kind = "supergroup" if supergroup else "group"
        return self._make(Chat(chat_id, kind, title), owner, members, bot_status)

    def channel(
        self,
        title: str,
        *,
        username: str | None = None,
        owner: Person | None = None,
        bot_status: str = "administrator",
    ) -> int:
        """A channel, public if it has a username."""
        chat_id = CHANNEL_BASE - next(self.world.numbers)
        return self._make(Chat(chat_id, "channel", title, username), owner, (), bot_status)

    def _make(self, chat: Chat, owner: Person | None, members: tuple[Person, ...], bot_status: str) -> int:
        owner = owner or self.user(900_000 + next(self.world.numbers), "Owner")
        chat.members = {owner.id: "creator"} | {person.id: "member" for person in members}
        chat.members |= {bot.person.id: bot_status for bot in self.world.bots.values()}
        self.world.chats[chat.id] = chat
        return chat.id

    def standing(self, chat_id: int, user: Person, status: str, *, rights: set[str] | None = None) -> None:
        """Set somebody's status in a chat; for a bot the change is told as ``my_chat_member``."""
        chat = self.world.chats[chat_id]
        before = member_json(user, chat.members.get(user.id, "left"), rights_of(chat, user.id))
        chat.members[user.id] = status
        if rights is not None:
            chat.rights[user.id] = rights
        if user.is_bot:
            change: Json = {
                "chat": chat.json(),
                "from": (chat.person or next(iter(self._humans(chat)))).json(),
                "date": int(self._now()),
                "old_chat_member": before,
                "new_chat_member": member_json(user, status, rights_of(chat, user.id)),
            }
            for account in self.world.bots.values():
                if account.person.id == user.id:
                    self._tell(account, "my_chat_member", change)

    def _humans(self, chat: Chat) -> list[Person]:
        return [person for number in chat.members if not (person := self.world.people[number]).is_bot]

    def block(self, user: Person) -> None:
        """The user blocks every bot."""
        self._set_bots(user.id, "kicked")

    def unblock(self, user: Person) -> None:
        """The user lets the bots write again."""
        self._set_bots(user.id, "member")

    def _set_bots(self, chat_id: int, status: str) -> None:
        for account in self.world.bots.values():
            self.standing(chat_id, account.person, status)

    def say(
        self,
        chat_id: int,
        user: Person | None,
        text: str,
        *,
        reply_to: int | None = None,
        extra: Json | None = None,
    ) -> int:
        """Somebody writes (nobody in a channel: a post); returns the message id."""
        chat = self.world.chats[chat_id]
        posted = self._post(chat, user, text, reply_to, extra or {})
        kind = "channel_post" if chat.type == "channel" else "message"
        self._tell_chat(chat, kind, self.world.message_json(posted))
        return posted.message_id

    def _post(self, chat: Chat, user: Person | None, text: str, reply_to: int | None, extra: Json) -> Posted:
        posted = Posted(
            message_id=chat.next_id(),
            chat_id=chat.id,
            text=text,
            date=int(self._now()),
            sender=user,
            entities=command_entities(text),
            reply_to=reply_to,
            extra=extra,
        )
        chat.messages[posted.message_id] = posted
        return posted

    def press(self, chat_id: int, user: Person, message_id: int, data: str) -> str:
        """Press a button (or send data that no button has, as a hostile client may)."""
        chat = self.world.chats[chat_id]
        posted = chat.messages.get(message_id)
        query_id = f"{7_000_000_000 + next(self.world.numbers)}"
        message: Json = {"message_id": message_id, "chat": chat.json(), "date": 0}
        if posted is not None:
            message = self.world.message_json(posted)
        query = {"id": query_id, "from": user.json(), "chat_instance": "1", "data": data, "message": message}
        self.world.queries[query_id] = True
        owner = posted.sender.id if posted is not None and posted.sender is not None else None
        for account in self.world.bots_in(chat):
            if owner in (None, account.person.id):
                self._tell(account, "callback_query", query)
        return query_id

    def migrate(self, chat_id: int) -> int:
        """A group becomes a supergroup: the old id answers with the new one, old messages are void."""
        old = self.world.chats[chat_id]
        new = Chat(
            CHANNEL_BASE - next(self.world.numbers), "supergroup", old.title, members=dict(old.members)
        )
        self.world.chats[new.id] = new
        owner = self._humans(old)[0]
        self.say(old.id, owner, "", extra={"migrate_to_chat_id": new.id})
        self.say(new.id, owner, "", extra={"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return new.id

    def update(self, payload: Json, token: str | None = None) -> None:
        """Put a raw update in line as it is: duplicates, unknown kinds, unparsable ones."""
        for account in self.world.bots.values():
            if token in (None, account.token):
                update_id = payload.get("update_id", account.next_update_id)
                account.next_update_id = max(account.next_update_id, update_id + 1)
                account.updates.append({"update_id": update_id} | payload)
                self._polling.announce(account)

    def _tell_chat(self, chat: Chat, kind: str, payload: Json) -> None:
        for account in self.world.bots_in(chat):
            self._tell(account, kind, payload)

    def _tell(self, account: BotAccount, kind: str, payload: Json) -> None:
        if account.queue(kind, payload) is not None:
            self._polling.announce(account)
