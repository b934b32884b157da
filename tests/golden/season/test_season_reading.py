"""Every report of the demo season read: the decision, and the figures of those that are incidents."""

import pytest

from bot.model.report import Report
from bot.model.vocabulary import Aux, Decision, Measure, Modality
from tests.golden.season.play import expected, reading, season

READABLE = ("en", "ru")
IDS = {report.id: report.language for report in season().reports}
IN_READABLE = [name for name, language in IDS.items() if language in READABLE]
OTHERS = [name for name, language in IDS.items() if language not in READABLE]


def stated(report: Report, measure: Measure) -> dict[str, int]:
    """Figures that a report asserts of its own event, by party; stated zeros left out."""
    return {
        claim.party.value: claim.best
        for claim in report.claims
        if claim.measure is measure
        and claim.aux is Aux.CURRENT
        and claim.modality not in (Modality.DENIED, Modality.RETRACTED)
        and claim.best
    }


def test_the_expectations_cover_every_report_of_the_season() -> None:
    assert set(expected()["reports"]) == set(IDS)


@pytest.mark.parametrize("name", IN_READABLE)
def test_a_report_in_english_or_russian_gets_its_decision(name: str) -> None:
    assert reading(name).decision.value in expected()["reports"][name]["decision"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_report_in_another_language_is_read_rightly_or_left_for_review(name: str) -> None:
    assert reading(name).decision.value in {"review", *expected()["reports"][name]["decision"]}


@pytest.mark.parametrize("name", [n for n in IDS if expected()["reports"][n].get("killed")])
def test_an_incident_is_read_with_the_figures_day_and_district_of_its_text(name: str) -> None:
    row = expected()["reports"][name]
    read = reading(name)
    if read.decision is not Decision.INCIDENT:
        pytest.skip("not decided as an incident; the test of decisions judges that")
    assert read.main is not None
    event = expected()["incidents"][row["incident"]]
    assert stated(read.main, Measure.KILLED) == row["killed"]
    if "wounded" in row:
        assert stated(read.main, Measure.WOUNDED) == row["wounded"]
    assert event["day"] in (read.main.date.start, *read.main.date.alternatives)
    assert read.main.scene.adm1 in (None, event["adm1"])
    assert read.main.scene.adm2 in (None, event["adm2"])


def test_the_tally_of_an_agency_is_a_summary_and_not_a_claim() -> None:
    for name in ("demo-40", "demo-46"):
        read = reading(name)
        assert 16 in [s.value for s in read.summaries if s.measure is Measure.KILLED], name
        assert all(claim.best != 16 for report in read.reports for claim in report.claims), name
