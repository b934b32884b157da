"""Chinese: no blanks between words, classifiers, verbs before and behind whom they befell."""

import pytest

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import day, figures, read, report_of

PLACE = "在哈特隆州沙姆西丁·绍欣区的塔阿边境，"


def killed(text: str) -> dict[str, int]:
    return figures(f"塔边防部队通报，{PLACE}{text}。")


def wounded(text: str) -> dict[str, int]:
    return figures(f"塔边防部队通报，{PLACE}{text}。", Measure.WOUNDED)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("边防军击毙4名武装分子", {"militants": 4}),
        ("4名武装分子被击毙", {"militants": 4}),
        ("4名武装分子被边防军击毙", {"militants": 4}),
        ("边防军将4名武装分子击毙", {"militants": 4}),
        ("3名枪手袭击村庄，打死2名村民", {"civilians": 2}),
        ("2名村民被3名枪手打死", {"civilians": 2}),
        ("3名枪手向村庄开枪，两名村民身亡", {"civilians": 2}),
        ("击毙4名从阿富汗越境的武装分子", {"militants": 4}),
    ],
)
def test_who_was_killed_follows_from_the_order_of_words(text: str, dead: dict[str, int]) -> None:
    assert killed(text) == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("中国公民3死1伤", {"civilians": 3}),
        ("武装分子4人被击毙", {"militants": 4}),
        ("边防军方面有2人牺牲", {"border_guards": 2}),
        ("两名边防军人牺牲", {"border_guards": 2}),
        ("十二名武装分子被击毙", {"militants": 12}),
        ("20多名武装分子被击毙", {"militants": 20}),
        ("发现3具武装分子的尸体", {"militants": 3}),
        ("一名村民遇难", {"civilians": 1}),
    ],
)
def test_people_are_counted_with_and_without_classifiers(text: str, dead: dict[str, int]) -> None:
    assert killed(text) == dead


def test_the_wounded_of_a_short_form_are_those_of_the_same_party() -> None:
    assert wounded("中国公民3死1伤") == {"civilians": 1}
    assert wounded("3名中国工人遇难，1人受伤") == {"civilians": 1}


def test_two_digits_in_characters_that_follow_each_other_are_a_range() -> None:
    (claim,) = [
        c for c in report_of(f"{PLACE}两三名村民在枪击中身亡。").claims if c.measure is Measure.KILLED
    ]
    assert (claim.low, claim.best, claim.high) == (2, None, 3)


@pytest.mark.parametrize(
    "text", ["边防军击落3架无人机", "交火持续3小时，武装分子逃走", "缴获4支步枪", "第三哨所遭袭"]
)
def test_things_and_spans_of_time_are_no_people(text: str) -> None:
    assert killed(text) == {}
    assert wounded(text) == {}


def test_a_refusal_to_surrender_captures_nobody() -> None:
    assert figures(f"{PLACE}4名武装分子拒绝投降，被击毙。", Measure.DETAINED) == {}


def test_death_alone_in_other_words_is_no_act() -> None:
    assert read("2名学者讨论死刑问题，塔阿边境平静。").main is None or killed("2名学者讨论死刑") == {}


def test_a_day_before_the_verb_of_speech_is_that_of_the_statement() -> None:
    assert day(f"使馆5日通报，3月3日晚，{PLACE}3名中国公民遇难。").day == 3


def test_a_day_right_behind_a_verb_of_speech_belongs_to_what_is_told() -> None:
    assert day(f"边防部队通报说3月2日晚{PLACE}3名中国公民遇难。").day == 2


def test_a_day_and_a_comma_may_open_any_sentence() -> None:
    assert day("塔阿边境一村庄遭袭。3月2日，3名村民身亡。").day == 2


def test_earlier_before_a_verb_of_speech_makes_no_background() -> None:
    lead = "塔利班对3名中国工人在塔阿边境遇袭身亡表示悲痛。"
    assert day(f"{lead}塔外交部此前表示，3月2日晚，{PLACE}3名中国员工身亡。").day == 2
    assert day(f"{lead}此前，3月2日晚，{PLACE}2名村民身亡。").day == 5


def test_that_same_day_is_the_day_named_before() -> None:
    assert day(f"边防部队4日通报，当天凌晨，{PLACE}击毙4名武装分子。").day == 4


def test_a_blank_between_words_ends_a_phrase_but_not_the_thin_space_around_figures() -> None:
    assert killed("一哨所遭袭 一名村民身亡") == {"civilians": 1}
    assert killed("击毙 4 名武装分子") == {"militants": 4}
    total_behind = f"{PLACE}边防军击毙3名武装分子 今年以来已打死20人。"
    assert figures(total_behind) == {"militants": 3}


def test_two_characters_inside_other_words_are_no_place() -> None:
    scene = report_of("中亚万里行车队在塔阿边境遇袭，3名村民身亡。").scene
    assert (scene.border, scene.adm1, scene.adm2) == ("TJ-AF", None, None)


def test_the_first_characters_of_two_states_name_their_border() -> None:
    assert read("塔阿边境哈特隆州发生枪战，3名武装分子被击毙。").main is not None
    report = report_of("哈特隆州塔阿边境发生枪战，3名武装分子被击毙。")
    assert report.scene.border == "TJ-AF"


def test_both_scripts_are_read_alike() -> None:
    simplified = figures(f"{PLACE}边防军一人殉职，击毙3名武装分子。")
    traditional = figures("在哈特隆州沙姆西丁·紹欣區的塔阿邊境，邊防軍一人殉職，擊斃3名武裝分子。")
    assert simplified == traditional == {"border_guards": 1, "militants": 3}
