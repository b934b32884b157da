"""Whole cards as people read them, and the rules that every card keeps."""

from dataclasses import replace
from datetime import date, timedelta
from textwrap import wrap

from bot.model.incident import Correction, Figure, LabelNote, Said
from bot.model.message import Message
from bot.model.report import EventDate, Scene
from bot.model.vocabulary import Confidence, IncidentStatus, Measure, Party, Severity
from bot.render import cards
from tests.unit.render.builders import (
    BORDER_TROOPS,
    CLASH,
    TALIBAN,
    TEXTS,
    exactly,
    make_figure,
    make_incident,
    make_report,
    make_snapshot,
)

OFFICIAL_CARD = """\
🟠 4 killed in armed crossing · Shamsiddin Shohin, Khatlon
high · official, one side only
Killed: militants 4, according to Tajik Border Troops
When: 18 January 2026, 00:30 local
Where: Hirmanjo, Tajikistan (near, within about 25 km) · map
1 origin, 2 outlets: Valley Wire news.example
All of it: /incident TJAF-2026-0001"""

CONTESTED_CARD = """\
🔴 5 killed, 1 wounded in armed clash · Shamsiddin Shohin, Khatlon
critical · corroborated · contested
Killed: militants 3, according to Tajik Border Troops and Taliban spokesman – contested; border guards 2, \
according to Tajik Border Troops
Wounded: civilians from China 1, according to Tajik Border Troops
Who they were is contested: militants (“terrorists”) by Tajik Border Troops; smugglers (“smugglers”) by \
Taliban spokesman
Seized: drugs 116 packages, opium 20–25 kg, rifles
When: 24 December 2025
Where: Tajikistan (district only) · map
2 origins, 3 outlets
All of it: /incident TJAF-2025-0004"""

VAGUE_CARD = """\
🟡 Armed crossing · Tajikistan–Afghanistan border
medium · unconfirmed
Repeat: this card may have reached you before, under the same reference.
Perhaps the same event as TJAF-2026-0001; kept apart until that is known.
When: 1 January 2026 – 31 January 2026; known to the month
Where: Tajikistan–Afghanistan border (along a line)
1 origin, 2 outlets
All of it: /incident TJAF-2026-0009"""

QUIET_ROWS, QUIET_COLUMNS = 14, 40
"""What a telephone shows of a typical alert without scrolling."""


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


def test_a_typical_card_fits_a_telephone() -> None:
    troops = ("tj_border_troops",)
    typical = make_incident(
        figures=(
            make_figure(Party.CIVILIANS, 2, nationality="CN", speakers=troops),
            make_figure(Party.CIVILIANS, 2, measure=Measure.WOUNDED, speakers=troops),
        ),
        labels=(LabelNote(label="gunmen", by=troops[0], party=Party.MILITANTS),),
        seizures=("rifle: 2 piece",),
    )
    card = cards.incident_card(typical, TEXTS, sources=[make_report(n) for n in range(1, 5)])
    rows = [row for line in card.text.split("\n") for row in wrap(line, QUIET_COLUMNS)]
    assert len(rows) <= QUIET_ROWS


def test_speakers_of_all_figures_stand_once_above_them() -> None:
    figures = (make_figure(), make_figure(Party.BORDER_GUARDS, 1, measure=Measure.WOUNDED))
    lines = cards.incident_card(make_incident(figures=figures), TEXTS).text.split("\n")
    at = lines.index("According to Tajik Border Troops:")
    assert lines[at + 1 : at + 3] == ["Killed: militants 4", "Wounded: border guards 1"]


def test_every_figure_has_its_own_speaker_where_they_differ() -> None:
    figures = (make_figure(), make_figure(Party.BORDER_GUARDS, 1, Measure.WOUNDED, speakers=("taliban",)))
    text = cards.incident_card(make_incident(figures=figures), TEXTS).text
    assert "Killed: militants 4, according to Tajik Border Troops\n" in text
    assert "Wounded: border guards 1, according to taliban\n" in text


def test_who_gives_another_figure_is_named_instead_of_a_range() -> None:
    other = Said(figure=exactly(4), by=("River Post",))
    figure = make_figure(
        Party.CIVILIANS, figure=Figure(low=2, best=2, high=4), measure=Measure.WOUNDED, others=(other,)
    )
    text = cards.incident_card(make_incident(figures=(figure,)), TEXTS).text
    assert "Wounded: civilians 2, according to Tajik Border Troops; 4 according to River Post\n" in text
    assert text.startswith("🟠 2 wounded in ")


def test_others_that_do_not_span_the_range_leave_it_standing() -> None:
    other = Said(figure=exactly(4), by=("River Post",))
    figure = make_figure(figure=Figure(low=1, best=2, high=4), others=(other,))
    text = cards.incident_card(make_incident(figures=(figure,)), TEXTS).text
    assert "Killed: militants 2 (1–4), according to Tajik Border Troops; 4 according to River Post" in text


def test_a_euphemism_explains_its_range() -> None:
    figure = make_figure(figure=Figure(low=0, best=4, high=4), euphemism=True)
    text = cards.incident_card(make_incident(figures=(figure,)), TEXTS).text
    assert "Killed: militants 4 (0–4: “neutralised”, not plainly dead), according to" in text
    assert text.startswith("🟠 Up to 4 killed in armed crossing")


def test_a_correction_stands_on_the_card_with_who_made_it() -> None:
    fact = Correction(measure=Measure.WOUNDED, party=Party.CIVILIANS, was=4, now=2, by="River Post")
    text = cards.incident_card(make_incident(corrected=True, corrections=(fact,)), TEXTS).text
    assert "\nCorrected by River Post: wounded 2, not 4\n" in text
    unnamed = cards.incident_card(make_incident(corrected=True), TEXTS).text
    assert "\nCorrected: a source has changed its own figures.\n" in unnamed


def test_a_contested_word_stands_in_one_place_with_both_its_owners() -> None:
    figure = make_figure(contested=True)
    labels = (
        LabelNote(label="terrorists", by="tj_border_troops", party=Party.MILITANTS),
        LabelNote(label="armed group", by="taliban", party=Party.MILITANTS),
        LabelNote(label="smugglers", by="taliban", party=Party.SMUGGLERS),
        LabelNote(label="gunmen", by="River Post", party=Party.MILITANTS),
    )
    incident = make_incident(
        figures=(figure,), labels=labels, contested=True, origins=(BORDER_TROOPS, TALIBAN)
    )
    text = cards.incident_card(incident, TEXTS).text
    assert (
        "Killed: 4, according to Tajik Border Troops\n"
        "Who they were is contested: militants (“terrorists”) by Tajik Border Troops; "
        "smugglers (“smugglers”) by Taliban spokesman\n"
    ) in text
    assert text.count("militants") == 1
    guards = make_figure(Party.BORDER_GUARDS, 1, measure=Measure.WOUNDED)
    incident = make_incident(figures=(figure, guards), labels=labels, contested=True)
    text = cards.incident_card(incident, TEXTS).text
    assert "\nAccording to Tajik Border Troops:\nKilled: 4\n" in text
    assert "militants (“terrorists”) by Tajik Border Troops; " in text


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
    assert "Called: “terrorists”, “bandits” by Tajik Border Troops\n" in card


def test_a_long_list_of_what_was_seized_is_cut_and_counted() -> None:
    seized = tuple(f"rifle: {number} piece" for number in range(1, 12))
    card = cards.incident_card(make_incident(seizures=seized), TEXTS).text
    assert "Seized: rifles 1, rifles 2" in card
    assert "rifles 4, +7 more" in card


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


def test_a_withdrawn_incident_says_so_in_its_first_line_and_repeats_no_figure() -> None:
    withdrawn = make_incident(status=IncidentStatus.RETRACTED, contested=True)
    assert first_line(cards.incident_card(withdrawn, TEXTS)) == (
        "⚫ Withdrawn: armed crossing · Shamsiddin Shohin, Khatlon"
    )


def test_a_denial_stands_first_and_beside_the_contest() -> None:
    card = cards.incident_card(make_incident(denied=True, contested=True), TEXTS)
    assert first_line(card).startswith("🟠 Denied: 4 killed in ")
    assert card.text.split("\n")[1] == "high · official, one side only · contested · denied by one side"


def test_relays_of_one_origin_are_shown_after_the_first_report_of_each_origin() -> None:
    reports = [make_report(1), make_report(2), make_report(3, origin="taliban")]
    assert [item.report_id for item in cards.by_origin(reports)] == [1, 3, 2]


def test_more_sources_than_fit_are_counted() -> None:
    card = cards.incident_card(make_incident(), TEXTS, sources=[make_report(n) for n in range(1, 8)])
    assert "1 origin, 2 outlets: Valley Wire news.example\n" in card.text
    many = [make_report(n, outlet=f"Outlet {n}", origin=f"o{n}") for n in range(1, 8)]
    card = cards.incident_card(make_incident(origins=(BORDER_TROOPS, TALIBAN)), TEXTS, sources=many)
    assert ": Outlet 1 news.example, Outlet 2 news.example, +5 more\n" in card.text


def test_no_pin_is_shown_without_what_it_stands_for() -> None:
    card = cards.incident_card(make_incident(), TEXTS)
    (link,) = [style for style in card.styles if style.kind == "link"]
    assert link.url == "https://www.openstreetmap.org/?mlat=37.7000&mlon=70.0000#map=10/37.7000/70.0000"
    assert "(near, within about 25 km) · map" in card.text
    nowhere = replace(make_snapshot().scene, lat=None)
    assert " · map" not in cards.incident_card(make_incident(scene=nowhere), TEXTS).text


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
