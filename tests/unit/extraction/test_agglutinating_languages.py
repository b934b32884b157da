"""Turkic languages: who was harmed where endings and the words behind a noun say so, and how many."""

import pytest

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import figures, read

# Who did it, and to whom


def test_the_nearer_of_two_groups_before_an_active_verb_is_its_patient() -> None:
    assert figures("Vanj tumanida uch jangari ikki chegarachini oʻldirdi.") == {"border_guards": 2}


def test_a_comma_behind_the_one_who_acts_does_not_make_him_a_patient() -> None:
    text = "Vanç ilçesinde üç militan, Afganistan sınırında devriye gezen iki sınır muhafızını öldürdü."
    assert figures(text) == {"border_guards": 2}


def test_groups_joined_by_and_share_the_verb_at_the_end() -> None:
    text = "Тәжікстанның Дарваз ауданында екі шекарашы мен үш содыр қаза тапты."
    assert figures(text) == {"border_guards": 2, "militants": 3}


def test_the_word_for_with_joins_two_counted_groups_and_else_sets_one_aside() -> None:
    joined = "Hamadoni ilçesinde 3 saldırgan ile 2 sınır muhafızı hayatını kaybetti."
    aside = "Hamadoni tumanida toʻrt nafar terrorchi bilan otishmada bir nafar chegarachi halok boʻldi."
    assert figures(joined) == {"militants": 3, "border_guards": 2}
    assert figures(aside) == {"border_guards": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Hamadoni ilçesinde dört teröristle girilen çatışmada bir asker şehit oldu.",
        "Тәжікстанның Хамадони ауданында төрт лаңкеспен болған қақтығыста бір сарбаз қаза тапты.",
    ],
)
def test_a_noun_in_another_case_is_no_patient(text: str) -> None:
    assert figures(text) == {"military": 1}


def test_whoever_stands_before_the_word_for_by_acted() -> None:
    text = "Hamadoni tumanida ikki choʻpon uch jangari tomonidan oʻldirildi."
    assert figures(text) == {"civilians": 2}


def test_a_word_for_people_that_is_its_own_head_takes_no_party_behind_it() -> None:
    text = "Hamadoni tumanida ikki kishi qurolli jangarilar tomonidan oʻldirildi."
    assert figures(text) == {"unknown": 2}


def test_a_participle_may_stand_before_whom_it_befell_and_a_finite_verb_may_not() -> None:
    before = "Hamadoni tumanida halok boʻlgan uch chegarachi Dushanbega olib ketildi."
    assert figures(before) == {"border_guards": 3}
    behind = "Hamadoni tumanida chegarachi halok boʻldi, uch qishloq aholisi koʻchirildi."
    assert figures(behind) == {"border_guards": 1}


def test_a_clause_that_its_verb_has_ended_keeps_its_people_to_itself() -> None:
    text = "Hamadoni tumanida toʻrt jangari chegarani kesib oʻtdi, otishmada bir chegarachi halok boʻldi."
    assert figures(text) == {"border_guards": 1}


def test_one_person_is_counted_by_a_noun_in_the_singular_and_nobody_by_a_plural() -> None:
    assert figures("Hamadoni tumanida chegarachi halok boʻldi.") == {"border_guards": 1}
    assert figures("Hamadoni tumanida chegarachilar halok boʻldi.") == {}


def test_what_describes_people_may_stand_before_their_number() -> None:
    text = "Тажикстандын Хамадони районунда чек араны бузган куралдуу төрт адам жок кылынды."
    assert figures(text) == {"militants": 4}


def test_the_toll_belongs_to_the_party_whose_number_rose() -> None:
    text = "Hayber Pahtunhva'da Afganistan sınırındaki çatışmada ölen asker sayısı 23'e yükseldi."
    assert figures(text) == {"military": 23}


def test_counted_members_are_of_the_party_before_their_number() -> None:
    text = "Тажикстандын Хамадони районунда террордук уюмдун үч мүчөсү жок кылынды."
    assert figures(text) == {"militants": 3}
    text = "Hamadoni tumanida terrorchilik tashkilotining toʻrt nafar aʼzosi yoʻq qilindi."
    assert figures(text) == {"militants": 4}


# What did not happen


@pytest.mark.parametrize(
    "text",
    [
        "Hamadoni tumanidagi hujumda jangarilar ikki chegarachini oʻldirishni rejalashtirgan.",
        "Hamadoni tumanidagi hujumda uch chegarachi halok boʻlmagan.",
        "Hamadoni ilçesindeki saldırıda üç asker öldürülmedi.",
        "Hamadoni ilçesindeki saldırıda üç asker öldürülebilirdi.",
        "Тәжікстанның Хамадони ауданындағы шабуылда үш шекарашы қаза тапқан жоқ.",
        "Тажикстандын Хамадони районундагы чабуулда үч чек арачы каза тапкан эмес.",
        "Həmədani rayonundakı hücumda üç sərhədçi həlak olmayıb.",
    ],
)
def test_a_verb_that_is_denied_or_intended_harms_nobody(text: str) -> None:
    assert not any(figures(text).values())


def test_what_is_said_to_be_unknown_behind_the_verb_gives_no_figure() -> None:
    text = "Hamadoni tumanidagi otishmada ikki tomondan halok boʻlganlar haqida maʼlumot yoʻq."
    assert figures(text) == {}


def test_words_that_only_folding_makes_words_of_death_harm_nobody() -> None:
    became = "Hamadoni ilçesinde sınırı geçen grubun 3 kişi olduğu açıklandı, sayı 3 kişi oldu."
    taken = "Hamadoni tumanida uch chegarachi mukofot oldi."
    assert figures(became) == {}
    assert figures(taken) == {}
    assert figures("Hamadoni ilçesindeki saldırıda 3 kişi öldü.") == {"unknown": 3}
    assert figures("Hamadoni tumanidagi hujumda uch kishi o‘ldi.") == {"unknown": 3}


# Numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hamadoni ilçesindeki saldırıda on dört işçi öldürüldü.", 14),
        ("Hamadoni tumanidagi hujumda yigirma uch ishchi oʻldirildi.", 23),
        ("Həmədani rayonundakı hücumda yüz iyirmi üç işçi öldürülüb.", 123),
        ("Hamadoni ilçesindeki saldırıda 5'i ağır 12 işçi öldürüldü.", 12),
    ],
)
def test_numbers_in_words_add_up(text: str, number: int) -> None:
    assert figures(text) == {"civilians": number}


def test_a_word_that_also_means_something_else_counts_only_before_what_can_be_counted() -> None:
    text = "Hamadoni tumanida yuz bergan hujumda ikki ishchi oʻldirildi."
    assert figures(text) == {"civilians": 2}


def test_one_as_an_article_counts_a_person_but_no_attack() -> None:
    assert figures("Hamadoni ilçesinde bir saldırıda üç işçi öldürüldü.") == {"civilians": 3}
    assert figures("Hamadoni ilçesindeki saldırıda bir kişi öldürüldü.") == {"unknown": 1}


def test_an_apostrophe_sets_an_ending_off_from_a_figure() -> None:
    text = "Hamadoni ilçesindeki saldırıda yaralanan 10'dan fazla işçi tedavi altında."
    assert figures(text, Measure.WOUNDED) == {"civilians": 10}


# Totals


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Noyabrdan beri Tojikiston–Afgʻoniston chegarasida 16 kishi halok boʻldi.", 16),
        ("Kasım'dan bu yana Tacikistan-Afganistan sınırında 16 kişi öldürüldü.", 16),
        ("Қарашадан бері Тәжікстан-Ауғанстан шекарасында 16 адам қаза тапты.", 16),
        ("Ноябрдан бери Тажикстан-Ооганстан чек арасында 16 киши каза тапты.", 16),
        ("Noyabrdan bəri Tacikistan-Əfqanıstan sərhədində 16 nəfər həlak olub.", 16),
        ("Sakkiz oy ichida Tojikiston–Afgʻoniston chegarasida 9 kishi halok boʻldi.", 9),
        ("Tacikistan-Afganistan sınırında sekiz ayda 9 kişi öldürüldü.", 9),
    ],
)
def test_since_and_within_stand_behind_their_period_and_make_a_total(text: str, total: int) -> None:
    reading = read(text)
    assert [s.value for s in reading.summaries if s.measure is Measure.KILLED] == [total]
    assert all(claim.best is None for report in reading.reports for claim in report.claims)


@pytest.mark.parametrize(
    "text",
    [
        "Bu Tojikiston–Afgʻoniston chegarasida yil boshidan beri 4-hodisa, unda ikki askar halok boʻldi.",
        "Tacikistan-Afganistan sınırında son iki ayda 4. çatışma yaşandı.",
        "Бұл Тәжікстан-Ауғанстан шекарасындағы биылғы 4-ші шабуыл.",
    ],
)
def test_digits_with_a_sign_number_the_incident(text: str) -> None:
    assert 4 in [s.value for s in read(text).summaries if s.measure is Measure.INCIDENTS]


def test_hours_and_people_before_a_word_for_an_attack_count_no_attacks() -> None:
    text = "Hamadoni ilçesinde 4 saat süren çatışmada 3 asker öldürüldü."
    assert figures(text) == {"military": 3}
    assert not read(text).summaries


def test_a_number_of_attacks_kills_nobody() -> None:
    text = "Hamadoni ilçesinde iki ayrı saldırıda yedi işçi öldürüldü."
    summaries = read(text).summaries
    assert [(s.measure, s.value) for s in summaries] == [(Measure.KILLED, 7), (Measure.INCIDENTS, 2)]
