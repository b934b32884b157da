"""``replay``: the whole pipeline on a scratch database, under a clock that follows the documents."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.unit.commands.conftest import Prompt
from tests.unit.commands.documents import APRICOTS, FOUR_KILLED, SIX_KILLED, line, records

RELAY = FOUR_KILLED + " The statement was carried by several outlets."


def replayed(prompt: Prompt, *lines: str) -> list[dict[str, Any]]:
    result = prompt("replay", "-", typed="".join(lines))
    assert result.exit_code == 0
    return records(result.stdout)


def kind(found: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [record for record in found if next(iter(record)) == key]


def test_every_document_has_one_line_with_its_incident(prompt: Prompt) -> None:
    found = replayed(prompt, line("a"), line("b", APRICOTS), line("c", RELAY, outlet="Asia-Plus"))

    assert kind(found, "document") == [
        {"document": "a", "incident": "TJAF-2026-0001", "also": []},
        {"document": "b", "incident": None, "also": []},
        {"document": "c", "incident": "TJAF-2026-0001", "also": []},
    ]


def test_incidents_stand_at_the_end_with_the_documents_behind_them(prompt: Prompt) -> None:
    found = replayed(prompt, line("a"), line("c", RELAY, outlet="Asia-Plus"))

    (incident,) = kind(found, "incident")
    assert found[-1] == incident
    assert incident["documents"] == ["a", "c"]
    assert incident["event_date"] == "2026-01-18"
    assert (incident["adm1"], incident["adm2"]) == ("TJ-KT", "Shamsiddin Shohin")
    assert incident["killed"]["best"] == 4
    assert incident["killed_by_party"] == {"militants": 4}
    assert (incident["status"], incident["confidence"]) == ("open", "official")


def test_alerts_are_those_that_sound_and_stand_after_their_document(prompt: Prompt) -> None:
    later = "2026-01-18T15:00:00+05:00"
    found = replayed(
        prompt,
        line("a"),
        line("c", RELAY, outlet="Asia-Plus", seen="2026-01-18T13:00:00+05:00"),
        line("d", SIX_KILLED, seen=later),
    )

    assert [(alert["reason"], alert["revision"] > 1) for alert in kind(found, "alert")] == [
        ("new", False),
        ("toll", True),
    ]
    new, toll = kind(found, "alert")
    assert found.index(new) == 1
    assert toll["at"] == "2026-01-18T10:00:00+00:00"
    assert {alert["alert"] for alert in (new, toll)} == {"TJAF-2026-0001"}


def test_old_news_is_placed_and_not_told(prompt: Prompt) -> None:
    found = replayed(prompt, line("a", seen="2026-03-18T12:00:00+05:00"))
    assert kind(found, "alert") == []
    assert len(kind(found, "incident")) == 1


def test_the_clock_never_goes_back(prompt: Prompt) -> None:
    found = replayed(
        prompt,
        line("b", APRICOTS, seen="2026-01-18T20:00:00+05:00"),
        line("a", seen="2026-01-18T12:00:00+05:00"),
    )
    (alert,) = kind(found, "alert")
    assert alert["at"] == "2026-01-18T15:00:00+00:00"


def test_the_same_document_twice_is_one_document_of_the_incident(prompt: Prompt) -> None:
    found = replayed(prompt, line("a"), line("a"))
    assert [record["document"] for record in kind(found, "document")] == ["a", "a"]
    (incident,) = kind(found, "incident")
    assert incident["documents"] == ["a"]


def test_bad_lines_are_named_and_the_rest_is_replayed(prompt: Prompt) -> None:
    result = prompt("replay", "-", typed="nonsense\n" + line("a"))
    assert result.stderr == "line 1: not JSON\n"
    assert len(records(result.stdout)) == 3


def test_a_text_that_breaks_the_reader_still_has_its_line(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **more: object) -> object:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("bot.extraction.reader.Reader.read", broken)
    result = prompt("replay", "-", typed=line("a"))
    assert records(result.stdout) == [{"document": "a", "incident": None, "also": []}]
    assert result.stderr == "document a: reading broke (KeyError)\n"


def test_nothing_to_replay_leaves_nothing_behind(
    prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert replayed(prompt) == []
    replayed(prompt, line("a"))
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_clock_outside_all_reason_is_named_and_spoils_nothing(prompt: Prompt, seen: str) -> None:
    result = prompt("replay", "-", typed=line("a", seen=seen) + line("b"))

    assert result.exit_code == 0
    assert "line 1: seen lies outside the years" in result.stderr
    assert [record["incident"] for record in kind(records(result.stdout), "document")] == ["TJAF-2026-0001"]
