"""Places in words: names from the finest to the country, how exact they are, and the way to the map.

No place is called exact whose point in the gazetteer is not: a named post that is known to ten
kilometres is "near". No pin is shown without what it stands for.
"""

from bot.model.report import Scene
from bot.render import outside
from bot.render.builder import Line, linked, plain
from bot.render.texts import Texts

EXACT_KM = 2.0
"""Up to this radius a point is the place; a village is about as wide."""
NEIGHBOURHOOD_KM = 25.0
"""What precision 2 promises: within about 25 km of a known point."""
POINTS = frozenset({1, 2})
UNITS = frozenset({"country", "adm1", "adm2"})
MAP_ZOOM = {1: 13, 2: 10, 3: 9, 4: 7, 5: 8, 6: 5, 7: 5}
NEAR_ZOOM = 11


def province(scene: Scene, texts: Texts) -> str | None:
    """The name of the first-level unit."""
    if scene.adm1 is None:
        return None
    place = texts.place_by_code(scene.adm1)
    return texts.place(place) if place is not None else outside.name(scene.adm1)


def district(scene: Scene, texts: Texts) -> str | None:
    """The name of the district."""
    if scene.adm2 is None:
        return None
    for place in map(texts.place_by_id, scene.place_ids):
        if place is not None and place.kind == "adm2":
            return texts.place(place)
    return outside.name(scene.adm2)


def short_place(scene: Scene, texts: Texts) -> str:
    """District and province, or the finest of country and border that is known."""
    names = [name for name in (district(scene, texts), province(scene, texts)) if name]
    if names:
        return texts.say("place.join").join(dict.fromkeys(names))
    if scene.country is not None:
        return texts.country(scene.country)
    return texts.border(scene.border) if scene.border else texts.say("place.unknown")


def place_in_words(written: str, texts: Texts) -> str:
    """A place that is known by a code or an English name only (``TJ-KT``, ``AF``, a district)."""
    place = texts.place_by_code(written)
    if place is not None:
        return texts.place(place)
    is_country = len(written) == 2 and written.isalpha() and written.isupper()
    return texts.country(written) if is_country else outside.name(written)


def full_place(scene: Scene, texts: Texts) -> str:
    """From the finest known place to the country, with the precision in words."""
    in_district, in_province = district(scene, texts), province(scene, texts)
    names = [
        _finest(scene, texts),
        texts.say("place.district", name=in_district) if in_district else None,
        in_province,
        texts.country(scene.country) if scene.country else None,
    ]
    known = list(dict.fromkeys(name for name in names if name))
    if not known:
        known = [short_place(scene, texts)]
    return texts.say(
        "place.precise", place=texts.say("place.join").join(known), precision=accuracy(scene, texts)
    )


def spot(scene: Scene, texts: Texts) -> str:
    """What the first line of a card does not say: the finest place, and the country."""
    country = texts.country(scene.country) if scene.country else None
    known = [name for name in (_finest(scene, texts), country) if name]
    return texts.say("place.join").join(known) or short_place(scene, texts)


def _finest(scene: Scene, texts: Texts) -> str | None:
    if not scene.place or scene.place == scene.adm2:
        return None
    place = texts.place_by_id(scene.place_ids[0]) if scene.place_ids else None
    if place is not None and place.name == scene.place:
        return texts.place(place)
    return outside.name(scene.place)


def radius_km(scene: Scene, texts: Texts) -> float | None:
    """Within how many kilometres of the point a named place lies; None where nobody measured it."""
    place = texts.place_by_id(scene.place_ids[0]) if scene.place_ids else None
    known = place.radius_km if place is not None and place.kind not in UNITS else None
    if scene.where_prec == 1:
        return known
    return max(known or 0.0, NEIGHBOURHOOD_KM)


def accuracy(scene: Scene, texts: Texts, *, briefly: bool = False) -> str:
    """How exactly the place is known, by the report and by the point that we have for it."""
    if scene.where_prec not in POINTS:
        precision = str(scene.where_prec)
        return texts.word("spot", precision) if briefly else texts.word("where_prec", precision)
    radius = radius_km(scene, texts)
    if radius is None:
        return texts.say("place.unmeasured")
    if radius <= EXACT_KM:
        return texts.word("where_prec", "1")
    return texts.say("place.near", km=texts.number(round(radius)))


def map_link(scene: Scene, words: str, texts: Texts) -> Line | None:
    """A link to the map under ``words``; who shows it must say ``accuracy`` beside it."""
    address = map_address(scene, texts)
    target = outside.link(address) if address is not None else None
    return (linked(words, target),) if target is not None else None


def map_line(scene: Scene, texts: Texts) -> Line | None:
    """The map by its name, with what the pin stands for."""
    link = map_link(scene, texts.say("card.map_name"), texts)
    if link is None:
        return None
    return (plain(" "), *link, plain(texts.say("card.map_pin", pin=accuracy(scene, texts))))


def map_address(scene: Scene, texts: Texts) -> str | None:
    """The OpenStreetMap address of the scene, zoomed out as far as its precision asks."""
    if scene.lat is None or scene.lon is None:
        return None
    lat, lon = f"{scene.lat:.4f}", f"{scene.lon:.4f}"
    zoom = MAP_ZOOM.get(scene.where_prec, 5)
    if scene.where_prec == 1 and (radius_km(scene, texts) or NEIGHBOURHOOD_KM) > EXACT_KM:
        zoom = NEAR_ZOOM
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"
