"""What is read and how each source is: a list in pages, sources in trouble first.

A page holds so few sources that none of its lines is ever dropped, whatever names and addresses they
bear, so that turning the pages shows every source.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.model.answers import SourceList
from bot.model.message import Button, Message
from bot.model.source import Source
from bot.model.vocabulary import SourceState
from bot.render import outside, phrases
from bot.render.builder import Line, MessageBuilder, bold, code, linked, plain
from bot.render.health import health_line
from bot.render.sources import visit_words
from bot.render.texts import Texts

VALUE_HEALTHY, VALUE_TROUBLED = 1, 2
PAGE_SIZE = 15
LISTED_COMPACT = 3
LONGEST_LINK = 380
"""Longer addresses are not linked: a page of them would not fit into a message."""

Turn = Callable[["SourceView"], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """Which page of the list, and whether of sources in trouble alone."""

    failing: bool = False
    page: int = 1


def page_count(answer: SourceList, *, failing: bool) -> int:
    """How many pages a list has; one at least."""
    troubled, others = _sorted(answer)
    listed = len(troubled) if failing else len(troubled) + len(others)
    return max(1, -(-listed // PAGE_SIZE))


def source_list(
    answer: SourceList, texts: Texts, view: SourceView | None = None, *, turn: Turn | None = None
) -> Message:
    """A page of the list under the health line, each source with its newest item.

    ``turn`` makes the button data for another page. A page that the list does not have is its last.
    """
    wanted = view or SourceView()
    pages = page_count(answer, failing=wanted.failing)
    shown = SourceView(failing=wanted.failing, page=min(max(wanted.page, 1), pages))
    builder = MessageBuilder()
    builder.line(health_line(answer.health, texts))
    troubled, others = _sorted(answer)
    if not answer.sources:
        builder.line(texts.say("sources.none"))
        return builder.build()
    if shown.failing and not troubled:
        builder.line(texts.say("sources.no_trouble"))
        return builder.build()
    listed = troubled if shown.failing else [*troubled, *others]
    on_page = listed[(shown.page - 1) * PAGE_SIZE : shown.page * PAGE_SIZE]
    builder.gap()
    _write_troubled(builder, [item for item in on_page if item in troubled], answer, texts)
    builder.gap()
    _write_others(builder, [item for item in on_page if item not in troubled], answer, texts)
    if pages > 1 or shown.failing:
        builder.gap()
        builder.line(
            texts.say(
                "sources.page_failing" if shown.failing else "sources.page",
                page=texts.number(shown.page),
                pages=texts.number(pages),
                sources=texts.count("sources.count", len(listed)),
            )
        )
        builder.line(*_in_words(shown, pages, texts))
        if turn is not None:
            builder.buttons(*_turning(shown, pages, texts, turn, troubled=bool(troubled)))
    return builder.build()


def source_list_in_group(answer: SourceList, texts: Texts, *, home: str) -> Message:
    """The health line and the first sources in trouble; the list itself is shown in private."""
    builder = MessageBuilder()
    builder.line(health_line(answer.health, texts))
    if not answer.sources:
        builder.line(texts.say("sources.none"))
    troubled, others = _sorted(answer)
    builder.gap()
    _write_troubled(builder, troubled, answer, texts, most=LISTED_COMPACT)
    _write_others(builder, others, answer, texts, most=0)
    builder.buttons((Button(text=texts.say("button.private"), url=home),))
    return builder.build()


def _sorted(answer: SourceList) -> tuple[list[Source], list[Source]]:
    """Sources in trouble, and the others, by tier and name."""
    ordered = sorted(answer.sources, key=lambda item: (item.spec.tier, item.spec.name.casefold(), item.id))
    troubled = [item for item in ordered if item.state is SourceState.ACTIVE and item.failures]
    return troubled, [item for item in ordered if item not in troubled]


def _write_troubled(
    builder: MessageBuilder, sources: list[Source], answer: SourceList, texts: Texts, most: int | None = None
) -> None:
    builder.items(
        [source_line(item, answer, texts) for item in sources],
        value=VALUE_TROUBLED,
        heading=(bold(texts.say("sources.troubled")),),
        more=lambda hidden: texts.count("card.more_sources", hidden),
        most=most,
    )


def _write_others(
    builder: MessageBuilder, sources: list[Source], answer: SourceList, texts: Texts, most: int | None = None
) -> None:
    builder.items(
        [source_line(item, answer, texts) for item in sources],
        value=VALUE_HEALTHY,
        more=lambda hidden: texts.count("card.more_sources", hidden),
        most=most,
    )


def _in_words(shown: SourceView, pages: int, texts: Texts) -> Line:
    """What to write for another page and the other list; to be copied, as a tap would cut it short."""
    page = texts.number(shown.page + 1 if shown.page < pages else 1)
    if shown.failing:
        commands = [texts.say("sources.command_failing_page", page=page), texts.say("sources.command")]
    else:
        commands = [texts.say("sources.command_page", page=page), texts.say("sources.command_failing")]
    if pages == 1:
        commands = commands[1:]
    join = plain(texts.say("place.join"))
    pieces = [piece for command in commands for piece in (join, code(command))]
    return plain(texts.say("sources.in_words")), *pieces[1:]


def _turning(
    shown: SourceView, pages: int, texts: Texts, turn: Turn, *, troubled: bool
) -> list[tuple[Button, ...]]:
    """Buttons to the pages on both sides, and between all sources and those in trouble."""
    before, after = shown.page - 1, shown.page + 1
    sides = [(before, texts.say("button.page_back", page=texts.number(before)))] if before >= 1 else []
    if after <= pages:
        sides.append((after, texts.say("button.page_on", page=texts.number(after))))
    pressed = [(turn(SourceView(failing=shown.failing, page=page)), label) for page, label in sides]
    rows = [tuple(Button(text=label, data=data) for data, label in pressed if data is not None)]
    other = turn(SourceView(failing=not shown.failing)) if shown.failing or troubled else None
    if other is not None:
        label = texts.say("button.all_sources" if shown.failing else "button.failing_sources")
        rows.append((Button(text=label, data=other),))
    return rows


def source_line(source: Source, answer: SourceList, texts: Texts) -> Line:
    """One source: mark, name, what its last visits gave."""
    now = answer.health.now
    if source.state is SourceState.PAUSED:
        told, mark = texts.say("sources.paused"), texts.say("sources.mark_paused")
    elif source.failures:
        why = visit_words(source.last_result, texts)
        told = texts.count("sources.failing", source.failures, why=why)
        mark = texts.say("sources.mark_failing")
    elif source.last_ok_at is None:
        told, mark = texts.say("sources.never"), texts.say("sources.mark_never")
    elif source.newest_item_at is None:
        told, mark = texts.say("sources.no_items"), texts.say("sources.mark_alive")
    else:
        told = texts.say("sources.newest", ago=texts.ago(source.newest_item_at, now))
        mark = texts.say("sources.mark_alive")
    name = phrases.source_name(source)
    target = outside.link(source.spec.url) if len(source.spec.url) <= LONGEST_LINK else None
    named = linked(name, target) if target is not None and name else plain(name)
    return plain(f"{mark} "), named, plain(texts.say("sources.told", told=told))
