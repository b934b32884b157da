"""The README shows what a stranger will see: its tables, its commands and its transcripts are true."""

import json
import re
import shlex
import subprocess
import sys
from functools import cache

import pytest
from typer.main import get_command

from bot.__main__ import application
from bot.knowledge.locales import load_texts
from handlers.guards import Guard
from handlers.registry import COMMANDS
from tests.contract import transcripts
from tests.contract.markdown import ROOT, page, unquoted
from tests.contract.test_docs import make_targets

README = page("README.md")
TOLL_OF_THE_SEASON = (
    "since 2025-11-01: 5 incidents, 16 killed (militants 7, civilians 5, border guards 2, smugglers 2)"
)
TAKE_ANEW = "the demo prints something else by now: python -m tests.contract.transcripts takes it over"
WHO = {
    Guard.EVERYONE: "everybody",
    Guard.PERSON: "everybody",
    Guard.CHAT_ADMIN: "in a group its administrators",
    Guard.OPERATOR: "operators, in private",
}
PROGRAMS = (".venv/bin/borderwatch", ".venv/bin/python -m bot")


@cache
def options() -> dict[str, set[str]]:
    """Every command of the command line with its options."""
    commands = getattr(get_command(application), "commands")  # noqa: B009  (the library's type hides it)
    return {
        name: {option for parameter in command.params for option in parameter.opts if option[:2] == "--"}
        for name, command in commands.items()
    }


@pytest.fixture(scope="module")
def played() -> tuple[list[str], list[str]]:
    """What the demo prints when nobody asks, and when the README's questions are asked."""
    return transcripts.play()


def shown() -> tuple[list[str], list[str]]:
    """The README's transcripts: the season, and the questions after it."""
    season, answers = (fence.text.splitlines() for fence in README.fences("text"))
    return season, answers


def test_the_last_line_of_the_season_is_the_demos_last_line(played: tuple[list[str], list[str]]) -> None:
    assert shown()[0][-1] == played[0][-1]
    assert played[0][-1] == TOLL_OF_THE_SEASON


def test_the_transcript_of_the_season_is_what_the_demo_prints(played: tuple[list[str], list[str]]) -> None:
    assert shown()[0] == transcripts.season(played[0]), TAKE_ANEW


def test_the_answers_are_what_the_demo_answers(played: tuple[list[str], list[str]]) -> None:
    silent, answering = played
    assert shown()[1] == transcripts.answers(answering, len(silent)), TAKE_ANEW


def test_the_table_of_commands_is_the_registry_in_the_words_of_the_help() -> None:
    texts = load_texts()
    assert README.rows("Commands") == [
        [
            f"`{texts.say(f'command.{command.name}.usage')}`",
            WHO[command.guard],
            texts.say(f"command.{command.name}.help"),
        ]
        for command in COMMANDS
    ]


def test_the_table_of_the_command_line_names_every_command_in_the_order_of_the_help() -> None:
    named = [unquoted(row[0]).split()[0] for row in README.rows("Command line")]
    assert named == list(options())


def test_every_option_in_the_table_of_the_command_line_exists_and_none_is_missing() -> None:
    for command, told in README.rows("Command line"):
        named = set(re.findall(r"--[a-z-]+", told))
        assert named == options()[unquoted(command).split()[0]], command


def shell_lines() -> list[str]:
    return [line for fence in README.fences("sh") for line in fence.text.splitlines() if line]


@pytest.mark.parametrize("line", shell_lines())
def test_a_command_to_copy_works_on_a_fresh_clone(line: str) -> None:
    last = line.rpartition(" | ")[2]
    program = next((name for name in PROGRAMS if last.startswith(f"{name} ")), None)
    if last.startswith("make "):
        assert set(last.split()[1:]) <= make_targets()
    elif last.startswith("cp "):
        assert (ROOT / last.split()[1]).exists()
    else:
        assert program is not None, line
        command, *given = shlex.split(last.removeprefix(program))
        assert {word for word in given if word.startswith("--")} <= options()[command]


def test_the_document_to_copy_is_read_as_an_incident() -> None:
    line = next(line for line in shell_lines() if line.endswith(" read -"))
    echo, _ = line.split(" | ")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "read", "-"],
        cwd=ROOT,
        input=shlex.split(echo)[1],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    reading = json.loads(done.stdout)
    assert (reading["decision"], reading["adm2"], reading["killed"]) == ("incident", "Shamsiddin Shohin", 4)
