"""Whether an act of a sentence took place, and as one of the kind we watch."""

import pytest

from bot.extraction.happened import is_no_violence, is_untrue, tells_event
from tests.unit.extraction.stages import sentence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two guards were killed."),
        ("en", "Ten armed men crossed the border."),
        ("en", "Guards seized twenty kilograms of heroin."),
        ("en", "A guard died and his comrades returned fire at the smugglers in the freezing cold."),
        ("ru", "Произошла перестрелка."),
        ("fa", "دو مرزبان کشته شدند."),
    ],
)
def test_an_act_is_told(language: str, text: str) -> None:
    assert tells_event([sentence(text, language)])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The talks went on."),
        ("en", "Militants could attack the posts."),
        ("en", "Thousands may cross the border."),
        ("en", "There were no clashes on that stretch."),
        ("en", "Rumours of a clash with six dead are going round."),
        ("en", "A child died of pneumonia."),
        ("en", "A conscript shot himself and died."),
        ("ru", "Никаких столкновений на участке не было."),
        ("ru", "Сообщения о гибели шестерых не соответствуют действительности."),
        ("ru", "Солдат застрелился и погиб."),
        ("ps", "یو ماشوم د یخنۍ له امله مړ شو."),
        ("zh", "一名儿童因肺炎死亡。"),
        ("tr", "Bir çocuk soğuktan hayatını kaybetti."),
    ],
)
def test_what_did_not_happen_or_is_no_violence_is_not(language: str, text: str) -> None:
    assert not tells_event([sentence(text, language)])


def test_an_enemy_who_shoots_himself_is_still_told_of() -> None:
    assert is_no_violence(sentence("A sergeant shot himself."))
    assert not is_no_violence(sentence("The surrounded militant shot himself."))


def test_cold_beside_a_fight_kills_nobody() -> None:
    assert is_no_violence(sentence("A herder died of cold."))
    assert not is_no_violence(sentence("A herder died in the attack on a night of cold."))


def test_a_bomber_is_no_suicide() -> None:
    assert not is_no_violence(sentence("A suicide bomber killed four."))
    assert not is_no_violence(sentence("İntihar saldırısında dört kişi öldü.", "tr"))
    assert not is_no_violence(sentence("خودکش حملے میں چار افراد جاں بحق ہوئے۔", "ur"))


def test_what_is_denied_by_one_side_is_not_made_up() -> None:
    assert not is_untrue(sentence("Kabul denied that its men had attacked the post."))
    assert is_untrue(sentence("The report of an attack is not true."))
