"""The data that ships is valid, says where it comes from, and agrees with the code around it."""

import json
import re
from collections import Counter

from bot.extraction.packkeys import EVENTS
from bot.knowledge.files import DATA, gazetteer_rows, lexicon_names, read_toml
from bot.knowledge.sources import load_catalogue
from bot.knowledge.validate import validate
from bot.model.vocabulary import EventType


def test_every_data_file_is_valid() -> None:
    assert validate() == []


def test_every_data_file_is_named_with_its_origin() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_/*<>]+(?:\.[a-z]+|/))`", readme)
    for path in DATA.iterdir():
        if path.name != "README.md":
            assert any(name.split("/")[0] == path.name for name in named), path.name
    for licence in ("CC BY 4.0", "geonames.org", "Natural Earth", "public domain"):
        assert licence in readme


def test_every_column_of_the_gazetteer_is_explained() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    columns = [*gazetteer_rows()[0]]
    languages = columns[columns.index("en") : columns.index("ky") + 1]
    for column in columns:
        assert column in languages or f"`{column}`" in readme, column


def test_both_sides_of_the_primary_border_are_known_in_detail() -> None:
    kinds = Counter(
        (row["border_side"], row["kind"]) for row in gazetteer_rows() if "TJ-AF" in row["borders"].split("|")
    )
    assert kinds["TJ", "adm2"] >= 15
    assert kinds["AF", "adm2"] >= 15
    assert kinds["TJ", "border_post"] >= 10


def test_the_default_catalogue_starts_with_feeds_that_somebody_has_seen_working() -> None:
    specs = load_catalogue()
    assert isinstance(specs, tuple)
    enabled = [spec for spec in specs if spec.enabled]
    assert {spec.kind for spec in specs} == {"feed"}
    assert 10 <= len(enabled) < len(specs)
    assert {"tg", "ru", "en", "fa"} <= {spec.language for spec in enabled}


def test_every_event_word_of_a_pack_is_a_trigger_or_has_another_use() -> None:
    elsewhere = {"event.border", "event.smuggling", "event.workplace"}
    rows = read_toml("event_types.toml")
    triggers = {trigger for row in rows.values() for trigger in row["triggers"]}
    assert {f"event.{kind}" for kind in EVENTS} - elsewhere <= triggers
    assert list(rows) == [*EventType]


def test_english_and_russian_are_read() -> None:
    assert {"lexicon/en.toml", "lexicon/ru.toml"} <= set(lexicon_names())


def test_outlines_stay_small_enough_to_ship() -> None:
    path = DATA / "region.geojson"
    assert path.stat().st_size < 300_000
    assert len(json.loads(path.read_text(encoding="utf-8"))["features"]) >= 80
