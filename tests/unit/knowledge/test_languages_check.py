"""Languages can be told apart, and those without a word list still have words for the gate."""

from pathlib import Path

import pytest

from bot.extraction.language import LanguageDetector
from bot.knowledge.checks.languages import LANGUAGES, SCRIPTS, language_faults
from tests.unit.knowledge.spoiling import Change, Copy

SAMPLES = {
    "latin": "abc",
    "cyrillic": "абв",
    "arabic": "ابت",
    "han": "边境",
    "armenian": "աբգ",
    "georgian": "აბგ",
    "devanagari": "कखग",
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.update(german=t.pop("de")), "german: is not a language tag"),
        (lambda t: t["de"].update(script="runes"), "de: script: 'runes' is not one of"),
        (lambda t: t["de"].pop("stopwords"), "de: stopwords: missing"),
        (lambda t: t["de"].update(related="en"), "de: related: unknown key"),
        (lambda t: t.update(de="German"), "de: write it as a table"),
        (lambda t: t["sv"].pop("harm"), "sv: harm: a language without a word list needs words"),
        (lambda t: t["de"].update(harm="tot, ..."), "de: harm: nothing to match in '...'"),
        (lambda t: t["de"].update(stopwords="déjà, évêque", letters=""), "de: stopwords: are taken for fr"),
        (lambda t: t["de"].update(stopwords=""), "de: stopwords: none, in a shared script"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    faults = Copy(tmp_path, language_faults).table(LANGUAGES, change)
    assert any(line.startswith(f"{LANGUAGES}: ") and fault in line for line in faults), faults


@pytest.mark.parametrize("script", [script for script in SCRIPTS if script != "han"])
def test_every_script_that_may_be_named_is_one_that_the_detector_knows(script: str) -> None:
    detector = LanguageDetector({"xx": {"script": script, "letters": "", "stopwords": ""}})
    assert detector.detect(SAMPLES[script], None) == "xx"


def test_han_is_told_by_its_letters() -> None:
    assert LanguageDetector({}).detect(SAMPLES["han"], None) == "zh"
