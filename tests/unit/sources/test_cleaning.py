"""Outside text made safe, and fast on hostile input."""

import re
import time
import unicodedata

import pytest

from bot.sources import cleaning, decoding, feeds, headers, markup
from bot.sources.cleaning import clean_line, clean_text, clean_url


def test_hidden_characters_are_dropped_and_the_persian_joiner_stays() -> None:
    hidden = "a\u200bb\u202ec\u2066d\u061ce\ufefff\u00adg\U000e0041h\ue000i\x07j\ud800k\u200el"
    assert clean_line(hidden) == "abcdefghijkl"
    assert clean_line("می\u200cشود") == "می\u200cشود"


def test_a_line_has_its_white_space_collapsed_and_a_text_keeps_its_paragraphs() -> None:
    assert clean_line(" a\n\tb\u00a0 c ") == "a b c"
    assert clean_text(" a  b \r\n\n\n c\u3000d \n") == "a b\nc d"


def test_length_is_capped_with_an_ellipsis() -> None:
    assert clean_line("x" * 1000) == "x" * 299 + "…"
    assert len(clean_text("слово " * 10_000)) <= cleaning.MAX_BODY_CHARACTERS


def test_text_is_composed_and_stacked_marks_are_bounded() -> None:
    assert clean_line("и\u0306") == "й"
    zalgo = clean_line("a" + "\u0301\u0316\u0317" * 30)
    assert sum(unicodedata.category(character) == "Mn" for character in zalgo) <= 3


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("https://a.example/x?y=1&z=2#f", "https://a.example/x?y=1&z=2#f"),
        ("/x", "https://base.example/x"),
        ("//a.example/x", "https://a.example/x"),
        ("  https://a.example/a b ", "https://a.example/a%20b"),
        ("https://a.example/новости", "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://a.example/%D0%BD", "https://a.example/%D0%BD"),
        ("https://a.example/\nx", "https://a.example/x"),
    ],
)
def test_links_become_absolute_and_encoded(link: str, absolute: str) -> None:
    assert clean_url(link, "https://base.example/feed/") == absolute


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "java\nscript:alert(1)", "\u0001javascript:alert(1)", "data:text/html,x",
        "file:///etc/passwd", "mailto:a@b.example", "http://user@a.example/", "http://", "http://[::1", "",
        "https://a.example/" + "x" * 3000, "https://a.example\\@b.example/",
    ],
)  # fmt: skip
def test_links_that_are_no_plain_web_addresses_are_dropped(link: str) -> None:
    assert clean_url(link, "https://base.example/feed/") is None


HOSTILE = {
    "spaces": " " * 20_000,
    "new lines": "\n" * 20_000,
    "marks": "a" + "\u0301\u0316" * 10_000,
    "open tags": "<a" * 10_000,
    "open comments": "<!--" * 5_000,
    "ampersands": "&" * 20_000,
    "entities": "&#x" * 6_600,
    "attributes": "<a " + 'x="' * 6_000,
    "equals quotes": '="' * 10_000,
    "feed names": "<feed" * 4_000,
    "prefixes": "<" + "a" * 19_000 + ":feed",
    "digits": "9" * 20_000,
    "charsets": "charset" + " " * 19_000 + "=",
    "quotes": "\"'" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_pattern_of_ours_takes_long_on_twenty_thousand_hostile_characters(text: str) -> None:
    patterns = [
        value
        for module in (cleaning, decoding, feeds, headers, markup)
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) >= 8
    for pattern in patterns:
        subject = text if isinstance(pattern.pattern, str) else text.encode()
        started = time.perf_counter()
        for _ in pattern.finditer(subject):
            pass
        pattern.fullmatch(subject)
        assert time.perf_counter() - started < 0.2, pattern.pattern


@pytest.mark.parametrize("text", [text * 10 for text in HOSTILE.values()], ids=HOSTILE)
def test_cleaning_two_hundred_thousand_hostile_characters_is_quick(text: str) -> None:
    started = time.perf_counter()
    clean_line(text)
    clean_text(text)
    clean_url(text, "https://base.example/")
    assert time.perf_counter() - started < 1


def test_of_a_fragment_only_so_many_tags_are_read() -> None:
    some, more = ("first" + "<div>" * count + "last" for count in (4_999, 5_001))
    assert markup.plain(some).split() == ["first", "last"]
    assert markup.plain(more).split() == ["first"]
