"""Chinese numerals: 三, 二十三, 两百零五.

They are the same wherever Chinese characters are written, so no word list holds them. Reads a run of them
and nothing else: whether it counts, dates or only stands inside a word is decided by who asks.
"""

HAN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "十": 10, "百": 100, "千": 1000,
}  # fmt: skip
