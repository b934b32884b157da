"""The verdict on a document, with the reasons that weighed."""

import pytest

from bot.extraction.decide import Evidence, decide
from bot.model.report import Scene
from bot.model.vocabulary import Decision
from tests.unit.extraction.stages import read

PLACE_EN = "in the Darvoz district of Gorno-Badakhshan on the Afghan border"
PLACE_RU = "в Дарвазском районе ГБАО на границе с Афганистаном"


def codes(text: str, title: str | None = None) -> set[str]:
    return {reason.code for reason in read(text, title=title).reasons}


def decision(text: str, title: str | None = None) -> str:
    return read(text, title=title).decision.value


@pytest.mark.parametrize(
    "text",
    [
        f"Two guards were killed {PLACE_EN} on Tuesday.",
        f"Guards clashed with smugglers {PLACE_EN} on Tuesday.",
        f"Ten armed men crossed the border {PLACE_EN} on Tuesday.",
        f"Двое пограничников погибли во вторник {PLACE_RU}.",
        f"Во вторник {PLACE_RU} произошла перестрелка.",
    ],
)
def test_an_act_on_a_watched_border_is_an_incident(text: str) -> None:
    assert decision(text) == "incident"
    assert {"border", "act_in_opening", "dated", "place"} <= codes(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "no_watched_border",
            "Two guards were killed in Kashmir between India and Pakistan, not Afghanistan.",
        ),
        ("gate", "The weather was fine."),
    ],
)
def test_without_a_border_it_is_none(code: str, text: str) -> None:
    assert decision(text) == "other"
    assert code in codes(text)


def test_without_a_current_act_it_is_none() -> None:
    text = f"Traders met on the square {PLACE_EN} today.\nIn 2021 two guards were killed there."
    assert decision(text) == "other"
    assert "no_current_act" in codes(text)


@pytest.mark.parametrize(
    ("against", "text"),
    [
        ("sport", f"In the match two goals were scored; the striker was injured {PLACE_EN}."),
        ("court", f"A court sentenced two smugglers to years in prison for a clash {PLACE_EN}."),
        ("drill", f"Soldiers destroyed a simulated enemy in an exercise {PLACE_EN}."),
        ("accident", f"An avalanche killed two guards {PLACE_EN}."),
        ("memorial", f"A memorial marked the anniversary of a battle fought years ago {PLACE_EN}."),
        ("diplomacy", f"Ministers met and discussed the attacks {PLACE_EN}."),
        ("statistics", f"The annual report counts clashes {PLACE_EN}, ten per cent more."),
        ("analysis", f"Why are there clashes {PLACE_EN}? An expert explains."),
        ("court", f"Суд приговорил двух контрабандистов за нападение {PLACE_RU}."),
        ("drill", f"Военные отработали на учениях уничтожение условного противника {PLACE_RU}."),
        ("accident", f"Под лавиной погибли двое пограничников {PLACE_RU}."),
    ],
)
def test_what_the_text_is_really_about_speaks_against_it(against: str, text: str) -> None:
    assert f"against_{against}" in codes(text)
    assert decision(text) != "incident"


def test_a_word_of_another_world_in_the_body_does_not_speak_against_it() -> None:
    text = f"Two guards were killed {PLACE_EN} on Tuesday.\nOne of them had been a football coach."
    assert decision(text) == "incident"
    assert not any(code.startswith("against_") for code in codes(text))


def test_a_condemnation_beside_a_fresh_figure_weighs_little() -> None:
    text = f"The minister condemned it: two guards were killed {PLACE_EN} on Tuesday."
    assert decision(text) == "incident"


def test_totals_alone_are_no_incident() -> None:
    text = f"Nineteen people have been killed {PLACE_EN} since October."
    assert decision(text) != "incident"


def test_a_page_that_lost_its_lead_goes_to_a_person() -> None:
    text = f"and the others fled. Two guards were killed {PLACE_EN} on Tuesday."
    assert decision(text) == "review"
    assert "lead_lost" in codes(text)
    assert decision(text, title="Two guards killed") == "incident"


def test_an_old_story_without_a_day_is_not_taken_for_news() -> None:
    text = f"A memorial marks the anniversary of the battle in which 25 guards died 33 years ago {PLACE_EN}."
    assert decision(text) == "other"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("28 February 2026", "incident"), ("20 February 2025", "review"), ("20 May 2014", "other")],
)
def test_what_is_long_past_at_publication_is_no_news(day: str, expected: str) -> None:
    assert decision(f"Two guards were killed {PLACE_EN} on {day}.") == expected


def test_what_only_the_body_tells_needs_more_than_figures() -> None:
    lead = "The province has seen much building this spring. New roads and schools were opened."
    dated = f"{lead}\nTwo guards were killed {PLACE_EN} on Tuesday."
    undated = f"{lead}\nTwo guards were killed {PLACE_EN}."
    assert decision(dated) == "incident"
    assert decision(undated) == "review"


def test_totals_of_the_body_do_not_outweigh_a_fresh_clash() -> None:
    text = f"Guards clashed with smugglers {PLACE_EN} on Tuesday.\nSince January 40 people have been killed."
    assert decision(text) == "incident"


def test_an_example_behind_a_running_total_is_no_news() -> None:
    text = f"Since January 40 smugglers have been detained {PLACE_EN}. In one case a guard was killed."
    assert "act_in_opening" not in codes(text)
    assert decision(text) != "incident"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine soldiers were killed on Sunday in an ambush in the Rasht district of Tajikistan.", "review"),
        (
            "Nine soldiers were killed on Sunday near the Kyrgyz border in the Rasht district of Tajikistan.",
            "incident",
        ),
        (
            "Nine soldiers were killed on Sunday in an ambush in the Darvoz district of Tajikistan.",
            "incident",
        ),
    ],
)
def test_a_district_of_a_neighbouring_border_needs_a_word_for_it(text: str, expected: str) -> None:
    assert decision(text) == expected


def test_every_verdict_has_a_score_and_a_reason() -> None:
    nothing = Evidence(
        sentences=(),
        current=(),
        scene=Scene(border=None, country=None, adm1=None, adm2=None, place=None, where_prec=6),
        cells={},
        summaries=(),
        dated=False,
        seizures=False,
        lead_lost=False,
        inland=False,
    )
    verdict = decide(nothing)
    assert (verdict.decision, verdict.score) == (Decision.OTHER, 0.0)
    assert verdict.reasons


TOTALS = [
    (
        "Armed men attacked a border post in the Farkhor district of Khatlon on Tuesday. It is the "
        "fourth such attack this year, and 16 people were killed since November."
    ),
    (
        "Во вторник в Фархорском районе Хатлонской области неизвестные обстреляли погранзаставу. Это "
        "четвёртое такое нападение в этом году, с ноября погибли 16 человек."
    ),
    (
        "Рӯзи сешанбе дар ноҳияи Фархори вилояти Хатлон ба дидбонгоҳи марзӣ ҳамла шуд. Ин чорумин ҳамла дар "
        "имсол аст, аз моҳи ноябр 16 нафар кушта шуданд."
    ),
    "周二武装分子袭击了哈特隆州法尔霍尔区的一个边防哨所。这是今年以来第四起袭击，去年11月以来已有16人死亡。",
]


@pytest.mark.parametrize("text", TOTALS)
def test_a_total_further_down_does_not_hide_an_event_with_a_day_and_a_place(text: str) -> None:
    reading = read(text)
    assert reading.decision is Decision.INCIDENT
    assert (16, True) in {(summary.value, summary.since is not None) for summary in reading.summaries}
    assert reading.main is not None
    assert not any(claim.best == 16 for claim in reading.main.claims)


@pytest.mark.parametrize(
    "text",
    [
        "Guards fought back on Tuesday in Farkhor, Khatlon; 16 people were killed in attacks since November.",
        "Armed men attacked a post on the Tajik-Afghan border. 16 people were killed since November.",
    ],
)
def test_a_total_in_the_lead_or_beside_an_event_without_a_place_still_does(text: str) -> None:
    assert "only_totals" in codes(text)
    assert decision(text) != "incident"


@pytest.mark.parametrize(
    "text",
    [
        "Border troops said four armed men were neutralised while crossing the border.",
        "Погранвойска сообщили, что предотвратили прорыв группы боевиков.",
        "Марзбонон се қочоқбарро нест карданд.",
        "边防部队击毙三名武装分子。",
        "Two Tajik border guards were killed in Badakhshan on Tuesday.",
    ],
)
def test_guards_of_a_border_that_nothing_names_are_for_a_person(text: str) -> None:
    assert codes(text) == {"unnamed_border"}
    assert decision(text) == "review"


@pytest.mark.parametrize(
    "text",
    [
        "Border guards from Iran killed two smugglers in Khatlon street near Tehran and Iraq's border.",
        "Tajik border guards met at the border today.\nIn 2021 two of them were killed there.",
        "A court in Dushanbe sentenced three men for the killing of a border guard.",
        "Tajik police said two men were killed in a fight.",
    ],
)
def test_guards_of_others_and_guards_without_an_event_are_not(text: str) -> None:
    assert "unnamed_border" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban deny that shots were fired from Afghan soil at Chinese workers.",
        "Талибы отрицают, что по китайским рабочим стреляли с территории Афганистана.",
        "Толибон рад карданд, ки аз хоки Афғонистон ба коргарони чинӣ тир паронда шудааст.",
        "طالبان رد کردند که از خاک افغانستان به سوی کارگران چینی شلیک شده باشد.",
        "Taliban, Afganistan topraklarından Çinli işçilere ateş açıldığını yalanladı.",
        "طالبان نے افغان سرزمین سے چینی مزدوروں پر فائرنگ کی تردید کی ہے۔",
        "塔利班否认有人从阿富汗境内向中国工人开枪。",
        "نفت طالبان إطلاق النار من الأراضي الأفغانية على عمال صينيين.",
        "Les talibans nient que des tirs aient visé des ouvriers chinois depuis le sol afghan.",
    ],
)
def test_a_denial_that_does_not_say_where_is_for_a_person(text: str) -> None:
    assert codes(text) == {"denial"}
    assert decision(text) == "review"
