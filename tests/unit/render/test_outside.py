"""Outside words are made harmless and stay readable."""

import pytest

from bot.render import outside


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("go to https://evil.example/x now", "go to https:∕∕evil․example∕x now"),
        ("see evil.example", "see evil․example"),
        ("t.me/joinme and tg://resolve", "t․me∕joinme and tg:∕∕resolve"),
        ("ask @someone or a@b.example", "ask ＠someone or a＠b․example"),
        ("/subscribe all", "∕subscribe all"),
        ("#news $CASH", "＃news ＄CASH"),
        ("call +992 900 00 00", "call ＋992 900 00 00"),
        ("1.2.3.4 answered", "1․2․3․4 answered"),
        ("3.5 kg at 00:30", "3.5 kg at 00:30"),
        ("It is over. He said so.", "It is over. He said so."),
        ("💥.com i❤.ws evil-.com №.ru", "💥․com i❤․ws evil-․com №․ru"),
        ("evil\u200c.com evil.\u200ccom", "evil\u200c․com evil․\u200ccom"),
        ("evi\u0334.com", "evi\u0334․com"),
        ("5.ws .com 3.5.", "5․ws ․com 3․5."),
        ("two  lines\nand\ttabs", "two lines and tabs"),
        ("bell\x07 and \u202eturned\u2069", "bell and turned"),
        ("tag\U000e0041 and \ud800 half", "tag and half"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
    ],
)
def test_what_telegram_would_link_or_obey_is_replaced(given: str, shown: str) -> None:
    assert outside.words(given) == shown


def test_persian_keeps_its_joiners_and_is_isolated() -> None:
    assert outside.words("می\u200cروند") == "\u2068می\u200cروند\u2069"


def test_marks_are_not_piled_up() -> None:
    assert outside.words("a" + "\u0323" * 40).count("\u0323") <= outside.COMBINING_RUN


def test_long_words_are_cut_at_a_word_and_marked() -> None:
    shown = outside.words("border " * 100)
    assert len(shown) <= outside.QUOTE_LIMIT
    assert shown.endswith("border…")
    assert len(outside.words("x" * 500)) == outside.QUOTE_LIMIT


def test_an_ordinary_address_may_be_linked_with_its_host() -> None:
    found = outside.link("https://www.news.example/a?b=1")
    assert found == outside.Link(url="https://www.news.example/a?b=1", host="news.example")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://news.example/a",
        "https://user:secret@news.example/",
        "https://news.example@evil.example/",
        "https:///nohost",
        "https://news.example/a b",
        "https://news.example\\@evil.example/",
        "http://[::1",
        "https://news.example:port/",
        "https://news.example/" + "a" * 700,
        "https://news\u202e.example/",
    ],
)
def test_an_odd_address_is_not_linked(url: str | None) -> None:
    assert outside.link(url) is None


def test_a_host_of_mixed_scripts_is_shown_as_what_it_is() -> None:
    found = outside.link("https://аmaq.example/")
    assert found is not None
    assert found.host == "xn--maq-5cd.example"


def test_a_long_host_shows_its_registrable_end() -> None:
    found = outside.link("https://" + "news.example." * 5 + "evil.test/")
    assert found is not None
    assert found.host.endswith(".evil.test")
    assert len(found.host) <= outside.HOST_LIMIT
