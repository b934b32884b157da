"""Who says so: named speakers before the agencies that carry them."""

import pytest

from bot.extraction.analysis import Analysed
from bot.extraction.attribution import Attribution
from bot.extraction.speakers import Speakers
from bot.model.report import Speaker
from bot.model.vocabulary import SpeakerType
from tests.unit.extraction.stages import lexicon, read, sentence, speakers


def of_document(text: str, origin: str | None = None) -> Speaker:
    main = read(text, origin=origin).main
    assert main is not None
    return main.speaker


EVENT = "Two men were killed in the Darvoz district of Gorno-Badakhshan on the Afghan border on Tuesday"
EVENT_RU = "Двое убиты во вторник в Дарвазском районе ГБАО на границе с Афганистаном"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f"{EVENT}, the Tajik Border Troops said.", "tj_border_troops"),
        (f"{EVENT}, the State Committee for National Security said.", "tj_gknb"),
        (f"{EVENT}, the Chinese embassy said.", "cn_embassy"),
        (f"{EVENT}, the Tajik foreign ministry said.", "tj_mfa"),
        (f"{EVENT}, Reuters reported.", "reuters"),
        (f"{EVENT}, Khovar reported, citing the Tajik Border Troops.", "tj_border_troops"),
        (f"{EVENT_RU}, сообщили в погранвойсках.", "tj_border_troops"),
        (f"{EVENT_RU}, сообщил ГКНБ.", "tj_gknb"),
        (f"{EVENT_RU}, сообщило посольство Китая.", "cn_embassy"),
        (f"{EVENT_RU}, сообщает «Азия-Плюс» со ссылкой на погранвойска.", "tj_border_troops"),
    ],
)
def test_the_one_who_speaks_stands_behind_the_report(text: str, origin: str) -> None:
    assert of_document(text).origin == origin


def test_relays_are_named_beside_the_speaker() -> None:
    found = of_document(f"{EVENT}, Khovar reported, citing the Tajik Border Troops.")
    assert found.via == ("Khovar",)
    assert found.type is SpeakerType.OFFICIAL_TJ


def test_an_outlet_that_names_nobody_speaks_for_itself() -> None:
    found = of_document(f"{EVENT}.")
    assert (found.origin, found.type) == ("outlet:The Daily Test", SpeakerType.MEDIA)


def test_an_outlet_that_names_nobody_speaks_for_its_usual_origin() -> None:
    assert of_document(f"{EVENT}.", origin="tj_border_troops").origin == "tj_border_troops"
    assert of_document(f"{EVENT}.", origin="no such origin").origin == "outlet:The Daily Test"


def test_a_claim_has_the_speaker_of_its_own_sentence() -> None:
    text = (
        f"{EVENT}, the Tajik Border Troops said.\nOne Chinese worker was wounded, the Chinese embassy said."
    )
    main = read(text).main
    assert main is not None
    assert {claim.party.value: claim.speaker.origin for claim in main.claims if claim.best} == {
        "unknown": "tj_border_troops",
        "civilians": "cn_embassy",
    }


def attribution(text: str, language: str = "en") -> tuple[Attribution, Analysed]:
    heard = sentence(text, language)
    return Attribution(speakers(), [heard], lexicon(language).grammar), heard


def of_sentence(text: str, language: str = "en") -> str | None:
    said, heard = attribution(text, language)
    speaker = said.of_sentence(heard)
    return speaker.origin if speaker is not None else None


def test_a_body_that_is_merely_named_does_not_speak() -> None:
    assert of_sentence("Two men were shot near the Chinese embassy.") is None
    assert of_document("Border troops shot two men in the Darvoz district on the Afghan border.").origin == (
        "outlet:The Daily Test"
    )


@pytest.mark.parametrize(
    ("text", "language", "origin"),
    [
        ("Border Troops: two men shot", "en", "tj_border_troops"),
        ("Двое убиты на границе – погранвойска", "ru", "tj_border_troops"),
        ("Погранвойска: двое убиты на границе", "ru", "tj_border_troops"),
        ("塔利班：两名走私者被打死", "zh", "taliban"),
    ],
)
def test_a_sign_stands_for_the_verb_of_a_headline(text: str, language: str, origin: str) -> None:
    assert of_sentence(text, language) == origin


def test_the_agency_of_a_dateline_speaks_where_nobody_else_does() -> None:
    assert of_document(f"DUSHANBE (AFP) - {EVENT}.").origin == "afp"


@pytest.mark.parametrize(
    ("text", "language", "origin"),
    [
        ("Двое убиты, сообщили в погранвойсках Узбекистана.", "ru", "uz_border"),
        ("Двое убиты, сообщили в МИД Кыргызстана.", "ru", "kg_authorities"),
        ("Двое убиты, сообщили в пограничных войсках Таджикистана.", "ru", "tj_border_troops"),
        ("Two men died, the border service of Kyrgyzstan said.", "en", "kg_border"),
        ("Two men died, the Foreign Ministry of Turkmenistan said.", "en", "tm_authorities"),
        ("Two men died, the GKNB said.", "en", "tj_gknb"),
        ("Two men died, the Border Troops of Kazakhstan said.", "en", None),
    ],
)
def test_a_country_beside_a_body_says_whose_it_is(text: str, language: str, origin: str | None) -> None:
    assert of_sentence(text, language) == origin


@pytest.mark.parametrize(
    ("usual", "origin"), [("tj_gknb", "tj_gknb"), ("kg_border", "kg_gknb"), (None, "kg_gknb")]
)
def test_without_a_country_a_body_is_that_of_the_outlet_then_of_the_scene(
    usual: str | None, origin: str
) -> None:
    text = "Two smugglers were killed in the Batken region on the Tajik border on Tuesday, the GKNB said."
    assert of_document(text, origin=usual).origin == origin


def test_the_words_of_another_clause_are_not_its_speakers() -> None:
    text = "Three men died, the Border Troops said, while two were hurt, according to the Chinese embassy."
    said, heard = attribution(text)
    words = heard.sentence.words
    for word, origin in (("three", "tj_border_troops"), ("two", "cn_embassy")):
        at = words.index(word)
        speaker = said.of_clause(heard, at, at + 1)
        assert speaker is not None
        assert speaker.origin == origin


def test_an_attribution_that_opens_a_contrast_governs_nothing_before_it() -> None:
    said, heard = attribution("Three men died, while according to the GKNB the attackers fled.")
    assert said.of_clause(heard, 0, 1) is None
    assert said.of_sentence(heard) is not None


def test_a_row_with_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="oracle"):
        Speakers([{"origin": "x", "name": "X", "type": "oracle", "names": {}}])
    with pytest.raises(KeyError):
        Speakers([{"origin": "x"}])


def test_names_common_to_all_languages_are_known_in_each() -> None:
    for language in ("en", "ru", "xx"):
        assert any(entry.kind == "afp" for entry in speakers().entries(language))
