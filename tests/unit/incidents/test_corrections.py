"""A corrected figure replaces the one before it, adds nobody, and is told to whom the old one was told."""

from dataclasses import replace
from datetime import timedelta

from bot.incidents.assess import assess
from bot.incidents.fold import fold
from bot.incidents.policy import DEFAULT_POLICY
from bot.model.incident import Correction, Figure, LinkedReport, Said, Snapshot
from bot.model.report import Speaker
from bot.model.vocabulary import AlertReason, Measure, Modality, Party, VerbClass
from tests.builders import BORDER_TROOPS, NOON, TALIBAN, make_claim, make_linked, make_report, nobody
from tests.small_world import GAZETTEER, severity_table

TABLE = severity_table()
DESK = nobody("desk")
CIVILIANS, UNKNOWN = Party.CIVILIANS, Party.UNKNOWN


def folded(*reports: LinkedReport) -> Snapshot:
    return fold(reports, GAZETTEER, TABLE, DEFAULT_POLICY)


def said(
    outlet: str,
    hours: int,
    wounded: int,
    *,
    killed: int = 2,
    party: Party = CIVILIANS,
    speaker: Speaker = BORDER_TROOPS,
    corrects: bool = False,
) -> LinkedReport:
    """A report of dead civilians and of wounded; ``corrects`` marks both figures as corrected."""
    modality = Modality.CORRECTED if corrects else Modality.ASSERTED
    claims = (
        make_claim(Measure.KILLED, CIVILIANS, killed, speaker=speaker, modality=modality),
        make_claim(Measure.WOUNDED, party, wounded, speaker=speaker, modality=modality),
    )
    return make_linked(
        make_report(claims=claims, speaker=speaker), outlet=outlet, at=NOON + timedelta(hours=hours)
    )


OFFICIAL = said("khovar", 0, 2)
HIGHER = said("desk", 2, 4, speaker=DESK)
CORRECTED = said("desk", 48, 2, party=UNKNOWN, corrects=True)


def test_an_outlet_that_differs_is_named_beside_the_figure() -> None:
    (wounded,) = [f for f in folded(OFFICIAL, HIGHER).figures if f.measure is Measure.WOUNDED]
    assert wounded.figure == Figure(low=2, best=2, high=4)
    assert wounded.others == (Said(figure=Figure(low=4, best=4, high=4), by=("desk",)),)


def test_a_corrected_figure_replaces_what_its_outlet_said_whoever_it_named() -> None:
    after = folded(OFFICIAL, HIGHER, CORRECTED)
    assert after.by_party(Measure.WOUNDED) == {CIVILIANS: Figure(low=2, best=2, high=2)}
    assert after.corrected
    assert after.corrections == (
        Correction(measure=Measure.WOUNDED, party=CIVILIANS, was=4, now=2, by="desk"),
    )


def test_a_correction_takes_nothing_back_of_another_outlet() -> None:
    other = said("post", 3, 4, speaker=nobody("post"))
    after = folded(OFFICIAL, HIGHER, other, CORRECTED)
    assert after.by_party(Measure.WOUNDED)[CIVILIANS].high == 4


def test_what_an_outlet_says_after_its_correction_stands() -> None:
    after = folded(OFFICIAL, HIGHER, CORRECTED, said("desk", 60, 5, speaker=DESK))
    assert after.by_party(Measure.WOUNDED)[CIVILIANS].high == 5


def test_a_total_without_a_party_that_a_party_may_reach_leaves_nobody_over() -> None:
    total = said("gazette", 3, 4, party=UNKNOWN, speaker=BORDER_TROOPS)
    after = folded(OFFICIAL, HIGHER, total)
    assert after.by_party(Measure.WOUNDED) == {CIVILIANS: Figure(low=2, best=2, high=4)}


def test_a_total_beyond_all_parties_still_leaves_the_rest() -> None:
    total = said("gazette", 3, 7, party=UNKNOWN, speaker=BORDER_TROOPS)
    after = folded(OFFICIAL, HIGHER, total)
    assert after.by_party(Measure.WOUNDED)[UNKNOWN].best == 5


def test_a_speaker_with_a_lower_figure_has_corrected_the_older_one() -> None:
    after = folded(said("khovar", 0, 5), said("khovar", 5, 3))
    assert after.corrections == (
        Correction(measure=Measure.WOUNDED, party=CIVILIANS, was=5, now=3, by=BORDER_TROOPS.origin),
    )


def test_wounded_who_died_are_no_correction() -> None:
    after = folded(said("khovar", 0, 5), said("khovar", 5, 4, killed=3))
    assert after.corrections == ()


def test_a_correction_of_what_was_told_sounds_once() -> None:
    before, after = folded(OFFICIAL, HIGHER), folded(OFFICIAL, HIGHER, CORRECTED)
    change = assess(before, after, GAZETTEER)
    assert (change.reason, change.sound) == (AlertReason.CORRECTED, True)
    other = said("post", 3, 4, speaker=nobody("post"))
    known = (OFFICIAL, HIGHER, other, CORRECTED)
    later = folded(*known, said("herald", 60, 6, speaker=nobody("herald")))
    assert later.by_party(Measure.WOUNDED) != folded(*known).by_party(Measure.WOUNDED)
    assert not assess(folded(*known), later, GAZETTEER).sound


def test_a_correction_of_what_nobody_was_told_is_silent() -> None:
    unheard = said("desk", 3, 3, party=UNKNOWN, corrects=True)
    after = folded(OFFICIAL, HIGHER, unheard, said("post", 4, 3, speaker=nobody("post")))
    assert [(fact.was, fact.now) for fact in after.corrections] == [(4, 3)]
    change = assess(folded(OFFICIAL), after, GAZETTEER)
    assert any(field == "wounded" for field, _, _ in change.details)
    assert not change.sound


def test_more_wounded_are_edited_in_silently() -> None:
    assert not assess(folded(OFFICIAL), folded(OFFICIAL, HIGHER), GAZETTEER).sound


def test_a_range_that_comes_from_a_euphemism_says_so_until_somebody_speaks_plainly() -> None:
    hinted = make_linked(killed=4, euphemism=True)
    (figure,) = folded(hinted).figures
    assert (figure.euphemism, figure.figure.low) == (True, 0)
    plain = make_linked(killed=4, speaker=nobody("desk"), outlet="desk", reliability="B")
    assert figure.euphemism is not folded(plain).figures[0].euphemism


def test_a_word_is_kept_with_the_party_that_it_stands_for() -> None:
    (note,) = folded(make_linked(killed=4, label="terrorists")).labels
    assert (note.label, note.party) == ("terrorists", Party.MILITANTS)


def toll(outlet: str, hours: int, *parties: tuple[Party, int], corrects: bool = False) -> LinkedReport:
    """A report of nothing but the dead of these parties."""
    modality = Modality.CORRECTED if corrects else Modality.ASSERTED
    claims = tuple(
        make_claim(Measure.KILLED, party, count, speaker=DESK, modality=modality) for party, count in parties
    )
    return make_linked(
        make_report(claims=claims, speaker=DESK), outlet=outlet, at=NOON + timedelta(hours=hours)
    )


def test_one_number_that_is_corrected_party_by_party_tells_no_false_pair() -> None:
    whole = toll("desk", 0, (UNKNOWN, 7))
    parted = toll("desk", 5, (CIVILIANS, 2), (Party.MILITANTS, 5), corrects=True)
    after = folded(whole, parted)
    assert after.corrections == ()
    assert {party: figure.best for party, figure in after.by_party(Measure.KILLED).items()} == {
        CIVILIANS: 2,
        Party.MILITANTS: 5,
    }


def test_parties_that_are_corrected_by_one_number_tell_no_false_pair() -> None:
    parted = toll("desk", 0, (CIVILIANS, 3), (Party.MILITANTS, 4))
    whole = toll("desk", 5, (UNKNOWN, 6), corrects=True)
    assert folded(parted, whole).corrections == ()


def test_a_euphemism_means_dead_once_another_speaks_plainly_of_as_many() -> None:
    plain = make_claim(Measure.KILLED, Party.MILITANTS, 3, speaker=TALIBAN)
    worded = make_claim(Measure.KILLED, Party.MILITANTS, 3, speaker=BORDER_TROOPS)
    hinted = replace(worded, low=0, verb_class=VerbClass.EUPHEMISM)
    reports = [
        make_linked(
            make_report(claims=(claim,), speaker=claim.speaker), outlet=outlet, at=NOON + timedelta(hours=at)
        )
        for outlet, at, claim in (("khovar", 0, hinted), ("desk", 3, plain))
    ]
    assert folded(*reports).by_party(Measure.KILLED) == {Party.MILITANTS: Figure(low=3, best=3, high=3)}
