"""Document to Reading: gate, language, sentences, background, reports, verdict."""

import threading
from datetime import UTC, datetime

import pytest

from bot.extraction.output import reading_record
from bot.model.report import Reading
from bot.model.vocabulary import Decision, SegmentKind
from tests.unit.extraction.stages import document, knowledge, read

NEWS = "Two smugglers were killed in the Hamadoni district of Khatlon on the Afghan border on Tuesday."


def test_an_event_is_read() -> None:
    reading = read(f"{NEWS} The night was cold.", title="Two smugglers killed")
    assert (reading.document_id, reading.language, reading.decision) == ("own", "en", Decision.INCIDENT)
    assert reading.main is reading.reports[0]


def test_a_trace_shows_the_parts_of_the_text_and_what_was_met() -> None:
    text = f"{NEWS} Last month two guards were killed there.\nRead also: more news"
    reading = read(text, title="Two smugglers killed")
    assert [(segment.kind, segment.note) for segment in reading.segments] == [
        (SegmentKind.TITLE, ""),
        (SegmentKind.LEAD, ""),
        (SegmentKind.BACKGROUND, "marker"),
        (SegmentKind.TAIL, ""),
    ]
    assert {"act", "party", "event"} <= {trigger.kind for trigger in reading.triggers}


def test_without_a_trace_there_is_none() -> None:
    reading = knowledge().reader.read(document(NEWS))
    assert (reading.segments, reading.triggers) == ((), ())
    assert reading.decision is Decision.INCIDENT


def test_what_the_gate_turns_away_is_not_read_but_can_be_traced() -> None:
    text = "Onions are cheap in the markets of Peru this week, farmers say."
    plain = knowledge().reader.read(document(text))
    assert (plain.decision, plain.reports, [r.code for r in plain.reasons]) == (
        Decision.OTHER, (), ["gate"],
    )  # fmt: skip
    assert read(text).segments


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "Dos guardias fueron muertos en Khatlon, en la frontera con Afganistán, según las autoridades.",
        ),
        ("it", "Due guardie sono state uccise a Khatlon, al confine con l'Afghanistan, dicono le autorità."),
        ("pl", "W Khatlon na granicy z Afganistanem zabitych zostało dwóch strażników, jak podały władze."),
    ],
)
def test_a_language_without_words_goes_to_a_person(language: str, text: str) -> None:
    reading = read(text)
    assert reading.language == language
    assert language not in knowledge().languages
    assert reading.decision is Decision.REVIEW
    assert [reason.code for reason in reading.reasons] == ["language_without_word_list"]


def test_days_and_places_are_read_even_without_words() -> None:
    text = "Dos guardias fueron muertos el 03.03.2026 en Khatlon, en la frontera con Afganistán, según ellos."
    record = reading_record(read(text))
    assert (record["event_date"], record["adm1"]) == ("2026-03-03", "TJ-KT")


def test_a_claimed_language_is_only_a_hint() -> None:
    assert read(NEWS, language="de").language == "en"
    assert read("Хатлон Дарваз", language="tg").language == "tg"


def test_a_variant_of_a_language_is_read_with_its_words() -> None:
    reading = read("塔吉克斯坦哈特隆州邊境發生交火，三名走私者被打死。")
    assert reading.language == "zh-Hant"
    assert reading.reasons != read("四").reasons


def test_yesterday_is_the_day_before_in_dushanbe() -> None:
    late = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)  # already the 4th there
    text = NEWS.replace("on Tuesday", "yesterday")
    main = read(text, published=late).main
    assert main is not None
    assert main.date.start.isoformat() == "2026-03-03"


def test_background_never_feeds_the_main_report() -> None:
    reading = read(f"{NEWS}\nIn 2021 nine guards were killed there.")
    assert all(claim.best != 9 for report in reading.reports for claim in report.claims)


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "\ud800", "\0" * 50, "²", "①", "🙂" * 50])
def test_odd_texts_are_nothing(text: str) -> None:
    reading = read(text, title=text)
    assert (reading.decision, reading.reports) == (Decision.OTHER, ())


def test_one_reader_serves_many_threads_alike() -> None:
    texts = [
        NEWS,
        "Двое убиты в Хатлоне на границе с Афганистаном во вторник.",
        "Nothing.",
        NEWS + " And more.",
    ]
    expected = [knowledge().reader.read(document(text)) for text in texts]
    found: list[list[Reading]] = []

    def work() -> None:
        found.append([knowledge().reader.read(document(text)) for text in texts])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
