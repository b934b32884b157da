"""From the figures of sentences to the cells of the event."""

import pytest

from bot.extraction.figures import settle
from bot.model.vocabulary import Measure, Party
from tests.unit.extraction.stages import cells, with_figures


def test_the_lead_opens_a_cell_and_the_body_does_not_overwrite_it() -> None:
    text = "Five militants were killed on Tuesday in Khatlon.\nA villager saw three dead militants there."
    assert cells(text) == {"killed militants": 5}


def test_the_lead_counts_before_the_title() -> None:
    text = "Fourteen militants were killed on Tuesday in Khatlon."
    assert cells(text, title="Twelve militants killed") == {"killed militants": 14}


def test_the_body_fills_an_empty_cell() -> None:
    text = "Five militants were killed on Tuesday in Khatlon.\nOne border guard was wounded there."
    assert cells(text) == {"killed militants": 5, "wounded border_guards": 1}


def test_a_total_becomes_what_its_parts_leave() -> None:
    text = "Seven people were killed on Tuesday in Khatlon, including two border guards."
    assert cells(text) == {"killed border_guards": 2, "killed unknown": 5}


def test_a_total_that_its_parts_use_up_is_gone() -> None:
    text = "Seven people were killed on Tuesday in Khatlon: six attackers and one border guard."
    assert cells(text) == {"killed militants": 6, "killed border_guards": 1}


def test_a_total_with_no_party_is_unknown() -> None:
    assert cells("Seven people were killed on Tuesday in Khatlon.") == {"killed unknown": 7}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two smugglers were killed on Tuesday in Khatlon.\nOfficials said two militants were killed.",
            {"killed smugglers": 2},
        ),
        (
            "Two militants and three smugglers were killed on Tuesday in Khatlon.",
            {"killed militants": 2, "killed smugglers": 3},
        ),
    ],
)
def test_two_labels_are_one_group_unless_one_sentence_counts_them_apart(
    text: str, expected: dict[str, int]
) -> None:
    assert cells(text) == expected


def test_one_more_is_taken_up_in_the_new_toll() -> None:
    text = "One more worker died on Tuesday in Khatlon, raising the death toll to four."
    assert cells(text) == {"killed civilians": 4}


def test_a_vague_figure_gives_way_to_an_exact_one_beside_it() -> None:
    text = "Several militants were killed on Tuesday in Khatlon. Four militants were killed, officials said."
    assert cells(text)["killed militants"] in (None, 4)


def test_no_findings_make_no_cells() -> None:
    assert settle([]) == {}


def test_cells_are_keyed_by_measure_and_party() -> None:
    _, findings, _ = with_figures("Two guards were killed.")
    assert list(settle(findings)) == [(Measure.KILLED, Party.BORDER_GUARDS)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Four women and a man were killed.", {"killed civilians": 5}),
        ("en", "The blast killed two women, three children and a shepherd.", {"killed civilians": 6}),
        ("ru", "Погибли четыре женщины и один мужчина.", {"killed civilians": 5}),
        ("uk", "Загинули чотири жінки та один чоловік.", {"killed civilians": 5}),
        ("bg", "Загинаха четири жени и един мъж.", {"killed civilians": 5}),
        ("de", "Vier Frauen und ein Mann wurden getötet.", {"killed civilians": 5}),
        ("fr", "Quatre femmes et un homme ont été tués.", {"killed civilians": 5}),
        ("tg", "Чор зан ва як мард кушта шуданд.", {"killed civilians": 5}),
        ("fa", "چهار زن و یک مرد کشته شدند.", {"killed civilians": 5}),
        ("ps", "څلور ښځې او یو سړی ووژل شول.", {"killed civilians": 5}),
        ("ur", "چار خواتین اور ایک مرد ہلاک ہوئے۔", {"killed civilians": 5}),
        ("ar", "قتل أربع نساء ورجل.", {"killed civilians": 5}),
        ("tr", "Dört kadın ve bir erkek öldürüldü.", {"killed civilians": 5}),
        ("az", "Dörd qadın və bir kişi öldürüldü.", {"killed civilians": 5}),
        ("uz", "Toʻrt ayol va bir erkak halok boʻldi.", {"killed civilians": 5}),
        ("ky", "Төрт аял жана бир эркек каза тапты.", {"killed civilians": 5}),
        ("kk", "Төрт әйел мен бір ер адам қаза тапты.", {"killed civilians": 5}),
        ("zh", "4名妇女和1名男子被打死。", {"killed civilians": 5}),
    ],
)
def test_groups_of_one_party_in_a_list_add_up(language: str, text: str, expected: dict[str, int]) -> None:
    assert cells(text, language=language) == expected


def test_groups_of_one_party_in_two_sentences_do_not_add_up() -> None:
    assert cells("Four women were killed. A woman was killed.") == {"killed civilians": 4}


def test_a_part_of_those_counted_before_is_not_added_to_them() -> None:
    text = "Seven workers were killed in Khatlon, including two Chinese workers and a shepherd."
    assert cells(text) == {"killed civilians": 7}


BODY = "Two people were killed on Tuesday in Khatlon.\nThe shooting went on for an hour.\n"


def test_a_party_of_the_body_above_the_total_of_the_lead_belongs_elsewhere() -> None:
    assert cells(BODY + "Seven soldiers were killed there.") == {"killed unknown": 2}


def test_a_party_of_the_body_within_the_total_is_a_part_of_it() -> None:
    assert cells(BODY + "A soldier was killed there.") == {"killed military": 1, "killed unknown": 1}


def test_a_party_of_the_lead_may_exceed_its_total() -> None:
    text = "Two people were killed on Tuesday in Khatlon, and border guards killed seven militants."
    assert cells(text)["killed militants"] == 7


def test_other_parties_stay_where_the_total_is_the_toll_of_a_named_side() -> None:
    text = BODY + "Two workers were killed there.\nSeven militants were killed."
    assert cells(text) == {"killed civilians": 2, "killed militants": 7}


@pytest.mark.parametrize(
    ("language", "lead", "recalled"),
    [
        ("en", "Two guards were wounded.", "This is the third attack, in which five workers died."),
        ("ru", "Двое пограничников ранены.", "Это третье нападение, в котором погибли пятеро рабочих."),
        ("uk", "Двох прикордонників поранено.", "Це третій напад, у якому загинули п'ятеро робітників."),
        (
            "de",
            "Zwei Grenzsoldaten wurden verletzt.",
            "Es ist der dritte Angriff, bei dem fünf Arbeiter getötet wurden.",
        ),
        (
            "fr",
            "Deux gardes-frontières ont été blessés.",
            "C'est la troisième attaque, dans laquelle cinq ouvriers ont été tués.",
        ),
        (
            "tg",
            "Ду сарҳадбон захмӣ шуданд.",
            "Ин ҳамлаи сеюм аст, ки дар он панҷ коргар кушта шуданд.",
        ),
        ("tr", "İki sınır muhafızı yaralandı.", "Bu, beş işçinin öldüğü üçüncü saldırı."),
    ],
)
def test_the_dead_of_a_row_of_attacks_are_only_recalled_by_the_body(
    language: str, lead: str, recalled: str
) -> None:
    calm = {"tr": "Soruşturma sürüyor."}.get(language, "2026.")
    assert cells(f"{lead}\n{calm}\n{recalled}", language=language) == {"wounded border_guards": 2}


def test_the_lead_itself_may_tell_of_the_third_attack() -> None:
    text = "In the third attack five workers were killed on Tuesday in Khatlon."
    assert cells(text) == {"killed civilians": 5}
