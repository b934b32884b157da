"""The count over incidents, with the list behind it and what others count.

Sums are of best estimates per incident; the running totals of others stand beside ours and never
enter them.
"""

import re
from datetime import date

from bot.model.answers import OtherCount, TollAnswer
from bot.model.incident import Toll, TollRow
from bot.model.message import Button, Message
from bot.model.vocabulary import Party
from bot.render import outside, phrases, where
from bot.render.builder import Line, MessageBuilder, bold, plain
from bot.render.health import health_line
from bot.render.texts import Texts

LISTED, LISTED_COMPACT = 40, 4
MONTH = re.compile(r"\d{4}-\d{2}")
VALUE_OTHERS, VALUE_UNDECIDED, VALUE_ROWS = 1, 2, 3


def ordered_parties(toll: Toll) -> list[tuple[Party, int]]:
    """Parties with a count, largest first; equal counts in the order of the vocabulary."""
    order = list(Party)
    counted = [(party, number) for party, number in toll.by_party if number]
    return sorted(counted, key=lambda item: (-item[1], order.index(item[0])))


def toll_line(toll: Toll) -> str:
    """The count on one line in a fixed form, the same in every language.

    ``since 2025-11-01: 5 incidents, 16 killed (militants 7, civilians 5, border guards 2,
    smugglers 2)``. It is made for terminals, logs and tests; people get ``toll_answer``.
    """
    scope = [f"since {toll.since}" if toll.since else "", f"until {toll.until}" if toll.until else ""]
    head = " ".join(part for part in scope if part) or "all records"
    if toll.place:
        head = f"{head} in {outside.name(toll.place)}"
    incidents = f"{toll.incidents} incident" + ("" if toll.incidents == 1 else "s")
    parties = ", ".join(f"{party.replace('_', ' ')} {number}" for party, number in ordered_parties(toll))
    return f"{head}: {incidents}, {toll.killed} killed" + (f" ({parties})" if parties else "")


def toll_answer(
    answer: TollAnswer, texts: Texts, *, compact: bool = False, home: str | None = None
) -> Message:
    """The count in words, every incident behind it, other people's totals, and our health."""
    toll = answer.toll
    builder = MessageBuilder()
    builder.line(bold(_headline(toll, texts)))
    parties = ordered_parties(toll)
    if parties:
        builder.line(
            texts.say("place.join").join(
                texts.say("figure.party", party=texts.word("party", party), figure=texts.number(number))
                for party, number in parties
            )
        )
    if toll.killed_high is None or (toll.killed_low, toll.killed_high) != (toll.killed, toll.killed):
        builder.line(_range(toll, texts))
    builder.items(
        [_row(row, texts) for row in toll.rows],
        value=VALUE_ROWS,
        more=lambda hidden: texts.count("toll.more_rows", hidden),
        most=LISTED_COMPACT if compact else LISTED,
    )
    builder.items(
        [_row(row, texts) for row in toll.undecided],
        value=VALUE_UNDECIDED,
        heading=(bold(texts.say("toll.undecided")),),
        more=lambda hidden: texts.count("toll.more_rows", hidden),
        most=0 if compact else 10,
    )
    if not compact:
        builder.gap()
        builder.items(
            [_other(count, texts) for count in answer.others],
            value=VALUE_OTHERS,
            heading=(bold(texts.say("toll.others")),),
            more=lambda hidden: texts.count("more", hidden),
            most=5,
        )
    builder.gap()
    builder.line(health_line(answer.health, texts))
    if home is not None and len(toll.rows) > LISTED_COMPACT:
        builder.buttons((Button(text=texts.say("button.private"), url=home),))
    return builder.build()


def _headline(toll: Toll, texts: Texts) -> str:
    if toll.since and toll.until:
        period = texts.say("toll.between", since=texts.day(toll.since), until=texts.day(toll.until))
    elif toll.since:
        period = texts.say("toll.since", since=texts.day(toll.since))
    elif toll.until:
        period = texts.say("toll.until", until=texts.day(toll.until))
    else:
        period = texts.say("toll.always")
    if toll.place:
        period = texts.say("toll.in_place", period=period, place=outside.name(toll.place))
    return texts.say(
        "toll.headline",
        period=period,
        incidents=texts.count("toll.incidents", toll.incidents),
        killed=texts.count("toll.killed", toll.killed),
    )


def _range(toll: Toll, texts: Texts) -> str:
    low = texts.number(toll.killed_low)
    if toll.killed_high is None:
        return texts.say("toll.at_least", low=low)
    return texts.say("toll.range", low=low, high=texts.number(toll.killed_high))


def _row(row: TollRow, texts: Texts) -> Line:
    killed = phrases.figure(row.killed, texts) if row.killed is not None else texts.say("toll.not_stated")
    return (
        plain(
            texts.say(
                "toll.row",
                day=texts.day(row.day),
                place=where.place_in_words(row.where, texts),
                type=texts.word("event_type", row.event_type),
                killed=killed,
                ref=row.ref,
            )
        ),
    )


def _other(count: OtherCount, texts: Texts) -> Line:
    since = texts.say("toll.other_since", since=_since(count.since, texts)) if count.since else ""
    outlet = outside.name(count.outlet)
    if count.published_at is not None:
        outlet = texts.say("toll.other_outlet", outlet=outlet, moment=texts.day(count.published_at.date()))
    return (
        plain(
            texts.say(
                "toll.other",
                by=outside.name(count.by, 40),
                value=texts.number(count.value),
                measure=texts.word("measure", count.measure).lower(),
                since=since,
                outlet=outlet,
            )
        ),
    )


def _since(written: str, texts: Texts) -> str:
    """``2025-11`` or ``2025-11-01`` as the language writes it; anything else as it is."""
    try:
        if MONTH.fullmatch(written):
            return texts.month(date.fromisoformat(f"{written}-01"))
        return texts.day(date.fromisoformat(written))
    except ValueError:
        return outside.name(written, 20)
