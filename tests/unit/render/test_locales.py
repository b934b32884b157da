"""The catalogue and the code agree, and the validator notices when they do not."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.knowledge.locales import LOCALE_FOLDER, available_locales, load_texts, validate_locales

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: nplurals={plurals}; plural=0;\\n"\n\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(LOCALE_FOLDER, tmp_path / "locale"))


def spoil(folder: Path, old: str, new: str) -> list[str]:
    path = folder / "en" / "borderwatch.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return validate_locales(folder)


def add_language(folder: Path, language: str, body: str, plurals: int = 2) -> list[str]:
    (folder / language).mkdir()
    text = HEADER.format(language=language, plurals=plurals) + body
    (folder / language / "borderwatch.po").write_text(text, encoding="utf-8")
    return [fault for fault in validate_locales(folder) if f"locale/{language}/" in fault]


def test_the_catalogue_is_complete_and_nothing_in_it_is_idle() -> None:
    assert validate_locales() == []


def test_no_sentence_shouts() -> None:
    text = (LOCALE_FOLDER / "en" / "borderwatch.po").read_text(encoding="utf-8")
    assert "!" not in text.replace("!=", "")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "card.where"', 'msgid "card.were"', "card.where: used in render/cards.py"),
        ('msgid "card.where"', 'msgid "card.were"', "card.were: is used nowhere"),
        ("{moment} UTC ({local} {zone})", "{moment} UTC ({locale} {zone})", "format.utc_local"),
        ('msgid "party.police"', 'msgid "party.polise"', "party.police: is missing"),
        ("“{text}” is not a reference", "“{word}” is not a reference", "problem.reference_malformed: names"),
        ('msgid "problem.menu_old"', 'msgid "problem.old"', "problem.menu_old: is missing"),
        ('msgstr "Newest incidents"', 'msgstr "' + "long " * 20 + '"', "command.latest.menu: is longer"),
        ("• {text}", "• {text", "item:"),
        ('msgstr "Where:"', 'msgstr ""', "card.where: is not translated"),
    ],
)
def test_the_validator_names_each_fault(folder: Path, old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in spoil(folder, old, new))


def test_another_language_must_keep_the_placeholders(folder: Path) -> None:
    faults = add_language(folder, "ru", 'msgid "item"\nmsgstr "• {слово}"\n')
    assert any("item: placeholder" in fault for fault in faults)
    assert any("lacks a placeholder" in fault for fault in faults)


def test_another_language_must_have_its_plural_forms(folder: Path) -> None:
    body = 'msgid "more"\nmsgid_plural "more"\nmsgstr[0] "ещё {n}"\nmsgstr[1] "ещё {n}"\n'
    faults = add_language(folder, "ru", body)
    assert any("more: has 2 plural forms, the language has 3" in fault for fault in faults)


def test_a_file_that_cannot_be_read_is_a_fault_and_not_a_crash(folder: Path) -> None:
    assert add_language(folder, "xx", "") != []
    assert any("cannot be read" in fault for fault in spoil(folder, 'msgid "more"', 'nonsense "more"'))


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert "en" in available_locales()
    assert load_texts("tg").say("card.where") == "Where:"


def test_what_a_language_lacks_is_said_in_english(folder: Path) -> None:
    add_language(folder, "ru", 'msgid "card.where"\nmsgstr "Где:"\n')
    texts = load_texts("ru", "Asia/Dushanbe", folder=folder)
    assert texts.say("card.where") == "Где:"
    assert texts.say("card.when") == "When:"
