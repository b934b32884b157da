"""Text as Telegram reads it: HTML to entities, checks of entities and keyboards, commands found."""

import re
from html.parser import HTMLParser
from typing import Any

from tests.fakes.bot_api.state import ApiError, Json

MAX_TEXT = 4096
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?(?![A-Za-z0-9_])")


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[tuple[str, int, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise _unparsable(f'Unsupported start tag "{tag}"')
        entity: Json = {"type": TAGS[tag]}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self.open.append((tag, units(self.text), entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise _unparsable(f'Unexpected end tag "{tag}"')
        _, start, entity = self.open.pop()
        length = units(self.text) - start
        if length:
            self.entities.append({"offset": start, "length": length, **entity})

    def handle_data(self, data: str) -> None:
        self.text += data


def _unparsable(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: can't parse entities: {why}")


def from_html(source: str) -> tuple[str, list[Json]]:
    """HTML to (text, entities); 400 when it is not well formed."""
    parser = _Html()
    parser.feed(source)
    parser.close()
    if parser.open:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{parser.open[-1][0]}"')
    return parser.text, sorted(parser.entities, key=lambda entity: entity["offset"])


def checked_text(text: Any, parse_mode: str | None, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text and entities of a post, or the refusal that Telegram would give."""
    source = "" if text is None else str(text)
    if parse_mode and parse_mode.lower() == "html":
        source, entities = from_html(source)
    elif parse_mode:
        raise ApiError(400, "Bad Request: unsupported parse_mode")
    _check_bounds(entities, units(source))
    source = source.rstrip()
    if not source:
        raise ApiError(400, "Bad Request: message text is empty")
    if units(source) > MAX_TEXT:
        raise ApiError(400, "Bad Request: message is too long")
    return source, _clipped(entities[:100], units(source))


def _check_bounds(entities: list[Json], length: int) -> None:
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > length:
            raise ApiError(400, "Bad Request: ENTITY_BOUNDS_INVALID")


def _clipped(entities: list[Json], length: int) -> list[Json]:
    """Entities after the end of the text was trimmed."""
    kept = [entity for entity in entities if entity["offset"] < length]
    return [entity | {"length": min(entity["length"], length - entity["offset"])} for entity in kept]


def checked_keyboard(markup: Json | None) -> list[list[Json]] | None:
    """The rows of an inline keyboard, None for none or for another kind of markup."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows: list[list[Json]] = [row for row in markup["inline_keyboard"] if row]
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        if data is None and not button.get("url"):
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
    if sum(len(row) for row in rows) > 100:
        raise ApiError(400, "Bad Request: reply markup is too long")
    return rows or None


def command_entities(text: str) -> list[Json]:
    """The ``/commands`` that a person typed."""
    return [
        {"type": "bot_command", "offset": units(text[: match.start()]), "length": units(match.group())}
        for match in COMMAND.finditer(text)
    ]
