"""The documents speak of the program as it is: whatever they name, exists."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.knowledge.locales import COMPLETE, DOMAIN, LOCALE_FOLDER, read_catalogue
from bot.render.families import VISITS
from bot.render.texts import messages_of
from bot.settings import SETTING_NAMES
from handlers.registry import COMMANDS
from tests.contract.markdown import ROOT, Page, page, pages, unquoted

CODE_FOLDERS = ("bot", "handlers")
TOP_FOLDERS = frozenset({"bot", "handlers", "tests", "docs", "bench", ".ci"})
OUR_SUFFIXES = frozenset({".py", ".toml", ".lock", ".md", ".po", ".tsv", ".geojson"})
BOTFATHERS_COMMANDS = frozenset({"newbot", "revoke"})
OTHERS_VARIABLES = frozenset({"HTTPS_PROXY"})
GOOD_VISITS = VISITS[:3]
GREETINGS = frozenset({"terminal.running", "terminal.without_token"})

SLASH_COMMAND = re.compile(r"(?<![\w/.:<>@*}-])/([a-z][a-z_]*)(?![\w/.-])")
CAPITALS = re.compile(r"[A-Z]{2,}(?:_[A-Z]+)+")
MAKE_TARGET = re.compile(r"\bmake ([a-z]+)")
PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?")

each_page = pytest.mark.parametrize("document", pages(), ids=lambda document: document.name)


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None
    return set(phony[1].split())


@cache
def code_of_the_program() -> dict[Path, ast.Module]:
    files = [path for folder in CODE_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}


@cache
def names_in_the_program() -> frozenset[str]:
    trees = code_of_the_program().values()
    return frozenset(node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name))


def is_there(path: str, folder: Path) -> bool:
    """Whether a path, seen from the top or from a folder, exists; ``<name>`` stands for any."""
    pattern = re.sub(r"<[^>]*>", "*", path).rstrip("/")
    return any(base.glob(pattern) for base in (ROOT, folder) if [*base.glob(pattern)])


def paths_of_ours(document: Page) -> Iterator[str]:
    """Code spans that name a file or folder of this repository."""
    for span in document.spans():
        path = span.partition("::")[0]
        if PATH.fullmatch(path) is None:
            continue
        inside = "/" in path and path.split("/")[0] in TOP_FOLDERS
        if inside or Path(path).suffix in OUR_SUFFIXES:
            yield path


@each_page
def test_every_command_that_is_named_exists(document: Page) -> None:
    known = {command.name for command in COMMANDS} | BOTFATHERS_COMMANDS
    assert {*SLASH_COMMAND.findall(document.source)} <= known


@each_page
def test_every_make_target_that_is_named_exists(document: Page) -> None:
    named = {target for code in document.code() for target in MAKE_TARGET.findall(code)}
    assert named <= make_targets()


@each_page
def test_every_setting_or_constant_that_is_named_exists(document: Page) -> None:
    named = {name for span in document.spans() for name in CAPITALS.findall(span)}
    assert named <= {*SETTING_NAMES, *names_in_the_program(), *OTHERS_VARIABLES}


@each_page
def test_every_file_that_is_named_exists(document: Page) -> None:
    missing = [path for path in paths_of_ours(document) if not is_there(path, document.path.parent)]
    assert missing == []


@each_page
def test_every_test_that_is_named_exists(document: Page) -> None:
    for span in document.spans():
        file, separator, name = span.partition("::")
        if separator and file.endswith(".py"):
            source = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^(?:async )?def {name}\(", source, re.MULTILINE), span


@each_page
def test_every_link_within_the_repository_leads_somewhere(document: Page) -> None:
    for link in document.links():
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = link.partition("#")
        found = Page((document.path.parent / target).resolve() if target else document.path)
        assert found.path.exists(), link
        if anchor:
            assert anchor in found.anchors(), link


def test_every_document_can_be_reached_from_another() -> None:
    linked = {
        (document.path.parent / link.partition("#")[0]).resolve()
        for document in pages()
        for link in document.links()
    }
    assert {document.name for document in pages() if document.path not in linked} <= {"README.md"}


def test_every_room_of_the_house_has_its_line_in_the_plan_and_no_other() -> None:
    rooms = {f"bot/{path.name}" for path in (ROOT / "bot").glob("*.py") if path.name != "__init__.py"}
    rooms |= {f"bot/{path.parent.name}" for path in (ROOT / "bot").glob("*/__init__.py")}
    assert {unquoted(row[0]) for row in page("docs/architecture.md").rows("The rooms")} == {
        *rooms,
        "handlers",
    }


def test_decisions_are_numbered_and_say_what_why_and_until_when() -> None:
    decisions = [document for document in pages() if document.path.parent.name == "decisions"]
    for number, decision in enumerate(decisions, 1):
        assert decision.path.name.startswith(f"{number:04}-")
        assert decision.source.startswith(f"# {number}. ")
        for part in ("**Decision.**", "**Why.**", "**What would change our mind.**"):
            assert part in decision.source, f"{decision.name} lacks {part}"


def test_every_promise_names_a_test_that_shows_it() -> None:
    promises = page("docs/guarantees.md").source.partition("## What is not promised")[0]
    for promise in re.split(r"^(?:\d+\.|\*) ", promises, flags=re.MULTILINE)[1:]:
        assert "`tests/" in promise, promise[:80]


@cache
def sentences_of_a_failed_start() -> dict[str, str]:
    """What the terminal is told when the bot cannot start, or ends by itself: key to sentence."""
    catalogue = messages_of(read_catalogue(LOCALE_FOLDER / COMPLETE / DOMAIN, COMPLETE))
    return {key: forms[0] for key, forms in catalogue.items() if key.startswith("terminal.")}


@pytest.mark.parametrize("key", [*sorted(sentences_of_a_failed_start().keys() - GREETINGS)])
def test_every_sentence_of_a_failed_start_is_explained(key: str) -> None:
    rows = page("docs/operations.md").rows("Sentences at the start")
    # In the table "…" stands for what differs from case to case.
    shapes = [".*".join(map(re.escape, unquoted(row[0]).split("…"))) for row in rows]
    sentence = sentences_of_a_failed_start()[key]
    assert any(re.match(shape, sentence) for shape in shapes), sentence


def test_every_reason_of_a_failed_visit_is_explained_and_no_other() -> None:
    rows = page("docs/operations.md").rows("Sources")
    assert {unquoted(row[0]) for row in rows} == {*VISITS, "no_text"} - {*GOOD_VISITS}


def test_every_answer_of_check_is_explained_and_no_other() -> None:
    tree = code_of_the_program()[ROOT / "bot" / "commands" / "check.py"]
    said = {
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "what" and isinstance(keyword.value, ast.Constant)
    }
    rows = page("docs/operations.md").rows("The answers of check")
    assert {unquoted(row[0]) for row in rows} == said


def logged_events() -> set[str]:
    """The first words of every call to a logger in the program."""
    return {
        node.args[0].value
        for tree in code_of_the_program().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and _is_logging(node.func)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _is_logging(function: ast.Attribute | ast.Name) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "level"
    owner = function.value
    return isinstance(owner, ast.Name) and owner.id in ("log", "LOGGER")


def test_every_event_of_the_log_is_explained_and_no_other() -> None:
    rows = page("docs/operations.md").rows("Logs")
    assert {unquoted(row[0]) for row in rows} == logged_events()


def test_the_changelog_begins_with_the_present_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## \[(.+?)\]", page("CHANGELOG.md").source, re.MULTILINE)
    assert newest is not None
    assert newest[1] == version
