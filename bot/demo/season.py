"""The season: which outlet publishes which text at which moment, read from ``bot/data/season``.

The files hold texts only. What a reader should make of them is known to the tests and to nobody
in the product, so the toll at the end of the demo is computed like any other.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib import resources
from typing import Any

from bot.model.source import SourceSpec

NOTICE = (
    "All reports in this demo are synthetic: the five incidents are public record, "
    "the wording, the by-the-way details and the outlets called “Demo …” are made up."
)
POLL_DELAY = timedelta(minutes=4)
MERGE_WITHIN = timedelta(minutes=10)
SETTLE = timedelta(minutes=40)
INTERVAL_SECONDS = 60


class FeedForm(StrEnum):
    """How a feed of the demo is written."""

    RSS = "rss"
    RDF = "rdf"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonFeed:
    """An outlet of the season. ``keeps`` is the number of newest items that its feed shows."""

    slug: str
    name: str
    form: FeedForm
    language: str
    country: str
    reliability: str
    keeps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonReport:
    """One published text. With a ``teaser`` the feed carries that and only the page the text."""

    id: str
    feed: str
    published_at: datetime
    language: str
    title: str
    text: str
    teaser: str | None = None

    @property
    def in_feed(self) -> str:
        """What the feed itself carries of the text."""
        return self.teaser or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time to which a driver steps. ``reports`` appeared since the moment before; without any
    it is a quiet step, for what had to wait (settling alerts) and deserves no pause."""

    at: datetime
    reports: tuple[SeasonReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """All feeds and, in order of publication, all reports."""

    feeds: tuple[SeasonFeed, ...]
    reports: tuple[SeasonReport, ...]

    def of_feed(self, slug: str) -> tuple[SeasonReport, ...]:
        """The reports of one feed, oldest first."""
        return tuple(report for report in self.reports if report.feed == slug)

    @property
    def openers(self) -> tuple[SeasonReport, ...]:
        """The first report of each feed: what a first import stores and nobody is told."""
        return tuple(self.of_feed(feed.slug)[0] for feed in self.feeds)

    @property
    def told(self) -> tuple[SeasonReport, ...]:
        """The reports that appear while the season plays."""
        openers = {report.id for report in self.openers}
        return tuple(report for report in self.reports if report.id not in openers)

    @property
    def opening(self) -> datetime:
        """A moment at which the feeds hold their openers and nothing else."""
        return max(report.published_at for report in self.openers) + timedelta(hours=1)

    def specs(self, base_url: str) -> tuple[SourceSpec, ...]:
        """The feeds as sources, at the server that answers under ``base_url``."""
        return tuple(
            SourceSpec(
                slug=feed.slug,
                name=feed.name,
                url=f"{base_url.rstrip('/')}{feed_path(feed)}",
                language=feed.language,
                country=feed.country,
                reliability=feed.reliability,
                tier=1,
                interval_seconds=INTERVAL_SECONDS,
            )
            for feed in self.feeds
        )

    def moments(self) -> tuple[Moment, ...]:
        """The steps of the season: the opening, each publication a few minutes after it, and a
        quiet step after those that are followed by a longer silence; in order of time."""
        steps = [Moment(at=self.opening)]
        for group in _groups(self.told):
            at = group[-1].published_at + POLL_DELAY
            if at - steps[-1].at > SETTLE and steps[-1].reports:
                steps.append(Moment(at=steps[-1].at + SETTLE))
            steps.append(Moment(at=at, reports=group))
        return (*steps, Moment(at=steps[-1].at + SETTLE))


def feed_path(feed: SeasonFeed) -> str:
    """The path of a feed on the demo's server."""
    ending = {FeedForm.JSON: "json", FeedForm.ATOM: "atom"}.get(feed.form, "xml")
    return f"/feeds/{feed.slug}.{ending}"


def report_path(report: SeasonReport) -> str:
    """The path of a report's own page on the demo's server."""
    return f"/reports/{report.id}.html"


def load_season() -> Season:
    """Read the bundled season. ``ValueError`` names the file or the report that is wrong."""
    feeds: list[SeasonFeed] = []
    reports: list[SeasonReport] = []
    folder = resources.files("bot") / "data" / "season"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        try:
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            feeds += [_feed(row) for row in table.get("feed", [])]
            reports += [_report(row) for row in table.get("report", [])]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"season/{entry.name}: {error}") from error
    season = Season(
        feeds=tuple(feeds),
        reports=tuple(sorted(reports, key=lambda report: (report.published_at, report.id))),
    )
    _check(season)
    return season


def _groups(reports: Iterable[SeasonReport]) -> list[tuple[SeasonReport, ...]]:
    groups: list[tuple[SeasonReport, ...]] = []
    for report in reports:
        if groups and report.published_at - groups[-1][0].published_at <= MERGE_WITHIN:
            groups[-1] = (*groups[-1], report)
        else:
            groups.append((report,))
    return groups


def _feed(row: Mapping[str, Any]) -> SeasonFeed:
    return SeasonFeed(**{**row, "form": FeedForm(row["form"])})


def _report(row: Mapping[str, Any]) -> SeasonReport:
    published: datetime = row["published"]
    if published.tzinfo is None:
        raise ValueError(f"{row['id']}: the time of publication needs a zone")
    return SeasonReport(
        id=row["id"],
        feed=row["feed"],
        published_at=published.astimezone(UTC),
        language=row["language"],
        title=row["title"].strip(),
        text=row["text"].strip(),
        teaser=row["teaser"].strip() if "teaser" in row else None,
    )


def _check(season: Season) -> None:
    slugs = {feed.slug for feed in season.feeds}
    ids = [report.id for report in season.reports]
    if len(set(ids)) != len(ids):
        raise ValueError("season: two reports share an id")
    strays = [report.id for report in season.reports if report.feed not in slugs]
    if strays:
        raise ValueError(f"season: {strays[0]} belongs to no feed")
    silent = [slug for slug in slugs if not season.of_feed(slug)]
    if silent:
        raise ValueError(f"season: {silent[0]} has no reports")
    if season.told and season.told[0].published_at <= season.opening:
        raise ValueError(f"season: {season.told[0].id} appears before the opening")
