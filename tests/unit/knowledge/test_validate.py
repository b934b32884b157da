"""Everything is looked at, everything is told together, and the exit code says whether all is well."""

from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from shutil import copytree

import pytest

from bot.knowledge import __main__ as command
from bot.knowledge import checks
from bot.knowledge.files import DATA
from bot.knowledge.validate import CHECKS, validate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(DATA, tmp_path / "data"))


@pytest.mark.parametrize(
    "name",
    [
        "event_types.toml",
        "parties.toml",
        "borders.toml",
        "severity.toml",
        "gazetteer.tsv",
        "region.geojson",
        "languages.toml",
        "speakers.toml",
        "sources.toml",
        "locale/en/borderwatch.po",
    ],
)
def test_a_missing_file_is_one_fault_and_no_crash(folder: Path, name: str) -> None:
    (folder / name).unlink()
    told = [fault for fault in validate(folder) if fault.startswith(f"{name}: file: ")]
    assert len(told) == 1, told


@pytest.mark.parametrize("name", ["parties.toml", "lexicon/en.toml", "season/feeds.toml", "gazetteer.tsv"])
def test_a_file_that_is_no_text_is_one_fault_and_no_crash(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff\xfe\x00")
    assert f"{name}: file: cannot be read (UnicodeDecodeError)" in validate(folder)


def test_a_file_that_is_no_toml_is_told_with_its_line(folder: Path) -> None:
    (folder / "parties.toml").write_text("[police\n", encoding="utf-8")
    assert any(fault.startswith("parties.toml: file: no valid TOML") for fault in validate(folder))


def test_faults_of_all_files_are_told_together(folder: Path) -> None:
    for name in ("parties.toml", "borders.toml", "speakers.toml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write('\n[surplus]\nkey = "value"\n')
    faults = validate(folder)
    assert {"parties.toml: surplus: unknown code", "borders.toml: surplus: unknown key"} <= set(faults)
    assert "speakers.toml: surplus: unknown key" in faults


def test_a_file_that_nothing_reads_is_a_fault(folder: Path) -> None:
    (folder / "lexicon" / "tg.tml").write_text("", encoding="utf-8")
    assert "lexicon/tg.tml: file: nothing reads it" in validate(folder)


def test_every_fault_has_a_file_a_place_and_a_sentence(folder: Path) -> None:
    (folder / "event_types.toml").write_text("[parade]\n", encoding="utf-8")
    (folder / "lexicon" / "en.toml").write_text("[parade]\n", encoding="utf-8")
    for fault in validate(folder):
        assert len(fault.split(": ")) >= 3, fault
        assert "\n" not in fault


def test_nothing_in_a_file_makes_a_check_raise(folder: Path) -> None:
    for value in ("7", '"text"', "[]", "[7]", '["x"]', "{}", '{"x" = 7}', "[{}]", '[{"x" = {}}]'):
        for path in folder.rglob("*.toml"):
            keys = [line.split("=")[0].strip(' []"') for line in path.read_text("utf-8").splitlines()]
            tops = {key.split(".")[0] for key in keys if key and not key.startswith("#")}
            lines = [f'"{key}" = {value}\n' for key in sorted(tops) if key.isidentifier()]
            path.write_text("".join(lines), encoding="utf-8")
        assert validate(folder)


def test_the_command_prints_the_faults_and_exits_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "stray.txt").write_text("", encoding="utf-8")
    assert command.main(folder) == 1
    assert "stray.txt: file: nothing reads it" in capsys.readouterr().out.splitlines()


def test_the_command_says_in_one_line_that_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "validate", lambda folder: [])
    assert command.main() == 0
    assert capsys.readouterr().out == "all data files are valid\n"


def test_every_check_that_is_written_is_run() -> None:
    written = set()
    for module in iter_modules(checks.__path__, f"{checks.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if name.endswith("_faults") and not name.startswith("_"):
                written |= {value} if [*signature(value).parameters] == ["data"] else set()
    assert written == set(CHECKS)
