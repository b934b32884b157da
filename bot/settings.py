"""Environment and ``.env`` to typed, validated settings.

All settings are read here, once, at start; a value that cannot be used becomes one sentence that
names the setting and says what to write instead. Never format a ``Settings`` object into text that
people see: it holds the token.
"""

import difflib
import io
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv.parser import Binding, parse_stream
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PRIVATE_FILE_MODE = 0o600
TOKEN_SHAPE = re.compile(r"\d{5,16}:[A-Za-z0-9_-]{20,64}")
HOST_PORT_SHAPE = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253}):(\d{1,5})")
NAME_SHAPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SHORTEST_POLL_SECONDS = 5
LONGEST_POLL_SECONDS = 86_400
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOCALE_FOLDER = Path(__file__).resolve().parent / "data" / "locale"
LOCALE_SHAPE = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2,8}))?")


def spoken_locales(folder: Path = LOCALE_FOLDER) -> tuple[str, ...]:
    """The languages that have a catalogue of sentences; only the names of the files are looked at."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/*.po")))


class Settings(BaseSettings):
    """Every setting of the bot; the field names in capitals are the names in ``.env``."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    database_url: str = ""
    data_dir: Path = Path("var")
    allowed_chats: Annotated[frozenset[int], NoDecode] = frozenset()
    sources_file: Path | None = None
    fetch_allow: Annotated[frozenset[tuple[str, int]], NoDecode] = frozenset()
    poll_seconds: int = 60
    locale: str = "en"
    timezone: str = "Asia/Dushanbe"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values only from what ``load_settings`` passes in, so that nothing is read twice."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)

    @field_validator("admin_ids", "allowed_chats", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,;\s]+", value[:10_000]) if part]
        bad = next((part for part in parts if not re.fullmatch(r"-?\d{1,19}", part)), None)
        if bad is not None:
            raise ValueError(f"takes numeric ids separated by commas, and {bad!r} is none")
        return frozenset(int(part) for part in parts)

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _host_ports(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = set()
        for part in filter(None, re.split(r"[,;\s]+", value[:10_000])):
            shape = HOST_PORT_SHAPE.fullmatch(part)
            if shape is None or not 0 < int(shape[2]) < 65_536:
                raise ValueError(f"takes host:port pairs separated by commas, and {part!r} is none")
            pairs.add((shape[1].strip("[]").lower(), int(shape[2])))
        return frozenset(pairs)

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN_SHAPE.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a bot token (123456:ABC…); copy it anew from @BotFather")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:  # brackets that do not match, or a port that is no number below 65536
            sound = False
        if not sound or parts.query or parts.fragment:
            raise ValueError("takes an http or https address such as http://127.0.0.1:8081")
        return value.rstrip("/")

    @field_validator("poll_seconds", mode="before")
    @classmethod
    def _seconds(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if not re.fullmatch(r"[0-9]{1,9}", value) or not (
            SHORTEST_POLL_SECONDS <= int(value) <= LONGEST_POLL_SECONDS
        ):
            raise ValueError(
                f"takes a number of seconds between {SHORTEST_POLL_SECONDS} and {LONGEST_POLL_SECONDS}"
            )
        return int(value)

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"takes one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @field_validator("locale")
    @classmethod
    def _locale(cls, value: str) -> str:
        shape, spoken = LOCALE_SHAPE.fullmatch(value), spoken_locales()
        language = shape[1].lower() if shape else ""
        variety = f"_{shape[2].upper()}" if shape and shape[2] else ""
        if language not in spoken:
            codes = ", ".join(spoken)
            raise ValueError(
                f"takes a language code that the bot speaks ({codes}), and {value[:40]!r} is none"
            )
        return f"{language}{variety}"

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("takes a zone name such as Asia/Dushanbe") from None
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which local times are shown."""
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """The database address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'borderwatch.db'}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Strings that must never be printed."""
        return (self.telegram_token.get_secret_value(),) if self.telegram_token else ()


SETTING_NAMES = tuple(name.upper() for name in Settings.model_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Settings, and what the person at the terminal should be told about reading them."""

    settings: Settings
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """Settings that cannot be used: one sentence for each fault, and what was noticed besides."""

    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


def load_settings(environment: Mapping[str, str], env_file: Path | None) -> Loaded | Unusable:
    """Read ``.env`` (when there is one) and the environment, which wins; empty values are unset.

    A ``.env`` that others can read is tightened to 0600, which is said in a note.
    """
    notes: list[str] = []
    values: dict[str, str] = {}
    # A link that leads nowhere exists too: whoever made it meant settings to be read.
    if env_file is not None and os.path.lexists(env_file):
        faults = _read_env_file(env_file, values, notes)
        if faults:
            return Unusable(faults=faults, notes=tuple(notes))
    values.update({name: environment[name] for name in SETTING_NAMES if name in environment})
    given: dict[str, Any] = {
        name.lower(): value.strip()
        for name, value in values.items()
        if name in SETTING_NAMES and value.strip()
    }
    try:
        return Loaded(settings=Settings(**given), notes=tuple(notes))
    except ValidationError as error:
        return Unusable(faults=tuple(_sentence(detail) for detail in error.errors()), notes=tuple(notes))


def _read_env_file(path: Path, values: dict[str, str], notes: list[str]) -> tuple[str, ...]:
    """Put the file's settings into ``values``; return faults that make it unreadable."""
    if not path.is_file():
        return (f"{path.name} is no file, or a link that leads to none: make it a UTF-8 text file.",)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            path.chmod(PRIVATE_FILE_MODE)
            notes.append(f"{path.name} was readable by others ({mode:04o}); it is now 0600.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return (
            f"{path.name} cannot be read ({type(error).__name__}): make it a UTF-8 text file that you own.",
        )
    faults = []
    for binding in parse_stream(io.StringIO(text)):
        number = _line_number(binding)
        if fault := _binding_fault(binding):
            faults.append(f"{path.name} line {number} {fault}")
        elif binding.key is not None and binding.key not in SETTING_NAMES:
            notes.append(f"{path.name} line {number}: {binding.key} is not a setting{_hint(binding.key)}.")
        elif binding.key is not None:
            if binding.key in values:
                notes.append(f"{path.name} line {number}: {binding.key} was given before; this line counts.")
            values[binding.key] = binding.value or ""
    return tuple(faults)


def _line_number(binding: Binding) -> int:
    """The line on which a binding begins; the parser counts the blank lines before it as part of it."""
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())]
    return binding.original.line + len(re.findall(r"\r\n|\n|\r", blank))


def _binding_fault(binding: Binding) -> str | None:
    """What is wrong with one binding, without its text, which may hold the token."""
    if binding.error and re.search(r"=[ \t]*[\"']", binding.original.string):
        return "holds a quotation mark that is not closed, or more after it: correct it."
    if binding.error:
        return "is not NAME=value: correct it or put # before it."
    if binding.key is None:
        return None
    if binding.value is None or not NAME_SHAPE.fullmatch(binding.key):
        return "is not NAME=value: correct it or put # before it."
    if any(unicodedata.category(character) == "Cc" and character != "\t" for character in binding.value):
        return f"gives {binding.key} a line break or another control character: correct it."
    return None


def _hint(name: str) -> str:
    close = difflib.get_close_matches(name.upper(), SETTING_NAMES, n=1, cutoff=0.75)
    return f"; {close[0]} is meant, perhaps" if close else ""


def _sentence(detail: Mapping[str, Any]) -> str:
    name = str(detail["loc"][0]).upper() if detail["loc"] else "A setting"
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}."
