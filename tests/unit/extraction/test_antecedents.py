"""Figures of which a part stands in another sentence: whose they are, or how many."""

import pytest

from bot.extraction.finding import Finding
from tests.unit.extraction.stages import best, with_figures


def found(text: str, language: str = "en") -> list[Finding]:
    return with_figures(text, language)[1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three terrorists crossed the river. Later the terrorists were killed."),
        ("ru", "Три террориста перешли реку. В бою террористы были убиты."),
        ("uk", "Три терористи перейшли річку. У бою терористи були вбиті."),
        ("de", "Drei Terroristen überquerten den Fluss. Im Gefecht wurden die Terroristen getötet."),
        ("fr", "Trois terroristes ont franchi la rivière. Les terroristes ont été tués."),
        ("tg", "Се террорист аз дарё гузаштанд. Дар задухӯрд террористон кушта шуданд."),
        ("fa", "سه تروریست از رود عبور کردند. تروریست‌ها کشته شدند."),
        ("tr", "Üç terörist nehri geçti. Çatışmada teröristler öldürüldü."),
        ("uz", "Uch terrorchi daryodan oʻtdi. Otishmada terrorchilar oʻldirildi."),
        ("kk", "Үш лаңкес өзеннен өтті. Атыста лаңкестер өлтірілді."),
        ("zh", "3名恐怖分子越境。交火中恐怖分子被击毙。"),
    ],
)
def test_a_band_whose_end_is_told_without_a_number_died_as_many_as_it_came(language: str, text: str) -> None:
    assert best(text, language) == {"killed militants": 3}


def test_the_end_of_a_band_may_be_told_by_a_euphemism() -> None:
    (finding,) = found("Three terrorists crossed the river. The terrorists were neutralised.")
    assert (finding.low, finding.best, finding.high) == (0, 3, 3)


def test_all_who_came_died_where_no_word_calls_them_hostile() -> None:
    assert best("Three people crossed the border. The people were surrounded and were all killed.") == {
        "killed militants": 3
    }


@pytest.mark.parametrize(
    "text",
    [
        "Three terrorists crossed the river. Five terrorists waited there. The terrorists were killed.",
        "Terrorists crossed the river. The terrorists were killed.",
        "Three terrorists crossed the river. The terrorists were not killed.",
        "Three terrorists crossed the river. The terrorists may be killed.",
        "Three terrorists crossed the river. The terrorists killed.",
        "Three terrorists crossed the river. The terrorists and the border guards were killed.",
        "Three border guards crossed the river. The border guards were killed.",
    ],
)
def test_no_band_is_counted_that_is_not_told_to_have_died_or_whose_size_is_open(text: str) -> None:
    assert best(text) == {}


def test_a_band_is_not_counted_beside_a_figure_of_its_dead() -> None:
    text = "Three terrorists crossed the river. Two terrorists were killed. The terrorists were killed."
    assert best(text) == {"killed militants": 2}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three smugglers crossed. A shot fell and all three were killed."),
        ("ru", "Трое контрабандистов перешли реку. Был бой, все трое убиты."),
        ("uk", "Троє контрабандистів перейшли річку. Був бій, усіх трьох убито."),
        ("bg", "Трима контрабандисти преминаха реката. Имаше бой, и тримата са убити."),
        ("de", "Drei Schmuggler kamen. Es fielen Schüsse, alle drei wurden getötet."),
        ("fr", "Trois contrebandiers sont venus. Il y a eu des tirs, tous les trois ont été tués."),
        ("tg", "Се қочоқчӣ омаданд. Тир кушода шуд ва ҳар се кушта шуданд."),
        ("fa", "سه قاچاقچی آمدند. تیراندازی شد و هر سه کشته شدند."),
        ("tr", "Üç kaçakçı geldi. Ateş açıldı ve her üçü öldürüldü."),
        ("zh", "3名走私者越境，3人全遭击毙。"),
    ],
)
def test_all_three_are_those_who_were_counted_as_three(language: str, text: str) -> None:
    assert best(text, language) == {"killed smugglers": 3}


def test_all_of_them_are_the_nearest_who_were_counted_in_the_same_number() -> None:
    text = "Five smugglers came. Three guards stood there. Shots fell. All five were killed."
    assert best(text) == {"killed smugglers": 5}
    assert best("Five smugglers came. Shots fell. All four were killed.") == {"killed": 4}
    assert best("Three smugglers met five guards, and all three were killed.") == {"killed smugglers": 3}


def test_of_them_are_those_named_last_without_a_number() -> None:
    assert best("The attackers were surrounded, 15 of them were killed.") == {"killed militants": 15}
    assert best("Workers and attackers were there. 15 of them were killed.") == {"killed militants": 15}


STRUCK = "Gunmen opened fire on Chinese workers in an attack. "


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", STRUCK + "Three were killed."),
        ("ru", "Боевики напали на китайских рабочих. Трое погибли."),
        ("uk", "Бойовики напали на китайських робітників. Троє загинули."),
        ("bg", "Екстремисти нападнаха китайски работници. Трима загинаха."),
        ("de", "Bei einem Angriff auf chinesische Arbeiter fielen Schüsse. Drei wurden getötet."),
        ("fr", "Des ouvriers chinois ont subi une attaque. Trois ont été tués."),
        ("tg", "Ба коргарони чинӣ ҳамла шуд. Се нафар кушта шуданд."),
        ("fa", "به کارگران چینی حمله شد. سه تن کشته شدند."),
        ("tr", "Çinli işçilere saldırı düzenlendi. Üç kişi öldü."),
        ("kk", "Қытайлық жұмысшыларға шабуыл жасалды. Үш адам қаза тапты."),
        ("zh", "中国工人遭到袭击。3人死亡。"),
    ],
)
def test_where_only_civilians_are_named_it_was_they_who_were_struck(language: str, text: str) -> None:
    assert [(f.best, f.party, f.elided) for f in found(text, language)] == [(3, "", "civilians")]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen made an attack on workers and a post, border guards fired back. Three were killed.",
        "Workers stood on the bank. Three were killed.",
        "There was an attack. Three were killed.",
    ],
)
def test_nobody_is_called_civilians_where_others_are_named_or_no_attack_is(text: str) -> None:
    assert [finding.elided for finding in found(text)] == [None]


def test_those_who_only_tell_of_an_attack_were_not_struck() -> None:
    text = "There was an attack on workers, border guards said. Three were killed."
    assert [finding.elided for finding in found(text)] == ["civilians"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three people were killed near the border guards. All of them are civilians."),
        ("ru", "Три человека погибли у пограничников. Все они мирные жители."),
        ("uk", "Три людини загинули біля прикордонників. Усі вони мирні жителі."),
        ("de", "Drei Menschen wurden bei den Grenzsoldaten getötet. Alle sind Zivilisten."),
        ("fr", "Trois personnes ont été tuées près des gardes-frontières. Tous sont des civils."),
        ("tr", "Üç kişi öldü. Hepsi sivil."),
        ("zh", "3人死亡。全部是平民。"),
    ],
)
def test_the_next_sentence_may_say_that_all_of_them_are_civilians(language: str, text: str) -> None:
    assert [(f.best, f.elided) for f in found(text, language)] == [(3, "civilians")]


def test_what_befell_all_civilians_says_nothing_of_those_before() -> None:
    first, *_ = found("Three people were killed near the border guards. All civilians were arrested.")
    assert first.elided is None
