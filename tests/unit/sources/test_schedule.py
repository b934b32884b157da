"""When a source is visited next."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.source import Empty, Failed, Fetched, Source, SourceSpec, Unchanged, Validators
from bot.sources.schedule import first_poll_at, interval, next_poll_at

NOW = datetime(2025, 11, 27, 12, 0, tzinfo=UTC)
GOOD = Unchanged(validators=Validators())
BAD = Failed(reason="unreachable")
FLOOR = 60
SPREAD = timedelta(minutes=1)
SIX_HOURS = timedelta(hours=6)


def source(slug: str = "news", seconds: int = 600, failures: int = 0) -> Source:
    spec = SourceSpec(slug=slug, name="News", url="https://news.example/feed", interval_seconds=seconds)
    return Source(id=1, spec=spec, failures=failures)


def test_good_visits_settle_on_the_interval_however_late_they_were() -> None:
    first = next_poll_at(GOOD, source(), NOW, FLOOR)
    second = next_poll_at(GOOD, source(), first + timedelta(seconds=40), FLOOR)
    third = next_poll_at(GOOD, source(), second + timedelta(seconds=5), FLOOR)
    assert second - first == third - second == timedelta(minutes=10)


@given(st.integers(5, 90_000), st.integers(0, 10**9), st.text(max_size=20))
def test_a_good_visit_is_followed_within_half_to_one_and_a_half_intervals(
    seconds: int, at: int, slug: str
) -> None:
    now = NOW + timedelta(seconds=at)
    pause = next_poll_at(GOOD, source(slug, seconds), now, FLOOR) - now
    usual = interval(source(slug, seconds), FLOOR)
    assert usual / 2 - timedelta(milliseconds=1) <= pause <= usual * 1.5 + timedelta(milliseconds=1)


def test_all_good_results_are_scheduled_alike() -> None:
    fetched = Fetched(items=(), validators=Validators())
    empty = Empty(validators=Validators())
    assert {next_poll_at(visit, source(), NOW, FLOOR) for visit in (GOOD, fetched, empty)} == {
        next_poll_at(GOOD, source(), NOW, FLOOR)
    }


def test_the_floor_of_the_settings_binds() -> None:
    assert interval(source(seconds=30), 300) == timedelta(minutes=5)
    assert interval(source(seconds=900), 300) == timedelta(minutes=15)


def test_two_failures_change_nothing_and_the_third_doubles() -> None:
    pauses = [next_poll_at(BAD, source(failures=count), NOW, FLOOR) - NOW for count in range(12)]
    base = timedelta(minutes=10)
    wished = [base, base, base * 2, base * 4, base * 8, base * 16, base * 32, *[SIX_HOURS] * 5]
    assert all(want <= pause <= want + SPREAD for want, pause in zip(wished, pauses, strict=True))


def test_back_off_never_shortens_a_long_interval() -> None:
    day = timedelta(days=1)
    pause = next_poll_at(BAD, source(seconds=86_400, failures=9), NOW, FLOOR) - NOW
    assert day <= pause <= day + SPREAD


def test_a_source_that_brings_the_parser_down_is_put_off_at_once() -> None:
    pause = next_poll_at(Failed(reason="parser"), source(), NOW, FLOOR) - NOW
    assert pause >= timedelta(minutes=20)


def test_retry_after_is_a_lower_bound() -> None:
    long = Failed(reason="status", status=429, retry_after_seconds=7_200)
    short = Failed(reason="status", status=429, retry_after_seconds=60)
    assert next_poll_at(long, source(), NOW, FLOOR) - NOW >= timedelta(hours=2)
    assert next_poll_at(short, source(), NOW, FLOOR) - NOW >= timedelta(minutes=10)


def test_sources_of_one_interval_do_not_fall_due_together() -> None:
    due = sorted(next_poll_at(GOOD, source(f"s{number}"), NOW, FLOOR) for number in range(60))
    assert len(set(due)) == 60
    in_any_minute = max(sum(start <= moment < start + SPREAD for moment in due) for start in due)
    assert in_any_minute <= 18


def test_first_polls_are_spread_over_a_minute_and_repeatable() -> None:
    moments = [first_poll_at(source(f"s{number}"), NOW) for number in range(60)]
    assert all(NOW <= moment < NOW + SPREAD for moment in moments)
    assert max(moments) - min(moments) > timedelta(seconds=40)
    assert moments == [first_poll_at(source(f"s{number}"), NOW) for number in range(60)]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["status", "parser", "timeout"]))
def test_no_count_of_failures_breaks_the_bounds(failures: int, seconds: int, reason: str) -> None:
    pause = next_poll_at(Failed(reason=reason), source(seconds=seconds, failures=failures), NOW, FLOOR) - NOW
    usual = interval(source(seconds=seconds), FLOOR)
    assert usual <= pause <= max(usual, SIX_HOURS) + SPREAD
