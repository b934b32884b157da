"""The count: exact on one line, explained in the answer."""

from datetime import UTC, date, datetime
from typing import Any

from bot.model.answers import OtherCount, TollAnswer
from bot.model.incident import Figure, Toll, TollRow
from bot.model.vocabulary import EventType, Party
from bot.render.tolls import toll_answer, toll_line
from tests.unit.render.builders import TEXTS, exactly, make_health


def make_row(number: int = 1, killed: Figure | None = None) -> TollRow:
    return TollRow(
        ref=f"TJAF-2026-{number:04d}",
        day=date(2026, 1, 18),
        where="Shamsiddin Shohin",
        killed=killed,
        by_party=(),
        event_type=EventType.INFILTRATION,
    )


def make_toll(**fields: Any) -> Toll:
    given: dict[str, Any] = {
        "since": date(2025, 11, 1),
        "until": None,
        "place": None,
        "incidents": 5,
        "killed": 16,
        "killed_low": 16,
        "killed_high": 16,
        "by_party": (
            (Party.SMUGGLERS, 2),
            (Party.CIVILIANS, 5),
            (Party.MILITANTS, 7),
            (Party.BORDER_GUARDS, 2),
        ),
        "rows": (make_row(killed=exactly(4)), make_row(2)),
    }
    given.update(fields)
    return Toll(**given)


def test_the_toll_line_has_its_exact_form() -> None:
    assert toll_line(make_toll()) == (
        "since 2025-11-01: 5 incidents, 16 killed (militants 7, civilians 5, border guards 2, smugglers 2)"
    )


def test_the_toll_line_names_its_scope_and_counts_one_as_one() -> None:
    one = make_toll(incidents=1, killed=0, by_party=(), since=None, until=date(2026, 1, 1), place="Khatlon")
    assert toll_line(one) == "until 2026-01-01 in Khatlon: 1 incident, 0 killed"
    assert toll_line(make_toll(since=None, by_party=())).startswith("all records: 5 incidents")


def test_every_number_has_its_list() -> None:
    other = OtherCount(
        by="A news agency",
        measure="killed",
        value=16,
        since="2025-11",
        outlet="Far Wire",
        published_at=datetime(2026, 1, 18, tzinfo=UTC),
    )
    answer = TollAnswer(
        toll=make_toll(killed_low=12, undecided=(make_row(3),)), others=(other,), health=make_health()
    )
    assert toll_answer(answer, TEXTS).text == (
        "By our log, since 1 November 2025: 5 incidents, 16 killed\n"
        "militants 7, civilians 5, border guards 2, smugglers 2\n"
        "These are best figures; the reports allow 12 to 16.\n"
        "• 18 January 2026, Shamsiddin Shohin: Armed crossing, killed 4 · TJAF-2026-0001\n"
        "• 18 January 2026, Shamsiddin Shohin: Armed crossing, killed not stated · TJAF-2026-0002\n"
        "Not counted, perhaps the same as one above:\n"
        "• 18 January 2026, Shamsiddin Shohin: Armed crossing, killed not stated · TJAF-2026-0003\n"
        "\n"
        "Counted by others:\n"
        "• A news agency: 16 killed since November 2025 (in Far Wire, 18 January 2026)\n"
        "\n"
        "38 of 40 sources alive; newest item 12 minutes ago; last poll just now."
    )


def test_an_empty_toll_is_not_silence() -> None:
    empty = make_toll(incidents=0, killed=0, killed_low=0, killed_high=0, by_party=(), rows=())
    text = toll_answer(TollAnswer(toll=empty, others=(), health=make_health(blind=True)), TEXTS).text
    assert text.startswith("By our log, since 1 November 2025: 0 incidents, 0 killed\n")
    assert "silence means nothing" in text


def test_a_toll_in_a_group_is_short_and_leads_home() -> None:
    rows = tuple(make_row(number, exactly(1)) for number in range(1, 40))
    answer = TollAnswer(toll=make_toll(rows=rows), others=(), health=make_health())
    message = toll_answer(answer, TEXTS, compact=True, home="https://t.me/b")
    assert message.text.count("\n") < 10
    assert "+35 more incidents" in message.text
    assert message.buttons[0][0].url == "https://t.me/b"


def test_an_open_upper_bound_is_said() -> None:
    answer = TollAnswer(toll=make_toll(killed_low=9, killed_high=None), others=(), health=make_health())
    assert "at least 9 killed are certain" in toll_answer(answer, TEXTS).text


def test_a_total_of_others_keeps_a_beginning_that_is_no_date() -> None:
    for since, shown in (
        ("2025-11-20", "20 November 2025"),
        ("the autumn", "the autumn"),
        ("2025-13", "2025-13"),
    ):
        other = OtherCount(
            by="AFP", measure="killed", value=16, since=since, outlet="Far Wire", published_at=None
        )
        answer = TollAnswer(toll=make_toll(), others=(other,), health=make_health())
        assert f"• AFP: 16 killed since {shown} (in Far Wire)" in toll_answer(answer, TEXTS).text
