"""What holds of every routing, whatever happened and whatever a chat subscribed to."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.route import EVERYTHING, matches
from bot.model.incident import Snapshot
from bot.model.place import Place
from bot.model.vocabulary import Severity
from tests.builders import make_scene, make_snapshot
from tests.small_world import GAZETTEER, small_borders

BORDERS = small_borders()
PLACES = [place.id for place in GAZETTEER.all()]
BORDER_IDS = [border.id for border in BORDERS.all()]
WISHES = [EVERYTHING, *BORDER_IDS, *PLACES, "nowhere"]
MANY = settings(max_examples=300, deadline=None)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """An incident of any gravity, anywhere or nowhere, on a watched border or another one."""
    snapshot = make_snapshot(severity=draw(st.sampled_from(Severity)))
    scene = make_scene(
        draw(st.sampled_from([None, *PLACES])), border=draw(st.sampled_from([None, "KG-UZ", *BORDER_IDS]))
    )
    return replace(snapshot, scene=scene)


def told(wish: str, snapshot: Snapshot) -> bool:
    return matches(wish, snapshot, GAZETTEER, BORDERS).told


@MANY
@given(st.sampled_from(WISHES), snapshots())
def test_every_wish_and_incident_have_one_answer_with_a_reason(wish: str, snapshot: Snapshot) -> None:
    routing = matches(wish, snapshot, GAZETTEER, BORDERS)
    assert routing.reason
    assert routing == matches(wish, snapshot, GAZETTEER, BORDERS)


@MANY
@given(snapshots())
def test_the_default_is_all_of_the_primary_border_and_what_is_grave_on_its_neighbours(
    snapshot: Snapshot,
) -> None:
    border = BORDERS.get(snapshot.scene.border or "")
    grave = snapshot.severity in (Severity.CRITICAL, Severity.HIGH)
    assert told(EVERYTHING, snapshot) == (border is not None and (border.primary or grave))


@MANY
@given(st.sampled_from(PLACES), snapshots())
def test_whoever_hears_of_a_place_hears_of_it_from_the_place_around_it_too(
    place: str, snapshot: Snapshot
) -> None:
    if told(place, snapshot):
        assert all(told(above.id, snapshot) for above in GAZETTEER.ancestors(place))


@MANY
@given(st.sampled_from(PLACES), snapshots())
def test_a_place_below_a_country_hears_of_what_happened_inside_it_and_of_nothing_else(
    place: str, snapshot: Snapshot
) -> None:
    known = GAZETTEER.get(place)
    assert known is not None
    if known.kind != "country":
        inside = any(GAZETTEER.within(scene, place) for scene in snapshot.scene.place_ids)
        assert told(place, snapshot) == inside


@MANY
@given(st.sampled_from([place for place in GAZETTEER.all() if place.kind == "country"]), snapshots())
def test_a_country_hears_of_all_on_its_soil_and_on_its_borders(country: Place, snapshot: Snapshot) -> None:
    border = BORDERS.get(snapshot.scene.border or "")
    on_border = border is not None and country.country in border.countries
    assert told(country.id, snapshot) == (on_border or snapshot.scene.country == country.country)


@MANY
@given(st.sampled_from(BORDER_IDS), snapshots())
def test_a_border_hears_of_all_on_it_and_of_nothing_else(border: str, snapshot: Snapshot) -> None:
    assert told(border, snapshot) == (snapshot.scene.border == border)


@MANY
@given(st.sampled_from(WISHES), snapshots(), st.sampled_from(PLACES))
def test_where_they_came_from_is_never_where_it_happened(wish: str, snapshot: Snapshot, origin: str) -> None:
    crossed = replace(snapshot, scene=replace(snapshot.scene, origin_place=origin))
    assert matches(wish, crossed, GAZETTEER, BORDERS) == matches(wish, snapshot, GAZETTEER, BORDERS)
