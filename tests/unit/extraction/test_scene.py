"""Where it happened: roles of places, and the scene they add up to."""

import pytest

from bot.extraction.roles import assign_roles
from bot.model.report import Scene
from tests.unit.extraction.stages import knowledge, lexicon, report, sentence


def roles(text: str, language: str = "en") -> dict[str, str]:
    """The role of every place by the words that name it."""
    found = sentence(text, language)
    return {
        found.sentence.raw(mention.first, mention.last): role
        for mention, role in zip(found.places, assign_roles(found, lexicon(language)), strict=True)
    }


@pytest.mark.parametrize(
    ("language", "text", "name", "role"),
    [
        ("en", "They were killed in Khatlon.", "Khatlon", "scene"),
        ("en", "They crossed from Takhar.", "Takhar", "origin"),
        ("en", "They came from the Khwahan district of Badakhshan.", "Khwahan", "origin"),
        ("en", "They fled to Takhar.", "Takhar", "direction"),
        ("en", "A resident of Kunduz was killed.", "Kunduz", "residence"),
        ("en", "It lies opposite Takhar.", "Takhar", "opposite"),
        ("en", "Far from Khatlon nothing is heard.", "Khatlon", "scene"),
        ("ru", "Они убиты в Хатлоне.", "Хатлоне", "scene"),
        ("ru", "Они пришли из Тахара.", "Тахара", "origin"),
        ("ru", "Со стороны Тахара стреляли.", "Тахара", "origin"),
        ("ru", "Они ушли в сторону Тахара.", "Тахара", "direction"),
        ("ru", "Убит житель Тахара.", "Тахара", "residence"),
        ("ru", "Это напротив Тахара.", "Тахара", "opposite"),
        ("tg", "Онҳо аз Тахор омаданд.", "Тахор", "origin"),
        ("fa", "آنان از تخار آمدند.", "تخار", "origin"),
    ],
)
def test_a_place_has_the_role_that_its_sentence_gives_it(
    language: str, text: str, name: str, role: str
) -> None:
    assert roles(text, language)[name] == role


def test_units_of_one_chain_share_a_role() -> None:
    assert set(roles("They came from the Khwahan district of Badakhshan in Afghanistan.").values()) <= {
        "origin",
        "scene",
    }
    assert roles("They came from the Khwahan district of Badakhshan.")["Badakhshan"] in ("origin", "scene")


def scene(text: str, title: str | None = None) -> Scene:
    return report(text, title=title).scene


@pytest.mark.parametrize(
    ("text", "adm1", "adm2", "precision"),
    [
        (
            "Two men were killed at the post Istiqlol in the Shamsiddin Shohin district of Khatlon.",
            "TJ-KT",
            "Shamsiddin Shohin",
            1,
        ),
        (
            "Two men were killed in the Farkhor district of Khatlon on the Afghan border.",
            "TJ-KT",
            "Farkhor",
            3,
        ),
        ("Two men were killed in Khatlon on the Afghan border.", "TJ-KT", None, 4),
        ("Two men were killed on the Tajik-Afghan border.", None, None, 5),
        ("Двое убиты в Фархорском районе Хатлонской области у афганской границы.", "TJ-KT", "Farkhor", 3),
        ("Двое убиты на таджикско-афганской границе.", None, None, 5),
    ],
)
def test_the_scene_is_as_fine_as_the_text(
    text: str, adm1: str | None, adm2: str | None, precision: int
) -> None:
    found = scene(text)
    assert (found.border, found.adm1, found.adm2, found.where_prec) == ("TJ-AF", adm1, adm2, precision)


def test_an_origin_is_kept_apart_from_the_scene() -> None:
    found = scene(
        "Three men who crossed from the Khwahan district of Afghan Badakhshan were killed in the Shamsiddin "
        "Shohin district of Khatlon."
    )
    assert (found.adm2, found.origin_place) == ("Shamsiddin Shohin", "Khwahan")


@pytest.mark.parametrize(
    "text",
    [
        "Three armed men who crossed from Takhar were killed on the Tajik-Afghan border on Tuesday.",
        "Трое вооружённых лиц, проникших из провинции Тахар, убиты на таджикско-афганской границе.",
    ],
)
def test_an_origin_never_stands_in_for_a_scene_that_is_not_named(text: str) -> None:
    found = scene(text)
    assert (found.border, found.adm1, found.country, found.origin_place) == ("TJ-AF", None, None, "Takhar")


def test_the_ids_of_a_scene_run_from_fine_to_coarse_and_lie_in_each_other() -> None:
    found = scene("Two men were killed in the Farkhor district of Khatlon on the Afghan border.")
    gazetteer = knowledge().gazetteer
    assert found.place_ids == ("tj-kt-farkhor", "tj-kt")
    assert gazetteer.within(found.place_ids[0], found.place_ids[1])
    assert found.lat is not None
    assert found.lon is not None


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("A Kyrgyz guard was killed in the Batken region of Kyrgyzstan by Tajik guards.", "KG-TJ"),
        ("Two men were killed on the Uzbek-Afghan border by Uzbek border guards.", "UZ-AF"),
        ("Двое убиты на ирано-афганской границе.", "IR-AF"),
        ("Seven soldiers were killed on the line between India and Pakistan in Kashmir.", None),
        ("Two men were killed in Dushanbe.", None),
    ],
)
def test_the_border_is_one_of_those_that_are_watched(text: str, border: str | None) -> None:
    found = report(text).scene
    assert found.border == border


def test_the_post_of_a_place_is_found_by_its_unit_word() -> None:
    found = scene("Трое убиты у погранзаставы «Истиклол» в районе Шамсиддин Шохин Хатлонской области.")
    assert (found.place, found.where_prec) == ("Istiqlol", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Двое убиты в уезде Дарваз афганской провинции Бадахшан у границы с Таджикистаном.",
        "Two men were killed in the Darqad district of Takhar province near the Tajik border.",
    ],
)
def test_a_fight_on_the_other_bank_has_its_scene_there(text: str) -> None:
    assert scene(text).country == "AF"
