"""Parts and wholes: who of several counted groups around one act was harmed."""

import pytest

from tests.unit.extraction.stages import best, cells, figures, with_figures


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Three of five intruders were killed.", {"killed militants": 3}),
        ("en", "Three of the five intruders were killed.", {"killed militants": 3}),
        ("ru", "Трое из пяти нарушителей границы убиты.", {"killed militants": 3}),
        ("en", "Seven armed men crossed the river, five were killed.", {"killed militants": 5}),
        ("ru", "Семеро боевиков перешли реку, пятеро убиты.", {"killed militants": 5}),
    ],
)
def test_a_part_is_harmed_and_not_the_whole(language: str, text: str, found: dict[str, int]) -> None:
    assert best(text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        "Seven people were killed in the clash: six attackers and one border guard.",
        "Seven people were killed in the clash (six attackers and one border guard).",
        "Seven people were killed in the clash, including six attackers and one border guard.",
    ],
)
def test_a_list_of_parts_shares_the_act_of_the_whole(text: str) -> None:
    assert figures(text) == [
        ("killed", "", 7, 7, 7),
        ("killed", "militants", 6, 6, 6),
        ("killed", "border_guards", 1, 1, 1),
    ]


def test_what_is_more_than_the_whole_is_no_part_of_it() -> None:
    assert best("Two people were killed in the clash: nine attackers fled.") == {
        "killed": 2,
        "escaped militants": 9,
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Seven armed men crossed the river. Five were shot dead."),
        ("ru", "Семеро боевиков перешли реку. Пятеро были убиты."),
    ],
)
def test_a_bare_number_takes_the_party_of_the_sentence_before(language: str, text: str) -> None:
    _, findings, _ = with_figures(text, language)
    assert [(f.measure.value, f.party, f.best) for f in findings] == [("killed", "militants", 5)]


def test_a_number_above_those_before_takes_no_party_from_them() -> None:
    _, findings, _ = with_figures("Three armed men crossed the river. Five were shot dead.")
    assert [(f.party, f.best) for f in findings] == [("", 5)]


def test_one_of_them_is_one_of_those_before() -> None:
    _, findings, _ = with_figures("Three border guards were wounded. One of them died.")
    assert [(f.measure.value, f.party) for f in findings] == [
        ("wounded", "border_guards"),
        ("killed", "border_guards"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Of six pursued four were killed."),
        ("ru", "Из шести преследуемых четверо убиты."),
        ("uk", "Із шести осіб четверо вбиті."),
        ("bg", "От шестима души четирима бяха убити."),
        ("de", "Von sechs Personen wurden vier getötet."),
        ("fr", "Sur six personnes, quatre ont été tuées."),
        ("tg", "Аз шаш нафар чор нафар кушта шуданд."),
        ("fa", "از شش نفر چهار نفر کشته شدند."),
        ("tr", "Altı kişiden dördü öldürüldü."),
        ("uz", "Olti kishidan toʻrttasi oʻldirildi."),
        ("kk", "Алты адамның төртеуі өлтірілді."),
        ("zh", "6人中4人被击毙。"),
    ],
)
def test_of_six_only_those_four_are_harmed_of_whom_it_is_told(language: str, text: str) -> None:
    assert figures(text, language) == [("killed", "", 4, 4, 4)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "78 people came to the hospitals, two died."),
        ("fr", "78 personnes sont venues, deux sont mortes."),
        ("ru", "В больницы обратились 78 человек, двое умерли."),
        ("uk", "До лікарень звернулися 78 осіб, двоє померли."),
    ],
)
def test_a_bare_number_in_a_clause_of_its_own_counts_some_of_the_people_before(
    language: str, text: str
) -> None:
    assert figures(text, language) == [("killed", "", 2, 2, 2)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Saldırıda dördü kadın yedi kişi öldürüldü."),
        ("az", "Hücumda dördü qadın yeddi nəfər öldürüldü."),
        ("uz", "Hujumda toʻrttasi ayol yetti kishi halok boʻldi."),
        ("kk", "Шабуылда төртеуі әйел жеті адам қаза тапты."),
        ("ky", "Чабуулда төртөө аял жети адам каза тапты."),
    ],
)
def test_women_right_before_their_whole_are_counted_in_it(language: str, text: str) -> None:
    assert figures(text, language) == [("killed", "civilians", 7, 7, 7)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Çatışmada ikisi asker beş kişi öldürüldü."),
        ("az", "Atışmada ikisi əsgər beş nəfər öldürüldü."),
        ("uz", "Otishmada ikkitasi askar besh kishi oʻldirildi."),
        ("kk", "Атыста екеуі сарбаз бес адам өлтірілді."),
        ("ky", "Атышууда экөө аскер беш адам өлтүрүлдү."),
    ],
)
def test_soldiers_right_before_their_whole_leave_the_others_unknown(language: str, text: str) -> None:
    assert cells(text, language=language) == {"killed military": 2, "killed unknown": 3}


def test_two_numbers_with_and_between_them_are_no_part_and_whole() -> None:
    assert best("Four smugglers and two were killed.")["killed smugglers"] == 4
