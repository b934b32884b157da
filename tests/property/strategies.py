"""Random but plausible reports of one event or of several, for property tests."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.model.incident import LinkedReport
from bot.model.report import Claim
from bot.model.vocabulary import EventType, Measure, Modality, Party, VerbClass
from tests.builders import (
    BORDER_TROOPS,
    EMBASSY,
    NOON,
    TALIBAN,
    WIRE,
    make_claim,
    make_date,
    make_linked,
    make_report,
    make_seizure,
    nobody,
)

OUTLETS = ("khovar", "asia-plus", "ozodi", "portal-a", "portal-b", "portal-c", "portal-d")
SPEAKERS = (BORDER_TROOPS, EMBASSY, TALIBAN, WIRE)
PLACES = (None, "tj", "tj-kt", "tj-kt-shohin", "tj-p-hirmanjo", "tj-p-istiqlol", "tj-gb-darvoz", "r-panj")
ANCHORS = ("post:5", "post:7", "time:00:30", "company:shohin sm", "group:4", "place:tj-p-hirmanjo")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim that a reader may make, vague ones and zeros included."""
    low, best, high = draw(
        st.one_of(
            st.integers(0, 12).map(lambda n: (n, n, n)),
            st.integers(0, 12).map(lambda n: (n, n, None)),
            st.integers(0, 12).map(lambda n: (0, n, n)),
            st.tuples(st.integers(0, 5), st.integers(5, 12)).map(lambda p: (p[0], None, p[1])),
            st.integers(2, 12).map(lambda n: (n, None, None)),
            st.just((None, None, None)),
        )
    )
    claim = make_claim(
        draw(st.sampled_from([Measure.KILLED, Measure.KILLED, Measure.WOUNDED, Measure.DETAINED])),
        draw(st.sampled_from(list(Party))),
        best,
        verb=draw(st.sampled_from([VerbClass.DEATH, VerbClass.EUPHEMISM])),
        modality=draw(
            st.sampled_from(
                [Modality.ASSERTED] * 6 + [Modality.DENIED, Modality.CORRECTED, Modality.RETRACTED]
            )
        ),
        speaker=draw(st.sampled_from(SPEAKERS)),
        label=draw(st.sampled_from([None, "terrorists", "smugglers"])),
        nationality=draw(st.sampled_from([None, None, "CN", "TJ"])),
    )
    return replace(claim, low=low, best=best, high=high)


@st.composite
def linked_reports(draw: st.DrawFn) -> LinkedReport:
    """A report of some day around 18 January 2026, carried by some outlet."""
    outlet = draw(st.sampled_from(OUTLETS))
    day = date(2026, 1, 18) + timedelta(days=draw(st.integers(-2, 2)))
    explicit = draw(st.booleans())
    report = make_report(
        claims=draw(st.lists(claims(), max_size=4)),
        speaker=draw(st.sampled_from([*SPEAKERS, nobody(outlet)])),
        date_=make_date(
            day,
            explicit=explicit,
            end=day + timedelta(days=draw(st.integers(0, 2))),
            precision=draw(st.sampled_from([1, 1, 2, 4])),
            alternatives=draw(st.lists(st.just(day - timedelta(days=1)), max_size=1)),
            time=draw(st.sampled_from([None, "00:30"])),
        ),
        place=draw(st.sampled_from(PLACES)),
        event_type=draw(st.sampled_from(list(EventType))),
        anchors=draw(st.lists(st.sampled_from(ANCHORS), max_size=2, unique=True)),
        seizures=draw(st.lists(st.just(make_seizure()), max_size=1)),
        background=draw(st.sampled_from([False, False, False, True])),
        ordinal=draw(st.integers(0, 1)),
    )
    moment = NOON + timedelta(minutes=draw(st.integers(0, 3000)))
    return make_linked(report, outlet=outlet, at=moment, reliability=draw(st.sampled_from("ABCDEF")))


def distinct_reports(most: int = 8) -> st.SearchStrategy[list[LinkedReport]]:
    """Reports without two readings of one document piece."""
    return st.lists(
        linked_reports(),
        min_size=1,
        max_size=most,
        unique_by=lambda linked: (linked.document_id, linked.report.ordinal),
    )
