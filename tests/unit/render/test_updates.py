"""What follows a card: updates, withdrawals, tests."""

from bot.model.incident import Change, Correction
from bot.model.vocabulary import AlertReason, Measure, Party
from bot.render import updates
from tests.unit.render.builders import CLASH, TEXTS, make_figure, make_incident, make_report

UPDATE = """\
🟠 New toll: 6 killed in armed crossing · Shamsiddin Shohin, Khatlon
high · official, one side only

Killed 4 → 6
• militants 4, according to Tajik Border Troops
• border guards 2, according to Tajik Border Troops
Severity high → critical
1 origin, 2 outlets: Valley Wire news.example
All of it: /incident TJAF-2026-0001"""


def change(*details: tuple[str, str, str], reason: AlertReason | None = AlertReason.TOLL) -> Change:
    return Change(reason=reason, sound=True, details=details)


def lines(*details: tuple[str, str, str]) -> list[str]:
    return updates.change_lines(change(*details), make_incident(), TEXTS)


def test_an_update_says_what_changed_and_who_is_among_the_dead() -> None:
    incident = make_incident(figures=(make_figure(), make_figure(Party.BORDER_GUARDS, 2)))
    told = change(
        ("killed", "4", "6"),
        ("killed.border_guards", "", "2"),
        ("severity", "high", "critical"),
        ("contested", "no", "yes"),
    )
    assert updates.update(incident, told, TEXTS, sources=[make_report()]).text == UPDATE


def test_a_party_alone_is_told_when_the_total_stays() -> None:
    assert lines(("killed.militants", "4", "3"), ("killed.smugglers", "", "1")) == [
        "Killed, militants: 4 → 3",
        "Killed, smugglers: 1 (new)",
    ]


def test_an_update_that_may_be_a_copy_says_so_below_its_first_line() -> None:
    told = change(("killed", "4", "6"))
    text = updates.update(make_incident(), told, TEXTS, repeat=True).text
    assert text.split("\n")[:3] == [
        "🟠 New toll: 4 killed in armed crossing · Shamsiddin Shohin, Khatlon",
        "high · official, one side only",
        "Repeat: this update may have reached you before.",
    ]
    assert "Repeat" not in updates.update(make_incident(), told, TEXTS).text


def test_an_update_without_new_figures_still_says_how_many_died_and_how_sure_it_is_once() -> None:
    graver = change(
        ("severity", "high", "critical"),
        ("confidence", "unconfirmed", "official"),
        ("outlets", "1", "2"),
        reason=AlertReason.SEVERITY,
    )
    text = updates.update(make_incident(), graver, TEXTS).text
    assert text.split("\n")[:6] == [
        "🟠 Graver: 4 killed in armed crossing · Shamsiddin Shohin, Khatlon",
        "high · official, one side only",
        "",
        "Severity high → critical",
        "Confidence unconfirmed → official",
        "Killed: militants 4, according to Tajik Border Troops",
    ]
    assert "Outlets" not in text


def test_a_correction_says_what_was_told_wrong_and_who_took_it_back() -> None:
    wounded = make_figure(Party.CIVILIANS, 2, measure=Measure.WOUNDED)
    fact = Correction(measure=Measure.WOUNDED, party=Party.CIVILIANS, was=4, now=2, by="River Post")
    incident = make_incident(figures=(wounded,), corrected=True, corrections=(fact,))
    text = updates.update(
        incident, change(("wounded", "2 (2-4)", "2"), reason=AlertReason.CORRECTED), TEXTS
    ).text
    assert text.startswith("🟠 Corrected: 2 wounded in armed crossing · Shamsiddin Shohin, Khatlon\n")
    assert "\nWounded 2, range 2–4 → 2\n" in text
    assert "\nCorrected by River Post: wounded 2, not 4\n" in text


def test_a_correction_of_another_measure_is_not_told_again() -> None:
    fact = Correction(measure=Measure.WOUNDED, party=Party.CIVILIANS, was=4, now=2, by="River Post")
    incident = make_incident(corrected=True, corrections=(fact,))
    assert "Corrected by" not in updates.update(incident, change(("killed", "4", "6")), TEXTS).text


def test_a_contest_over_a_word_is_told_with_both_sides() -> None:
    text = updates.update(CLASH, change(("contested", "no", "yes"), reason=AlertReason.CONTESTED), TEXTS).text
    assert text.startswith("🔴 Disputed: 5 killed, 1 wounded in armed clash · ")
    assert "militants (“terrorists”) by Tajik Border Troops; smugglers (“smugglers”) by Taliban" in text


def test_a_figure_of_nobody_in_particular_is_not_called_unnamed_where_it_stands_alone() -> None:
    unknown = make_incident(figures=(make_figure(Party.UNKNOWN, 5),))
    told = updates.update(unknown, change(("severity", "high", "critical")), TEXTS).text
    assert "Killed: 5, according to Tajik Border Troops" in told


def test_ranges_and_open_figures_are_written_as_on_the_card() -> None:
    assert lines(("wounded", "2+", "6 (4-9)"))[0].startswith("Wounded 2+ → 6, range 4–9")


def test_codes_of_places_days_and_seizures_become_words() -> None:
    assert lines(
        ("place", "TJ-KT", "Shamsiddin Shohin"),
        ("date", "2026-01-17", "2026-01-18 00:30"),
        ("seizures", "", "drugs: 116 package; rifle"),
        ("status", "open", "retracted"),
    ) == [
        "Place Khatlon → Shamsiddin Shohin",
        "Date 17 January 2026 → 18 January 2026, 00:30 at the scene",
        "Seized drugs 116 packages and rifles (new)",
        "Status open → withdrawn",
    ]


def test_a_withdrawal_names_the_reference_and_takes_everything_back() -> None:
    message = updates.update(make_incident(), change(reason=AlertReason.RETRACTED), TEXTS)
    assert message == updates.retraction(make_incident(), TEXTS)
    assert message.text == (
        "⚫ Withdrawn: armed crossing · Shamsiddin Shohin, Khatlon\n"
        "TJAF-2026-0001 is withdrawn: those who reported it have taken it back.\n"
        "What earlier messages said under this reference no longer stands."
    )


def test_a_test_message_cannot_be_taken_for_an_alert() -> None:
    text = updates.sample(TEXTS).text
    assert text.startswith("🧪 TEST · this is not an alert")
    assert text.endswith("End of the test.")
    assert not any(mark in text for mark in ("🔴", "🟠", "🟡", "⚪"))
