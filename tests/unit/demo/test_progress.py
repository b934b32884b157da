"""The progress line as a function of how far the season is."""

from datetime import UTC, datetime, timedelta, timezone

from bot.demo.progress import Progress, progress_line

OPENING = datetime(2025, 11, 16, 5, 0, tzinfo=UTC)
ZONE = timezone(timedelta(hours=5))


def at(hours: float) -> Progress:
    return Progress(
        opening=OPENING,
        closing=OPENING + timedelta(hours=10),
        now=OPENING + timedelta(hours=hours),
        reports=17,
        incidents=2,
    )


def test_the_line_names_the_local_time_and_the_counts() -> None:
    line = progress_line(at(5), zone=ZONE, width=10)
    assert line == "2025-11-16 15:00  █████░░░░░  reports 17 · incidents 2"


def test_the_bar_grows_by_halves_and_keeps_its_width() -> None:
    bars = [progress_line(at(hours), zone=ZONE, width=10).split("  ")[1] for hours in (0, 0.5, 1, 9.9, 10)]
    assert bars == ["░" * 10, "▌" + "░" * 9, "█" + "░" * 9, "█" * 9 + "▌", "█" * 10]


def test_a_moment_outside_the_season_neither_overflows_nor_underflows() -> None:
    assert at(-3).share == 0.0
    assert at(99).share == 1.0


def test_other_words_can_be_given() -> None:
    line = progress_line(at(5), zone=ZONE, width=4, words="{incidents} von {reports}")
    assert line.endswith("2 von 17")
