"""Bytes to text, before any parser sees them.

Declared encodings lie often and UTF-8 proves itself, so the order is: byte order mark, strict
UTF-8, nearly UTF-8 (a few broken bytes, such as a cut end), the declared encoding, cp1251, which is
the commonest undeclared one in the region. The result holds no control characters or surrogates.
"""

import codecs
import re

_HEAD_BYTES = 2_048
_FIRST_WORDS_BYTES = 40  # markup begins in ASCII, whatever the language of the text
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only these are looked up: Python also has codecs such as unicode_escape that are no charsets.
_CHARSET = re.compile(
    r"(?:windows-?|cp)125[0-8]|cp866|koi8-[rut]|mac-?cyrillic|iso-?8859-?\d{1,2}|latin-?1|us-ascii"
    r"|gb2312|gbk|gb18030|big5(?:-hkscs)?|euc-(?:jp|kr)|shift_jis|utf-?16(?:le|be|-le|-be)?",
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?([A-Za-z0-9_-]{1,40})""")
_LATIN = frozenset({"iso8859-1", "ascii"})
_GOOD_CHARACTERS_PER_BROKEN = 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def decode(content: bytes, content_type: str = "") -> str:
    """Turn a body into text; never raises. ``content_type`` is the header's value, if any."""
    return _CONTROL.sub("", _decode(content, content_type))


def _decode(content: bytes, content_type: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(content[:_FIRST_WORDS_BYTES])
    if wide is not None:
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    if _is_nearly_utf8(text):
        return text
    return content.decode(_declared_encoding(content, content_type) or "cp1251", "replace")


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is zero."""
    if head.count(0) * 5 < len(head) or len(head) < 4:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _is_nearly_utf8(text: str) -> bool:
    """Whether broken bytes are rare among the characters that only sound UTF-8 can yield."""
    broken = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - broken
    return good >= broken * _GOOD_CHARACTERS_PER_BROKEN


def _declared_encoding(content: bytes, content_type: str) -> str | None:
    header = _DECLARED.search(content_type.encode("ascii", "replace"))
    for match in (header, _DECLARED.search(content[:_HEAD_BYTES])):
        name = match[1].decode("ascii").lower() if match else ""
        if not _CHARSET.fullmatch(name):
            continue
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        # What calls itself Latin-1 on the web is cp1252 (the HTML standard says so too).
        return "cp1252" if known in _LATIN else known
    return None
