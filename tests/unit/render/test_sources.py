"""Sources in words, for people and for operators."""

from datetime import UTC, datetime

from bot.model.answers import (
    Polled,
    SourceChanged,
    SourceRemoval,
    SourceTrial,
    TrialItem,
)
from bot.model.report import Claim, Reading, Span
from bot.model.vocabulary import (
    Aux,
    Decision,
    Measure,
    Modality,
    Party,
    SegmentKind,
    VerbClass,
)
from bot.render import families, sources
from tests.unit.render.builders import TEXTS, make_report, make_source


def make_trial(title: str, decision: Decision = Decision.INCIDENT, killed: int = 4) -> TrialItem:
    base = make_report().report
    span = Span(segment=SegmentKind.LEAD, sentence=0, start=0, end=1, text="x")
    claim = Claim(
        measure=Measure.KILLED,
        party=Party.MILITANTS,
        low=None,
        best=killed,
        high=None,
        verb_class=VerbClass.DEATH,
        modality=Modality.ASSERTED,
        aux=Aux.CURRENT,
        speaker=base.speaker,
        span=span,
    )
    found = (
        type(base)(
            ordinal=0,
            event_type=base.event_type,
            date=base.date,
            scene=base.scene,
            speaker=base.speaker,
            claims=(claim, claim),
        ),
    )
    reading = Reading(
        document_id="1",
        language="en",
        decision=decision,
        score=1.0,
        reports=found if decision is Decision.INCIDENT else (),
    )
    return TrialItem(
        title=title, published_at=datetime(2026, 1, 18, tzinfo=UTC), decision=decision, reading=reading
    )


def test_a_trial_shows_what_we_make_of_each_item_and_asks() -> None:
    trial = SourceTrial(
        token="abc",
        url="https://news.example/feed",
        asked="https://news.example/",
        name="Valley Wire",
        items=(make_trial("Night crossing"), make_trial("Apple harvest", Decision.OTHER)),
        total_items=24,
    )
    message = sources.source_trial(trial, TEXTS, confirm_data="v1|add|abc", cancel_data="v1|drop|abc")
    assert message.text == (
        "Trial of Valley Wire\n"
        "Feed: https://news.example/feed\n"
        "Found behind: https://news.example/\n"
        "It holds 24 items. The newest, and what we make of each:\n"
        "\n"
        "• 18 January 2026, “Night crossing” → incident: Armed crossing, Shamsiddin Shohin, Khatlon,"
        " killed 4\n"
        "• 18 January 2026, “Apple harvest” → not an incident\n"
        "\n"
        "Its first import is stored and not pushed; alerts begin with the second poll.\n"
        "Add this source?"
    )
    assert [button.data for button in message.buttons[0]] == ["v1|add|abc", "v1|drop|abc"]
    addresses = [s for s in message.styles if s.kind == "code"]
    assert [message.text[s.start : s.start + s.length] for s in addresses] == [
        "https://news.example/feed",
        "https://news.example/",
    ]


def test_a_removal_says_what_goes_and_what_stays_and_asks() -> None:
    removal = SourceRemoval(token="abc", source=make_source(), texts=1200, reports=1)
    message = sources.source_removal(removal, TEXTS, confirm_data="v1|remove|abc", cancel_data="v1|keep|abc")
    assert message.text == (
        "Remove Valley Wire?\n"
        "Feed: https://news.example/feed\n"
        "What it brought stays stored: 1,200 texts with 1 report of incidents.\n"
        "It is polled no more; only /addsource with its address brings it back."
    )
    assert [button.data for button in message.buttons[0]] == ["v1|remove|abc", "v1|keep|abc"]


def test_every_change_of_a_source_has_its_sentence() -> None:
    for what in families.SOURCE_CHANGES:
        text = sources.source_changed(SourceChanged(what=what, source=make_source()), TEXTS).text
        assert text.startswith("Valley Wire ")


def test_a_poll_names_failures_first_and_counts_new_items() -> None:
    answer = Polled(
        results=(
            (make_source("Alpha"), "fetched", 2),
            (make_source("Beta"), "unchanged", 0),
            (make_source("Gamma"), "not_a_feed", 0),
        )
    )
    assert sources.polled(answer, TEXTS).text == (
        "3 sources polled:\n• Gamma: does not send a feed\n• Alpha: 2 new items\n• Beta: unchanged"
    )
