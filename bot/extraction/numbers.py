"""Quantities in a sentence: digits and words, ranges, bounds and vague words.

Only numbers that can count something are returned: clock times, decimals, ordinals, digits glued
to letters and tokens that a day or an hour already took are left out. What the number counts is not
decided here.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.extraction.entries import Mark
from bot.extraction.hannumbers import HAN_DIGITS, han_number
from bot.extraction.numerals import Numerals
from bot.extraction.tokens import Sentence

_HAN_AFTER = frozenset("万亿")
_NUMBER_SIGNS = frozenset("№#第")


class Quantity(NamedTuple):
    """How many, over tokens ``first`` to ``last`` (excluded). ``best`` None: only bounds are known.

    ``kind``: digits, word, article, formed or vague; "one" is a word for one that also serves as an
    article. A *formed* quantity takes no token of its own: the
    form of the noun that begins at ``first`` says how many (an Arabic dual, an indefinite singular).
    """

    first: int
    last: int
    low: int
    best: int | None
    high: int | None
    kind: str


WEAK_KINDS = frozenset(("article", "formed"))
"""Quantities that count nobody where a number does: "an attack on a workers' camp killed three"."""
_UPPER = "cue:up_to"
_BOUNDS = ("cue:at_least", "cue:more_than", _UPPER)
_COUNTABLE_LAYERS = ("party", "nation", "act", "unit", "item")
_NOUN_LAYERS = ("party", "nation", "unit", "item")


def find_quantities(
    sentence: Sentence,
    numerals: Numerals,
    layers: dict[str, list[Mark]],
    taken: Collection[int],
) -> list[Quantity]:
    """All quantities in token order; ``taken`` are tokens that belong to days, hours and the like."""
    plain = _plain_numbers(sentence, numerals, layers, taken)
    merged = _ranges(sentence, plain, layers) if len(plain) > 1 else plain
    if layers.keys().isdisjoint(_BOUNDS):
        return merged
    return [_bounded(quantity, layers) for quantity in merged]


def _plain_numbers(
    sentence: Sentence, numerals: Numerals, layers: dict[str, list[Mark]], taken: Collection[int]
) -> list[Quantity]:
    words = sentence.words
    vague = {mark.first: mark for mark in layers.get("vague", ())}
    formed = {mark.first: int(mark.kind) for mark in layers.get("formed", ())}
    counting = numerals.counting(words) | vague.keys() | formed.keys()
    if not counting:
        return []
    countable = (
        {mark.first for layer in _COUNTABLE_LAYERS for mark in layers.get(layer, ())}
        if numerals.classifiers
        else set()
    )
    found: list[Quantity] = []
    free_from = 0
    for index in sorted(counting):
        if index < free_from or index in taken:
            continue
        if index in vague and numerals.classifiers and found and found[-1].last == index:
            continue  # behind a number the word for "several" only bounds it: 20多名
        if words[index][0].isdigit():
            step = _digits(sentence, index, numerals)
            if step is None:
                free_from = _skip_number(sentence, index)
        elif index in vague:
            mark = vague[index]
            step = Quantity(mark.first, mark.last, int(mark.kind), None, None, "vague")
        elif words[index] in HAN_DIGITS:
            step = _han(words, index, numerals.classifiers, countable)
        elif index in formed:
            step = _formed(sentence, index, formed[index], found, numerals)
        else:
            step = _worded(words, index, numerals)
            if step is not None and words[index] in numerals.shy and step.last == index + 1:
                step = step if _stands_before_counted(layers, step.last) else None
        if step is not None:
            found.append(step)
            free_from = step.last
    return found


def _stands_before_counted(layers: dict[str, list[Mark]], index: int) -> bool:
    """Whether something that can be counted begins here: people or things, no verb."""
    return any(mark.first == index for layer in _NOUN_LAYERS for mark in layers.get(layer, ()))


def _skip_number(sentence: Sentence, index: int) -> int:
    """Past a run of digits and the signs inside it, so that no part of it is taken alone."""
    words = sentence.words
    index += 1
    while (
        index < len(words)
        and sentence.glued(index)
        and (words[index][0].isdigit() or words[index] in ".,:/-")
    ):
        index += 1
    return index


def _digits(sentence: Sentence, index: int, numerals: Numerals) -> Quantity | None:
    """A number in digits, or None for times, decimals, marks like 151/2, ordinals and model names."""
    words = sentence.words
    text = sentence.folded
    start = sentence.starts[index]
    before = text[start - 1] if start else " "
    prefixed = index > 0 and words[index - 1] in numerals.prefixes and sentence.glued(index)
    if before.isalpha() and not "\u3400" <= before <= "\u9fff" and not prefixed:
        return None
    if before == "-" and start > 1 and text[start - 2].isalpha():
        return None
    if before in _NUMBER_SIGNS or (index and words[index - 1] in _NUMBER_SIGNS):
        return None
    value, last = int(words[index][:9]), index + 1
    value, last = _thousands(sentence, value, last)
    after = text[sentence.ends[last - 1] : sentence.ends[last - 1] + 2]
    if after[:1] in ("/", ":") and after[1:].isdigit():
        return None
    if after[:1] in (".", ",") and after[1:].isdigit():
        return None
    if numerals.ordinal_stop and after == ". " and len(words[index]) <= 2:
        return None
    if before in ".,:/" and start > 1 and text[start - 2].isdigit():
        return None
    if after[:1].isalpha() or (after[:1] in ("-", "'") and after[1:].isalpha()):
        suffix = words[last] if last < len(words) else ""
        if not ("\u3400" <= after[:1] <= "\u9fff" or suffix in numerals.suffixes):
            return None
        if suffix in numerals.suffixes:
            last += 1
    if last < len(words) and words[last] in numerals.multipliers:
        value *= numerals.multipliers[words[last]]
        last += 1
    return Quantity(index, last, value, value, value, "digits")


def _thousands(sentence: Sentence, value: int, last: int) -> tuple[int, int]:
    """Join groups of three digits: 1,350 · 13 500 · 1.129."""
    words = sentence.words
    if len(words[last - 1]) > 3 or words[last - 1] == "0":
        return value, last
    text = sentence.folded
    while value < 10**9:
        end = sentence.ends[last - 1]
        sign = last < len(words) and words[last] in ",." and sentence.glued(last)
        group = last + 1 if sign else last
        if group >= len(words) or len(words[group]) != 3 or not words[group].isdigit():
            break
        gap = sentence.starts[group] - end
        if gap != 1 or not (sign or text[end] == " "):
            break
        if text[sentence.ends[group] : sentence.ends[group] + 1].isalpha():
            break
        value, last = value * 1000 + int(words[group]), group + 1
    return value, last


def _formed(
    sentence: Sentence, index: int, count: int, found: Sequence[Quantity], numerals: Numerals
) -> Quantity | None:
    """A noun whose form says how many; not after a number, which then counts ("12 man"). The word for one
    behind it leaves no doubt that it counts."""
    if found and found[-1].last == index:
        return None
    if count == 1 and index in sentence.definite:
        return None
    sure = count > 1 or (index + 1 < len(sentence.words) and numerals.value(sentence.words[index + 1]) == 1)
    return Quantity(index, index, count, count, count, "word" if sure else "formed")


def _han(
    words: Sequence[str], index: int, classifiers: Collection[str], countable: Collection[int]
) -> Quantity | None:
    """A Chinese numeral such as 二十三; 两三 is a range.

    Where the language counts with ``classifiers``, one of them or something that can be counted must
    follow: most characters for numbers also stand inside other words.
    """
    last, value = han_number(words, index)
    after = words[last] if last < len(words) else ""
    if after in _HAN_AFTER or (index and words[index - 1] == "第"):
        return None
    if classifiers and after not in classifiers and last not in countable:
        return None
    if last - index == 2 and HAN_DIGITS[words[index]] + 1 == HAN_DIGITS[words[index + 1]] < 10:
        return Quantity(index, last, HAN_DIGITS[words[index]], None, HAN_DIGITS[words[index + 1]], "word")
    weak = classifiers and words[index] == "一" and last - index == 1 and after != "人"
    return Quantity(index, last, value, value, value, "formed" if weak else "word")


def _worded(words: Sequence[str], index: int, numerals: Numerals) -> Quantity | None:
    phrase = numerals.phrase(words, index)
    if phrase is not None:
        return Quantity(index, phrase[1], phrase[0], phrase[0], phrase[0], "word")
    value = numerals.value(words[index])
    if value is None:
        return _article(words, index, numerals) if words[index] in numerals.articles else None
    value, last = _tens(words, index, numerals, value)
    if last < len(words) and words[last] in numerals.multipliers:
        value, last = value * numerals.multipliers[words[last]], last + 1
        value, last = _rest(words, last, numerals, value)
    elif value >= 100:
        value, last = _rest(words, last, numerals, value)
    kind = "one" if last == index + 1 and words[index] in numerals.articles else "word"
    return Quantity(index, last, value, value, value, kind)


def _tens(words: Sequence[str], index: int, numerals: Numerals, value: int) -> tuple[int, int]:
    """A word for tens with the unit after it: "twenty three", on dört."""
    last = index + 1
    if numerals.lowest_tens <= value <= 90 and value % 10 == 0 and last < len(words):
        at = numerals.past_joiner(words, last)
        unit = numerals.value(words[at])
        if unit is not None and 0 < unit < 10:
            return value + unit, at + 1
    if numerals.units_first and 0 < value < 10 and last < len(words):
        at = numerals.past_joiner(words, last)
        tens = numerals.value(words[at]) if at > last else None
        if tens is not None and 20 <= tens <= 90 and tens % 10 == 0:
            return value + tens, at + 1
    return value, last


def _rest(words: Sequence[str], index: int, numerals: Numerals, value: int) -> tuple[int, int]:
    """What follows hundreds or thousands without a joint: yüz seksen üç, двести сорок."""
    at = numerals.past_joiner(words, index)
    rest = numerals.value(words[at]) if at < len(words) else None
    if rest is None or not 0 < rest < 100 <= value or words[at] in numerals.articles:
        return value, index
    rest, last = _tens(words, at, numerals, rest)
    return value + rest, last


def _article(words: Sequence[str], index: int, numerals: Numerals) -> Quantity:
    """An indefinite article: one, or "a dozen"."""
    if index + 1 < len(words):
        after = numerals.value(words[index + 1])
        if after is not None and after > 1:
            return Quantity(index, index + 2, after, after, after, "word")
    return Quantity(index, index + 1, 1, 1, 1, "article")


def _ranges(sentence: Sentence, quantities: list[Quantity], layers: dict[str, list[Mark]]) -> list[Quantity]:
    """Join "two or three", "2-3" into one quantity with bounds."""
    joints = {mark.first: mark.last for mark in layers.get("cue:or", ())}
    merged: list[Quantity] = []
    for quantity in quantities:
        if merged and quantity.best is not None and quantity.kind not in WEAK_KINDS:
            before = merged[-1]
            replaced = any(mark.last == before.first for mark in layers.get("cue:replaced", ()))
            close = (joints.get(before.last) == quantity.first and not replaced) or (
                before.last == quantity.first and _dash_between(sentence, before, quantity)
            )
            if close and before.best is not None and before.best < quantity.best <= before.best * 3:
                merged[-1] = Quantity(before.first, quantity.last, before.best, None, quantity.best, "word")
                continue
        merged.append(quantity)
    return merged


def _dash_between(sentence: Sentence, before: Quantity, after: Quantity) -> bool:
    end, start = sentence.ends[before.last - 1], sentence.starts[after.first]
    return sentence.folded[end:start].strip() == "-"


def _bounded(quantity: Quantity, layers: dict[str, list[Mark]]) -> Quantity:
    """Apply "at least", "up to", "more than"; a rise ("climbs to 24") is no bound."""
    if quantity.best is None:
        return quantity
    first = quantity.first
    for layer in _BOUNDS:
        for mark in layers.get(layer, ()):
            if mark.last == first or mark.first == quantity.last:
                if layer == _UPPER:
                    if _rises(mark, layers):
                        return quantity
                    return quantity._replace(first=min(first, mark.first), low=0, best=None)
                last = max(quantity.last, mark.last)  # "200 and more", 20多, 150 سے زائد
                return quantity._replace(first=min(first, mark.first), last=last, high=None)
    return quantity


def _rises(mark: Mark, layers: dict[str, list[Mark]]) -> bool:
    rising = any(other.first <= mark.first < other.last for other in layers.get("cue:rise", ()))
    return rising and bool(layers.get("cue:toll"))
