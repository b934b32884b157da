"""Bytes to text in the order that survives what servers declare."""

import codecs

import pytest

from bot.sources.decoding import decode

RUSSIAN = "Ночью на границе произошла перестрелка, погиб один человек. " * 3
PERSIAN = "درگیری در مرز تاجیکستان و افغانستان"


def xml(encoding: str, text: str = RUSSIAN) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_declared_encoding_is_read(encoding: str) -> None:
    assert RUSSIAN in decode(xml(encoding))


def test_the_header_speaks_before_the_document() -> None:
    body = f'<?xml version="1.0" encoding="koi8-r"?>{RUSSIAN}'.encode("cp1251")
    assert RUSSIAN in decode(body, "text/xml; charset=windows-1251")


@pytest.mark.parametrize("declared", ["windows-1251", "iso-8859-1", "utf-16", "unicode_escape", "nonsense"])
def test_sound_utf8_beats_every_declaration(declared: str) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?>{RUSSIAN}{PERSIAN}'.encode()
    assert RUSSIAN + PERSIAN in decode(body, f"text/xml; charset={declared}")


def test_undeclared_cyrillic_is_taken_for_cp1251() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "text/xml") == RUSSIAN


def test_a_cut_end_and_a_stray_byte_do_not_cost_the_text() -> None:
    assert decode((RUSSIAN + PERSIAN).encode()[:-1]).startswith(RUSSIAN)
    broken = decode(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), "text/xml; charset=windows-1251")
    assert broken == f"{RUSSIAN}\ufffd{RUSSIAN}"


def test_one_foreign_byte_in_plain_ascii_is_read_as_declared() -> None:
    assert decode(b"price 10\xa0000 \x96 ok", "text/html; charset=windows-1252") == "price 10\xa0000 – ok"


def test_a_byte_order_mark_wins_and_is_dropped() -> None:
    assert decode(codecs.BOM_UTF8 + RUSSIAN.encode(), "text/xml; charset=cp1251") == RUSSIAN
    assert decode(codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be")) == RUSSIAN


def test_a_declaration_of_latin1_means_cp1252() -> None:
    assert decode(b"caf\xe9 \x93quoted\x94", "text/html; charset=ISO-8859-1") == "café “quoted”"


@pytest.mark.parametrize(
    "codec", ["unicode_escape", "utf-7", "idna", "rot13", "hex", "zip", "raw_unicode_escape"]
)
def test_codecs_that_are_no_charsets_are_never_used(codec: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), f"text/xml; charset={codec}") == RUSSIAN


def test_control_characters_and_surrogates_are_stripped() -> None:
    assert decode(b"a\x00b\x08c\x1bd\te\nf\x7fg") == "abcd\te\nfg"
    assert decode("x\ud800y".encode("utf-8", "surrogatepass") + RUSSIAN.encode()).isprintable() is not None
    assert "\ud800" not in decode(
        "x\ud800y".encode("utf-16-le", "surrogatepass"), "text/xml; charset=utf-16le"
    )


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00\x00\x00\x00", bytes(range(256)) * 40]
)
def test_no_bytes_raise(body: bytes) -> None:
    for declared in ("", "text/xml; charset=utf-16", "charset=gb18030", "charset=\xff"):
        decode(body, declared).encode("utf-8")
