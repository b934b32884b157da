"""The words of speakers: a label is kept with whoever uses it, and never with who refuses it."""

import pytest

from bot.model.vocabulary import Modality
from tests.unit.extraction.stages import read


def labels(text: str, language: str) -> set[str]:
    """The parties that the text's speakers name without counting them."""
    main = read(text, language=language).main
    assert main is not None, text
    return {claim.party.value for claim in main.claims if claim.modality is Modality.CLAIMED}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fa",
            "سخنگوی طالبان می‌گوید چهار تنی که در شمس‌الدین شاهین کشته شدند به هیچ گروه مسلحی پیوند نداشتند.",
        ),
        (
            "en",
            "Four were killed in Shamsiddin Shohin; the Taliban spokesman said they were not terrorists.",
        ),
    ],
)
def test_who_refuses_a_label_does_not_use_it(language: str, text: str) -> None:
    assert "militants" not in labels(text, language)


def test_who_uses_a_label_is_quoted_with_it() -> None:
    text = (
        "Four people were killed on the Tajik border in the Shamsiddin Shohin district on Tuesday; the "
        "Taliban spokesman said they were terrorists."
    )
    assert "militants" in labels(text, "en")
