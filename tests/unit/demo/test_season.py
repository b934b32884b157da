"""The bundled season as data, and the steps that a driver takes through it."""

from collections import Counter
from dataclasses import fields
from datetime import UTC, timedelta
from itertools import pairwise

import pytest

from bot.demo.season import NOTICE, FeedForm, Season, SeasonReport, load_season


@pytest.fixture(scope="module")
def season() -> Season:
    return load_season()


def test_the_season_has_about_forty_reports_in_five_languages(season: Season) -> None:
    assert 38 <= len(season.told) <= 46
    languages = Counter(report.language for report in season.told)
    assert set(languages) == {"en", "ru", "tg", "fa", "zh"}
    assert languages["en"] + languages["ru"] > len(season.told) / 2
    assert all(count >= 3 for count in languages.values())


def test_every_form_of_feed_is_served_at_least_once(season: Season) -> None:
    assert {feed.form for feed in season.feeds} == set(FeedForm)


def test_reports_have_the_length_of_short_news(season: Season) -> None:
    for report in season.reports:
        shortest = 120 if report.language == "zh" else 300
        assert shortest <= len(report.text) <= 900, report.id
        assert 10 <= len(report.title) <= 130, report.id


def test_reports_are_in_order_of_publication_with_aware_times(season: Season) -> None:
    times = [report.published_at for report in season.reports]
    assert times == sorted(times)
    assert all(moment.tzinfo is UTC for moment in times)


def test_no_field_of_a_report_tells_what_should_be_read() -> None:
    names = {field.name for field in fields(SeasonReport)}
    assert names == {"id", "feed", "published_at", "language", "title", "text", "teaser"}


def test_each_feed_opens_with_one_old_item_before_the_season_begins(season: Season) -> None:
    assert len(season.openers) == len(season.feeds)
    assert all(report.published_at < season.opening for report in season.openers)
    assert all(report.published_at > season.opening for report in season.told)


def test_the_first_moment_shows_only_openers_and_the_last_comes_after_everything(season: Season) -> None:
    moments = season.moments()
    assert moments[0].at == season.opening
    assert moments[0].reports == ()
    assert moments[-1].at > season.reports[-1].published_at
    assert [m.at for m in moments] == sorted({m.at for m in moments})


def test_every_report_belongs_to_exactly_one_moment_soon_after_it_was_published(season: Season) -> None:
    stepped = [(moment.at, report) for moment in season.moments() for report in moment.reports]
    assert [report for _, report in stepped] == list(season.told)
    assert all(timedelta(0) < at - report.published_at < timedelta(minutes=20) for at, report in stepped)


def test_long_silences_begin_with_a_quiet_step(season: Season) -> None:
    moments = season.moments()
    for before, after in pairwise(moments):
        if before.reports and after.reports:
            assert after.at - before.at <= timedelta(hours=1)


def test_sources_are_described_for_the_given_server(season: Season) -> None:
    specs = season.specs("http://127.0.0.1:8123/")
    assert len({spec.slug for spec in specs}) == len(season.feeds)
    assert all(spec.url.startswith("http://127.0.0.1:8123/feeds/demo-") for spec in specs)
    assert all(spec.enabled and spec.interval_seconds == 60 for spec in specs)


def test_the_notice_says_that_reports_are_synthetic() -> None:
    assert "synthetic" in NOTICE
    assert "public record" in NOTICE
