"""Briefs about another country at the end of a page."""

import pytest

from bot.extraction.elsewhere import mark_elsewhere, opens_elsewhere
from tests.unit.extraction.stages import lexicon, page

WATCHED = frozenset(("TJ", "AF", "KG", "UZ", "TM", "CN", "IR", "PK"))
LEAD = {
    "en": "Two guards were wounded in the Darvoz district of Gorno-Badakhshan on Tuesday.",
    "ru": "Двое пограничников ранены во вторник в Дарвазском районе ГБАО.",
}


def marked(body: str, language: str = "en") -> list[str]:
    """Why each sentence after the lead is background, '' where it is not."""
    sentences = page(f"{LEAD[language]}\n{body}", language)
    mark_elsewhere(sentences, lexicon(language), WATCHED)
    return [sentence.background for sentence in sentences[1:]]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "A blast in Kabul killed seven people."),
        ("en", "An earthquake in Kunduz killed twelve people."),
        ("en", "In Syria, nine soldiers were killed."),
        ("en", "Nine soldiers were killed in eastern Ukraine."),
        ("en", "Nine Tajiks were detained in Russia."),
        ("ru", "При взрыве в Кабуле погибли семь человек."),
        ("ru", "В Сирии погибли девять военных."),
        ("ru", "На Украине погибли девять военных."),
        ("ru", "В России задержаны девять человек."),
    ],
)
def test_harm_in_another_country_is_elsewhere(language: str, body: str) -> None:
    assert marked(body, language) == ["elsewhere"]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "One of them died in a hospital in Dushanbe."),
        ("en", "Two Ukrainian workers were killed too."),
        ("en", "Three smugglers were killed in Darvoz district."),
        ("en", "The men had come from Kabul and killed a guard."),
        ("en", "The Russian foreign ministry said that two guards were killed."),
        ("en", "It was quiet in Kabul."),
        ("ru", "Один из них скончался в больнице в Душанбе."),
        ("ru", "Погибли и двое украинских рабочих."),
    ],
)
def test_what_belongs_to_the_event_stays(language: str, body: str) -> None:
    assert marked(body, language) == [""]


def test_what_follows_in_the_same_paragraph_goes_with_it() -> None:
    assert marked("A blast in Kabul killed seven people. Two more were wounded.\nOne guard died.") == [
        "elsewhere",
        "elsewhere",
        "",
    ]


def test_a_capital_that_reacts_is_no_scene_from_which_others_lie_elsewhere() -> None:
    text = (
        "Two more Chinese workers have died on the Tajik frontier.\n"
        "They were in their camp in the Darvoz district when gunmen killed them and wounded two others."
    )
    sentences = page(text, "en", title="Border killings of workers reach Beijing")
    mark_elsewhere(sentences, lexicon("en"), WATCHED)
    assert not any(sentence.background for sentence in sentences)


@pytest.mark.parametrize(
    ("language", "text", "elsewhere"),
    [
        ("en", "Three soldiers were killed in Kashmir.", True),
        ("en", "Three Indian soldiers were killed.", False),
        ("en", "Three soldiers were wounded in Darvoz and flown to hospital in Turkey; one died.", False),
        ("en", "Schools are closed in Kashmir.", False),
        ("ru", "Трое военных погибли в Кашмире.", True),
        ("ur", "کشمیر میں تین فوجی جاں بحق ہو گئے۔", True),
        ("tr", "Keşmir'de üç asker öldü.", True),
        ("fa", "سه سرباز در کشمیر کشته شدند.", True),
    ],
)
def test_title_and_lead_may_tell_of_another_land(language: str, text: str, elsewhere: bool) -> None:
    assert opens_elsewhere(page(text, language), lexicon(language), WATCHED) is elsewhere
