"""What happened: one event type, the strongest that the text bears out."""

import pytest

from bot.model.vocabulary import EventType
from tests.unit.extraction.stages import report

PLACE_EN = "in the Darvoz district of Gorno-Badakhshan on the Afghan border on Tuesday"
PLACE_RU = "во вторник в Дарвазском районе ГБАО на границе с Афганистаном"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("drone_attack", f"A drone dropped grenades and killed two workers {PLACE_EN}."),
        ("drone_attack", f"Border guards used a combat drone and killed two smugglers {PLACE_EN}."),
        ("drone_attack", f"При атаке дрона погибли двое рабочих {PLACE_RU}."),
        ("abduction", f"Gunmen abducted two shepherds {PLACE_EN}."),
        ("abduction", f"Боевики похитили двух пастухов {PLACE_RU}."),
        ("attack_on_civilians", f"Gunmen attacked a camp and killed two workers {PLACE_EN}."),
        ("attack_on_civilians", f"При нападении на лагерь погибли двое рабочих {PLACE_RU}."),
        ("explosion_mine", f"A shepherd was killed when he stepped on a mine {PLACE_EN}."),
        ("explosion_mine", f"Пастух подорвался на мине и погиб {PLACE_RU}."),
        ("armed_clash", f"Border guards killed four smugglers {PLACE_EN}."),
        ("armed_clash", f"Militants killed two border guards {PLACE_EN}."),
        ("armed_clash", f"Two guards were wounded in a clash with smugglers {PLACE_EN}."),
        ("armed_clash", f"В перестрелке убиты четверо контрабандистов {PLACE_RU}."),
        ("shelling_crossfire", f"Artillery shelling from Afghanistan wounded a guard {PLACE_EN}."),
        ("shelling_crossfire", f"При обстреле из миномётов ранен пограничник {PLACE_RU}."),
        ("infiltration", f"Ten armed men crossed the border {PLACE_EN}."),
        ("infiltration", f"Десять вооружённых лиц перешли границу {PLACE_RU}."),
        ("drug_seizure", f"Guards seized 64 kg of hashish {PLACE_EN}."),
        ("drug_seizure", f"Изъято 64 кг гашиша {PLACE_RU}."),
        ("weapons_seizure", f"Guards found a cache of weapons {PLACE_EN}."),
        ("weapons_seizure", f"Обнаружен схрон с оружием {PLACE_RU}."),
        ("detention", f"Guards detained two men {PLACE_EN}."),
        ("detention", f"Задержаны двое мужчин {PLACE_RU}."),
        ("border_closure", f"The border crossing was closed {PLACE_EN}."),
        ("border_closure", f"Закрыт пункт пропуска {PLACE_RU}."),
        ("other", f"Something was going on {PLACE_EN}."),
    ],
)
def test_an_event_has_its_type(kind: str, text: str) -> None:
    assert report(text).event_type is EventType(kind)


def test_everything_that_was_met_is_kept_strongest_first() -> None:
    found = report(f"Smugglers crossed the border and four of them were killed in a clash {PLACE_EN}.")
    assert found.event_type is found.types_seen[0]
    ranks = [list(EventType).index(kind) for kind in found.types_seen]
    assert ranks == sorted(ranks)
    assert EventType.INFILTRATION in found.types_seen


@pytest.mark.parametrize(
    ("text", "never"),
    [
        (f"Two miners of a gold mine were killed by gunmen {PLACE_EN}.", EventType.EXPLOSION_MINE),
        (f"Two smugglers with a drone were detained {PLACE_EN}.", EventType.DRONE_ATTACK),
        (f"Guards seized a drone and 12 kg of opium {PLACE_EN}.", EventType.DRONE_ATTACK),
        (f"Four smugglers and a shepherd were killed in a clash {PLACE_EN}.", EventType.ATTACK_ON_CIVILIANS),
    ],
)
def test_words_that_only_sound_like_it_do_not_make_it(text: str, never: EventType) -> None:
    assert report(text).event_type is not never
