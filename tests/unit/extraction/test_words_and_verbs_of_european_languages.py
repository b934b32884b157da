"""Compounds, split verbs, numbers of several words, ordinal dots, nights and doers: what German, French,
Ukrainian and Bulgarian need of the engine beyond their word lists."""

from datetime import date, datetime, time
from functools import cache

import pytest

from bot.extraction.entries import compile_entry
from bot.extraction.lexicon import Matcher
from bot.extraction.normalise import fold
from bot.extraction.output import reading_record
from bot.extraction.tokens import tokenise
from bot.knowledge import Knowledge, load_knowledge
from bot.model.document import DUSHANBE, Document
from bot.model.report import Reading
from bot.model.vocabulary import Measure, Party

TUESDAY = date(2026, 1, 20)
BORDER_DE = "an der Grenze zwischen Tadschikistan und Afghanistan"
BORDER_FR = "à la frontière entre le Tadjikistan et l'Afghanistan"


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def read(text: str, language: str) -> Reading:
    document = Document(
        id="x",
        outlet="outlet",
        title=None,
        text=text,
        seen_at=datetime.combine(TUESDAY, time(12), DUSHANBE),
        published_on=TUESDAY,
        language=language,
    )
    reading = knowledge().reader.read(document)
    assert reading.language == language
    return reading


def killed(text: str, language: str) -> dict[Party, int | None]:
    report = read(text, language).reports[0]
    return {c.party: c.best for c in report.claims if c.measure is Measure.KILLED and c.best is not None}


def day(text: str, language: str) -> date:
    return read(text, language).reports[0].date.start


def met(entry: str, text: str) -> list[str]:
    words = tokenise(fold(text))
    matcher = Matcher([compile_entry("layer", "kind", "", entry)])
    return [" ".join(words[mark.first : mark.last]) for mark in matcher.find(words)]


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("-arbeiter-", "Bergbauarbeiter und Arbeiterinnen", ["bergbauarbeiter", "arbeiterinnen"]),
        ("-waffe", "Schusswaffe und Waffenruhe", ["schusswaffe"]),
        ("waffe-", "Schusswaffe und Waffenruhe", ["waffenruhe"]),
        ("kostete ... das leben", "kostete drei Männer das Leben", ["kostete drei manner das leben"]),
        ("kostete ... das leben", "kostete Geld; sie verloren das Leben", []),
    ],
)  # fmt: skip
def test_an_entry_may_stand_inside_a_compound_or_around_other_words(
    entry: str, text: str, found: list[str]
) -> None:
    assert met(entry, text) == found


def test_the_patient_may_stand_between_the_halves_of_a_german_verb() -> None:
    text = "Der Angriff an der Grenze zu Afghanistan kostete in Tadschikistan drei Chinesen das Leben."
    assert killed(text, "de") == {Party.CIVILIANS: 3}


def test_those_who_did_it_are_not_counted_among_the_dead() -> None:
    german = "Vier Bewaffnete töteten an Tadschikistans Grenze zu Afghanistan drei Arbeiter."
    english = "Four gunmen killed three workers on Tajikistan's border with Afghanistan."
    passive = f"Trois ouvriers ont été tués par quatre hommes armés {BORDER_FR}."
    assert killed(german, "de") == {Party.CIVILIANS: 3}
    assert killed(english, "en") == {Party.CIVILIANS: 3}
    assert killed(passive, "fr") == {Party.CIVILIANS: 3}


def test_an_article_counts_one_person_but_no_group_and_no_speaker() -> None:
    assert killed(f"Ein Grenzsoldat und sechs Angreifer wurden {BORDER_DE} getötet.", "de") == {
        Party.BORDER_GUARDS: 1,
        Party.MILITANTS: 6,
    }
    assert killed(f"Eine bewaffnete Gruppe tötete {BORDER_DE} drei Arbeiter.", "de") == {Party.CIVILIANS: 3}
    assert killed(f"Ein Bewohner sagte, {BORDER_DE} seien drei Soldaten getötet worden.", "de") == {
        Party.MILITARY: 3
    }


def test_one_more_and_one_wounded_person_are_counted_without_a_noun() -> None:
    text = f"Trois Chinois ont été tués et un autre a été blessé {BORDER_FR}."
    claims = read(text, "fr").reports[0].claims
    assert {(c.measure, c.party): c.best for c in claims} == {
        (Measure.KILLED, Party.CIVILIANS): 3,
        (Measure.WOUNDED, Party.CIVILIANS): 1,
    }


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("fr", "vingt et un", 21), ("fr", "quatre-vingt-treize", 93), ("fr", "soixante-dix", 70),
        ("de", "einundzwanzig", 21), ("de", "zwei Dutzend", 24), ("bg", "двайсет и трима", 23),
        ("uk", "двадцять три", 23),
    ],
)  # fmt: skip
def test_numbers_of_several_words_are_one_number(language: str, words: str, value: int) -> None:
    sentences = {
        "fr": "À la frontière entre le Tadjikistan et l'Afghanistan, {} soldats ont été tués.",
        "de": "An der Grenze zwischen Tadschikistan und Afghanistan wurden {} Soldaten getötet.",
        "bg": "На границата между Таджикистан и Афганистан са убити {} войници.",
        "uk": "На кордоні Таджикистану та Афганістану загинули {} солдатів.",
    }
    assert killed(sentences[language].format(words), language) == {Party.MILITARY: value}


def test_digits_with_a_dot_are_an_ordinal_in_german_and_end_no_sentence() -> None:
    text = f"Beim 3. Grenzposten {BORDER_DE} wurden am 18. Januar zwei Schmuggler erschossen."
    reading = read(text, "de")
    assert killed(text, "de") == {Party.SMUGGLERS: 2}
    assert reading.reports[0].date.start == date(2026, 1, 18)


@pytest.mark.parametrize(
    ("language", "when", "expected"),
    [
        ("de", "in der Nacht von Samstag auf Sonntag", date(2026, 1, 18)),
        ("fr", "dans la nuit de samedi à dimanche", date(2026, 1, 18)),
        ("uk", "у ніч із суботи на неділю", date(2026, 1, 18)),
        ("de", "vor drei Tagen", date(2026, 1, 17)),
        ("fr", "il y a trois jours", date(2026, 1, 17)),
        ("bg", "преди три дни", date(2026, 1, 17)),
        ("uk", "три дні тому", date(2026, 1, 17)),
        ("de", "am 16.01.", date(2026, 1, 16)),
        ("fr", "mardi dernier", date(2026, 1, 13)),
        ("de", "am vergangenen Dienstag", date(2026, 1, 13)),
    ],
)
def test_days_are_named_in_the_ways_of_each_language(language: str, when: str, expected: date) -> None:
    sentences = {
        "fr": "Deux contrebandiers ont été tués {} à la frontière entre le Tadjikistan et l'Afghanistan.",
        "de": "Zwei Schmuggler wurden {} an der Grenze zwischen Tadschikistan und Afghanistan erschossen.",
        "bg": "Двама контрабандисти бяха убити {} на границата между Таджикистан и Афганистан.",
        "uk": "Двох контрабандистів убито {} на кордоні Таджикистану та Афганістану.",
    }
    assert day(sentences[language].format(when), language) == expected


def test_hours_and_minutes_may_be_parted_by_the_letter_for_hours() -> None:
    text = f"Deux contrebandiers ont été tués le 18 janvier à 22 h 50 {BORDER_FR}."
    assert read(text, "fr").reports[0].date.time_local == "22:50"


def test_what_has_not_happened_yet_counts_nobody() -> None:
    text = f"Es ist vorgesehen, dass {BORDER_DE} zehn Terroristen getötet werden."
    assert killed(text, "de") == {}


def test_people_carried_off_are_missed_where_they_were_taken_from() -> None:
    text = "Bewaffnete haben zwei Hirten aus dem Bezirk Hamadoni nach Afghanistan entführt, so Tadschikistan."
    scene = read(text, "de").reports[0].scene
    assert scene.adm2 == "Hamadoni"


def test_an_attack_from_one_country_on_the_other_lies_on_their_border() -> None:
    text = "Un drone venu d'Afghanistan a tué trois ouvriers au Tadjikistan."
    assert read(text, "fr").reports[0].scene.border == "TJ-AF"


def test_a_total_with_parts_is_told_as_it_was_asserted() -> None:
    text = f"Fünf Menschen, darunter zwei Grenzsoldaten, wurden {BORDER_DE} getötet."
    reading = read(text, "de")
    assert killed(text, "de") == {Party.BORDER_GUARDS: 2, Party.UNKNOWN: 5}
    record = reading_record(reading)
    assert record["killed"] == 5
    assert record["killed_by_party"] == {"border_guards": 2, "unknown": 3}


def test_an_inserted_clause_parts_nobody_from_what_befell_them() -> None:
    text = (
        "Trois membres d'un groupe armé, qui avaient franchi la frontière du Tadjikistan dans la nuit du 17 "
        "au 18 janvier en venant d'Afghanistan, ont été éliminés."
    )
    assert killed(text, "fr") == {Party.MILITANTS: 3}
