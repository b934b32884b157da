"""A reading as the plain record that is printed."""

import json
from datetime import date

from bot.extraction.output import by_party, event_day, reading_record, total
from bot.model.vocabulary import Measure, Party
from tests.builders import make_claim, make_report
from tests.unit.extraction.stages import read

PLACE = "in the Hamadoni district of Khatlon on the Afghan border on Tuesday"
KEYS = {
    "id", "language", "decision", "score", "event_type", "event_date", "date_prec", "country", "adm1", "adm2",
    "place", "where_prec", "killed", "wounded", "detained", "killed_by_party", "wounded_by_party", "speaker",
    "summaries",
}  # fmt: skip


def test_a_record_has_every_field_and_can_be_printed() -> None:
    record = reading_record(
        read(f"Two smugglers were killed and a guard wounded {PLACE}, the Tajik Border Troops said.")
    )
    assert set(record) == KEYS
    assert json.loads(json.dumps(record)) == record
    assert record["killed"] == 2
    assert record["killed_by_party"] == {"smugglers": 2}
    assert record["wounded_by_party"] == {"border_guards": 1}
    assert record["detained"] is None
    assert (record["event_date"], record["adm1"], record["adm2"]) == ("2026-03-03", "TJ-KT", "Hamadoni")
    assert record["speaker"] == "Tajik Border Troops"


def test_a_text_that_says_nothing_has_the_same_fields() -> None:
    record = reading_record(read("The weather was fine."))
    assert set(record) == KEYS
    assert record["decision"] == "other"
    assert record["killed"] is None
    assert record["summaries"] == []


def test_running_totals_are_listed_with_who_counts() -> None:
    record = reading_record(
        read(f"Two smugglers were killed {PLACE}.\nSince October 19 people have been killed, AFP counted.")
    )
    assert record["summaries"] == [{"measure": "killed", "value": 19, "since": "2025-10", "by": "AFP"}]


def test_a_vague_part_makes_the_total_unknown() -> None:
    claims = (
        make_claim(Measure.KILLED, Party.MILITANTS, 4),
        make_claim(Measure.KILLED, Party.POLICE, None, low=2),
    )
    found = make_report(claims=claims)
    assert total(found, Measure.KILLED) is None
    assert by_party(found, Measure.KILLED) == {"militants": 4}


def test_a_claim_without_a_party_is_the_total_or_its_rest() -> None:
    whole = make_claim(Measure.KILLED, Party.UNKNOWN, 7)
    part = make_claim(Measure.KILLED, Party.MILITANTS, 6)
    assert total(make_report(claims=(whole, part)), Measure.KILLED) == 7
    assert by_party(make_report(claims=(whole, part)), Measure.KILLED) == {"militants": 6, "unknown": 1}
    assert by_party(make_report(claims=(whole,)), Measure.KILLED) == {"unknown": 7}
    all_of_it = make_claim(Measure.KILLED, Party.MILITANTS, 7)
    assert by_party(make_report(claims=(whole, all_of_it)), Measure.KILLED) == {"militants": 7}
    assert total(make_report(claims=()), Measure.KILLED) is None


def test_a_day_that_is_not_named_is_the_day_of_publication() -> None:
    undated = read("Two smugglers were killed in Hamadoni district of Khatlon on the Afghan border.").main
    assert undated is not None
    assert event_day(undated) == date(2026, 3, 4)
    dated = read(f"Two smugglers were killed {PLACE}.").main
    assert dated is not None
    assert event_day(dated) == date(2026, 3, 3)
