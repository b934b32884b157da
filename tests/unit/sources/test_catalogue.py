"""Catalogues of sources: ours is sound, and a faulty one is refused with every fault named."""

from pathlib import Path

import pytest

from bot.knowledge.sources import KNOWN_KINDS, CatalogueProblem, load_catalogue, validate_catalogue
from bot.sources.addresses import VettedUrl, vet_url
from bot.sources.registry import KINDS

GOOD = '[[source]]\nslug = "a"\nname = "A"\nurl = "https://a.example/feed"\n'


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "catalogue.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_our_catalogue_is_sound() -> None:
    assert validate_catalogue() == []


def test_our_catalogue_enables_the_watched_sources_only() -> None:
    specs = load_catalogue()
    assert isinstance(specs, tuple)
    enabled = {spec.slug for spec in specs if spec.enabled}
    assert {"khovar_tg", "khovar_ru", "asiaplus_ru", "afintl_en", "gn_ru"} <= enabled
    assert all(spec.tier == 1 for spec in specs if spec.enabled)
    assert "pajhwok_en" not in {spec.slug for spec in specs}
    assert len(specs) >= 80


def test_every_address_of_ours_passes_the_client() -> None:
    specs = load_catalogue()
    assert isinstance(specs, tuple)
    assert [spec.url for spec in specs if not isinstance(vet_url(spec.url), VettedUrl)] == []


def test_the_kinds_of_catalogues_are_those_that_can_be_visited() -> None:
    assert set(KINDS) == KNOWN_KINDS


def test_defaults_fill_what_a_short_entry_leaves_out(tmp_path: Path) -> None:
    specs = load_catalogue(written(tmp_path, GOOD))
    assert isinstance(specs, tuple)
    (spec,) = specs
    assert (spec.kind, spec.reliability, spec.tier, spec.interval_seconds, spec.enabled) == (
        "feed",
        "F",
        3,
        900,
        True,
    )


@pytest.mark.parametrize(
    ("addition", "fault"),
    [
        ("slug = 5", "Cannot overwrite"), ('colour = "red"', "a: colour: unknown key"),
        ('kind = "pigeon"', "a: kind: 'pigeon' is not one of feed"), ('kind = ["feed"]', "a: kind:"),
        ("tier = 4", "a: tier: 4 is not 1, 2 or 3"), ("tier = true", "a: tier:"),
        ("interval_seconds = 1", "a: interval_seconds:"), ('interval_seconds = "60"', "a: interval_seconds:"),
        ('enabled = "yes"', "a: enabled:"), ('reliability = "G"', "a: reliability:"),
        ('language = "russian"', "a: language:"), ('country = "tj"', "a: country:"),
        ('origin = "The Agency"', "a: origin:"), ('verification = "hearsay"', "a: verification:"),
        ('note = ""', "a: note:"), (GOOD, "a: this slug stands 2 times"),
        (GOOD.replace('"a"', '"b"'), "https://a.example/feed: this url stands 2 times"),
        (GOOD.replace('"a"', '"A b"'), "A b: slug:"), ('[[source]]\nslug = "x"', "x: url: missing"),
        ("[other]", "other: unknown key"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(tmp_path: Path, addition: str, fault: str) -> None:
    faults = validate_catalogue(written(tmp_path, GOOD + addition + "\n"))
    assert any(fault in line for line in faults), faults
    assert all(line.startswith("catalogue.toml: ") for line in faults)


@pytest.mark.parametrize(
    "url", ["a.example", "ftp://a.example/", "https://u@a.example/", "https://", "http://[", "http://a b/"]
)
def test_an_entry_needs_a_web_address(tmp_path: Path, url: str) -> None:
    faults = validate_catalogue(written(tmp_path, GOOD.replace("https://a.example/feed", url)))
    assert len(faults) == 1
    assert "a: url:" in faults[0]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[[source", b"source = 5", b"source = [5]", b"x = " + b"[" * 9_000]
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    assert isinstance(load_catalogue(written(tmp_path, content)), CatalogueProblem)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    faults = validate_catalogue(tmp_path / "nowhere.toml")
    assert faults == ["nowhere.toml: file: cannot be read (FileNotFoundError)"]
