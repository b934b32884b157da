"""Which act befell a counted group, and which acts of its sentence did not."""

import pytest

from tests.unit.extraction.stages import best, figures


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Four of the wounded are Chinese."),
        ("ru", "Двое из раненых граждане Китая."),
        ("uk", "Двоє з поранених лишилися в лікарні."),
        ("bg", "Двама от ранените останаха в болницата."),
        ("de", "Zwei der Verletzten blieben im Krankenhaus."),
        ("fr", "Deux des blessés sont restés à l'hôpital."),
    ],
)
def test_a_part_of_the_harmed_is_not_how_many_were_harmed(language: str, text: str) -> None:
    assert best(text, language) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two of the wounded died."),
        ("ru", "Двое из раненых скончались."),
        ("uk", "Двоє з поранених померли."),
        ("bg", "Двама от ранените починаха."),
        ("de", "Zwei der Verletzten starben."),
        ("fr", "Deux des blessés sont morts."),
    ],
)
def test_a_part_of_the_harmed_takes_the_act_behind_it(language: str, text: str) -> None:
    assert best(text, language) == {"killed": 2}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "One of them died.", {"killed": 1}),
        ("ru", "Один из них скончался.", {"killed": 1}),
        ("en", "Four of the Chinese were wounded.", {"wounded civilians": 4}),
        ("en", "Two of those wounded guards were killed.", {"killed": 2}),
    ],
)
def test_them_and_a_people_are_no_word_for_the_harmed(
    language: str, text: str, found: dict[str, int]
) -> None:
    assert best(text, language).items() >= found.items()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Six killed as Afghan forces shell a village."),
        ("en", "Six killed when two Afghan guards fired."),
        ("en", "Six killed as four gunmen storm a post."),
        ("en", "Guards killed six when four gunmen stormed a post."),
        ("fr", "Six tués quand deux soldats afghans bombardent."),
        ("de", "Sechs wurden getötet, als vier Grenzsoldaten schossen."),
    ],
)
def test_those_of_a_clause_behind_a_conjunction_are_not_harmed(language: str, text: str) -> None:
    assert best(text, language) == {"killed": 6}


def test_the_conjunction_of_a_bound_begins_no_clause() -> None:
    assert figures("Border guards killed as many as four militants.") == [("killed", "militants", 0, None, 4)]
    assert best("Getötet wurden mehr als vier Soldaten.", "de") == {"killed military": 4}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В больницы обратились 78 человек, погибли двое."),
        ("ru", "В кишлаке собрались 78 человек, погибли двое рабочих."),
        ("uk", "До лікарень звернулися 78 осіб, загинули двоє."),
        ("bg", "В болниците са постъпили 78 души, загинаха двама."),
        ("en", "78 people came to the hospitals, killed were two."),
        ("de", "78 Menschen kamen in die Krankenhäuser, getötet wurden zwei."),
    ],
)
def test_an_act_with_its_patient_right_behind_it_begins_anew(language: str, text: str) -> None:
    assert [(measure, figure) for measure, _, _, figure, _ in figures(text, language)] == [("killed", 2)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "Пограничник погиб и двое ранены.", {"killed border_guards": 1, "wounded": 2}),
        ("ru", "Погиб и двое ранены.", {"wounded": 2}),
        ("ru", "Погиб командир, двое солдат стояли рядом.", {}),
        ("ru", "Погиб 41 житель.", {"killed civilians": 41}),
        ("ru", "Погиб 21 пограничник.", {"killed border_guards": 21}),
        ("uk", "Загинув прикордонник, двоє поранені.", {"killed border_guards": 1, "wounded": 2}),
        ("uk", "Прикордонник загинув і двоє поранені.", {"killed border_guards": 1, "wounded": 2}),
        ("bg", "Загина граничар и двама са ранени.", {"killed border_guards": 1, "wounded": 2}),
    ],
)
def test_a_verb_in_the_singular_befell_no_two(language: str, text: str, found: dict[str, int]) -> None:
    assert best(text, language) == found
