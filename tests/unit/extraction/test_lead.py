"""Which sentences of a text are its lead."""

import pytest

from bot.extraction.lead import settle_lead, tells
from bot.model.vocabulary import SegmentKind
from tests.unit.extraction.stages import page, sentence, with_figures


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
