"""Who says so: named speakers before the agencies that carry them."""

import pytest

from bot.extraction.speakers import Speakers
from bot.model.report import Speaker
from bot.model.vocabulary import SpeakerType
from tests.unit.extraction.stages import read, sentence, speakers


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


def test_a_body_that_is_merely_named_does_not_speak() -> None:
    assert speakers().of_sentence(sentence("Two men were shot near the Chinese embassy.")) is None


def test_a_row_with_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="oracle"):
        Speakers([{"origin": "x", "name": "X", "type": "oracle", "names": {}}])
    with pytest.raises(KeyError):
        Speakers([{"origin": "x"}])


def test_names_common_to_all_languages_are_known_in_each() -> None:
    for language in ("en", "ru", "xx"):
        assert any(entry.kind == "afp" for entry in speakers().entries(language))
