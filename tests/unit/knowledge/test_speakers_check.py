"""Speakers are told apart, and every language that is read has words for officials."""

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.checks.speakers import SPEAKERS, speaker_faults
from tests.unit.knowledge.spoiling import Change, Copy


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path, speaker_faults)


def spoil(origin: str, change: Change) -> Change:
    return lambda table: change(next(row for row in table["speaker"] if row["origin"] == origin))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.pop("speaker"), "write each speaker as a [[speaker]] table"),
        (lambda t: t.update(colour="red"), "colour: unknown key"),
        (lambda t: t["speaker"].append("Khovar"), "write it as a table"),
        (spoil("khovar", lambda r: r.update(type="rumour")), "khovar: type: 'rumour' is not one of"),
        (spoil("khovar", lambda r: r.update(origin="Khovar!")), "origin: 'Khovar!' is not a code"),
        (spoil("khovar", lambda r: r.update(origin="afp")), "afp: stands more than once"),
        (spoil("khovar", lambda r: r.update(relay="yes")), "khovar: relay: 'yes' is not true or false"),
        (spoil("khovar", lambda r: r.update(names={})), "khovar: names: {} is not a table of names"),
        (spoil("khovar", lambda r: r.update(names={"any": " , "})), "khovar: names.any: no name"),
        (spoil("khovar", lambda r: r.update(names={"any": "..."})), "names.any: nothing to match in '...'"),
        (spoil("khovar", lambda r: r["names"].update(xx="khovar")), "names.xx: does not stand in languages"),
        (spoil("khovar", lambda r: r.pop("name")), "khovar: name: missing"),
        (spoil("tj_mfa", lambda r: r["names"].update(en="GKNB")), "'GKNB' is the name of tj_gknb too"),
        (spoil("tj_mfa", lambda r: r["names"].update(en="AFP")), "'AFP' is the name of afp too"),
        (spoil("khovar", lambda r: r.pop("names")), "khovar: names: missing"),
        (spoil("khovar", lambda r: r.update(country="TJ")), "khovar: country and bodies go together"),
        (spoil("khovar", lambda r: r.update(shared=True)), "khovar: country and bodies go together"),
        (spoil("tj_mfa", lambda r: r.update(country="tj")), "tj_mfa: country: 'tj' is not a code"),
        (spoil("tj_mfa", lambda r: r.update(bodies="Foreign!")), "tj_mfa: bodies: 'Foreign!' is not codes"),
        (spoil("kg_border", lambda r: r.update(country="TJ")), "'border' of TJ is tj_border_troops already"),
        (spoil("af_residents", lambda r: r.update(bodies="x")), "no shared row is of the kind 'x'"),
    ],
)
def test_each_fault_is_named(copy: Copy, change: Change, fault: str) -> None:
    faults = copy.table(SPEAKERS, change)
    assert any(line.startswith(f"{SPEAKERS}: ") and fault in line for line in faults), faults


def forget_russian(table: dict[str, Any]) -> None:
    for row in table["speaker"]:
        row.get("names", {}).pop("ru", None)


def test_a_language_that_is_read_needs_names_of_officials(copy: Copy) -> None:
    faults = copy.table(SPEAKERS, forget_russian)
    assert any("names.ru: no official speaker has a name in this language" in fault for fault in faults)


def exempt_russian(copy: Copy) -> list[str]:
    reason = {"speakers.official": "Officials are only quoted in English there."}
    return copy.table("lexicon/ru.toml", lambda pack: pack.setdefault("exempt", {}).update(reason))


def test_a_pack_may_explain_why_no_official_speaks_its_language(copy: Copy) -> None:
    exempt_russian(copy)
    assert not any("names.ru" in fault for fault in copy.table(SPEAKERS, forget_russian))


def test_an_exemption_goes_when_officials_have_names(copy: Copy) -> None:
    assert any("drop speakers.official from [exempt]" in fault for fault in exempt_russian(copy))
