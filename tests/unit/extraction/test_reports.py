"""The report a text was written for, and the older events it dates."""

from datetime import date

import pytest

from bot.model.report import Claim, Report
from bot.model.vocabulary import Measure, Modality, Party, SegmentKind
from tests.unit.extraction.stages import killed, read, report

PLACE = "in the Hamadoni district of Khatlon on the Afghan border on Tuesday"
NEWS = f"Two smugglers were killed {PLACE}."


def namings(found: Report) -> list[tuple[str, str | None, str]]:
    """Parties that a speaker names without counting them."""
    return [
        (claim.party.value, claim.label, claim.speaker.origin)
        for claim in found.claims
        if (claim.low, claim.best, claim.high) == (None, None, None) and claim.modality is not Modality.DENIED
    ]


def claims(found: Report, measure: Measure) -> list[Claim]:
    return [claim for claim in found.claims if claim.measure is measure and claim.best is not None]


@pytest.mark.parametrize(
    "older",
    [
        "On 12 February 2026 three workers were killed in the Farkhor district of Khatlon.",
        "As reported earlier, on 12 February three workers were killed in the Farkhor district of Khatlon.",
    ],
)
def test_an_older_event_with_day_place_and_harm_is_a_report_of_its_own(older: str) -> None:
    main, background = read(f"{NEWS}\n{older}").reports
    assert not main.background
    assert background.background
    assert (main.ordinal, background.ordinal) == (0, 1)
    assert killed(main) == {"smugglers": 2}
    assert killed(background) == {"civilians": 3}
    assert background.date.start == date(2026, 2, 12)
    assert background.scene.adm2 == "Farkhor"


@pytest.mark.parametrize(
    "older",
    [
        "Last month three Chinese workers were killed in the Shamsiddin Shohin district of Khatlon.",
        "On 12 February 2026 three Chinese workers were killed.",
        "On 12 February 2026 there was a clash in the Shamsiddin Shohin district of Khatlon.",
    ],
)
def test_an_older_event_without_day_place_or_harm_is_none(older: str) -> None:
    reports = read(f"{NEWS}\n{older}").reports
    assert len(reports) == 1
    assert killed(reports[0]) == {"smugglers": 2}


def test_there_is_an_end_to_older_events() -> None:
    days = "\n".join(
        f"On {day} January 2026 two workers were killed in the Farkhor district of Khatlon, Tajikistan."
        for day in range(1, 20)
    )
    assert len(read(f"{NEWS}\n{days}").reports) <= 9


def test_a_running_total_becomes_a_summary_with_who_counts() -> None:
    reading = read(f"{NEWS}\nNineteen people have been killed since October, according to an AFP tally.")
    (summary,) = reading.summaries
    assert (summary.measure, summary.value, summary.since, summary.by) == (
        Measure.KILLED, 19, "2025-10", "AFP",
    )  # fmt: skip
    assert killed(reading.reports[0]) == {"smugglers": 2}


def test_the_span_of_a_total_names_the_part_of_the_text_it_stands_in() -> None:
    reading = read("Nineteen people have been killed on the Tajik-Afghan border since October.")
    assert [summary.span.segment for summary in reading.summaries] == [SegmentKind.LEAD]


def test_another_word_for_the_same_people_is_a_naming_and_counts_nobody() -> None:
    text = (
        f"Two terrorists were killed {PLACE}, the Tajik Border Troops said.\n"
        "The Taliban spokesman said they were drug smugglers."
    )
    found = report(text)
    assert killed(found) == {"militants": 2}
    assert ("smugglers", "drug smugglers", "taliban") in namings(found)


def test_a_word_that_is_refused_names_nobody() -> None:
    text = f"Two men were killed {PLACE}.\nThe Taliban spokesman said they were not terrorists."
    assert [party for party, _, _ in namings(report(text))] == []


def test_whoever_denies_the_event_is_kept_as_a_denial() -> None:
    text = f"{NEWS}\nThe Taliban spokesman denied the attack."
    denials = [claim for claim in report(text).claims if claim.modality is Modality.DENIED]
    assert [claim.speaker.origin for claim in denials] == ["taliban"]
    assert killed(report(text))["smugglers"] == 2


def test_a_correction_marks_its_figures() -> None:
    found = report(NEWS, title="Correction: two smugglers killed")
    assert {claim.modality for claim in claims(found, Measure.KILLED)} == {Modality.CORRECTED}


def test_a_number_that_is_denied_beside_another_is_no_figure() -> None:
    found = report(NEWS, title="Correction: two smugglers wounded, not four")
    assert {claim.best for claim in claims(found, Measure.WOUNDED)} == {2}


def test_what_the_next_sentence_calls_wrong_is_no_figure_where_the_right_one_is_given() -> None:
    wrong = f"This desk reported that four smugglers were killed {PLACE}."
    right = "That was wrong: two smugglers were killed, the Border Troops said."
    assert killed(report(f"{wrong}\n{right}")) == {"smugglers": 2}
    assert killed(report(f"{wrong}\nThat was wrong, the Border Troops said."))["smugglers"] == 4


def test_the_evidence_is_the_lead() -> None:
    assert report(f"{NEWS}\nThe night was cold.", title="Smugglers").evidence == NEWS
    assert (
        len(report("Two men were killed in Khatlon on the Afghan border " + "and ran " * 100).evidence) <= 300
    )


def test_a_text_that_says_nothing_has_no_report() -> None:
    assert read("The weather in the mountains was fine and quiet all day long.").reports == ()


def test_labels_and_nationalities_are_kept() -> None:
    found = report(f"Three Chinese workers were killed {PLACE}.")
    (claim,) = claims(found, Measure.KILLED)
    assert (claim.party, claim.nationality, claim.label) == (Party.CIVILIANS, "CN", "workers")


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban deny that shots were fired from Afghan soil at Chinese workers in Tajikistan.",
        "Kabul denies that any drone was launched from Afghanistan at Tajikistan.",
        "Талибы отрицают, что в Фархорском районе Хатлона было нападение.",
        "Толибон рад карданд, ки аз хоки Афғонистон ба коргарони чинӣ тир паронда шудааст.",
        "Tolibon Tojikiston chegarasida hujum boʻlganini rad etdi.",
        "Taliban, Afganistan topraklarından Çinli işçilere ateş açıldığını yalanladı.",
        "طالبان نے افغان سرزمین سے چینی مزدوروں پر فائرنگ کی تردید کی ہے۔",
        "塔利班否认有人从阿富汗境内向中国工人开枪。",
    ],
)
def test_a_denial_refers_to_its_event_on_the_side_where_the_language_puts_it(text: str) -> None:
    assert [claim.modality for claim in report(text).claims] == [Modality.DENIED]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban denied responsibility for the attack in the Farkhor district of Khatlon.",
        "Талибы отрицают причастность к нападению в Фархорском районе Хатлона на границе с Афганистаном.",
        "طالبان دست داشتن در حمله در ناحیه فرخار ولایت ختلان را رد کردند.",
        "Die Taliban bestreiten eine Beteiligung an dem Angriff in der tadschikischen Region Khatlon.",
        "Taliban, Hatlon bölgesindeki saldırının sorumluluğunu reddetti; saldırı Tacikistan sınırında oldu.",
        "塔利班否认参与哈特隆州的袭击。",
    ],
)
def test_who_denies_his_part_does_not_deny_the_event(text: str) -> None:
    found = read(text).main
    assert found is None or not any(claim.modality is Modality.DENIED for claim in found.claims)


def test_the_taliban_deny_for_themselves_without_a_spokesman() -> None:
    claim = report("The Taliban deny that shots were fired from Afghan soil at Tajikistan.").claims[0]
    assert claim.speaker.origin == "taliban"
