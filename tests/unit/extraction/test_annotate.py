"""What is recognised in a sentence, each token claimed once; title and lead told apart."""

import pytest

from bot.extraction.annotate import settle_lead, tells
from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import annotated, page, sentence, with_figures


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


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Two guards were killed.", True),
        ("A clash broke out.", True),
        ("The weather was fine.", False),
        ("Since November 19 people have been killed.", False),
    ],
)
def test_a_sentence_tells_of_an_act_or_of_nothing(text: str, telling: bool) -> None:
    assert tells(sentence(text)) is telling


def kinds(text: str, language: str = "en", title: str | None = None) -> list[str]:
    return [found.kind.value for found in page(text, language, title=title)]


def test_the_first_real_sentence_is_the_lead() -> None:
    assert kinds("Two guards were killed in Khatlon on Tuesday. They were young men.") == ["lead", "body"]


def test_a_first_sentence_that_tells_nothing_shares_the_lead_with_the_second() -> None:
    text = "The night in the mountains was cold and quiet. Two guards were killed in Khatlon on Tuesday."
    assert kinds(text) == ["lead", "lead"]


def test_a_short_cry_before_the_text_is_no_lead() -> None:
    assert kinds("Breaking now!\nTwo guards were killed in Khatlon on Tuesday.")[-1] == "lead"
    assert kinds("Breaking now!\nTwo guards were killed in Khatlon on Tuesday.")[0] == "tail"


def test_an_older_event_that_opens_the_text_is_no_lead_where_the_news_follows() -> None:
    text = "Last month two soldiers died here in an ambush. On Tuesday guards killed three smugglers here."
    assert kinds(text) == ["body", "lead"]


def test_an_older_event_is_the_lead_where_nothing_newer_follows() -> None:
    text = "Last month two soldiers died here in an ambush. Their families have come to the place."
    assert kinds(text)[0] == "lead"


def test_settling_twice_changes_nothing_more() -> None:
    sentences, _, _ = with_figures("Two guards were killed in Khatlon on Tuesday. They were young men.")
    settle_lead(sentences)
    before = [found.kind for found in sentences]
    settle_lead([found for found in sentences if found.kind is not SegmentKind.BODY])
    assert [found.kind for found in sentences] == before


def is_older(text: str) -> bool:
    return bool(annotated(text)[0].cue("background"))


def test_the_pluperfect_tells_of_an_older_event_unless_a_verb_of_saying_asks_for_it() -> None:
    assert is_older("Five workers had been killed there.")
    assert is_older("Five workers had been killed there, officials said.")
    assert not is_older("Officials said that five workers had been killed there.")
    assert not is_older("Five workers were killed there.")
