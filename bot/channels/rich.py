"""A ``Message`` in Telegram's terms: text with entities, and an inline keyboard.

No markup language is ever used, so outside words cannot become markup and nothing can fail to
parse. Must never change the text: offsets of styles would no longer fit.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.model.message import Button, Message, Style, utf16_length

MAX_TEXT_UNITS = 4096
MAX_ENTITIES = 60
MAX_CALLBACK_BYTES = 64

_KINDS = {
    "bold": MessageEntity.BOLD,
    "italic": MessageEntity.ITALIC,
    "code": MessageEntity.CODE,
    "quote": MessageEntity.BLOCKQUOTE,
    "link": MessageEntity.TEXT_LINK,
}


def to_entities(message: Message) -> tuple[str, list[MessageEntity]]:
    """The text, and its styles as entities with offsets in UTF-16 units.

    Styles that cover nothing, and links that are not plain web addresses, are left out; so is
    what goes beyond ``MAX_ENTITIES``. An unknown kind of style is a bug: ``ValueError``.
    """
    entities = [
        entity for style in message.styles if (entity := _entity(style, len(message.text))) is not None
    ]
    kept = entities[:MAX_ENTITIES]
    return message.text, list(MessageEntity.adjust_message_entities_to_utf_16(message.text, kept))


def _entity(style: Style, text_length: int) -> MessageEntity | None:
    if style.kind not in _KINDS:
        raise ValueError(f"unknown style {style.kind!r}")
    start = max(0, style.start)
    end = min(text_length, style.start + style.length)
    if end <= start:
        return None
    if style.kind == "link" and not _is_web_address(style.url):
        return None
    return MessageEntity(
        type=_KINDS[style.kind],
        offset=start,
        length=end - start,
        url=style.url if style.kind == "link" else None,
    )


def _is_web_address(url: str | None) -> bool:
    """Only http(s) without user information: anything else may not be what it looks like."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def to_keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The rows of buttons, or None without any. A button that Telegram would refuse is a bug:
    ``ValueError``."""
    rows = [[_button(button) for button in row] for row in message.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if (button.data is None) == (button.url is None):
        raise ValueError("a button needs either data or an address")
    if button.data is not None and not 1 <= len(button.data.encode()) <= MAX_CALLBACK_BYTES:
        raise ValueError(f"callback data must have 1 to {MAX_CALLBACK_BYTES} bytes")
    return InlineKeyboardButton(button.text, callback_data=button.data, url=button.url)


def shortened(text: str, limit_units: int = MAX_TEXT_UNITS) -> str:
    """A plain text within the limit: whole lines are dropped from the end, then characters.

    Only for the fallback after Telegram found a message too long; composed messages keep to
    their budget and are never cut.
    """
    if utf16_length(text) <= limit_units:
        return text
    kept = _fitting_lines(text.split("\n"), limit_units)
    return kept if kept else _fitting_start(text, limit_units)


def _fitting_lines(lines: Sequence[str], limit_units: int) -> str:
    kept: list[str] = []
    used = -1
    for line in lines:
        used += 1 + utf16_length(line)
        if used > limit_units:
            break
        kept.append(line)
    return "\n".join(kept).rstrip()


def _fitting_start(text: str, limit_units: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit_units - 1:
            return text[:index] + "…"
    return text
