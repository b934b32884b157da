"""Whole cards as people read them, and the rules that every card keeps."""

from dataclasses import replace
from datetime import date, timedelta

from bot.model.incident import Figure, LabelNote
from bot.model.message import Message
from bot.model.report import EventDate, Scene
from bot.model.vocabulary import Confidence, IncidentStatus, Measure, Party, Severity
from bot.render import cards
from tests.unit.render.builders import (
    CLASH,
    TEXTS,
    make_figure,
    make_incident,
    make_report,
    make_snapshot,
)

OFFICIAL_CARD = """\
🟠 Shamsiddin Shohin, Khatlon · official · TJAF-2026-0001
Armed crossing. Severity: high.

Where: Hirmanjo, Shamsiddin Shohin district, Khatlon, Tajikistan (within about 25 km of a known place)
When: 18 January 2026, 00:30 at the scene (17 Jan, 19:30 UTC); the day is exact
Killed: militants 4, according to Tajik Border Troops

Confidence: official – stated by an official body, not confirmed by another side
1 origin, 2 outlets: Tajik Border Troops (Tajik authorities)

Sources:
• Valley Wire, 18 Jan 2026, 09:01 UTC (14:01 Dushanbe): “Four armed men stopped after night crossing” \
news.example
Map: OpenStreetMap (the pin is a known place within about 25 km)
First reported 18 Jan 2026, 09:10 UTC (14:10 Dushanbe)."""

CONTESTED_CARD = """\
🔴 Shamsiddin Shohin, Khatlon · contested · TJAF-2025-0004
Armed clash. Severity: critical.

Where: Shamsiddin Shohin district, Khatlon, Tajikistan (district known, not the spot)
When: 24 December 2025; the day is exact
Killed: 5 in all
• militants 3, according to Tajik Border Troops and Taliban spokesman – contested
• border guards 2, according to Tajik Border Troops
Wounded: civilians from China 1, according to Tajik Border Troops
Seized: drugs 116 packages, opium 20–25 kg, rifles
Words used:
• “terrorists” – according to Tajik Border Troops
• “smugglers” – according to Taliban spokesman

Confidence: corroborated – independent origins of different kinds agree
Contested: independent origins disagree. What each of them says stands beside its name.
2 origins, 3 outlets
• Tajik Border Troops (Tajik authorities), in 2 outlets
• Taliban spokesman (Afghan authorities), in 1 outlet

Map: OpenStreetMap (the pin stands for the district, not for the spot)
First reported 18 Jan 2026, 09:10 UTC (14:10 Dushanbe).
Updated 18 Jan 2026, 09:10 UTC (14:10 Dushanbe), revision 3."""

VAGUE_CARD = """\
🟡 Tajikistan–Afghanistan border · unconfirmed · TJAF-2026-0009
Armed crossing. Severity: medium.
Repeat: this card may have reached you before, under the same reference.
Perhaps the same event as TJAF-2026-0001; kept apart until that is known.

Where: Tajikistan–Afghanistan border (somewhere along a line, such as a river or the border)
When: 1 January 2026 – 31 January 2026; known to the month

Confidence: unconfirmed – nobody independent has confirmed it yet
1 origin, 2 outlets: Tajik Border Troops (Tajik authorities)

First reported 18 Jan 2026, 09:10 UTC (14:10 Dushanbe)."""


def first_line(message: Message) -> str:
    return message.text.split("\n", 1)[0]


def test_a_card_of_one_official_origin_reads_so() -> None:
    assert cards.incident_card(make_incident(), TEXTS, sources=[make_report()]).text == OFFICIAL_CARD


def test_a_contested_card_shows_figures_labels_and_origins_with_their_owners() -> None:
    assert cards.incident_card(CLASH, TEXTS).text == CONTESTED_CARD


def test_a_card_that_knows_little_says_how_little() -> None:
    vague = make_incident(
        ref="TJAF-2026-0009",
        severity=Severity.MEDIUM,
        confidence=Confidence.UNCONFIRMED,
        figures=(),
        date=EventDate(start=date(2026, 1, 1), end=date(2026, 1, 31), precision=4, explicit=False),
        scene=Scene(border="TJ-AF", country=None, adm1=None, adm2=None, place=None, where_prec=5),
        possible_duplicate_of="TJAF-2026-0001",
    )
    assert cards.incident_card(vague, TEXTS, repeat=True).text == VAGUE_CARD


def test_a_range_stands_behind_the_best_figure_only_where_reports_differ() -> None:
    ranged = make_figure(figure=Figure(low=0, best=4, high=6))
    card = cards.incident_card(make_incident(figures=(ranged,)), TEXTS)
    assert "Killed: militants 4 (0–6), according to Tajik Border Troops" in card.text


def test_of_whom_nobody_was_hurt_is_told_in_one_sentence() -> None:
    none = Figure(low=0, best=0, high=0)
    figures = (
        make_figure(Party.BORDER_GUARDS, figure=none),
        make_figure(),
        make_figure(Party.BORDER_GUARDS, measure=Measure.WOUNDED, figure=none),
        make_figure(Party.CIVILIANS, speakers=("taliban",), figure=none),
    )
    lines = cards.incident_card(make_incident(figures=figures), TEXTS).text.split("\n")
    assert "Killed: militants 4, according to Tajik Border Troops" in lines
    assert "No border guards killed or wounded, according to Tajik Border Troops" in lines
    assert "No civilians killed, according to taliban" in lines
    assert not any(line.startswith("Wounded:") for line in lines)


def test_a_contested_nought_is_shown_as_a_figure() -> None:
    nought = make_figure(figure=Figure(low=0, best=0, high=0), contested=True)
    card = cards.incident_card(make_incident(figures=(nought,)), TEXTS).text
    assert "Killed: militants 0, according to Tajik Border Troops – contested" in card


def test_the_words_of_one_speaker_stand_together_with_their_owner() -> None:
    labels = tuple(LabelNote(label=word, by="tj_border_troops") for word in ("terrorists", "bandits"))
    card = cards.incident_card(make_incident(labels=labels), TEXTS).text
    assert "• “terrorists”, “bandits” – according to Tajik Border Troops" in card


def test_a_long_list_of_what_was_seized_is_cut_and_counted() -> None:
    seized = tuple(f"rifle: {number} piece" for number in range(1, 12))
    card = cards.incident_card(make_incident(seizures=seized), TEXTS).text
    assert "Seized: rifles 1, rifles 2" in card
    assert "rifles 8, +3 more" in card


def test_an_open_figure_is_not_made_exact() -> None:
    several = make_figure(figure=Figure(low=2, best=None, high=None), speakers=())
    assert (
        "Killed: militants at least 2\n" in cards.incident_card(make_incident(figures=(several,)), TEXTS).text
    )


def test_a_late_card_says_how_late_it_is() -> None:
    incident = make_incident()
    later = replace(incident, first_reported_at=incident.first_reported_at + timedelta(days=5))
    assert "Reported late: 5 days after it happened." in cards.incident_card(later, TEXTS, late=True).text
    assert "Reported late" not in cards.incident_card(later, TEXTS).text


def test_a_withdrawn_incident_says_so_in_its_first_line() -> None:
    withdrawn = make_incident(status=IncidentStatus.RETRACTED, contested=True)
    assert first_line(cards.incident_card(withdrawn, TEXTS)) == (
        "⚫ Shamsiddin Shohin, Khatlon · withdrawn · TJAF-2026-0001"
    )


def test_a_denial_outranks_a_contest_in_the_first_line() -> None:
    assert " · denied · " in first_line(
        cards.incident_card(make_incident(denied=True, contested=True), TEXTS)
    )


def test_relays_of_one_origin_are_shown_after_the_first_report_of_each_origin() -> None:
    reports = [make_report(1), make_report(2), make_report(3, origin="taliban")]
    assert [item.report_id for item in cards.by_origin(reports)] == [1, 3, 2]


def test_more_sources_than_fit_are_counted() -> None:
    card = cards.incident_card(make_incident(), TEXTS, sources=[make_report(n) for n in range(1, 8)])
    assert "+3 more sources" in card.text


def test_no_pin_is_shown_without_what_it_stands_for() -> None:
    card = cards.incident_card(make_incident(), TEXTS)
    (link,) = [style for style in card.styles if style.kind == "link"]
    assert link.url == "https://www.openstreetmap.org/?mlat=37.7000&mlon=70.0000#map=11/37.7000/70.0000"
    assert "(the pin is a known place within about 25 km)" in card.text
    nowhere = replace(make_snapshot().scene, lat=None)
    assert "Map:" not in cards.incident_card(make_incident(scene=nowhere), TEXTS).text


def test_every_measure_that_was_stated_is_shown() -> None:
    figures = tuple(make_figure(Party.CIVILIANS, 2, measure=measure) for measure in cards.SHOWN_MEASURES)
    card = cards.incident_card(make_incident(figures=figures), TEXTS).text
    for measure in cards.SHOWN_MEASURES:
        assert f"{TEXTS.word('measure', measure)}: civilians 2" in card
    assert Measure.KILLED in cards.SHOWN_MEASURES


def test_styles_cover_exactly_the_words_they_are_meant_for() -> None:
    card = cards.incident_card(make_incident(), TEXTS, sources=[make_report()])
    covered = [card.text[style.start : style.start + style.length] for style in card.styles]
    assert covered[0] == first_line(card)
    assert "Killed:" in covered
    assert "news.example" in covered
