"""Watched borders and grades: what is wrong with them is said, file by file."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.knowledge.checks.borders import BORDERS, border_faults
from bot.knowledge.checks.severity import SEVERITY, severity_faults
from bot.knowledge.files import load_severity
from tests.unit.knowledge.spoiling import Change, Copy


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.pop("border"), "border: write each border as a [[border]] table"),
        (lambda t: t.update(colour="red"), "colour: unknown key"),
        (lambda t: t["border"][0].pop("name"), "TJ-AF: name: missing"),
        (lambda t: t["border"][0].update(id="AF-TJ"), "AF-TJ: id: is not its two countries"),
        (lambda t: t["border"][0].update(id=7), "border 1: id: 7 is not a pair"),
        (
            lambda t: t["border"][0].update(id="TJ-XX", countries=["TJ", "XX"]),
            "XX is no country of gazetteer",
        ),
        (lambda t: t["border"][0].update(countries=["TJ", "TJ"]), "countries: ['TJ', 'TJ'] is not a list"),
        (lambda t: t["border"][1].update(prefix="TJAF"), "TJAF: this prefix stands more than once"),
        (
            lambda t: t["border"].append({**t["border"][1], "id": "TJ-KG", "countries": ["TJ", "KG"]}),
            "KG-TJ: this pair stands more than once",
        ),
        (lambda t: t["border"][1].update(primary=True), "exactly one border is primary"),
        (lambda t: t["border"].append(t["border"].pop(0)), "exactly one border is primary"),
    ],
)
def test_each_fault_of_the_borders_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, border_faults).table(BORDERS, change)
    assert any(line.startswith(f"{BORDERS}: ") and fault in line for line in faults), faults


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.pop("rule"), "needs a default and [[rule]] tables"),
        (lambda t: t.update(colour="red"), "colour: unknown key"),
        (lambda t: t["rule"][0].update(severity="awful"), "'awful' is none of"),
        (lambda t: t["rule"][0].update(types=["parade"]), "'parade' is none of"),
        (lambda t: t["rule"][0].update(parties=["pirates"]), "'pirates' is none of"),
        (lambda t: t["rule"][0].update(moon="full"), "unknown key 'moon'"),
        (lambda t: t["rule"][0].pop("code"), "has no code"),
        (lambda t: t["rule"].append({"code": "nothing", "severity": "low"}), "has no condition"),
        (lambda t: t["rule"][1].update(code=t["rule"][0]["code"]), "stands twice"),
        (lambda t: t["rule"].reverse(), "do not stand gravest first"),
        (lambda t: t["rule"][0].update(types=7), "int"),
    ],
)
def test_each_fault_of_the_grades_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, severity_faults).table(SEVERITY, change)
    assert any(line.startswith(f"{SEVERITY}: ") and fault in line for line in faults), faults


def test_several_faults_of_the_grades_are_told_together(tmp_path: Path) -> None:
    def spoil_two(table: dict[str, list[dict[str, object]]]) -> None:
        table["rule"][0]["severity"] = "awful"
        table["rule"][1]["severity"] = "dire"

    faults = Copy(tmp_path, severity_faults).table(SEVERITY, spoil_two)
    assert any("'awful'" in fault for fault in faults)
    assert any("'dire'" in fault for fault in faults)


def explain(copy: Copy, codes: Iterable[str]) -> None:
    """Make an English catalogue that has a sentence for each code and nothing else."""
    header = 'msgid ""\nmsgstr "Language: en\\n"\n'
    sentences = [f'\nmsgid "severity_why.{code}"\nmsgstr "because"\n' for code in codes]
    catalogue = copy.folder / "locale" / "en" / "borderwatch.po"
    catalogue.write_text(header + "".join(sentences), encoding="utf-8")


def test_a_catalogue_that_explains_grades_explains_all_of_them_and_no_others(tmp_path: Path) -> None:
    copy = Copy(tmp_path, severity_faults)
    codes = load_severity().codes()
    explain(copy, (*codes[1:], "unheard_of"))
    assert copy.new() == [
        f"{SEVERITY}: {codes[0]}: locale/en/borderwatch.po has no sentence severity_why.{codes[0]}",
        f"{SEVERITY}: unheard_of: is explained in locale/en/borderwatch.po, but is no rule",
    ]


def test_a_catalogue_that_explains_every_grade_is_no_fault(tmp_path: Path) -> None:
    copy = Copy(tmp_path, severity_faults)
    explain(copy, load_severity().codes())
    assert copy.new() == []
