"""The file holds what the card leaves out."""

from bot.model.answers import IncidentFile
from bot.model.incident import Correction, Incident, LabelNote, LinkedReport
from bot.model.vocabulary import Measure, Party
from bot.render.incident_file import incident_file
from tests.unit.render.builders import CLASH, TEXTS, make_incident, make_report

CLASH_FILE = """\
🔴 5 killed, 1 wounded in armed clash · Shamsiddin Shohin, Khatlon
critical · corroborated · contested · TJAF-2025-0004

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

Sources:
• Valley Wire, 18 Jan 2026, 09:01 UTC (14:01 Dushanbe): “Four armed men stopped after night crossing” \
news.example
Map: OpenStreetMap (district known, not the spot)
First reported 18 Jan 2026, 09:10 UTC (14:10 Dushanbe).
Updated 18 Jan 2026, 09:10 UTC (14:10 Dushanbe), revision 3."""


def file_of(incident: Incident, *reports: LinkedReport) -> IncidentFile:
    return IncidentFile(asked=incident.ref, incident=incident, reports=reports, revisions=())


def test_a_file_reads_so() -> None:
    assert incident_file(file_of(CLASH, make_report()), TEXTS).text == CLASH_FILE


def test_the_file_lists_all_words_and_all_sources_of_a_busy_incident() -> None:
    labels = tuple(LabelNote(label=word, by="tj_border_troops") for word in ("a", "b", "c"))
    text = incident_file(
        file_of(make_incident(labels=labels), *(make_report(n) for n in range(1, 8))), TEXTS
    ).text
    assert "• “a”, “b”, “c” – according to Tajik Border Troops" in text
    assert text.count("• Valley Wire, ") == 7


def test_the_file_tells_every_correction() -> None:
    facts = tuple(
        Correction(measure=Measure.WOUNDED, party=Party.CIVILIANS, was=was, now=2, by="River Post")
        for was in (3, 4, 5)
    )
    text = incident_file(file_of(make_incident(corrected=True, corrections=facts)), TEXTS).text
    assert text.count("Corrected by River Post: wounded 2, not ") == 3
