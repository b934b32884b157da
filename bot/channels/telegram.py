"""Sends messages through the Bot API and says how each call ended.

One call, one outcome: nothing here waits, paces or repeats, except for the few second tries that
are safe because the server refused the first (a plain form, a post without its topic). Must never
raise for what the network or Telegram does, and never tell more than a stable code of why.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram import Message as TelegramMessage

from bot.channels.errors import PLAIN_WORTHY, classify
from bot.channels.request import recorded
from bot.channels.rich import shortened, to_entities, to_keyboard
from bot.model.alert import ChatAddress, Outcome, Refused, Sent
from bot.model.message import Message

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A message ready for the wire."""

    text: str
    entities: list[MessageEntity] | None
    keyboard: InlineKeyboardMarkup | None
    thread_id: int | None


class TelegramSender:
    """The sending side of a bot. ``second_tries`` counts fallbacks by cause; ``markup`` must stay 0."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.second_tries: Counter[str] = Counter()

    async def send(
        self, address: ChatAddress, message: Message, *, reply_to: int | None = None, silent: bool = False
    ) -> Outcome:
        """Post a message. ``reply_to`` is a message of the same chat; the post goes out without the
        reference when that message is gone. ``silent`` posts without a sound."""

        async def call(form: _Form) -> int:
            reply = None
            if reply_to is not None:
                reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
            posted = await self._bot.send_message(
                chat_id=address.chat_id,
                text=form.text,
                entities=form.entities,
                reply_markup=form.keyboard,
                message_thread_id=form.thread_id,
                reply_parameters=reply,
                disable_notification=silent,
                link_preview_options=_NO_PREVIEW,
            )
            return posted.message_id

        return await self._deliver(message, address.thread_id, call, edited=None)

    async def edit(self, address: ChatAddress, message_id: int, message: Message) -> Outcome:
        """Replace text and buttons of one of our messages; "nothing changed" counts as done."""

        async def call(form: _Form) -> int:
            answer = await self._bot.edit_message_text(
                chat_id=address.chat_id,
                message_id=message_id,
                text=form.text,
                entities=form.entities,
                reply_markup=form.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
            return answer.message_id if isinstance(answer, TelegramMessage) else message_id

        return await self._deliver(message, 0, call, edited=message_id)

    async def probe(self) -> Outcome:
        """Ask who we are: ``Sent`` (with message id 0) when the line and the token are good."""

        async def call() -> int:
            await self._bot.get_me()
            return 0

        return await _outcome(call, edited=None)

    async def _deliver(
        self,
        message: Message,
        thread_id: int,
        call: Callable[[_Form], Awaitable[int]],
        *,
        edited: int | None,
    ) -> Outcome:
        try:
            text, entities = to_entities(message)
            form = _Form(
                text=text,
                entities=entities or None,
                keyboard=to_keyboard(message),
                thread_id=thread_id or None,
            )
        except ValueError:
            return Refused(scope="content", why="unusable_message")
        outcome = await _outcome(lambda: call(form), edited=edited)
        second = _second_form(form, outcome)
        if second is None or not isinstance(outcome, Refused):
            return outcome
        self.second_tries[outcome.why] += 1
        return await _outcome(lambda: call(second), edited=edited)


def _second_form(form: _Form, outcome: Outcome) -> _Form | None:
    """What is worth one more call after a refusal, if anything. Nothing was posted by the first."""
    if not isinstance(outcome, Refused):
        return None
    if outcome.scope == "content" and outcome.why in PLAIN_WORTHY:
        return _Form(
            text=shortened(form.text), entities=None, keyboard=form.keyboard, thread_id=form.thread_id
        )
    if outcome.scope == "topic" and form.thread_id is not None:
        return _Form(text=form.text, entities=form.entities, keyboard=form.keyboard, thread_id=None)
    return None


async def _outcome(call: Callable[[], Awaitable[int]], *, edited: int | None) -> Outcome:
    with recorded() as exchange:
        try:
            return Sent(message_id=await call())
        except Exception as error:  # noqa: BLE001 - total by promise: any failure has an outcome
            return classify(error, exchange.status, exchange.body, edited=edited)
