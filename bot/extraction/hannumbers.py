"""Chinese numerals: 三, 二十三, 两百零五.

They are the same wherever Chinese characters are written, so no word list holds them. Reads a run of them
and nothing else: whether it counts, dates or only stands inside a word is decided by who asks.
"""

from collections.abc import Sequence

HAN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "百": 100, "千": 1000,
}  # fmt: skip
_LONGEST_HAN = 12


def han_number(words: Sequence[str], index: int) -> tuple[int, int]:
    """The token after a run of Chinese digits, and the value of the run."""
    total = current = 0
    last = index
    end = min(len(words), index + _LONGEST_HAN)
    while last < end and words[last] in HAN_DIGITS:
        value = HAN_DIGITS[words[last]]
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = current * 10 + value if last > index and HAN_DIGITS[words[last - 1]] < 10 else value
        last += 1
    return last, total + current
