"""What follows a card: updates, withdrawals, tests."""

from bot.model.incident import Change
from bot.model.vocabulary import AlertReason, Party
from bot.render import updates
from tests.unit.render.builders import TEXTS, make_figure, make_incident, make_report

UPDATE = """\
🟠 Shamsiddin Shohin, Khatlon · update, official · TJAF-2026-0001
New figures for the dead

Killed 4 → 6
• militants 4, according to Tajik Border Troops
• border guards 2, according to Tajik Border Troops
Severity high → critical

Confidence: official – stated by an official body, not confirmed by another side
1 origin, 2 outlets: Tajik Border Troops (Tajik authorities)

Sources:
• Valley Wire, 18 Jan 2026, 09:01 UTC (14:01 Dushanbe): “Four armed men stopped after night crossing” \
news.example"""


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
        "🟠 Shamsiddin Shohin, Khatlon · update, official · TJAF-2026-0001",
        "New figures for the dead",
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
    assert text.split("\n")[1:6] == [
        "Graver than first reported",
        "",
        "Severity high → critical",
        "Confidence unconfirmed → official – stated by an official body, not confirmed by another side",
        "Killed: militants 4, according to Tajik Border Troops",
    ]
    assert "Confidence:" not in text
    assert "Outlets" not in text


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
        "⚫ Shamsiddin Shohin, Khatlon · withdrawn · TJAF-2026-0001\n"
        "TJAF-2026-0001 is withdrawn: those who reported it have taken it back.\n"
        "What earlier messages said under this reference no longer stands."
    )


def test_a_test_message_cannot_be_taken_for_an_alert() -> None:
    text = updates.sample(TEXTS).text
    assert text.startswith("🧪 TEST · this is not an alert")
    assert text.endswith("End of the test.")
    assert not any(mark in text for mark in ("🔴", "🟠", "🟡", "⚪"))
