"""Cleaning outside text, and the one spelling in which everything is matched."""

import pytest

from bot.extraction.normalise import TEXT_LIMIT, clean, fold


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("two  guards\t were\u00a0killed", "two guards were killed"),
        ("first\r\n\r\n second \n", "first\nsecond"),
        ("<p>first</p><p>second</p>", "first\nsecond"),
        ("kil<b>led</b>", "killed"),
        ("a &amp; b", "a & b"),
        ("&lt;p&gt;first&lt;/p&gt;second", "first\nsecond"),
        ("&amp;lt;b&amp;gt;deep", "deep"),
        ("5 < 7 and 7 > 5", "5 < 7 and 7 > 5"),
        ("bor\u00adder kil\u200bled", "border killed"),
        ("\u202eevil\u202c \u2066text\u2069", "evil text"),
        ("tag\U000e0041ged", "tagged"),
        ("nul\0 bell\x07", "nul bell"),
        ("lone \ud800 half", "lone half"),
        ("и\u0304", "ӣ"),
        ("и\x1f\u0304 и\u200b\u0304", "ӣ ӣ"),
        ("½ hour", "½ hour"),
        ("می\u200cروند", "می\u200cروند"),
        ("مـــرز", "مرز"),
        ("مَرز", "مرز"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_more_than_three_marks_on_a_letter_are_dropped() -> None:
    assert clean("x" + "\u0323" * 50) == "x" + "\u0323" * 3


def test_a_text_is_cut_at_its_limit_and_never_inside_its_white_space() -> None:
    assert len(clean("x" * 50_000)) == TEXT_LIMIT
    assert clean("one two three", 8) == "one two"


@pytest.mark.parametrize("depth", [1, 3, 30])
def test_markup_however_deeply_wrapped_is_never_left(depth: int) -> None:
    escaped = "<script>"
    for _ in range(depth):
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert "<script>" not in clean(escaped)
    assert "<b>" not in clean("<" * depth + "b>" + "b>" * depth)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("BORDER Guards", "border guards"),
        ("Ёж ПОГРАНИЧНИК", "еж пограничник"),
        # Tajik letters in Unicode, in the coding of old fonts, and without their hooks.
        ("Қӯрғонтеппа ҳамла Ҷайҳун марзӣ", "кургонтеппа хамла чайхун марзи"),
        ("Ќўрѓонтеппа њамла Љайњун марзї", "кургонтеппа хамла чайхун марзи"),
        ("Кургонтеппа хамла Чайхун марзи", "кургонтеппа хамла чайхун марзи"),
        # Digits of three scripts and of full width.
        ("۱۲۳ ٤٥٦ ７８９ 0", "123 456 789 0"),
        # Arabic script: letters that outlets mix, and the joiner as a space.
        ("مرزي كوه", "مرزی کوه"),
        ("شمس\u200cالدین", "شمس الدین"),
        ("ۀ ة ہ", "ه ه ه"),
        # Uzbek apostrophes.
        ("oʻldi o‘ldi o'ldi oʼldi o`ldi", "o'ldi o'ldi o'ldi o'ldi o'ldi"),
        # Chinese: traditional characters and full-width signs.
        ("邊防軍擊斃，三名", "边防军击毙,三名"),
        ("ＡＫ－４７ ｀Ｚ", "ak-47 'z"),
        # Signs.
        ("«Истиклол» “post” — 5–7", '"истиклол" "post" - 5-7'),
        ("İstanbul ılıca Straße", "istanbul ilica strase"),
        ("Pyçhā é", "pycha e"),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["İI ŞĞ ẞ ﬁ 𝐀 Ⅷ ǅ", "ӢӮҲҚҒҶ", "邊防軍。", "۱۴۰۴/۱۰/۲۸", "'İ'"])
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_sign_beyond_the_basic_plane_is_left_alone() -> None:
    assert fold("👮 𝟒") == "👮 𝟒"
