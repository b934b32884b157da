"""How exact a place is called follows from the report and from the point that we have for it."""

from dataclasses import replace

import pytest

from bot.knowledge.locales import load_texts
from bot.model.gazetteer import Gazetteer
from bot.render import where
from bot.render.texts import Texts
from tests.unit.render.builders import (
    HAMADONI,
    KHATLON,
    SHOHIN,
    SHOHIN_SCENE,
    TAJIKISTAN,
    TEXTS,
    make_place,
)

POST_SCENE = replace(SHOHIN_SCENE, where_prec=1, place_ids=("tj-p-hirmanjo", *SHOHIN_SCENE.place_ids))


def texts_where_the_post_is_known_to(radius_km: float | None) -> Texts:
    post = make_place("tj-p-hirmanjo", "Hirmanjo", "border_post", "tj-kt-shohin", radius_km=radius_km)
    return load_texts("en", "UTC", Gazetteer([TAJIKISTAN, KHATLON, SHOHIN, HAMADONI, post]))


@pytest.mark.parametrize(
    ("radius_km", "words"),
    [
        (2.0, "exact place"),
        (12.0, "near, within about 12 km"),
        (None, "near; how near is not known"),
    ],
)
def test_only_a_point_that_is_the_place_is_called_exact(radius_km: float | None, words: str) -> None:
    texts = texts_where_the_post_is_known_to(radius_km)
    assert where.accuracy(POST_SCENE, texts) == words
    assert where.full_place(POST_SCENE, texts).endswith(f"({words})")
    line = where.map_line(POST_SCENE, texts)
    assert line is not None
    assert line[-1].text == f" ({words})"


def test_the_map_is_zoomed_in_only_on_an_exact_place() -> None:
    exact = where.map_address(POST_SCENE, texts_where_the_post_is_known_to(1.0))
    near = where.map_address(POST_SCENE, texts_where_the_post_is_known_to(12.0))
    unknown = where.map_address(POST_SCENE, texts_where_the_post_is_known_to(None))
    assert exact is not None
    assert near is not None
    assert "#map=13/" in exact
    assert "#map=11/" in near
    assert unknown == near


def test_the_neighbourhood_of_a_known_point_is_never_said_to_be_nearer_than_that() -> None:
    scene = replace(POST_SCENE, where_prec=2)
    assert where.accuracy(scene, texts_where_the_post_is_known_to(5.0)) == "near, within about 25 km"
    assert where.accuracy(scene, texts_where_the_post_is_known_to(40.0)) == "near, within about 40 km"


def test_a_district_is_not_measured_as_if_it_were_a_point() -> None:
    scene = replace(SHOHIN_SCENE, place=None, where_prec=3)
    assert where.accuracy(scene, TEXTS) == "district known, not the spot"
    assert where.spot(scene, TEXTS) == "Tajikistan"
