"""A small gazetteer, its borders and the table of severity: the places that the examples of tests need."""

import tomllib
from pathlib import Path

from bot.incidents.severity import SeverityTable
from bot.model.gazetteer import Borders, Gazetteer
from bot.model.place import Border, Place

_PLACES = (
    # id, kind, parent, country, code, lat, lon, radius_km, name
    ("tj", "country", None, "TJ", "TJ", 38.9, 71.0, 250, "Tajikistan"),
    ("af", "country", None, "AF", "AF", 34.5, 66.5, 500, "Afghanistan"),
    ("kg", "country", None, "KG", "KG", 41.5, 74.5, 350, "Kyrgyzstan"),
    ("tj-kt", "adm1", "tj", "TJ", "TJ-KT", 37.85, 69.1, 90, "Khatlon"),
    ("tj-gb", "adm1", "tj", "TJ", "TJ-GB", 38.4, 72.8, 150, "Gorno-Badakhshan"),
    ("tj-su", "adm1", "tj", "TJ", "TJ-SU", 39.9, 69.5, 100, "Sughd"),
    ("af-bds", "adm1", "af", "AF", "AF-BDS", 36.7, 70.8, 120, "Badakhshan"),
    ("af-kdz", "adm1", "af", "AF", "AF-KDZ", 36.8, 68.9, 60, "Kunduz"),
    ("kg-b", "adm1", "kg", "KG", "KG-B", 39.9, 70.9, 100, "Batken"),
    ("tj-kt-shohin", "adm2", "tj-kt", "TJ", None, 37.84, 70.1, 35, "Shamsiddin Shohin"),
    ("tj-kt-hamadoni", "adm2", "tj-kt", "TJ", None, 37.66, 69.63, 20, "Hamadoni"),
    ("tj-kt-jayhun", "adm2", "tj-kt", "TJ", None, 37.26, 68.62, 20, "Jayhun"),
    ("tj-gb-darvoz", "adm2", "tj-gb", "TJ", None, 38.45, 70.85, 30, "Darvoz"),
    ("af-bds-khwahan", "adm2", "af-bds", "AF", None, 37.88, 70.22, 25, "Khwahan"),
    ("af-bds-darwaz", "adm2", "af-bds", "AF", None, 38.43, 70.82, 30, "Darwaz"),
    ("tj-p-istiqlol", "border_post", "tj-kt-shohin", "TJ", None, 37.62, 70.08, 15, "Istiqlol"),
    ("tj-p-hirmanjo", "border_post", "tj-kt-shohin", "TJ", None, 37.77, 70.18, 12, "Hirmanjo"),
    ("tj-s-kavok", "settlement", "tj-kt-shohin", "TJ", None, 37.65, 69.95, 20, "Kavok"),
    ("tj-s-oviyo", "settlement", "tj-kt-shohin", "TJ", None, 37.8, 70.05, 25, "Oviyo"),
    ("tj-s-shodaki", "settlement", "tj-gb-darvoz", "TJ", None, 38.42, 71.0, 10, "Shodak"),
    ("af-s-ruzvayak", "settlement", "af-bds-darwaz", "AF", None, 38.42, 70.99, 10, "Ruzvayak"),
    ("r-panj", "river", None, None, None, 37.5, 70.0, 200, "Panj"),
)
_BORDERS = (
    ("TJ-AF", ("TJ", "AF"), "Tajikistan–Afghanistan", "TJAF", True),
    ("KG-TJ", ("KG", "TJ"), "Kyrgyzstan–Tajikistan", "KGTJ", False),
    ("PK-AF", ("PK", "AF"), "Pakistan–Afghanistan", "PKAF", False),
)


def small_gazetteer() -> Gazetteer:
    """The places of the examples, with true ids, parents and coordinates."""
    return Gazetteer(
        Place(
            id=id_,
            kind=kind,
            parent=parent,
            country=country,
            code=code,
            lat=lat,
            lon=lon,
            radius_km=radius,
            borders=("TJ-AF",) if country == "TJ" else (),
            name=name,
            names=(("en", name),),
            on_border=True,
        )
        for id_, kind, parent, country, code, lat, lon, radius, name in _PLACES
    )


def small_borders() -> Borders:
    """One primary border and two neighbours."""
    return Borders(
        Border(id=id_, countries=countries, name=name, ref_prefix=prefix, primary=primary)
        for id_, countries, name, prefix, primary in _BORDERS
    )


def severity_table() -> SeverityTable:
    """The table that ships with the project."""
    path = Path(__file__).parents[1] / "bot" / "data" / "severity.toml"
    return SeverityTable.from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))


GAZETTEER = small_gazetteer()
