"""Settings: what can be written in ``.env``, and what is said when it cannot be used."""

import re
from pathlib import Path

import pytest

from bot.knowledge.locales import available_locales
from bot.settings import SETTING_NAMES, Loaded, Unusable, load_settings, spoken_locales

ROOT = Path(__file__).parents[3]


def loaded(environment: dict[str, str], env_file: Path | None = None) -> Loaded:
    result = load_settings(environment, env_file)
    assert isinstance(result, Loaded), result
    return result


def test_every_setting_stands_in_the_example_with_a_sentence_and_nothing_else_does() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]
    assert sorted(named) == sorted(SETTING_NAMES)
    for name in named:
        before = lines[lines.index(next(line for line in lines if line.startswith(f"{name}="))) - 1]
        assert before.startswith("# ")
        assert before.rstrip().endswith(".")


def test_the_example_itself_can_be_used(tmp_path: Path) -> None:
    copy = tmp_path / ".env"
    copy.write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    copy.chmod(0o600)
    result = loaded({}, copy)
    assert result.notes == ()
    assert result.settings.telegram_token is None
    assert result.settings.database == "sqlite:///var/borderwatch.db"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("POLL_SECONDS=300\nADMIN_IDS=1, 2;3\n")
    settings = loaded({"POLL_SECONDS": "120"}, env_file).settings
    assert settings.poll_seconds == 120
    assert settings.admin_ids == {1, 2, 3}


def test_a_file_that_others_can_read_is_tightened_and_said_so(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("LOCALE=en\n")
    env_file.chmod(0o644)
    result = loaded({}, env_file)
    assert env_file.stat().st_mode & 0o777 == 0o600
    assert result.notes == (".env was readable by others (0644); it is now 0600.",)


def test_a_setting_that_does_not_exist_is_named_with_the_one_that_is_meant(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("TELEGRAM_TOKE=x\n")
    env_file.chmod(0o600)
    assert loaded({}, env_file).notes == (
        ".env line 1: TELEGRAM_TOKE is not a setting; TELEGRAM_TOKEN is meant, perhaps.",
    )


def test_a_broken_line_is_named_by_number(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("# fine\nADMIN_IDS 12\n")
    env_file.chmod(0o600)
    assert load_settings({}, env_file) == Unusable(
        faults=(".env line 2 is not NAME=value: correct it or put # before it.",)
    )


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("ADMIN_IDS", "12,me", "numeric ids"),
        ("ALLOWED_CHATS", "@channel", "numeric ids"),
        ("TELEGRAM_TOKEN", "hello", "bot token"),
        ("TELEGRAM_API_URL", "127.0.0.1:8081", "http"),
        ("FETCH_ALLOW", "localhost", "host:port"),
        ("FETCH_ALLOW", "localhost:99999", "host:port"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:99999", "http"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:0", "http"),
        ("TELEGRAM_API_URL", "http://[", "takes an http"),
        ("POLL_SECONDS", "1", "takes a number of seconds between 5 and 86400"),
        ("POLL_SECONDS", "86401", "takes a number of seconds between 5 and 86400"),
        ("POLL_SECONDS", "soon", "takes a number of seconds between 5 and 86400"),
        ("POLL_SECONDS", "1e3", "takes a number of seconds between 5 and 86400"),
        ("TIMEZONE", "Mars/Base", "zone name"),
        ("LOG_LEVEL", "LOUD", "takes one of DEBUG, INFO, WARNING, ERROR"),
        ("LOCALE", "english please", "language code"),
        ("LOCALE", "ru", "takes a language code that the bot speaks (en), and 'ru' is none"),
        ("LOCALE", "ru_RU", "'ru_RU' is none"),
        ("LOCALE", "x" * 300, "'" + "x" * 40 + "' is none"),
    ],
)
def test_a_value_that_cannot_be_used_gives_one_sentence_that_names_the_setting(
    name: str, value: str, word: str
) -> None:
    result = load_settings({name: value}, None)
    assert isinstance(result, Unusable)
    assert len(result.faults) == 1
    assert result.faults[0].startswith(f"{name}: ")
    assert word in result.faults[0]


@pytest.mark.parametrize(
    ("written", "taken"), [("en", "en"), ("EN", "en"), ("en-gb", "en_GB"), ("en_GB", "en_GB")]
)
def test_a_variety_of_a_language_that_is_spoken_can_be_asked_for(written: str, taken: str) -> None:
    assert loaded({"LOCALE": written}).settings.locale == taken


def test_the_languages_to_choose_from_are_those_that_have_sentences() -> None:
    assert spoken_locales() == available_locales()


def unusable(folder: Path, text: str) -> Unusable:
    env_file = folder / ".env"
    env_file.write_text(text, encoding="utf-8")
    env_file.chmod(0o600)
    result = load_settings({}, env_file)
    assert isinstance(result, Unusable), result
    return result


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('ALLOWED_CHATS="-100123\n', 1),
        ("\n\nALLOWED_CHATS='-100123\n", 3),
        ('ALLOWED_CHATS="-100123\nLOCALE="en"\n', 1),
        ('LOCALE=en\nALLOWED_CHATS="-100123" -100124\n', 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_drops_no_setting_in_silence(
    tmp_path: Path, text: str, line: int
) -> None:
    assert unusable(tmp_path, text).faults == (
        f".env line {line} holds a quotation mark that is not closed, or more after it: correct it.",
    )


@pytest.mark.parametrize("value", ["a\0b", '"a\nADMIN_IDS=1\nb"', r'"a\nb"'])
def test_a_value_with_a_control_character_is_refused(tmp_path: Path, value: str) -> None:
    assert unusable(tmp_path, f"LOCALE=en\nDATA_DIR={value}\n").faults == (
        ".env line 2 gives DATA_DIR a line break or another control character: correct it.",
    )


def test_a_line_that_is_refused_is_not_shown_because_it_may_hold_the_token(tmp_path: Path) -> None:
    token = "123456789:" + "A" * 35
    for text in (f"TELEGRAM_TOKEN='{token}\n", f"{token}\n", f"'{token}'=x\n"):
        result = unusable(tmp_path, text)
        assert token not in " ".join([*result.faults, *result.notes])


def test_of_a_name_that_is_given_twice_the_last_line_counts_and_that_is_said(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("POLL_SECONDS=70\nPOLL_SECONDS=80\n")
    env_file.chmod(0o600)
    result = loaded({}, env_file)
    assert result.settings.poll_seconds == 80
    assert result.notes == (".env line 2: POLL_SECONDS was given before; this line counts.",)


def test_a_folder_or_a_link_that_leads_nowhere_is_no_settings_file(tmp_path: Path) -> None:
    (tmp_path / "folder" / ".env").mkdir(parents=True)
    (tmp_path / ".env").symlink_to(tmp_path / "nowhere")
    for place in (tmp_path / "folder" / ".env", tmp_path / ".env"):
        assert load_settings({}, place) == Unusable(
            faults=(".env is no file, or a link that leads to none: make it a UTF-8 text file.",)
        )
    assert loaded({}, tmp_path / "missing").notes == ()


@pytest.mark.parametrize("broken", ["POLL_SECONDS=soon", "POLL_SECONDS soon"])
def test_a_file_that_cannot_be_used_still_has_its_notes_told(tmp_path: Path, broken: str) -> None:
    result = unusable(tmp_path, f"TELEGRAM_TOKE=x\n{broken}\n")
    assert len(result.faults) == 1
    assert result.notes == (".env line 1: TELEGRAM_TOKE is not a setting; TELEGRAM_TOKEN is meant, perhaps.",)


def test_the_token_never_appears_when_settings_are_printed() -> None:
    token = "123456789:" + "A" * 35
    settings = loaded({"TELEGRAM_TOKEN": token}).settings
    assert token not in repr(settings)
    assert settings.secrets == (token,)


def test_hosts_inside_the_network_are_pairs() -> None:
    settings = loaded({"FETCH_ALLOW": "127.0.0.1:8080, Bridge.local:1200 [::1]:81"}).settings
    assert settings.fetch_allow == {("127.0.0.1", 8080), ("bridge.local", 1200), ("::1", 81)}
