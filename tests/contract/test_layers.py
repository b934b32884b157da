"""Who may import whom is checked, and every room of the house is under the rule."""

import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copy2, copytree, ignore_patterns
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def forbidding(library: str) -> set[str]:
    """The rooms in which a library must not be imported."""
    contract = next(one for one in contracts() if library in one.get("forbidden_modules", ()))
    return set(contract["source_modules"])


def contracts() -> list[dict[str, Any]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(table["tool"]["importlinter"]["contracts"])


def layers() -> list[set[str]]:
    listed = next(contract["layers"] for contract in contracts() if contract["type"] == "layers")
    return [set(layer.split(" | ")) for layer in listed]


def rooms() -> set[str]:
    """The packages and modules directly below ``bot``, and ``handlers``."""
    found = {"handlers"}
    for path in (ROOT / "bot").iterdir():
        if path.suffix == ".py" and path.stem != "__init__":
            found.add(f"bot.{path.stem}")
        elif (path / "__init__.py").is_file():
            found.add(f"bot.{path.name}")
    return found


def lint(root: Path) -> "subprocess.CompletedProcess[str]":
    """Check the contracts of the code in ``root`` with nothing else importable under its names."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_layers_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_an_import_against_the_rule_is_noticed(tmp_path: Path) -> None:
    for package in ("bot", "handlers"):
        copytree(ROOT / package, tmp_path / package, ignore=ignore_patterns("__pycache__", "data"))
    copy2(ROOT / "pyproject.toml", tmp_path)
    for module, forbidden in (
        ("bot/model/place.py", "bot.app"),
        ("bot/app.py", "sqlmodel"),
        ("bot/desk/dates.py", "telegram"),
        ("bot/workers/loops.py", "httpx"),
        ("bot/extraction/gate.py", "random"),
    ):
        with (tmp_path / module).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {forbidden}\n")
    result = lint(tmp_path)
    assert result.returncode == 1
    for contract in contracts():
        assert f"{contract['name']} BROKEN" in result.stdout


def test_no_file_of_a_room_leads_back_to_itself(tmp_path: Path) -> None:
    for package in ("bot", "handlers"):
        copytree(ROOT / package, tmp_path / package, ignore=ignore_patterns("__pycache__", "data"))
    copy2(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "bot/extraction/entries.py").open("a", encoding="utf-8") as file:
        file.write("\nif False:\n    import bot.extraction.lexicon\n")
    result = lint(tmp_path)
    assert "No circles BROKEN" in result.stdout
    assert result.stdout.count(" BROKEN") == 1


def test_every_room_of_the_house_stands_in_one_layer() -> None:
    standing = [name for layer in layers() for name in layer]
    assert len(set(standing)) == len(standing)
    assert rooms() == set(standing)


@pytest.mark.parametrize(
    ("library", "only"),
    [
        ("sqlmodel", {"bot.store"}),
        ("telegram", {"handlers", "bot.app", "bot.channels"}),
        ("httpx", {"bot.sources", "bot.channels"}),
    ],
)
def test_each_great_library_has_its_rooms(library: str, only: set[str]) -> None:
    assert forbidding(library) == rooms() - only


def test_pure_cores_are_kept_from_clock_and_chance() -> None:
    pure = {"bot.alerts", "bot.extraction", "bot.incidents", "bot.render", "bot.trace", "bot.model"}
    assert forbidding("random") == pure
