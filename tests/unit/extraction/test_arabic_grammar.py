"""Arabic: duals without a number, one person without a number, split idioms, units before tens."""

import pytest

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import day, figures, report_of

PLACE = "في ناحية شمس الدين شاهين على الحدود الطاجيكية الأفغانية"


def killed(text: str) -> dict[str, int]:
    return figures(f"{text} {PLACE}.")


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("قُتل جنديان", {"military": 2}),
        ("مقتل جندي", {"military": 1}),
        ("مقتل شخص", {"unknown": 1}),
        ("مقتل 12 شخصاً", {"unknown": 12}),
        ("قُتل صينيان اثنان", {"civilians": 2}),
        ("مقتل جنديين من حرس الحدود", {"border_guards": 2}),
        ("مقتل خمسة وعشرين مهرباً مسلحاً", {"smugglers": 25}),
        ("مقتل أحد عشر مسلحاً", {"militants": 11}),
    ],
)
def test_a_noun_says_by_its_form_how_many_unless_a_number_does(text: str, dead: dict[str, int]) -> None:
    assert killed(text) == dead


@pytest.mark.parametrize("text", ["قُتل الجندي نفسه الذي ذكر", "هجوم مسلح وقع"])
def test_a_definite_noun_and_an_adjective_count_nobody(text: str) -> None:
    assert killed(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "لقي ثلاثة عمال مصرعهم",
        "لقي ثلاثة من العمال الصينيين حتفهم",
        "أودى هجوم بحياة ثلاثة عمال",
        "ثلاثة عمال قُتلوا",
        "مقتل العمال الثلاثة",
    ],
)
def test_idioms_around_whom_they_befell_and_both_orders_are_read(text: str) -> None:
    assert killed(text) == {"civilians": 3}


def test_of_all_prepositions_only_from_parts_a_number() -> None:
    assert figures(f"قُتل ثلاثة من الجنود وجُرح سبعة في كمين نصبه مسلحون {PLACE}.") == {"military": 3}
    text = f"قُتل ثلاثة جنود وجُرح سبعة في كمين نصبه مسلحون {PLACE}."
    assert figures(text, Measure.WOUNDED) == {"military": 7}


def test_a_number_written_together_with_and_is_read() -> None:
    assert figures(f"سقط 36 قتيلاً و129 جريحاً {PLACE}.", Measure.WOUNDED) == {"unknown": 129}


def test_a_fourth_who_was_wounded_is_one_more_and_no_fourth_case() -> None:
    text = f"لقي ثلاثة صينيين مصرعهم وجُرح رابع في هجوم {PLACE}."
    assert figures(text, Measure.WOUNDED) == {"civilians": 1}


def test_the_day_behind_a_verb_of_speech_is_that_of_the_statement() -> None:
    assert day(f"ذكرت السفارة الصينية يوم الخميس أن ثلاثة عمال قُتلوا الأربعاء {PLACE}.").day == 4
    assert day(f"أفادت السلطات اليوم الخميس بمقتل ثلاثة جنود في هجوم وقع الأربعاء {PLACE}.").day == 4


@pytest.mark.parametrize("text", ["2 آذار/مارس", "2 مارس (آذار)", "الثاني من مارس", "2 كانون الثاني/يناير"])
def test_months_have_two_sets_of_names_and_days_may_be_ordinals(text: str) -> None:
    assert day(f"قُتل جنديان في {text} {PLACE}.").day == 2


def test_the_year_behind_both_names_of_a_month_is_read() -> None:
    assert day(f"قُتل جنديان في 2 آذار/مارس 2025 {PLACE}.").year == 2025


def test_what_a_joint_number_leaves_beside_the_dead_was_wounded() -> None:
    text = f"سقط أربعة صينيين بين قتيل وجريح {PLACE}. وقُتل ثلاثة صينيين."
    assert figures(text) == {"civilians": 3}
    assert figures(text, Measure.WOUNDED) == {"civilians": 1}
    assert figures(f"سقط أربعة صينيين بين قتيل وجريح {PLACE}.", Measure.WOUNDED) == {}


@pytest.mark.parametrize(("text", "number"), [("الثامن عشر", 18), ("السابع والعشرين", 27)])
def test_units_stand_before_tens_in_days_too(text: str, number: int) -> None:
    assert day(f"قُتل جنديان في {text} من فبراير {PLACE}.").day == number


def test_places_are_known_with_and_without_the_article() -> None:
    assert report_of("قُتل جنديان في ناحية شمس الدين شاهين في طاجيكستان قرب حدود أفغانستان.").scene.adm2
    assert report_of("قُتل جنديان في وزيرستان الشمالية قرب الحدود مع أفغانستان.").scene.adm1 == "PK-KP"
