"""What was taken, in words: an item's code, an amount or range, and a unit.

Snapshots write a seizure as ``drugs: 116 package`` or ``opium: 20-25 kg``. Codes that the catalogue
does not know, and anything not written so, are shown as they are, made harmless.
"""

import re

from bot.render import outside
from bot.render.texts import Texts

SHAPE = re.compile(r"([a-z][a-z_]*)(?:: ([\d.e+]+)(?:-([\d.e+]+))?(?: (\S.*))?)?")


def seizure(written: str, texts: Texts) -> str:
    """One seizure in words."""
    shape = SHAPE.fullmatch(written.strip())
    if shape is None:
        return outside.words(written, 80)
    item = outside.name(texts.word("seized_item", shape[1]))
    try:
        low, high = (float(shape[2]), float(shape[3] or shape[2])) if shape[2] else (None, None)
    except ValueError:
        return outside.words(written, 80)
    if low is None or high is None:
        return item
    amount = texts.number(low) if low == high else texts.say("figure.range", **_ends(low, high, texts))
    unit = shape[4] or ""
    key = f"seized_unit.{unit}"
    if not unit:
        measured = amount
    elif texts.has(key):
        measured = texts.count(key, round(high), n=amount)
    else:
        measured = texts.say("seized.other_unit", amount=amount, unit=outside.name(unit, 20))
    return texts.say("seized.line", item=item, amount=measured)


def _ends(low: float, high: float, texts: Texts) -> dict[str, str]:
    return {"low": texts.number(low), "high": texts.number(high)}
