"""References of incidents: ``TJAF-2026-0007``, written one way and read in many.

A reference is what people type, so reading is generous (case, dashes, spaces, leading zeros) and
strict in shape: letters, a year, a number. It never looks anything up.
"""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−_/.·"), "-")
_SHAPE = re.compile(r"#?\s*([A-Z]{2,8})[\s-]*((?:19|20)[0-9]{2})[\s-]*([0-9]{1,6})", re.ASCII)


def format_ref(prefix: str, year: int, number: int) -> str:
    """Write a reference. ``number`` is at least 1 and padded to four digits.

    Raises ValueError for a number below 1 or a prefix that is not ASCII letters.
    """
    if number < 1 or not (prefix.isascii() and prefix.isalpha()):
        raise ValueError(f"no reference can be made of {prefix!r} and {number}")
    return f"{prefix.upper()}-{year:04d}-{number:04d}"


def parse_ref(text: str) -> str | None:
    """Read a reference as a person may type it; None when it is not shaped like one.

    Any case; spaces, dashes of any kind, underscores or nothing between the parts; the number with
    or without leading zeros; digits of any script. ``TJ-AF 2026 7`` is read as well.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).upper().strip()
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)
    folded = re.sub(r"^(#?[A-Z]{2})[\s-]+([A-Z]{2})(?=[\s-]*[0-9])", r"\1\2", folded)
    shape = _SHAPE.fullmatch(folded)
    if shape is None or int(shape[3]) < 1:
        return None
    return format_ref(shape[1], int(shape[2]), int(shape[3]))
