"""Messages keep to their budget by dropping whole items, never by cutting."""

from bot.model.message import utf16_length
from bot.render.builder import MessageBuilder, bold, linked, outside, plain
from bot.render.outside import Link


def numbered(count: int, text: str) -> list[tuple]:  # type: ignore[type-arg]
    return [(plain(f"{text} {number}"),) for number in range(count)]


def more(hidden: int) -> str:
    return f"+{hidden} more"


def test_the_list_of_least_value_goes_first_and_from_its_end() -> None:
    builder = MessageBuilder(budget=64)
    builder.line(bold("first"))
    builder.items(numbered(4, "dear item"), value=2, more=more)
    builder.items(numbered(4, "cheap item"), value=1, more=more)
    text = builder.build().text
    assert text.split("\n") == [
        "first",
        *[f"dear item {n}" for n in range(4)],
        "+4 more",
    ]


def test_hidden_items_are_counted_whole() -> None:
    builder = MessageBuilder(budget=40)
    builder.line("first")
    builder.items(numbered(9, "item"), value=1, more=more)
    assert builder.build().text == "first\nitem 0\nitem 1\nitem 2\n+6 more"


def test_quoted_words_are_shortened_at_a_word_when_no_item_is_left_to_drop() -> None:
    builder = MessageBuilder(budget=150)
    builder.line("first")
    builder.line(plain("“"), outside("word " * 40), plain("”"))
    text = builder.build().text
    assert text.endswith("word…”")
    assert utf16_length(text) <= 150


def test_the_first_line_stays_when_everything_else_must_go() -> None:
    builder = MessageBuilder(budget=10)
    builder.line("first")
    builder.line("a second line that does not fit")
    assert builder.build().text == "first"


def test_the_budget_counts_utf16_units() -> None:
    builder = MessageBuilder(budget=20)
    builder.line("first")
    builder.items([(plain("😀" * 5),)] * 3, value=1, more=more)
    assert utf16_length(builder.build().text) <= 20


def test_styles_and_addresses_have_budgets_of_their_own() -> None:
    far = Link(url="https://news.example/" + "a" * 500, host="news.example")
    builder = MessageBuilder()
    builder.line("first")
    builder.items([(linked("news.example", far),)] * 30, value=1, more=more)
    message = builder.build()
    assert sum(len(style.url or "") for style in message.styles) <= 6000
    builder = MessageBuilder()
    builder.line("first")
    builder.items([(bold("x"),)] * 200, value=1, more=more)
    assert len(builder.build().styles) <= 60


def test_gaps_never_stand_double_or_at_an_end() -> None:
    builder = MessageBuilder()
    builder.gap()
    builder.line("first")
    builder.gap()
    builder.items([], value=1)
    builder.gap()
    builder.line("last")
    builder.gap()
    assert builder.build().text == "first\n\nlast"


def test_a_heading_goes_with_its_last_item() -> None:
    builder = MessageBuilder(budget=30)
    builder.line("first")
    builder.items(numbered(3, "a long item indeed"), value=1, heading=(bold("a long heading here"),))
    assert builder.build().text == "first"


def test_style_offsets_count_characters() -> None:
    builder = MessageBuilder()
    builder.line("😀 ", bold("loud"))
    (style,) = builder.build().styles
    assert (style.start, style.length) == (2, 4)
