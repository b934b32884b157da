"""What is recognised in a sentence, each token claimed once."""

import pytest

from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import annotated, sentence


def test_the_number_of_a_post_counts_nobody_and_its_no_negates_nothing() -> None:
    found = sentence("No losses near post No. 9, where 4 men came.")
    assert [q.best for q in found.quantities] == [4]
    assert len(found.cue("negation") or found.cue("no_loss")) >= 1
    lone = sentence("Two were killed near post No. 9.")
    assert lone.cue("negation") == []


def test_a_place_that_names_a_company_is_no_place() -> None:
    for text, language in (
        ("Two workers of the company Shohin SM died.", "en"),
        ("Погибли двое рабочих ООО «Шохин СМ».", "ru"),
    ):
        assert [m.places[0].name for m in sentence(text, language).places if m.sure] == []


def test_a_sure_place_takes_its_tokens_from_the_numbers() -> None:
    found = sentence("Дар ноҳияи Панҷ панҷ нафар кушта шуданд.", "tg")
    assert [q.best for q in found.quantities] == [5]


def test_page_noise_is_not_annotated() -> None:
    found = annotated("Read also: 30 killed in Kabul\nTwo men were killed in Khatlon on Tuesday.")
    noise = next(s for s in found if s.kind is SegmentKind.TAIL)
    assert noise.quantities == []


@pytest.mark.parametrize(
    ("text", "subordinate"),
    [
        ("The minister condemned the men who killed two guards.", True),
        ("Two guards were killed, the ministry said.", False),
        ("The guards killed two men.", False),
    ],
)
def test_harm_that_is_only_mentioned_is_subordinate(text: str, subordinate: bool) -> None:
    assert sentence(text).subordinate is subordinate


def is_older(text: str) -> bool:
    return bool(annotated(text)[0].cue("background"))


def test_the_pluperfect_tells_of_an_older_event_unless_a_verb_of_saying_asks_for_it() -> None:
    assert is_older("Five workers had been killed there.")
    assert is_older("Five workers had been killed there, officials said.")
    assert not is_older("Officials said that five workers had been killed there.")
    assert not is_older("Five workers were killed there.")
