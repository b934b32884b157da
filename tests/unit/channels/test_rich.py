"""Messages in Telegram's terms: offsets, links, limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rich import MAX_ENTITIES, shortened, to_entities, to_keyboard
from bot.model.message import Button, Message, Style, utf16_length


@given(st.text(min_size=1), st.data())
def test_an_entity_covers_the_same_characters_as_its_style(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, len(text) - start))

    found, entities = to_entities(
        Message(text=text, styles=(Style(kind="bold", start=start, length=length),))
    )

    units = found.encode("utf-16-le", "surrogatepass")
    (entity,) = entities
    covered = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    assert covered.decode("utf-16-le", "surrogatepass") == text[start : start + length]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("bold", "bold"), ("italic", "italic"), ("code", "code"), ("quote", "blockquote")],
)
def test_every_style_has_its_entity(kind: str, expected: str) -> None:
    _, (entity,) = to_entities(Message(text="abc", styles=(Style(kind=kind, start=0, length=3),)))

    assert entity.type == expected


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "https://bank.example@evil.example/",
        "https://",
        "http://[",
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    style = Style(kind="link", start=0, length=1, url=url)

    assert to_entities(Message(text="x", styles=(style,)))[1] == []


def test_a_web_address_becomes_a_link() -> None:
    style = Style(kind="link", start=0, length=1, url="https://e.org/a?b=c")

    assert to_entities(Message(text="x", styles=(style,)))[1][0].url == "https://e.org/a?b=c"


def test_styles_are_cut_to_the_text_and_empty_ones_dropped() -> None:
    styles = tuple(Style(kind="bold", start=start, length=9) for start in (-1, 1, 3, 7))

    _, entities = to_entities(Message(text="abc", styles=styles))

    assert [(entity.offset, entity.length) for entity in entities] == [(0, 3), (1, 2)]


def test_there_are_never_more_entities_than_telegram_reads() -> None:
    styles = tuple(Style(kind="bold", start=n, length=1) for n in range(200))

    assert len(to_entities(Message(text="x" * 200, styles=styles))[1]) == MAX_ENTITIES


def test_no_buttons_mean_no_keyboard() -> None:
    assert to_keyboard(Message(text="x")) is None
    assert to_keyboard(Message(text="x", buttons=((),))) is None


@pytest.mark.parametrize(
    "button",
    [
        Button(text="b", data=""),
        Button(text="b", data="x" * 65),
        Button(text="b", data="x", url="https://e.org"),
    ],
)
def test_a_button_that_telegram_would_refuse_is_a_bug(button: Button) -> None:
    with pytest.raises(ValueError, match=r"button|bytes"):
        to_keyboard(Message(text="x", buttons=((button,),)))


@given(st.text(alphabet="ab\n😀", max_size=60), st.integers(2, 40))
def test_a_shortened_text_fits_and_is_a_start_of_the_whole(text: str, limit: int) -> None:
    short = shortened(text, limit)

    assert utf16_length(short) <= limit
    assert text.startswith(short.removesuffix("…"))
    assert short == text or utf16_length(text) > limit
