"""Who was harmed where the verb stands last: markers of the object, prepositions, cases, joints."""

from bot.model.vocabulary import Measure
from tests.unit.extraction.reading import figures


def test_the_ending_of_the_object_tells_whom_an_active_verb_befell() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон се марди мусаллаҳ ҳамла карда, ду чӯпонро куштанд."
    assert figures(text) == {"civilians": 2}


def test_the_word_of_the_object_tells_whom_an_active_verb_befell() -> None:
    text = "در ناحیه همدانی ولایت ختلان چهار مرد مسلح در یک شبیخون، سه کارگر یک شرکت را کشتند."
    assert figures(text) == {"civilians": 3}


def test_whoever_acts_before_an_uncounted_object_is_not_counted() -> None:
    text = "در ناحیه همدانی ولایت ختلان چهار مرد مسلح مرزبانان را کشتند."
    assert figures(text) == {}


def test_objects_joined_by_and_share_the_sign_of_the_last() -> None:
    text = "افراد مسلح در ناحیه همدانی ولایت ختلان دو مرزبان و سه کارگر را کشتند."
    assert figures(text) == {"border_guards": 2, "civilians": 3}


def test_a_number_after_a_preposition_is_no_patient() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон ду марзбон дар задухӯрд бо панҷ қочоқбар кушта шуданд."
    assert figures(text) == {"border_guards": 2}


def test_a_toll_that_rises_to_a_number_counts_although_a_preposition_stands_before_it() -> None:
    text = "شمار کشته‌شدگان حمله دیروز در ناحیه درواز تاجیکستان به هفت تن رسید."
    assert figures(text) == {"unknown": 7}


def test_groups_joined_by_and_share_one_verb() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон ду марзбон ва се террорист кушта шуданд."
    assert figures(text) == {"border_guards": 2, "militants": 3}


def test_a_group_that_is_not_joined_to_the_nearer_one_does_not_share_its_verb() -> None:
    text = "در ناحیه همدانی ولایت ختلان در حمله چهار مرد مسلح سه کارگر کشته شدند."
    assert figures(text) == {"civilians": 3}


def test_a_clause_about_the_patient_does_not_part_it_from_its_verb() -> None:
    text = (
        "Ду қочоқбар, ки шаби гузашта бо чанд халта бори гарон аз рӯди Панҷ бо қаиқи резинӣ аз самти "
        "муқобил пинҳонӣ гузашта, дар назди деҳа истода буданд, дар ноҳияи Ҳамадонии вилояти Хатлон "
        "ҳалок шуданд."
    )
    assert figures(text) == {"smugglers": 2}


def test_whoever_stands_in_the_oblique_case_did_it() -> None:
    text = "د ختلان په همداني ولسوالۍ کې څلورو وسله والو په یوه کمپ کې کارګران ووژل."
    assert figures(text) == {}


def test_a_noun_of_killing_takes_the_oblique_group_before_it() -> None:
    text = "د ختلان په همداني ولسوالۍ کې د درېیو پوله ساتونکو وژل کېدل چارواکو تایید کړل."
    assert figures(text) == {"border_guards": 3}


def test_a_verb_denied_behind_itself_gives_no_figure() -> None:
    text = "Дар ҳамла ба дидбонгоҳи ноҳияи Ҳамадонии вилояти Хатлон ду марзбон кушта нашудааст."
    assert figures(text) == {}


def test_refusing_to_surrender_denies_no_death() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон се террорист таслим нашуда кушта шуданд."
    assert figures(text) == {"militants": 3}


def test_an_idiom_may_stand_around_whom_it_befell() -> None:
    text = "حمله در ناحیه همدانی ولایت ختلان جان سه کارگر را گرفت."
    assert figures(text) == {"civilians": 3}


def test_a_little_word_for_one_counts_a_casualty_right_behind_it() -> None:
    text = "در درگیری مرزی در ناحیه همدانی ولایت ختلان سه مرزبان زخمی و یک کشته گزارش شده است."
    assert figures(text) == {"border_guards": 1}


def test_a_little_word_for_one_before_a_gang_counts_nobody() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон чор узви як гурӯҳи террористӣ кушта шуданд."
    assert figures(text) == {"militants": 4}


def test_whom_they_fired_at_lends_the_party_to_a_number_without_one() -> None:
    text = "افراد مسلح در ناحیه همدانی ولایت ختلان به کارگران تیراندازی کردند و دو تن را کشتند."
    assert figures(text) == {"civilians": 2}


def test_all_three_are_those_who_were_counted_before() -> None:
    text = (
        "Се марди мусаллаҳ дар ноҳияи Ҳамадонии вилояти Хатлон сарҳадро убур карданд. "
        "Дар тирпарронӣ ҳар се нафар кушта шуданд."
    )
    assert figures(text) == {"militants": 3}


def test_a_noun_in_the_plural_before_a_singular_verb_counts_nobody() -> None:
    text = "Дар ноҳияи Ҳамадонии вилояти Хатлон сарбози тоҷик дар муҳосираи қочоқбарон кушта шуд."
    assert figures(text) == {}


def test_the_forces_of_whoever_stands_before_the_number_are_theirs() -> None:
    text = "د نیمروز په کنګ ولسوالۍ کې د ایران پر پوله د طالبانو دوه سرتېري ووژل شول."
    assert figures(text) == {"taliban": 2}


def test_another_one_wounded_is_one_of_those_who_died() -> None:
    text = "در ناحیه همدانی ولایت ختلان دو کارگر چینی کشته شدند. سفارت چین گفت که یک تن دیگر زخمی شده است."
    assert figures(text, Measure.WOUNDED) == {"civilians": 1}
