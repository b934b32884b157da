"""Stopping altogether, and how soon it is asked again whether all is well."""

from itertools import pairwise

from bot.channels.halting import PAUSES_SECONDS, Halting


def probed_at(halting: Halting, start: float, *, good: bool) -> float:
    """The first whole second at which a probe is due, which is then answered."""
    moment = start
    while not halting.may_probe(moment):
        moment += 1
    halting.probed(moment, good=good)
    return moment


def test_it_runs_until_it_is_stopped_and_again_after_a_good_probe() -> None:
    halting = Halting()
    seen = [halting.halted, halting.may_probe(1e9)]

    halting.halt(100.0)
    halting.halt(104.0)
    seen.append(halting.halted)
    assert probed_at(halting, 100.0, good=True) == 105.0
    seen.append(halting.halted)

    assert seen == [False, False, True, False]


def test_bad_probes_come_ever_more_slowly() -> None:
    halting = Halting()
    halting.halt(0.0)
    moments = [0.0]
    for _ in range(7):
        moments.append(probed_at(halting, moments[-1], good=False))
    gaps = [later - sooner for sooner, later in pairwise(moments)]
    assert gaps == [*PAUSES_SECONDS, 90.0, 90.0]


def test_good_probes_alone_do_not_shorten_the_pauses_but_an_accepted_message_does() -> None:
    halting = Halting()
    halting.halt(0.0)
    assert probed_at(halting, 0.0, good=True) == 5.0
    halting.halt(10.0)
    assert probed_at(halting, 10.0, good=True) == 20.0

    halting.accepted()
    halting.halt(30.0)
    assert probed_at(halting, 30.0, good=True) == 35.0
