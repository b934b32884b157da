"""Which language a text is in."""

import pytest

from bot.extraction.language import UNDETERMINED, LanguageDetector
from bot.extraction.normalise import clean
from bot.knowledge import files

DETECTOR = LanguageDetector(files.read_toml("languages.toml"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two border guards were killed on the border with Afghanistan, officials said."),
        ("ru", "Двое пограничников погибли на границе с Афганистаном, сообщили власти."),
        ("ru", "Бой у заставы во вторник завершён."),
        ("ru", "Один пограничник ранен у столба № 151/2."),
        ("tg", "Дар сарҳади Тоҷикистону Афғонистон ду марзбон кушта шуданд."),
        ("tg", "Дар сархади Точикистон ва Афгонистон ду марзбон кушта шуданд, аз ин хабар доданд."),
        ("fa", "دو مرزبان در مرز تاجیکستان با افغانستان کشته شدند."),
        ("ps", "د تاجکستان په پوله دوه ساتونکي ووژل شول، چارواکي وایي."),
        ("ur", "تاجکستان کی سرحد پر دو محافظ ہلاک ہو گئے ہیں۔"),
        ("ar", "قتل اثنان من حرس الحدود على الحدود مع أفغانستان، كما قالت السلطات."),
        ("uz", "Tojikiston chegarasida ikki chegarachi halok boʻldi, deb xabar berdi va bu haqida"),
        ("uz-Cyrl", "Тожикистон чегарасида икки чегарачи ҳалок бўлди, деб хабар берди."),
        ("kk", "Тәжікстан шекарасында екі шекарашы қаза тапты, деп хабарлады және"),
        ("ky", "Тажикстандын чек арасында эки чек арачы каза болду, деп билдирди жана"),
        ("tr", "Tacikistan sınırında iki sınır muhafızı öldürüldü ve bir kişi yaralandı."),
        ("az", "Tacikistan sərhədində iki sərhədçi həlak olub və bir nəfər yaralanıb."),
        ("de", "Zwei Grenzschützer wurden an der Grenze zu Afghanistan getötet."),
        ("fr", "Deux gardes ont été tués à la frontière avec l'Afghanistan, selon les autorités."),
        ("es", "Dos guardias fueron muertos en la frontera con Afganistán, según las autoridades."),
        ("it", "Due guardie sono state uccise al confine con l'Afghanistan, dicono le autorità."),
        ("pl", "Dwóch strażników zginęło na granicy z Afganistanem, jak podały władze i nie tylko."),
        ("uk", "Двоє прикордонників загинули на кордоні з Афганістаном, повідомили військові."),
        ("bg", "Двама граничари са убити на границата с Афганистан, съобщиха властите."),
        ("zh", "塔吉克斯坦边境发生交火，两名边防军人死亡。"),
        ("zh-Hant", "塔吉克斯坦邊境發生交火，兩名邊防軍人死亡。"),
        ("ja", "タジキスタンの国境で二人の警備隊員が死亡した。"),
        ("hy", "Երկու սահմանապահ սպանվել է Աֆղանստանի հետ սահմանին։"),
        ("ka", "ორი მესაზღვრე მოკლულია ავღანეთის საზღვარზე."),
        ("hi", "ताजिकिस्तान की सीमा पर दो सैनिक मारे गए।"),
    ],
)
def test_a_language_is_recognised(language: str, text: str) -> None:
    assert DETECTOR.detect(clean(text), None) == language


@pytest.mark.parametrize("text", ["", "12:30 18.01.2026", "!!! ???", "กขค"])
def test_what_speaks_for_no_language_is_undetermined(text: str) -> None:
    assert DETECTOR.detect(text, None) == UNDETERMINED
    assert DETECTOR.detect(text, "en") == UNDETERMINED


def test_a_hint_settles_what_the_letters_leave_open() -> None:
    name = "Хатлон Дарваз"
    assert DETECTOR.detect(name, "tg") == "tg"
    assert DETECTOR.detect(name, "ru") == "ru"


def test_a_hint_does_not_outweigh_the_text() -> None:
    text = "Two border guards were killed on the border with Afghanistan, officials said on Sunday."
    assert DETECTOR.detect(text, "de") == "en"
    assert DETECTOR.detect("Двое пограничников были убиты на границе.", "en") == "ru"


def test_names_in_another_script_do_not_change_the_language() -> None:
    text = "Two guards were killed near the post «Истиклол», the officials said on Sunday."
    assert DETECTOR.detect(text, None) == "en"
