"""The reports of the demo season (public record), as the reader should make them: five incidents."""

from bot.model.incident import LinkedReport
from bot.model.report import Claim
from bot.model.vocabulary import EventType, Measure, Party, VerbClass
from tests.builders import (
    BORDER_TROOPS,
    EMBASSY,
    TALIBAN,
    make_claim,
    make_date,
    make_linked,
    make_report,
    make_seizure,
    nobody,
)

CN = "CN"


def hamadoni() -> list[LinkedReport]:
    """20 November: a drone against seven armed smugglers."""
    return [
        make_linked(
            outlet="khovar",
            at="2025-11-21T11:00",
            killed=2,
            party=Party.SMUGGLERS,
            label="smugglers",
            date_=make_date("2025-11-20", time="22:50"),
            place="tj-kt-hamadoni",
            event_type=EventType.DRONE_ATTACK,
            anchors=("time:22:50", "qty:116 package"),
            seizures=[make_seizure()],
        ),
        make_linked(
            outlet="asia-plus",
            at="2025-11-21T14:00",
            language="ru",
            killed=2,
            party=Party.SMUGGLERS,
            day="2025-11-20",
            place="tj-kt-hamadoni",
            event_type=EventType.DRONE_ATTACK,
            anchors=("qty:116 package",),
        ),
        make_linked(
            outlet="portal-zh",
            at="2025-11-22T09:00",
            language="zh",
            killed=2,
            party=Party.SMUGGLERS,
            day="2025-11-20",
            place="tj-kt",
            event_type=EventType.DRUG_SEIZURE,
            speaker=BORDER_TROOPS,
        ),
    ]


def camp() -> list[LinkedReport]:
    """26 November: gunfire and a drone on a company camp; three Chinese workers killed."""
    return [
        make_linked(
            outlet="mfa-relay",
            at="2025-11-27T12:00",
            killed=3,
            party=Party.CIVILIANS,
            nationality=CN,
            date_=make_date("2025-11-26", end="2025-11-27"),
            place="tj-kt-shohin",
            event_type=EventType.DRONE_ATTACK,
            anchors=("company:shohin sm",),
        ),
        make_linked(
            outlet="embassy-relay",
            at="2025-11-27T18:00",
            language="zh",
            killed=3,
            wounded=1,
            party=Party.CIVILIANS,
            nationality=CN,
            speaker=EMBASSY,
            day="2025-11-26",
            place="tj-kt",
            event_type=EventType.ATTACK_ON_CIVILIANS,
        ),
        make_linked(
            outlet="portal-ru",
            at="2025-11-28T08:00",
            language="ru",
            killed=3,
            party=Party.CIVILIANS,
            nationality=CN,
            date_=make_date("2025-11-27", explicit=False),
            place="tj-kt",
            event_type=EventType.DRONE_ATTACK,
        ),
        make_linked(
            outlet="portal-fa",
            at="2025-11-28T10:00",
            language="fa",
            killed=3,
            party=Party.CIVILIANS,
            nationality=CN,
            date_=make_date("2025-11-25", end="2025-11-28", explicit=False, precision=2),
            place="tj-kt",
            event_type=EventType.ATTACK_ON_CIVILIANS,
            speaker=nobody("portal-fa"),
        ),
    ]


def road() -> list[LinkedReport]:
    """30 November: shots at road builders in Darvoz; two Chinese workers killed, 2 or 4 wounded."""
    return [
        make_linked(
            outlet="khovar",
            at="2025-12-01T11:00",
            killed=2,
            wounded=2,
            party=Party.CIVILIANS,
            nationality=CN,
            date_=make_date("2025-11-30", time="18:45"),
            place="tj-s-shodaki",
            event_type=EventType.ATTACK_ON_CIVILIANS,
            anchors=("time:18:45", "place:tj-s-shodaki"),
        ),
        make_linked(
            outlet="other-outlet",
            at="2025-12-01T11:10",
            killed=2,
            wounded=4,
            party=Party.CIVILIANS,
            nationality=CN,
            speaker=nobody("other-outlet"),
            day="2025-11-30",
            place="tj-gb-darvoz",
            event_type=EventType.ATTACK_ON_CIVILIANS,
        ),
        make_linked(
            outlet="portal-en",
            at="2025-12-02T09:00",
            killed=2,
            party=Party.CIVILIANS,
            nationality=CN,
            day="2025-11-30",
            place="tj-gb",
            event_type=EventType.ATTACK_ON_CIVILIANS,
        ),
    ]


def post_five() -> list[LinkedReport]:
    """24 December: three armed men and two border guards dead, told in separate leads."""
    return [
        make_linked(
            outlet="khovar",
            at="2025-12-25T10:00",
            killed=3,
            label="terrorists",
            date_=make_date("2025-12-24", alternatives=["2025-12-23"], time="11:15"),
            place="tj-kt-shohin",
            anchors=("post:5", "time:11:15"),
        ),
        make_linked(
            outlet="asia-plus",
            at="2025-12-25T12:00",
            language="ru",
            killed=2,
            party=Party.BORDER_GUARDS,
            day="2025-12-24",
            place="tj-kt-shohin",
            anchors=("post:5",),
        ),
        make_linked(
            outlet="crossing-dated",
            at="2025-12-25T15:00",
            killed={Party.MILITANTS: 3, Party.BORDER_GUARDS: 2},
            day="2025-12-23",
            place="tj-kt",
            event_type=EventType.INFILTRATION,
        ),
    ]


def post_seven() -> list[LinkedReport]:
    """18 January: four armed men "neutralised"; the Taliban call them smugglers."""
    return [
        make_linked(
            outlet="khovar",
            at="2026-01-18T11:00",
            killed=4,
            euphemism=True,
            label="terrorists",
            date_=make_date("2026-01-18", time="00:30"),
            place="tj-p-hirmanjo",
            event_type=EventType.INFILTRATION,
            anchors=("post:7", "time:00:30", "place:tj-p-hirmanjo"),
        ),
        make_linked(
            outlet="wire-relay",
            at="2026-01-18T14:00",
            killed=4,
            euphemism=True,
            day="2026-01-18",
            place="tj-kt",
            event_type=EventType.INFILTRATION,
        ),
        make_linked(
            outlet="kabul-daily",
            at="2026-01-19T12:00",
            language="fa",
            reliability="D",
            date_=make_date("2026-01-18", explicit=False),
            place=None,
            event_type=EventType.ARMED_CLASH,
            claims=[
                make_claim(best=4, verb=VerbClass.EUPHEMISM, low=0, label="terrorists"),
                taliban_label(),
            ],
        ),
    ]


def taliban_label() -> Claim:
    """The other side's word for the same four, without a figure of its own."""
    return make_claim(
        Measure.KILLED, Party.SMUGGLERS, None, speaker=TALIBAN, label="smugglers", verb=VerbClass.EUPHEMISM
    )


def background_pieces() -> list[LinkedReport]:
    """What a story of 18 January tells of older events."""
    return [
        make_linked(
            make_report(
                killed={Party.MILITANTS: 3, Party.BORDER_GUARDS: 2},
                day="2025-12-25",
                place="tj-kt",
                background=True,
                ordinal=1,
            ),
            outlet="wire-relay",
            at="2026-01-18T14:00",
        ),
        make_linked(
            make_report(
                killed=5,
                party=Party.CIVILIANS,
                nationality=CN,
                date_=make_date("2025-11-01", end="2025-11-30", explicit=False, precision=4),
                place="tj",
                event_type=EventType.ATTACK_ON_CIVILIANS,
                background=True,
                ordinal=2,
            ),
            outlet="wire-relay",
            at="2026-01-18T14:00",
        ),
    ]


def whole_season() -> list[LinkedReport]:
    """All reports in order of publication."""
    reports = [*hamadoni(), *camp(), *road(), *post_five(), *post_seven(), *background_pieces()]
    return sorted(reports, key=lambda linked: linked.seen_at)
