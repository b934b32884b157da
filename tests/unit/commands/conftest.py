"""The command line as a person at a terminal meets it: in a folder, with a ``.env`` or without."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import application
from bot.settings import SETTING_NAMES
from tests.unit.workers.world import known


@dataclass(frozen=True)
class Prompt:
    """Commands given in one folder."""

    folder: Path

    def settings(self, **values: str) -> None:
        """Write ``.env``."""
        path = self.folder / ".env"
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8")

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def __call__(self, *arguments: str, typed: str | bytes = "") -> Result:
        """Give a command; an exception that nobody caught fails the test."""
        result = CliRunner().invoke(application, list(arguments), input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result


@pytest.fixture
def prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    # The project's own data, but loaded once for all these tests.
    monkeypatch.setattr("bot.knowledge.load_knowledge", known)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Prompt(tmp_path)
