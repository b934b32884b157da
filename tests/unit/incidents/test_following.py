"""A denial that does not say where: it follows the one incident that it fits, or none."""

import pytest

from bot.incidents.correlate import Same, Unlinked
from bot.incidents.following import denies, followed
from bot.incidents.policy import DEFAULT_POLICY
from bot.model.incident import LinkedReport
from bot.model.report import Scene
from bot.model.vocabulary import EventType, Measure, Modality, Party
from tests.builders import TALIBAN, make_claim, make_date, make_linked, make_report
from tests.small_world import GAZETTEER
from tests.timeline import Log

ATTACK = EventType.ATTACK_ON_CIVILIANS
DENIED = make_claim(Measure.KILLED, Party.UNKNOWN, None, modality=Modality.DENIED, speaker=TALIBAN)


def denial(country: str | None = None, day: str = "2026-01-20", kind: EventType = ATTACK) -> LinkedReport:
    scene = Scene(border=None, country=country, adm1=None, adm2=None, place=None, where_prec=6)
    report = make_report(claims=(DENIED,), scene=scene, event_type=kind, date_=make_date(day, explicit=False))
    return make_linked(report, outlet="tolo")


def told(*known: LinkedReport, word: LinkedReport) -> Same | Unlinked:
    candidates = Log().take_all(known).candidates()
    return followed(word, candidates, GAZETTEER, DEFAULT_POLICY)


def attack(day: str, place: str = "tj-kt-shohin") -> LinkedReport:
    return make_linked(
        killed={Party.CIVILIANS: 3}, event_type=ATTACK, day=day, at=f"{day}T12:00", place=place
    )


def test_it_joins_the_one_incident_of_the_last_weeks() -> None:
    assert isinstance(told(attack("2026-01-18"), word=denial()), Same)
    assert isinstance(told(attack("2026-01-05"), word=denial()), Same)


def test_it_joins_the_latest_of_several() -> None:
    verdict = told(attack("2026-01-05"), attack("2026-01-20", place="tj-gb-darvoz"), word=denial())
    assert isinstance(verdict, Same)
    assert verdict.incident_id == 2


def test_where_two_fit_alike_it_joins_none() -> None:
    verdict = told(attack("2026-01-19"), attack("2026-01-19", place="tj-gb-darvoz"), word=denial())
    assert isinstance(verdict, Unlinked)
    assert verdict.reasons[0].code == "may_follow_several"


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (attack("2025-12-01"), denial()),  # too long ago
        (attack("2026-01-22"), denial()),  # not yet
        (attack("2026-01-18"), denial(country="PK")),  # on a border of theirs
        (attack("2026-01-18"), denial(kind=EventType.BORDER_CLOSURE)),
    ],
)
def test_what_it_cannot_mean_it_does_not_join(known: LinkedReport, word: LinkedReport) -> None:
    verdict = told(known, word=word)
    assert isinstance(verdict, Unlinked)
    assert verdict.reasons[0].code == "follows_nothing"


def test_a_country_that_it_names_lies_on_the_border() -> None:
    assert isinstance(told(attack("2026-01-18"), word=denial(country="TJ")), Same)


def test_only_a_denial_of_the_event_is_one() -> None:
    assert denies(denial().report)
    assert not denies(make_report(killed=4))
    assert not denies(make_report(claims=(DENIED,), background=True))
