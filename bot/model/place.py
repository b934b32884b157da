"""A place of the gazetteer and a border that is watched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer row. ``kind``: country, adm1, adm2, jamoat, settlement, border_post,
    border_detachment, crossing, river, valley, mountain or camp. ``names`` are (language, name)."""

    id: str
    kind: str
    parent: str | None
    country: str | None
    code: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    borders: tuple[str, ...]
    name: str
    names: tuple[tuple[str, str], ...]
    on_border: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A watched pair: ``id`` such as ``TJ-AF``; ``primary`` is told in full by default,
    neighbours only from severity *high*."""

    id: str
    countries: tuple[str, str]
    name: str
    ref_prefix: str
    primary: bool
