"""Every expected failure has one sentence that says what is wrong and what to do."""

import re

import pytest

from bot.model.answers import Problem
from bot.render.problems import PROBLEMS, problem, sentence
from tests.unit.render.builders import KHATLON, SHOHIN, TEXTS


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_problem_has_a_whole_sentence(code: str) -> None:
    found = Problem(code=code, values=tuple((name, "12") for name in PROBLEMS[code]))
    text = problem(found, TEXTS).text
    assert "{" not in text
    assert "!" not in text
    assert text[0].isupper() or text[0] in "“/1"
    assert re.search(r"[.:]$", text.split("\n")[0])
    for name in PROBLEMS[code]:
        assert f"{{{name}}}" in TEXTS_OF[f"problem.{code}"]


TEXTS_OF = {f"problem.{code}": TEXTS._messages[f"problem.{code}"][0] for code in PROBLEMS}


def test_what_was_typed_is_shown_harmlessly_and_not_whole() -> None:
    found = Problem(code="place_unknown", values=(("text", "@all t.me/x " + "y" * 500),))
    text = problem(found, TEXTS).text
    assert "＠all t․me∕x" in text
    assert len(text) < 250


def test_a_code_that_nobody_worded_still_gives_a_sentence() -> None:
    assert sentence(Problem(code="brand_new"), TEXTS).startswith("Something went wrong on our side")


def test_suggestions_become_buttons_that_repeat_the_question() -> None:
    found = Problem(code="place_unknown", values=(("text", "Hatlon"),), suggestions=(KHATLON, SHOHIN))
    message = problem(found, TEXTS, press=lambda place: f"v1|latest|{place.id}")
    assert [(button.text, button.data) for button in message.buttons[0]] == [
        ("Khatlon, Tajikistan", "v1|latest|tj-kt"),
        ("Shamsiddin Shohin, Khatlon", "v1|latest|tj-kt-shohin"),
    ]


def test_suggestions_become_words_where_no_button_can_carry_them() -> None:
    found = Problem(code="place_unknown", values=(("text", "Hatlon"),), suggestions=(KHATLON,))
    assert problem(found, TEXTS, press=lambda place: None).text.endswith("Perhaps: Khatlon, Tajikistan.")
    assert problem(found, TEXTS).text.endswith("Perhaps: Khatlon, Tajikistan.")


def test_a_refused_operator_command_gives_the_id_and_the_line_for_the_settings() -> None:
    message = problem(Problem(code="operators_only", values=(("user_id", "4711"),)), TEXTS)
    assert "Your id is 4711;" in message.text
    assert message.text.split("\n")[-1] == "ADMIN_IDS=4711"
    (style,) = message.styles
    assert message.text[style.start :] == "ADMIN_IDS=4711"
