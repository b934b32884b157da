"""Words that are two things: Monday and the capital, May and a verb, five and a river.

Душанбе and دوشنبه name both a weekday and a city, می is May and the beginning of most Persian verbs, تیر
is a month and a bullet, panj is five and a district. Decides from the words around; which words are meant
is data of the pack and the gazetteer.
"""

from bot.extraction.analysis import Analysed
from bot.extraction.datescan import Scan
from bot.extraction.entries import Mark
from bot.extraction.lexicon import Lexicon
from bot.extraction.patients import shows_many
from bot.extraction.places import PlaceMention

_BOUND_SIGN = "\u200c"


def is_place(scan: Scan, name: Mark) -> bool:
    """Whether a weekday that also names a place stands for the place here.

    A capital letter says so in scripts that have them; elsewhere the word before does.
    """
    if scan.starts("also_place", name.first) is None:
        return False
    words = scan.words
    following = words[name.last] if name.last < len(words) else ""
    if scan.marked("day_word", name.first) or scan.starts("day_word", name.last):
        return False
    if following[:1].isdigit() or scan.starts("last", name.last) or scan.starts("night_to", name.last):
        return False
    letter = scan.sentence.raw(name.first, name.last)[:1]
    if letter.upper() != letter.lower():
        return letter.isupper()
    return scan.marked("place_before", name.first) is not None


def is_no_month(scan: Scan, name: Mark, day_first: int | None) -> bool:
    """Whether a word that may be a month is an ordinary word here.

    It is one where it is bound to the next word, and where neither a day in digits (or an ordinal)
    stands before it nor a year or the word for month beside it. In scripts that have capital letters,
    a language that has shy months writes them with one.
    """
    sentence, words = scan.sentence, scan.words
    if sentence.text[sentence.ends[name.last - 1] :][:1] == _BOUND_SIGN:
        return True
    if scan.starts("shy", name.first) is None:
        return False
    letter = sentence.raw(name.first, name.last)[:1]
    if letter.upper() != letter.lower():
        return letter.islower()
    if sentence.glued(name.first) and words[name.first - 1][0].isdigit():
        return True  # the ending of an ordinal in digits, as in Pashto: ۱۵مې
    if day_first is not None:
        dated = words[day_first : name.first]
        return not any(word[0].isdigit() or scan.numerals.ordinal(word) for word in dated)
    named = scan.marked("of", name.first) or scan.starts("month_word", name.last)
    return not named and scan.year_number(name.last) is None


def is_number(analysed: Analysed, mention: PlaceMention, lexicon: Lexicon) -> bool:
    """Whether a place name is a number here: панҷ марзбон, پنج نفر.

    After a word for a kind of place it is the place, and so it is before people in the plural where the
    language puts no plural after numbers.
    """
    words = analysed.sentence.words
    if mention.last - mention.first > 1 or lexicon.numerals.value(words[mention.first]) is None:
        return False
    if any(mark.last == mention.first for mark in analysed.marks("place")):
        return False
    marking = lexicon.grammar.patients
    return any(
        mark.first == mention.last
        and not (marking is not None and layer == "party" and shows_many(marking, words[mark.first]))
        for layer in ("party", "nation", "unit", "item", "act")
        for mark in analysed.marks(layer)
    )
